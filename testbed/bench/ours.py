"""Our server, started by its launcher as a user starts it."""
import json
import pathlib
import time
import urllib.parse

import machine
import place

MODEL_COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Ours:
    """One server with a home of its own; a context manager that stops it."""

    name = "ours"

    def __init__(self, here, app=None, **settings):
        self.here = here
        self.app = app or here.app
        self.home = here.folder("ours")
        self.run = here.folder("run")
        # A cache was made before anything is measured, or is not wanted: none is made beside a measurement.
        self.settings = {"BLACKFISH_LLAMA_CPP_IMAGE": "testbed/engine:1", "BLACKFISH_START_CACHE": "off", **settings}
        self.port = place.free_port()
        self.process = None
        self.to_first_page = None
        self.web = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        place.end(self.process)

    def start(self):
        """Starts and waits for the first page and then for the launcher's word."""
        log = self.here.prefix / "log" / f"{self.home.name}.log"
        log.write_text("")
        began = time.monotonic()
        self.process = self.here.start(
            [str(self.app / "ood-app/bin/blackfish-server"), "--app", str(self.app), "--port",
             str(self.port)], log, BLACKFISH_HOME_DIR=str(self.home), BLACKFISH_RUN_DIR=str(self.run),
            BLACKFISH_DEFAULT_CACHE_DIR=self.here.cache_dir, **self.settings)
        pages = place.Web(self.port)
        place.wait_for(f"our first page (see {log})", 120,
                       lambda: pages.shows("/sign-in.xhtml") or self.process.poll() is not None, 0.02)
        self.to_first_page = time.monotonic() - began
        place.wait_for(f"our server answers (see {log})", 60,
                       lambda: "answers on" in log.read_text() or self.process.poll() is not None, 0.02)
        if self.process.poll() is not None:
            raise place.Failed(f"our server did not start; see {log} and {self.home}/logs/server.log")
        self.web = place.Web(self.port, {"Authorization": f"Bearer {self.token}"})

    @property
    def token(self):
        return (self.home / "auth_token").read_text().strip()

    @property
    def bearer(self):
        return [("Authorization", f"Bearer {self.token}")]

    def cookie(self):
        """Signs a browser in; its cookie as a header."""
        answer, _ = place.Web(self.port).ask("POST", "/session", "token=" + urllib.parse.quote(self.token),
                                            {"Content-Type": "application/x-www-form-urlencoded"})
        given = answer.getheader("Set-Cookie") or ""
        if answer.status != 303 or "=" not in given:
            raise place.Failed(f"signing in was answered with {answer.status}")
        return [("Cookie", given.partition(";")[0])]

    def processes(self):
        return machine.tree(self.process.pid)

    def jvm(self):
        """The JVM's process id and its command line."""
        for pid in self.processes():
            words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
            if words[0].endswith("/java"):
                return pid, words
        raise place.Failed("our server has no JVM")

    def socket(self):
        return next(self.run.glob("pg-*")) / ".s.PGSQL.5432"

    def model(self, name, switches):
        """A model for the stand-in engine: no weights, only its switches."""
        repository = self.home / f"models/models--test--{name}"
        snapshot = repository / "snapshots" / MODEL_COMMIT
        self.here.give(repository / "refs/main", MODEL_COMMIT)
        self.here.give(snapshot / "model.gguf", "GGUF")
        self.here.give(snapshot / "engine.json", json.dumps(switches))
        return f"test/{name}"

    def order(self, name, repo, **more):
        return {"name": name, "image": "text_generation", "repo_id": repo, "profile": "default", "partition": "cpu",
                "tier": "CPU", **more}

    def launch(self, name, repo, **more):
        return self.web.json("POST", "/api/services", self.order(name, repo, **more))["id"]

    def service(self, number):
        return self.web.json("GET", f"/api/services/{number}")

    def wait_ready(self, number):
        place.wait_for(f"service {number} is healthy", 120, lambda: self.service(number)["status"] == "healthy")

    def engine(self, number):
        """The port on which a service's engine listens, and its key."""
        return (json.loads((self.home / f"jobs/{number}/endpoint.json").read_text())["port"],
                (self.home / f"keys/{number}").read_text().strip())

    def stop_all(self):
        for service in self.web.json("GET", "/api/services"):
            if service["status"] not in ("stopped", "timeout", "failed"):
                self.web.json("PUT", f"/api/services/{service['id']}/stop", {})
