"""The testbed as the benchmark uses it: its user, its folders, and processes started as that user."""
import contextlib
import http.client
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import time


class Failed(Exception):
    """A step of the benchmark itself failed; the sentence says which."""


class Place:
    """What bin/bench brought up, read from the environment that it set."""

    def __init__(self, environment):
        self.prefix = pathlib.Path(environment["TESTBED_PREFIX"])
        self.account = pwd.getpwnam(environment["TESTBED_USER"])
        self.cache_dir = environment["TESTBED_CACHE_DIR"]
        self.app = self.prefix / "app"
        # The same without a start cache.
        self.plain_app = self.prefix / "plain"
        self.java = environment["BENCH_JAVA"]
        self.build_cache = pathlib.Path(environment["BENCH_CACHE"])
        self.environment = {
            "HOME": environment["TESTBED_HOME"], "USER": self.account.pw_name, "LOGNAME": self.account.pw_name,
            "LANG": "C.UTF-8", "SLURM_CONF": environment["SLURM_CONF"], "TESTBED_PREFIX": str(self.prefix),
            "TESTBED_CACHE_DIR": self.cache_dir, "JAVA_HOME": str(pathlib.Path(self.java).parent.parent),
            "PATH": f"{self.prefix}/shims:{self.prefix}/apptainer:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:"
                    "/sbin:/bin"}
        self.folders = 0

    def folder(self, name):
        """A fresh private folder of the user's; the path is short enough for a socket below it."""
        self.folders += 1
        path = self.prefix / f"{name}{self.folders}"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(mode=0o700)
        os.chown(path, self.account.pw_uid, self.account.pw_gid)
        return path

    def start(self, argv, log, **environment):
        with open(log, "ab") as out:
            return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                    start_new_session=True, cwd=self.environment["HOME"], **self.identity(environment))

    def run(self, *argv, text="", **environment):
        """Runs to its end as the user and gives what it said; a failure ends the benchmark."""
        done = subprocess.run(argv, input=text, capture_output=True, text=True, cwd=self.environment["HOME"],
                              **self.identity(environment))
        if done.returncode:
            raise Failed(f"{' '.join(argv[:3])} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
        return done.stdout

    def run_root(self, *argv):
        """As `run`, as root: what only the cluster's administrator may do. Not counted as a call of anybody's."""
        done = subprocess.run([f"/usr/bin/{argv[0]}", *argv[1:]], capture_output=True, text=True, check=False,
                              env={"SLURM_CONF": self.environment["SLURM_CONF"], "PATH": "/usr/bin:/bin"})
        if done.returncode:
            raise Failed(f"{' '.join(argv[:3])} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
        return done.stdout

    def identity(self, environment):
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": [],
                "env": {**self.environment, **environment}}

    def give(self, path, text):
        """Writes a file that the user owns, with the folders before it."""
        self.run("python3", "-c", "import pathlib, sys\n"
                 "path = pathlib.Path(sys.argv[1]); path.parent.mkdir(parents=True, exist_ok=True)\n"
                 "path.write_text(sys.stdin.read())", str(path), text=text)

    def slurm_calls(self, since=0.0):
        """The commands run through the shims since that time, as (seconds, words)."""
        log = self.prefix / "faults/calls.log"
        if not log.exists():
            return []
        lines = (line.split() for line in log.read_text().splitlines())
        return [(float(words[0]), words[1:]) for words in lines if len(words) > 1 and float(words[0]) >= since]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, seconds, condition, every=0.2):
    deadline = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise Failed(f"waited {seconds} s for: {what}")
        time.sleep(every)


class Web:
    """Plain calls to one server; `headers` go with each."""

    def __init__(self, port, headers=None):
        self.port = port
        self.headers = dict(headers or {})

    def ask(self, method, path, body=None, headers=None, timeout=60):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as line:
            sent = {**self.headers, **(headers or {})}
            if isinstance(body, dict):
                body = json.dumps(body)
                sent["Content-Type"] = "application/json"
            line.request(method, path, body, sent)
            answer = line.getresponse()
            return answer, answer.read()

    def json(self, method, path, body=None):
        answer, text = self.ask(method, path, body)
        if answer.status >= 400:
            raise Failed(f"{method} {path} was answered with {answer.status}: {text[:300].decode(errors='replace')}")
        return json.loads(text)

    def shows(self, path):
        """Whether the page is there."""
        return self.status(path) == 200

    def answers(self, path):
        return 0 < self.status(path) < 500

    def status(self, path):
        try:
            return self.ask("GET", path, timeout=5)[0].status
        except (OSError, http.client.HTTPException):
            return 0


def end(process, seconds=30):
    """Ends a process with its session, politely first."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
