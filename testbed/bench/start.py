"""P6 and P7: from the command to the first page, through a portal too, and the memory of idle sessions."""
import contextlib
import statistics
import time

import machine
import place
import portal
from figures import Figure


def first_page(bench):
    rounds = 2 if bench.quick else 5
    fresh, again, plain, theirs = [], [], [], []
    for number in range(rounds):
        bench.say(f"P6: start {number + 1} of {rounds}")
        with bench.ours() as ours:
            fresh.append(ours.to_first_page)
            place.end(ours.process)
            ours.start()
            again.append(ours.to_first_page)
        with bench.ours(app=bench.here.plain_app) as ours:
            place.end(ours.process)
            ours.start()
            plain.append(ours.to_first_page)
        if bench.command:
            with bench.peer() as peer:
                place.end(peer.process)
                theirs.append(peer.start())
    mine = statistics.median(again)
    return [Figure("P6", "start to first page, median", "s", mine, statistics.median(theirs) if theirs else None,
                   target="≤ 4", met=mine <= 4, note=f"of {rounds}; worst {max(again):.1f}"),
            Figure("P6", "the same without the start cache", "s", statistics.median(plain)),
            Figure("P6", "with it in an empty home, with initdb", "s", statistics.median(fresh))]


def memory(bench):
    settle = 10 if bench.quick else 60
    with contextlib.ExitStack() as open_servers:
        first = open_servers.enter_context(bench.ours())
        peer = open_servers.enter_context(bench.peer())
        for server in (first, peer):
            if server:
                server.web.ask("GET", "/api/services")
        bench.say(f"P7: {settle} s to settle")
        time.sleep(settle)
        alone, _ = machine.memory_mb(first.processes())
        theirs = machine.memory_mb(peer.processes())[0] if peer else None
        second = open_servers.enter_context(bench.ours())
        second.web.ask("GET", "/api/services")
        time.sleep(settle)
        _, private = machine.memory_mb(second.processes())
    return [Figure("P7", "memory of an idle session (PSS, PostgreSQL included)", "MB", alone, theirs, target="≤ 256",
                   met=alone <= 256),
            Figure("P7", "private memory of a second session beside it", "MB", private, target="≤ 200",
                   met=private <= 200)]


def through_the_portal(bench):
    rounds = 1 if bench.quick else 3
    figures = []
    for cached in (True, False):
        bench.say(f"P6: submit to page through the portal, {'with' if cached else 'without'} a start cache")
        with portal.Portal(bench.here, cached) as front:
            times = [front.session() for _ in range(rounds)]
        connect, usable = (statistics.median(column) for column in zip(*times))
        words = "with" if cached else "without"
        figures.append(Figure("P6", f"submit → Connect on the card, {words} start cache", "s", connect))
        figures.append(Figure("P6", f"submit → usable page through the portal, {words} start cache", "s", usable,
                              target="≤ 20", met=usable <= 20, note=f"of {rounds}"))
    return figures


STEPS = (first_page, memory, through_the_portal)
