"""Another admin of the shared folder, bob, whose pull is cancelled by a colleague and whose next one is killed.

    another_admin.py CACHE FILE FOLDER

FOLDER has the script and the note of a pull as Blackfish wrote them. FOLDER/first is there once the first pull is under way
and says how it ended; the second begins once FOLDER/again is there, and nothing of it lives any more at the end.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

cache, file, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
prefix = pathlib.Path(os.environ["SLURM_CONF"]).parents[1]
environment = dict(os.environ, PATH=f"{prefix}/apptainer:{os.environ['PATH']}")
pulling = pathlib.Path(cache, "images/.pulling", file)


def await_(condition):
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"waited in vain in {pulling}: {sorted(pulling.glob('*'))}")
        time.sleep(0.05)


def start():
    """As Blackfish in bob's account, up to the moment when the image is being unpacked."""
    pulling.mkdir()
    pulling.chmod(0o777)
    note = json.loads((folder / "note.json").read_text())
    (pulling / "note.json").write_text(json.dumps(note | {"by": "bob"}, separators=(",", ":")))
    (pulling / "pull.sh").write_bytes((folder / "pull.sh").read_bytes())
    script = subprocess.Popen(["bash", str(pulling / "pull.sh")], env=environment, start_new_session=True)
    await_(lambda: any(pulling.glob("blackfish-pull.*/tmp/*")) or any(unpacked()))
    return script


def unpacked():
    """Where the script unpacks, if that is elsewhere."""
    for work in pulling.glob("work.*"):
        yield from pathlib.Path(work.read_text().split()[1], "tmp").glob("*")


def kill_all():
    """All that the pull started, as the end of the machine does."""
    while alive := [process for process in pathlib.Path("/proc").glob("[0-9]*") if belongs(process)]:
        for process in alive:
            try:
                os.kill(int(process.name), signal.SIGKILL)
            except ProcessLookupError:
                pass
        second.poll()


def belongs(process):
    try:
        return f"BLACKFISH_PULL={pulling}".encode() in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


first = start()
told = folder / "first"
told.write_text("")
first.wait()
whole = folder / "first.new"
whole.write_text((pulling / "ended").read_text().strip())
whole.rename(told)
await_((folder / "again").exists)
second = start()
kill_all()
second.wait()
long_ago = time.time() - 3600
for name in ("note.json", "beat"):
    os.utime(pulling / name, (long_ago, long_ago))
print("killed")
