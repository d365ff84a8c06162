"""Another user of the cluster, bob, runs a Blackfish of his own over the shared folder until he is told to end it.

    another_user.py TREE CACHE IMAGE JAVA_HOME FOLDER

TREE is the built project, IMAGE the llama.cpp image of this site. The address and the token of his server, which only a
test's browser may know, are written to "server.json" in his home; he ends it once FOLDER/end is there.
"""
import json
import os
import pathlib
import socket
import subprocess
import sys
import time

tree, cache, image, java_home, folder = sys.argv[1:]
prefix = pathlib.Path(os.environ["SLURM_CONF"]).parents[1]
home = pathlib.Path(os.environ["HOME"])
told = home / "server.json"
standing = home / "standing"
run = home / "run"
run.mkdir(mode=0o700, exist_ok=True)
standing.unlink(missing_ok=True)
told.unlink(missing_ok=True)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
environment = dict(os.environ, JAVA_HOME=java_home,
                   PATH=f"{prefix}/shims:{prefix}/apptainer:{os.environ['PATH']}",
                   TESTBED_PREFIX=str(prefix), TESTBED_FAULTS=str(prefix / "faults"),
                   BLACKFISH_START_CACHE="off", BLACKFISH_HOME_DIR=str(home / ".blackfish"),
                   BLACKFISH_RUN_DIR=str(run), BLACKFISH_DEFAULT_CACHE_DIR=cache, BLACKFISH_LLAMA_CPP_IMAGE=image,
                   BLACKFISH_POLL_STARTING="1s", BLACKFISH_POLL_ACTIVE="1s")
log = home / "launcher.log"
server = subprocess.Popen(["ood-app/bin/blackfish-server", "--app", "target", "--port", str(port),
                           "--standing", str(standing)], cwd=tree, env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT)
token = home / ".blackfish/auth_token"
deadline = time.monotonic() + 180
try:
    while not (standing.exists() and standing.read_text().strip() == "ready"):
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(log.read_text())
        time.sleep(0.2)
    home.chmod(0o711)
    # Under its name only when it is whole: the test reads it as soon as it can.
    whole = home / "server.json.new"
    whole.write_text(json.dumps({"address": f"http://127.0.0.1:{port}", "token": token.read_text().strip()}))
    whole.chmod(0o644)
    whole.rename(told)
    while not pathlib.Path(folder, "end").exists() and time.monotonic() < deadline + 300:
        time.sleep(0.2)
finally:
    server.terminate()
    server.wait(60)
    told.unlink(missing_ok=True)
