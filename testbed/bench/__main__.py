"""The benchmarks of bin/bench; see README.md."""
import argparse
import contextlib
import json
import os
import pathlib
import signal
import sys

import download
import gateway
import idle
import machine
import ours
import peer
import place
import rest
import scan
import services
import slurm
import start
from figures import table

PARTS = {"gateway": gateway, "services": services, "slurm": slurm, "idle": idle, "start": start, "rest": rest,
         "scan": scan, "download": download}

# Those of which another holds no part.
WHOLE = [name for name in PARTS if name != "rest"]


class Bench:
    """What every part needs: the place, how thorough to be, and both servers."""

    def __init__(self, here, quick):
        self.here = here
        self.quick = quick
        try:
            self.command = peer.install(here)
        except peer.Missing as problem:
            self.say(f"Only our own figures: {problem}.")
            self.command = None

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def ours(self, **settings):
        return ours.Ours(self.here, **settings)

    def peer(self, signed=True, **environment):
        """A server of the peer, or None where it cannot be had."""
        if not self.command:
            return contextlib.nullcontext()
        return peer.Peer(self.here, self.command, signed, **environment)

    @contextlib.contextmanager
    def engine(self):
        """The stand-in engine outside Slurm, for health checks only; its port."""
        folder = self.here.folder("engine")
        self.here.run("cp", "-r", str(self.here.app / "engine"), str(folder / "app"))
        (folder / "model.gguf").write_text("GGUF")
        port = place.free_port()
        process = self.here.start(["python3", str(folder / "app/server.py"), "--model", str(folder / "model.gguf"),
                                   "--host", "127.0.0.1", "--port", str(port)], folder / "log")
        try:
            place.wait_for("the engine answers", 30, lambda: place.Web(port).answers("/health"))
            yield port
        finally:
            place.end(process)


def main():
    options = argparse.ArgumentParser(prog="bin/bench")
    options.add_argument("part", nargs="?", choices=sorted(PARTS))
    options.add_argument("--quick", action="store_true")
    options.add_argument("--json", type=pathlib.Path)
    given = options.parse_args()
    bench = Bench(place.Place(os.environ), given.quick)
    done, failed = [], False
    for name in [given.part] if given.part else WHOLE:
        before, figures = machine.now(), []
        for step in PARTS[name].STEPS:
            try:
                figures += step(bench)
            except place.Failed as problem:
                failed = True
                bench.say(f"bench: {step.__name__}: {problem}")
        after = machine.now()
        print(f"\n### {name}\n\nBefore: {machine.words(before)}; after: load {after['load']}"
              f"{'; a small sample (--quick)' if given.quick else ''}.\n\n{table(figures)}", flush=True)
        done.append({"part": name, "quick": given.quick, "before": before, "after": after,
                     "figures": [figure.as_json() for figure in figures]})
        if given.json:
            given.json.write_text(json.dumps(done, indent=1, ensure_ascii=False) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    # Asked to end, it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
