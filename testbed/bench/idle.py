"""P12: what a session costs that nobody uses: processor and threads."""
import time

import machine
from figures import Figure


def idling(bench):
    quiet, seconds = (10, 20) if bench.quick else (60, 120)
    with bench.ours() as ours, bench.peer() as peer:
        for server in (ours, peer):
            if server:
                server.web.ask("GET", "/api/services")
        bench.say(f"P12: {quiet} s to settle, {seconds} s to measure")
        time.sleep(quiet)
        busy = {server.name: machine.Busy(server.processes) for server in (ours, peer) if server}
        time.sleep(seconds)
        used = {name: meter.percent() for name, meter in busy.items()}
        jvm, _ = ours.jvm()
        threads = machine.threads(jvm)
        theirs = max(machine.threads(pid) for pid in peer.processes()) if peer else None
    return [Figure("P12", "processor time of an idle session, PostgreSQL included", "% of a core", used["ours"],
                   used.get("peer"), target="≤ 0.3", met=used["ours"] <= 0.3),
            Figure("P12", "platform threads of the idle server, the JVM's own included", "threads", threads, theirs,
                   target="≤ 60", met=threads <= 60)]


STEPS = (idling,)
