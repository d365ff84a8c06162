"""The Python Blackfish 1.0.0, in a virtual environment of the build cache, started as its users start it."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.parse

import machine
import place

VERSION = "1.0.0"
OLDEST = (3, 12)


class Missing(Exception):
    """The peer cannot be had on this machine; the sentence says why."""


def install(here):
    """Its command, installed when it is not; Python and packages lie where the testbed's user can read them."""
    folder = here.build_cache / "bench"
    command = folder / f"peer-{VERSION}/bin/blackfish"
    if command.exists():
        return command
    folder.mkdir(parents=True, exist_ok=True)
    base = python(folder)
    environment = folder / f".peer-{VERSION}.part"
    shutil.rmtree(environment, ignore_errors=True)
    log = folder / "install.log"
    final = command.parent.parent
    with open(log, "wb") as out:
        for argv in ([base, "-m", "venv", environment],
                     [environment / "bin/python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
                      f"blackfish-ai=={VERSION}"]):
            if subprocess.run(argv, stdout=out, stderr=out, check=False).returncode:
                raise Missing(f"blackfish-ai {VERSION} could not be installed; see {log}")
    # Scripts of a virtual environment name its folder, so it is entered by its Python and not by them.
    (environment / "bin/blackfish").write_text(
        f"#!{final}/bin/python\nfrom blackfish.cli.__main__ import main\nmain()\n")
    (environment / "bin/blackfish").chmod(0o755)
    subprocess.run(["chmod", "-R", "a+rX", environment], check=True)
    environment.rename(final)
    return command


def python(folder):
    """A Python of 3.12 or later that the testbed's user can run: copied when it lies in somebody's home."""
    for candidate in candidates():
        said = subprocess.run([candidate, "-c", "import sys; print(*sys.version_info[:2], sys.base_prefix)"],
                              capture_output=True, text=True, check=False).stdout.split()
        if len(said) != 3 or (int(said[0]), int(said[1])) < OLDEST:
            continue
        base = pathlib.Path(said[2])
        if base.is_relative_to("/usr"):
            return candidate
        copy = folder / f"python-{said[0]}.{said[1]}"
        if not copy.exists():
            subprocess.run(["cp", "-a", base, f"{copy}.part"], check=True)
            subprocess.run(["chmod", "-R", "a+rX", f"{copy}.part"], check=True)
            pathlib.Path(f"{copy}.part").rename(copy)
        return copy / f"bin/python{said[0]}.{said[1]}"
    raise Missing(f"the Python Blackfish {VERSION} needs Python {OLDEST[0]}.{OLDEST[1]} or later; install one, or set"
                  " BLACKFISH_BENCH_PYTHON to it")


def candidates():
    named = os.environ.get("BLACKFISH_BENCH_PYTHON")
    found = [named] if named else []
    found += [shutil.which(f"python3.{minor}") for minor in (13, 12, 14)] + [sys.executable]
    found += sorted(pathlib.Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python3"))
    return [str(path) for path in found if path]


class Peer:
    """One server with a home of its own; `signed` says whether it asks for its token, as it does unless told."""

    name = "peer"

    def __init__(self, here, command, signed=True, **environment):
        self.here = here
        self.environment = environment
        self.command = command
        # A Python that was copied here looks for its own library where it was built.
        copied = (command.parent / "python").resolve().parent.parent
        self.library = {"LD_LIBRARY_PATH": str(copied / "lib")}
        self.home = here.folder("peer")
        self.port = place.free_port()
        self.signed = signed
        self.process = None
        self.web = None
        here.give(self.home / "profiles.cfg",
                  f"[default]\nschema = slurm\nhost = localhost\nuser = {here.account.pw_name}\n"
                  f"home_dir = {self.home}\ncache_dir = {here.cache_dir}\ndefault = true\n")
        here.run("mkdir", "-p", str(self.home / "models"), str(self.home / "images"))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        place.end(self.process)

    def start(self):
        """Starts and waits for the first page; gives the seconds that it took."""
        log = self.here.prefix / "log" / f"{self.home.name}.log"
        began = time.monotonic()
        self.process = self.here.start(
            [str(self.command), "start", "--no-reload"], log, **self.library, **self.environment, BLACKFISH_HOME_DIR=str(self.home), BLACKFISH_PORT=str(self.port),
            BLACKFISH_HOST="127.0.0.1", BLACKFISH_CONTAINER_PROVIDER="apptainer",
            BLACKFISH_DEBUG="0" if self.signed else "1", BLACKFISH_TEXT_GENERATION_IMAGE="testbed/engine:1")
        self.web = place.Web(self.port)
        place.wait_for(f"the Python Blackfish answers (see {log})", 60,
                       lambda: self.web.answers("/login") or self.process.poll() is not None, 0.02)
        if self.process.poll() is not None:
            raise place.Failed(f"the Python Blackfish did not start; see {log}")
        seconds = time.monotonic() - began
        if self.signed:
            self.web.headers = dict(self.bearer)
        return seconds

    @property
    def bearer(self):
        if not self.signed:
            return []
        return [("Authorization", "Bearer " + (self.home / "auth_token").read_text().strip())]

    def cookie(self):
        """Signs a browser in; its cookie as a header."""
        if not self.signed:
            return []
        token = urllib.parse.quote((self.home / "auth_token").read_text().strip(), safe="")
        answer, _ = place.Web(self.port).ask("POST", f"/api/login?token={token}")
        cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        return [("Cookie", "; ".join(cookies))]

    def processes(self):
        return machine.tree(self.process.pid)

    def profile(self):
        return {"name": "default", "host": "localhost", "user": self.here.account.pw_name, "home_dir": str(self.home),
                "cache_dir": self.here.cache_dir, "schema": "slurm", "default": True}

    def order(self, name):
        """A launch as its page sends it."""
        return {"name": name, "image": "text_generation", "repo_id": "test/bench", "profile": self.profile(),
                "container_config": {"port": 8080, "model_dir": str(self.home / "models"), "revision": "main",
                                     "launch_kwargs": ""},
                "job_config": {"name": name, "time": "00:30:00", "nodes": 1, "ntasks_per_node": 2, "mem": 8, "gres": 0,
                               "partition": "cpu"}}

    def rows(self, rows):
        """Puts services into its database: `rows` are dictionaries of columns, the rest is as a launch leaves it."""
        self.here.run(str(self.command.parent / "python"), "-c", ROWS, str(self.home / "app.sqlite"),
                      text=json.dumps(rows), **self.library)


ROWS = """
import json, sqlite3, sys, uuid, datetime
base = sqlite3.connect(sys.argv[1], timeout=30)
columns = {name: kind for _, name, kind, *_ in base.execute("pragma table_info(service)")}
for number, row in enumerate(json.load(sys.stdin)):
    made = str(datetime.datetime(2026, 1, 1) + datetime.timedelta(seconds=number))
    full = {"id": uuid.uuid4().bytes, "created_at": made, "updated_at": made, "grace_period": 600, **row}
    if "sa_orm_sentinel" in columns:
        full["sa_orm_sentinel"] = None
    base.execute(f"insert into service ({', '.join(map(repr, full))}) values ({', '.join('?' * len(full))})",
                 list(full.values()))
base.commit()
"""
