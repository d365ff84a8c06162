"""P1: how often Slurm is asked with five services, five browser tabs and five scripts, all at the shipped intervals."""
import time

import callers
import place
from figures import Figure

SERVICES = 5


def polling(bench):
    figures = []
    with bench.ours() as ours:
        numbers = [ours.launch(f"busy-{n}", ours.model(f"busy-{n}", {})) for n in range(SERVICES)]
        for number in numbers:
            ours.wait_ready(number)
        port, _ = ours.engine(numbers[0])
        jobs = [str(ours.service(number)["job_id"]) for number in numbers]
        theirs = peer_calls(bench, jobs, port)
        # Two of the poller's longest waits, so that a launch's own looks are over.
        people = crowd(ours.port, ours.cookie(), ours.bearer, "/services.xhtml", held=True)
        callers.run(people, 20 if bench.quick else 240)
        steady = per_hour(bench, "P1: five services, ours", people, 120 if bench.quick else 720)
        figures.append(Figure("P1", "Slurm calls per hour, 5 services, 5 tabs and 5 scripts every 5 s", "calls", steady,
                              theirs, target="≤ 60", met=steady <= 60))
        late = ours.launch("late", ours.model("late", {"loading_seconds": 75 if bench.quick else 300}))
        place.wait_for("it runs", 60, lambda: ours.service(late)["status"] == "starting")
        starting = per_hour(bench, "P1: one more starts, ours", people, 60 if bench.quick else 240)
        figures.append(Figure("P1", "the same while one starts", "calls", starting, target="≤ 260",
                              met=starting <= 260))
        ours.stop_all()
        place.wait_for("all have ended", 120, lambda: all(
            service["status"] in ("stopped", "timeout", "failed") for service in ours.web.json("GET", "/api/services")))
        callers.run(people, 5)
        none = per_hour(bench, "P1: nothing active, ours", people, 60)
        figures.append(Figure("P1", "the same when nothing is active", "calls", none, target="0", met=none == 0))
    return figures


def crowd(port, cookie, bearer, page, held):
    """Tabs and scripts; a tab of ours reads its page once and listens, one of the peer's asks again."""
    listing = "/api/services?refresh=true"
    people = [callers.Caller(port, callers.get(listing, bearer), "script", pause=5, after=n) for n in range(5)]
    if held:
        people += [callers.Caller(port, callers.get("/api/events", cookie), "tab", held=True, after=n) for n in range(5)]
        people += [callers.Caller(port, callers.get(page, cookie), "page", pause=3600, after=n) for n in range(5)]
    else:
        people += [callers.Caller(port, callers.get(listing, cookie), "tab", pause=5, after=n + 0.5) for n in range(5)]
    return people


def per_hour(bench, what, people, seconds):
    bench.say(f"{what}, {seconds} s")
    began = time.time()
    answers = callers.run(people, seconds)
    ended = time.time()
    bad = [answer for answer in answers if answer.status != 200 and answer.group == "script"]
    if bad:
        bench.say(f"{what}: {len(bad)} of the scripts' calls failed, the first with {bad[0].status}")
    return round(3600 * len(bench.here.slurm_calls(began)) / (ended - began))


def peer_calls(bench, jobs, port):
    if not bench.command:
        return None
    with bench.peer() as peer:
        peer.rows([{"name": f"busy-{job}", "image": "text_generation", "model": "test/busy", "profile": "default",
                    "host": "localhost", "user": bench.here.account.pw_name, "home_dir": str(peer.home),
                    "cache_dir": bench.here.cache_dir, "job_id": job, "port": port, "status": "HEALTHY",
                    "scheduler": "slurm"} for job in jobs])
        people = crowd(peer.port, peer.cookie(), peer.bearer, "/dashboard", held=False)
        return per_hour(bench, "P1: five services, peer", people, 20 if bench.quick else 60)


STEPS = (polling,)
