"""P4 and P5: what the gateway adds to streams and to answers in one piece, against the same engine asked directly."""
import json

import callers
import place
import streams
from figures import Figure, percentile

# Streams, seconds between two chunks of a stream, targets of the time added per chunk in ms (p50, p99).
LEVELS = ((1, 0.02, 0.3, 2), (50, 0.05, 1, 10), (500, 0.5, 1, 10), (1000, 0.5, None, None))


class Way:
    """One way to the engine: directly or through a server's gateway."""

    def __init__(self, name, port, path, headers, server=None):
        self.name = name
        self.port = port
        self.path = path
        self.headers = headers
        self.server = server

    def request(self, body, streaming):
        query = f"?streaming={str(streaming).lower()}" if self.is_peer else ""
        return callers.request("POST", self.path + query, self.headers(), json.dumps(body).encode())

    @property
    def is_peer(self):
        return self.name in ("peer", "free")

    def renew(self):
        """The peer goes on with what callers that left have asked for; a measurement is not to pay for the last one."""
        if self.is_peer:
            place.end(self.server.process)
            self.server.start()


def body(switches, stream):
    query = "&".join(f"{name}={value}" for name, value in switches.items())
    return {"model": f"bench?{query}", "stream": stream, "messages": [{"role": "user", "content": "hi"}]}


def gateway(bench):
    with bench.ours() as ours, bench.peer() as peer, bench.peer(signed=False) as free:
        service = ours.launch("bench", ours.model("bench", {}))
        ours.wait_ready(service)
        port, key = ours.engine(service)
        ways = [Way("direct", port, "/v1/chat/completions", lambda: [("Authorization", f"Bearer {key}")]),
                Way("ours", ours.port, f"/services/{service}/v1/chat/completions", lambda: ours.bearer, ours)]
        for name, server in (("peer", peer), ("free", free)):
            if server:
                server.rows([{"name": "bench", "image": "text_generation", "model": "test/bench", "profile": "default",
                              "host": "localhost", "user": bench.here.account.pw_name, "home_dir": str(server.home),
                              "cache_dir": bench.here.cache_dir, "job_id": "1", "port": port, "status": "HEALTHY",
                              "scheduler": "slurm", "api_key": key}])
                ways.append(Way(name, server.port, f"/proxy/{port}/v1/chat/completions",
                                lambda server=server: server.bearer, server))
        figures = streaming(bench, ways, ours) + whole(bench, ways)
        ours.stop_all()
    return figures


def streaming(bench, ways, ours):
    figures, ratios = [], {}
    for way in ways:
        bench.say(f"P4: warming up, {way.name}")
        ask = way.request(body({"stamp": "true", "chunk_seconds": 0.05, "chunks": 60}, True), True)
        for _ in range(2):
            streams.run(way.port, ask, 20, 0.5, 30)
    for count, pause, p50_limit, p99_limit in LEVELS:
        seconds = 5 if bench.quick else 10
        seen = {way.name: [] for way in ways}
        for _ in range(1 if bench.quick else 2):
            for way in ways:
                way.renew()
                ask = way.request(body({"stamp": "true", "chunk_seconds": pause, "chunks": round(seconds / pause)},
                                       True), True)
                bench.say(f"P4: {count} streams, {way.name}")
                seen[way.name] += streams.run(way.port, ask, count, max(pause, 0.5), seconds + 30)
        lines, added = level(count, pause, seen, p50_limit, p99_limit)
        figures += lines
        ratios[count] = added
    if ratios.get(500) and ratios.get(1000):
        figures.append(Figure("P4", "growth of the added p50 from 500 to 1,000 streams", "times",
                              max(ratios[1000], 0.01) / max(ratios[500], 0.01)))
    _, words = ours.jvm()
    heap = next((int(word[4:-1]) for word in words if word.startswith("-Xmx") and word.endswith("m")), None)
    figures.append(Figure("P4", "heap that the server may use (-Xmx), with 1,000 streams served", "MB", heap,
                          target="≤ 384", met=heap is not None and heap <= 384))
    return figures


def level(count, pause, seen, p50_limit, p99_limit):
    """The lines of one number of streams, and our added p50."""
    delays = {name: [delay for stream in found for delay in stream.delays_ms] for name, found in seen.items()}
    whole = {name: sum(stream.whole and stream.status in (200, 201) for stream in found)
             for name, found in seen.items()}
    wanted = len(seen["direct"])

    def added(name, share):
        if not delays.get(name):
            return None
        return percentile(delays[name], share) - percentile(delays["direct"], share)

    def fact(name, value):
        return value(name) if name in seen else None

    def unsigned(share):
        if not delays.get("free"):
            return "peer without sign-in –" if "free" in seen else ""
        return f"peer without sign-in {added('free', share):.2f}"

    label = f"{count} stream{'s' * (count > 1)}, one chunk each {pause * 1000:.0f} ms"
    direct = f"direct p50 {percentile(delays['direct'], .5):.2f}, p99 {percentile(delays['direct'], .99):.1f} ms"
    if p99_limit and percentile(delays["direct"], .99) > p99_limit:
        direct += ": a machine too busy to judge p99"
    lines = []
    for share, name, limit in ((0.5, "p50", p50_limit), (0.99, "p99", p99_limit)):
        mine = added("ours", share)
        lines.append(Figure("P4", f"{label}: added per chunk, {name}", "ms", mine, fact("peer", lambda n: added(n, share)),
                            target=f"≤ {limit}" if limit else "",
                            met=None if limit is None or mine is None else mine <= limit,
                            note="; ".join(filter(None, (direct if name == "p50" else "", unsigned(share))))))
    mine = sum(stream.merged for stream in seen["ours"])
    lines.append(Figure("P4", f"{label}: chunks merged", "chunks", mine,
                        fact("peer", lambda n: sum(stream.merged for stream in seen[n])),
                        target="0" if p50_limit else "", met=mine == 0 if p50_limit else None,
                        note=f"of {len(delays['ours']):,}"))
    base = percentile(delays["direct"], 0.5)
    late = {name: sum(delay - base > streams.LATE_MS for delay in found) for name, found in delays.items()}
    lines.append(Figure("P4", f"{label}: chunks held over {streams.LATE_MS} ms", "chunks", late["ours"],
                        late.get("peer"), target="0" if p50_limit else "",
                        met=late["ours"] <= late["direct"] if p50_limit else None,
                        note=f"direct {late['direct']}: the machine's own"))
    first = {name: [stream.first_ms for stream in found if stream.first_ms is not None]
             for name, found in seen.items()}
    lines.append(Figure("P4", f"{label}: first chunk after asking, p99", "ms", percentile(first["ours"], 0.99),
                        percentile(first.get("peer", []), 0.99),
                        note=f"direct {percentile(first['direct'], .99):,.0f}"))
    lines.append(Figure("P4", f"{label}: streams that came whole", "streams", whole["ours"], whole.get("peer"), "more",
                        f"{wanted}" if p50_limit else "", whole["ours"] == wanted if p50_limit else None,
                        note=f"of {wanted}; direct {whole['direct']}"
                        + (f", peer without sign-in {whole['free']}" if "free" in whole else "")))
    return lines, added("ours", 0.5)


# The peer's page is an empty shell; what people wait for is the list that it then asks for.
PAGES = {"ours": "/services.xhtml", "peer": "/api/services", "free": "/api/services"}


def whole(bench, ways):
    """P5: 100 callers at once, an engine that needs a second, and somebody who looks at pages meanwhile."""
    seconds = 5 if bench.quick else 12
    took = {way.name: [] for way in ways}
    failed = {way.name: 0 for way in ways}
    pages = {way.name: {"quiet": [], "busy": []} for way in ways}
    for _ in range(1 if bench.quick else 3):
        for way in ways:
            way.renew()
            bench.say(f"P5: 100 answers at once, {way.name}")
            visits = []
            if way.server:
                look = callers.get(PAGES[way.name], way.server.cookie())
                visits = [callers.Caller(way.port, look, "page", pause=0.2)]
                callers.run(visits, 2)
                pages[way.name]["quiet"] += waits(callers.run(visits, 3))
            ask = way.request(body({"first_chunk_seconds": 1, "chunk_seconds": 0, "chunks": 1}, False), False)
            asking = [callers.Caller(way.port, ask, "ask", after=number / 100) for number in range(100)]
            callers.run(asking, 3)
            answers = callers.run(asking + visits, seconds)
            took[way.name] += answered(answers)
            failed[way.name] += sum(answer.status not in (200, 201) for answer in answers if answer.group == "ask")
            pages[way.name]["busy"] += waits(answers)
    return whole_figures(took, failed, pages)


def answered(answers):
    """Milliseconds of the good answers."""
    return [1000 * answer.seconds for answer in answers if answer.group == "ask" and answer.status in (200, 201)]


def waits(answers):
    """Milliseconds that somebody waited for a page, also when none came."""
    return [1000 * answer.seconds for answer in answers if answer.group == "page"]


def whole_figures(took, failed, pages):
    def added(name, share):
        return percentile(took[name], share) - percentile(took["direct"], share) if took.get(name) else None

    figures = []
    for share, name, limit in ((0.5, "p50", 3), (0.99, "p99", 15)):
        mine, free = added("ours", share), added("free", share)
        figures.append(Figure("P5", f"100 answers at once, engine needs 1 s: added, {name}", "ms", mine,
                              added("peer", share), target=f"≤ {limit}", met=mine is not None and mine <= limit,
                              note=f"direct {percentile(took['direct'], share):,.0f} ms"
                              + (f"; peer without sign-in {free:,.0f}" if free is not None else "")))
    figures.append(Figure("P5", "the same: answers that failed", "answers", failed["ours"], failed.get("peer"),
                          target="0", met=failed["ours"] == 0,
                          note=", ".join(f"{name} {len(values)} good" for name, values in took.items())))
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        busy = {who: percentile(seen["busy"], share) for who, seen in pages.items()}
        quiet = {who: percentile(seen["quiet"], share) for who, seen in pages.items()}
        figures.append(Figure("P5", f"a page meanwhile, {name}", "ms", busy.get("ours"), busy.get("peer"),
                              target="≤ 2 × quiet", met=busy["ours"] <= 2 * quiet["ours"], note="quiet: " + ", ".join(f"{who} {value:.0f}" for who, value in quiet.items() if value)))
    return figures


STEPS = (gateway,)
