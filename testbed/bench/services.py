"""P2, P3, P10 and P11: the list of services, the truth about many, a launch, and how soon a page shows that one is ready."""
import contextlib
import json
import os
import statistics
import threading
import time
import urllib.request
import uuid

import callers
import place
import rows
from figures import Figure, percentile

LINES = 8
MANY = 200


def lists(bench):
    """P2: eight callers read the whole list again and again."""
    figures, before = [], None
    for count in (1000, 10000):
        with bench.ours() as ours, bench.peer() as peer, bench.peer(signed=False) as unsigned:
            rows.put(ours, rows.ENDED, first=1, last=count)
            place.end(ours.process)
            ours.start()
            for other in (peer, unsigned):
                if other:
                    other.rows([{"name": f"service-{n}", "image": "text_generation", "model": f"test/model-{n % 50}",
                                 "image_ref": "testbed/engine:1", "profile": "default", "host": "localhost",
                                 "user": bench.here.account.pw_name, "home_dir": str(other.home),
                                 "cache_dir": bench.here.cache_dir, "job_id": str(n), "port": 8080, "status": "STOPPED",
                                 "time": "01:00:00", "ntasks_per_node": 2, "mem": 8, "scheduler": "slurm"}
                                for n in range(count)])
            mine = reading(bench, f"P2: {count:,} rows, ours", ours, [])
            theirs = reading(bench, f"P2: {count:,} rows, peer", peer, [])
            free = reading(bench, f"P2: {count:,} rows, peer without sign-in", unsigned, [])
            figures += list_figures(count, mine, theirs, free)
            if count == 1000:
                figures += unchanged(bench, ours)
                before = mine
            else:
                figures.append(Figure("P2", "growth of our median answer from 1,000 to 10,000 rows", "times",
                                      statistics.median(mine) / statistics.median(before)))
    return figures


def reading(bench, what, server, more):
    """Milliseconds of each answer of a caller, all eight together; None without a server."""
    if not server:
        return None
    bench.say(what)
    ask = callers.get("/api/services", server.bearer + more)
    length = len(server.web.json("GET", "/api/services"))
    callers.run([callers.Caller(server.port, ask)] * 2, 2)
    seconds = 4 if bench.quick else 10
    answers = callers.run([callers.Caller(server.port, ask) for _ in range(LINES)], seconds)
    good = [1000 * answer.seconds for answer in answers if answer.status in (200, 304)]
    if not good:
        raise place.Failed(f"{what}: no list of {length} rows came: {answers[:3]}")
    return good


def rate(took):
    """Answers in a second by eight callers who never pause."""
    return None if took is None else LINES * 1000 / statistics.mean(took)


def list_figures(count, mine, theirs, free):
    label = f"GET /api/services, {count:,} rows, {LINES} connections"
    better = rate(mine) / rate(theirs) if theirs else None
    gated = count == 1000
    return [
        Figure("P2", f"{label}: throughput", "per s", rate(mine), rate(theirs), "more", "≥ 50 times" if gated else "",
               better >= 50 if gated and better else None,
               "" if free is None else f"peer without sign-in {rate(free):.1f}"),
        Figure("P2", f"{label}: p99", "ms", percentile(mine, 0.99), theirs and percentile(theirs, 0.99),
               target="≤ 50" if gated else "", met=percentile(mine, 0.99) <= 50 if gated else None)]


def unchanged(bench, ours):
    """304 when nothing changed; the peer knows none."""
    answer, _ = ours.web.ask("GET", "/api/services")
    tag = answer.getheader("ETag")
    again, _ = ours.web.ask("GET", "/api/services", headers={"If-None-Match": tag or "none"})
    took = reading(bench, "P2: the same, unchanged", ours, [("If-None-Match", tag)]) if tag else []
    return [Figure("P2", "the same, nothing changed: throughput", "per s", rate(took) if took else None, best="more",
                   target="304", met=again.status == 304, note=f"status {again.status}")]


def truth(bench):
    """P3: every running service looked up in Slurm. The peer's is one call of its list with refresh."""
    figures, mine, theirs = [], {}, {}
    for count in (MANY // 10, MANY):
        with bench.ours(BLACKFISH_POLL_STARTING="3s", BLACKFISH_POLL_ACTIVE="3s", BLACKFISH_POLL_SETTLE="3s") as ours:
            with running_jobs(bench, ours, count) as jobs:
                # Ours is the last, since it suspends the jobs.
                theirs[count] = their_truth(bench, jobs)
                mine[count] = our_truth(bench, ours, jobs)
    (first, _), (seconds, calls) = mine[MANY]
    other = theirs[MANY] or (None, None)
    figures.append(Figure("P3", f"truth about {MANY} running services: calls to Slurm", "calls", calls, other[1],
                          target="1", met=calls == 1))
    figures.append(Figure("P3", "the same: from the first call to the last service that REST shows", "ms",
                          1000 * seconds, other[0] and 1000 * other[0], target="≤ 100", met=seconds <= 0.1))
    figures.append(Figure("P3", "the same at the first look of a fresh server", "ms", 1000 * first))
    small = mine[MANY // 10][1][0]
    figures.append(Figure("P3", f"growth of ours from {MANY // 10} to {MANY} services", "times", seconds / small,
                          theirs[MANY] and other[0] / theirs[MANY // 10][0]))
    return figures


# Reads ids, submits a job in the folder of each, and says the job's number.
SUBMIT = """while read -r id; do mkdir -p "$0/jobs/$id" && sbatch --parsable --partition=cpu --mem=1 --cpus-per-task=1 \
 --chdir="$0/jobs/$id" --output=/dev/null --wrap="exec sleep 3600" </dev/null || exit; done"""


@contextlib.contextmanager
def running_jobs(bench, ours, count):
    """So many jobs of services, by the service's id, that run and do nothing; more than there are processors, so the
    partition is told to share them."""
    here = bench.here
    share = ["scontrol", "update", "PartitionName=cpu"]
    here.run_root(*share, "OverSubscribe=FORCE:16")
    ids = [str(uuid.uuid4()) for _ in range(count)]
    try:
        numbers = here.run("bash", "-c", SUBMIT, str(ours.home), text="".join(f"{one}\n" for one in ids)).split()
        place.wait_for(f"{count} jobs run", 300,
                       lambda: len(here.run_root("squeue", "-h", "-t", "running", "-o", "%i").split()) >= count, 1)
        yield dict(zip(ids, numbers, strict=True))
    finally:
        here.run("scancel", "--user", here.account.pw_name)
        place.wait_for("the jobs are gone", 120,
                       lambda: not here.run_root("squeue", "-h", "-t", "running,completing").split(), 1)
        here.run_root(*share, "OverSubscribe=NO")


def our_truth(bench, ours, jobs):
    """Two moments in which Slurm knows something new of every job: the first look of a fresh server, which finds them
    running, and later, when all were suspended. Of each the seconds from the call to the moment when REST shows all as
    Slurm said, and the number of calls."""
    here = bench.here
    rows.put(ours, rows.QUEUED, ids=quoted(jobs), jobs=quoted(jobs.values()))
    place.end(ours.process)
    bench.say(f"P3: {len(jobs)} services, ours")
    with silent_squeue(here) as speaks:
        ours.start()
        place.wait_for("a look that fails", 30, lambda: here.slurm_calls(time.time() - 3))
        first = seen(here, ours, "pending", speaks())
    with silent_squeue(here) as speaks:
        here.run_root("scontrol", "suspend", ",".join(jobs.values()))
        time.sleep(2 if bench.quick else 20)
        return first, seen(here, ours, "starting", speaks())


@contextlib.contextmanager
def silent_squeue(here):
    """No look brings anything until it is told to speak, so that the next one brings everything; says since when."""
    fault = here.prefix / "faults/squeue"
    fault.write_text("fail 1 slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n")

    def speak():
        began = time.time()
        fault.unlink()
        return began

    try:
        yield speak
    finally:
        fault.unlink(missing_ok=True)


def seen(here, ours, before, began):
    """Seconds from the first call since then until REST shows no service in the status before it, and the calls."""
    def settled():
        answer, _ = ours.web.ask("GET", f"/api/services?status={before}&limit=1")
        return answer.getheader("X-Total-Count") == "0"

    place.wait_for("all services are seen as Slurm says", 60, settled, 0.005)
    ended = time.time()
    calls = [at for at, _ in here.slurm_calls(began) if at <= ended]
    return ended - calls[0], len(calls)


def quoted(words):
    return ",".join(f"'{word}'" for word in words)


def their_truth(bench, jobs):
    if not bench.command:
        return None
    with bench.engine() as port, bench.peer() as peer:
        peer.rows([{"name": f"live-{job}", "image": "text_generation", "model": "test/live", "profile": "default",
                    "host": "localhost", "user": bench.here.account.pw_name, "home_dir": str(peer.home),
                    "cache_dir": bench.here.cache_dir, "job_id": job, "port": port, "status": "HEALTHY",
                    "scheduler": "slurm"} for job in jobs.values()])
        bench.say(f"P3: {len(jobs)} services, peer")
        began, clock = time.time(), time.monotonic()
        answer, _ = peer.web.ask("GET", "/api/services?refresh=true", timeout=300)
        seconds = time.monotonic() - clock
        if answer.status != 200:
            bench.say(f"P3: the peer answered with {answer.status}")
        return seconds, len(bench.here.slurm_calls(began))


def launches(bench):
    """P10: what a launch takes beyond its sbatch, whose own time a shim before it notes. Nothing runs: the partition is down."""
    here, turns, rounds = bench.here, 2 if bench.quick else 4, 6
    here.run_root("scontrol", "update", "PartitionName=cpu", "State=DOWN")
    timed = timed_sbatch(here)
    path = f"{timed}:{here.environment['PATH']}"
    took = {"ours": [], "peer": [], "free": []}
    try:
        with bench.ours(PATH=path) as ours, bench.peer(PATH=path) as peer, bench.peer(signed=False, PATH=path) as free:
            repo = ours.model("bench", {})
            orders = {"ours": (ours, [repo]), "peer": (peer, []), "free": (free, [])}
            for turn in range(turns):
                bench.say(f"P10: turn {turn + 1} of {turns}, {rounds} launches each")
                for name, (server, what) in orders.items():
                    if server:
                        took[name] += [beyond(here, server, server.order(f"launch-{turn}-{number}", *what))
                                       for number in range(rounds)][1:]
    finally:
        here.run("scancel", "--user", here.account.pw_name)
        here.run_root("scontrol", "update", "PartitionName=cpu", "State=UP")
    mine, theirs, unsigned = (statistics.median(took[name]) if took[name] else None for name in took)
    return [Figure("P10", "POST /api/services beyond sbatch itself, median", "ms", mine, theirs, target="≤ 15",
                   met=mine <= 15, note="" if unsigned is None else f"peer without sign-in {unsigned:.0f}")]


def timed_sbatch(here):
    folder = here.prefix / "timed"
    folder.mkdir(exist_ok=True)
    notes = here.prefix / "faults/sbatch-times"
    tool = folder / "sbatch"
    tool.write_text(f"#!/bin/bash\nbegan=$EPOCHREALTIME\n{here.prefix}/shims/sbatch \"$@\"\ncode=$?\n"
                    f"echo \"$began $EPOCHREALTIME\" >>{notes}\nexit $code\n")
    tool.chmod(0o755)
    notes.write_text("")
    os.chmod(notes, 0o666)
    return folder


def beyond(here, server, order):
    """Milliseconds of one launch without its sbatch."""
    notes = here.prefix / "faults/sbatch-times"
    notes.write_text("")
    began = time.monotonic()
    server.web.json("POST", "/api/services", order)
    took = time.monotonic() - began
    start, end = place.wait_for("sbatch ends", 30, lambda: notes.read_text().split()[:2])
    return 1000 * (took - (float(end) - float(start)))


def readiness(bench):
    """P11: from the engine's first good health to the page that shows it; pages read themselves 0.2 s after an event."""
    late, rounds = [], 2 if bench.quick else 6
    with bench.ours() as ours:
        cookie = ours.cookie()
        watch = Watching(ours.port, cookie)
        try:
            for number in range(rounds):
                bench.say(f"P11: service {number + 1} of {rounds} gets ready")
                seconds = 3 + number * 0.7
                service = ours.launch(f"ready-{number}", ours.model(f"ready-{number}", {"loading_seconds": seconds}))
                healthy = healthy_at(ours, service)
                shown = place.wait_for("the event that it is healthy", 60, lambda: watch.healthy.get(service), 0.01)
                time.sleep(max(0.0, shown + 0.2 - time.monotonic()))
                ours.web.ask("GET", "/services.xhtml", headers=dict(cookie))
                late.append(time.monotonic() - healthy)
                ours.web.json("PUT", f"/api/services/{service}/stop", {})
        finally:
            watch.close()
            ours.stop_all()
    return [Figure("P11", "engine ready → its page shows it, watched, median", "s", statistics.median(late),
                   target="≤ 2", met=statistics.median(late) <= 2,
                   note="the peer's page asks every 30 s and needs sshd on the nodes: not run"),
            Figure("P11", "the same, the worst", "s", max(late), target="≤ 4", met=max(late) <= 4,
                   note=f"of {len(late)}")]


def healthy_at(ours, service):
    """When the engine itself first said that it is well; asked directly every 20 ms."""
    said = ours.home / f"jobs/{service}/endpoint.json"
    place.wait_for("the engine's port is known", 90, said.exists, 0.02)
    port = json.loads(said.read_text())["port"]
    web = place.Web(port)

    def well():
        try:
            return web.ask("GET", "/health", timeout=2)[0].status == 200
        except OSError:
            return False

    place.wait_for("the engine is well", 60, well, 0.02)
    return time.monotonic()


class Watching:
    """Listens to our events as a page does."""

    def __init__(self, port, cookie):
        self.healthy = {}
        self.answer = urllib.request.urlopen(urllib.request.Request(
            f"http://127.0.0.1:{port}/api/events", headers=dict(cookie)), timeout=300)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        # Python's client stumbles when its answer is closed while it reads a line.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            for line in self.answer:
                if line.startswith(b"data:"):
                    told = json.loads(line[5:])
                    if told.get("status") == "healthy":
                        self.healthy.setdefault(told["id"], time.monotonic())

    def close(self):
        with contextlib.suppress(OSError):
            self.answer.close()


STEPS = (lists, truth, launches, readiness)
