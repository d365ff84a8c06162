"""P9: one large file and many small ones from the stand-in hub, beside the real huggingface_hub."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import time
import urllib.parse
import urllib.request
import zipfile

import place
from figures import Figure

ROOT = pathlib.Path(__file__).resolve().parents[2]
LARGE, SMALL = "bench/large", "bench/small"
PEER = "import sys; from huggingface_hub import snapshot_download; snapshot_download(sys.argv[1], cache_dir=sys.argv[2])"


def large_file(bench):
    size = (1 << 28) if bench.quick else (1 << 31)
    return measure(bench, LARGE, f"one file of {size >> 20} MiB", size / 1e6, "MB/s", lambda folder: large(folder, size))


def small_files(bench):
    count = 500 if bench.quick else 2000
    return measure(bench, SMALL, f"{count} files of 0.5 to 8 kB", count, "files/s", lambda folder: small(folder, count))


STEPS = [large_file, small_files]


def large(folder, size):
    (folder / "config.json").write_text("{}")
    with open(folder / "model.safetensors", "wb") as file:
        for _ in range(size >> 24):
            file.write(os.urandom(1 << 24))


def small(folder, count):
    chance = random.Random(9)
    for number in range(count):
        path = folder / f"d{number % 20:02}/f{number:04}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(chance.randbytes(chance.randint(500, 8000)))


def measure(bench, repo, what, amount, unit, make):
    here, rounds = bench.here, 2 if bench.quick else 3
    folder = here.folder("hub")
    repository = folder / "repositories" / repo
    repository.mkdir(parents=True)
    make(repository)
    shutil.chown(folder, here.account.pw_uid)
    mine, theirs = [], []
    try:
        with hub(here, folder) as address:
            classes = program(here, folder)
            peer = client(bench)
            listing(address, repo)
            for number in range(rounds):
                bench.say(f"P9: {what}, {number + 1} of {rounds}")
                mine.append(ours(here, folder, classes, address, repo))
                if peer:
                    theirs.append(its(here, folder, peer, address, repo))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    our_rate = amount / statistics.median(mine)
    its_rate = amount / statistics.median(theirs) if theirs else None
    met = None if its_rate is None else our_rate >= 2 * its_rate
    note = f"seconds: {', '.join(f'{s:.1f}' for s in mine)}; peer {', '.join(f'{s:.1f}' for s in theirs) or 'none'}"
    return [Figure("P9", what, unit, our_rate, its_rate, "more", "≥ 2 times", met, note)]


@contextlib.contextmanager
def hub(here, folder):
    ready = folder / "ready"
    # The program lies where only root may read it.
    shutil.copy(ROOT / "testbed/hub/hub", folder / "hub")
    process = here.start(["/usr/bin/python3", str(folder / "hub"), str(folder / "repositories"), "--ready", str(ready)],
                         here.prefix / "log" / "hub.log")
    try:
        place.wait_for("the stand-in hub answers", 60, ready.exists)
        yield f"http://127.0.0.1:{ready.read_text().strip()}"
    finally:
        place.end(process)


def program(here, folder):
    """The classes of the transfer, taken from the WAR."""
    with zipfile.ZipFile(here.app / "blackfish.war") as war:
        names = [name for name in war.namelist() if name.startswith("WEB-INF/classes/org/blackfish/fetch/")]
        war.extractall(folder / "war", names)
    subprocess.run(["chmod", "-R", "a+rX", folder / "war"], check=True)
    return folder / "war/WEB-INF/classes"


def client(bench):
    done = subprocess.run([ROOT / "testbed/hub/client"], capture_output=True, text=True, check=False)
    if done.returncode:
        bench.say(f"Only our own figures: {done.stderr.strip()}.")
        return None
    return pathlib.Path(done.stdout.strip()) / "bin/python"


def listing(address, repo):
    commit = json.load(urllib.request.urlopen(f"{address}/api/models/{repo}"))["sha"]
    entries, page = [], f"{address}/api/models/{repo}/tree/{commit}?recursive=true&expand=false"
    while page:
        with urllib.request.urlopen(page) as answer:
            entries += json.load(answer)
            link = answer.headers.get("Link")
        page = link[1:link.index(">")] if link else None
    return commit, entries


def ours(here, folder, classes, address, repo):
    cache, work = fresh(here, folder, "ours"), fresh(here, folder, "work")
    began = time.monotonic()
    commit, entries = listing(address, repo)
    coded = urllib.parse.quote_plus
    lines = [f"repo {coded(repo)}", f"commit {commit}", "ref main", f"root {coded(str(cache))}",
             f"endpoint {coded(address)}", "shared false", "rate 0", "id 0bec5000", "agent bench"]
    lines += [f"piece {e['size']} {e['lfs']['oid'] if 'lfs' in e else e['oid']} {'large' if 'lfs' in e else 'small'}"
              f" {coded(e['path'])}" for e in entries]
    here.give(work / "order", "\n".join(lines) + "\n")
    # As the server's script starts it.
    here.run(here.java, "-Xms64m", "-Xmx160m", "-Xmn40m", "-Xss512k", "-XX:+UseSerialGC", "-XX:-UsePerfData",
             "-Djdk.httpclient.bufsize=131072", "-cp", str(classes), "org.blackfish.fetch.Fetch", str(work))
    seconds = time.monotonic() - began
    if (work / "ended").read_text() != "done":
        raise place.Failed(f"our download ended with: {(work / 'ended').read_text()}")
    clear(cache, work)
    return seconds


def its(here, folder, python, address, repo):
    cache, home = fresh(here, folder, "peer"), fresh(here, folder, "home")
    began = time.monotonic()
    here.run(str(python), "-c", PEER, repo, str(cache), HF_ENDPOINT=address, HF_HOME=str(home),
             HF_HUB_DISABLE_PROGRESS_BARS="1", HF_HUB_DISABLE_TELEMETRY="1")
    seconds = time.monotonic() - began
    clear(cache, home)
    return seconds


def fresh(here, folder, name):
    path = folder / name
    clear(path)
    path.mkdir()
    shutil.chown(path, here.account.pw_uid, here.account.pw_gid)
    return path


def clear(*paths):
    for path in paths:
        shutil.rmtree(path, ignore_errors=True)
    # What was removed is not left for the next one's disk to write.
    os.sync()
