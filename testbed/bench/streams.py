"""Streams whose every chunk carries the time at which the engine sent it: how long did it take to arrive?

All on one machine, so the engine's CLOCK_MONOTONIC is ours. Nothing is parsed while streams run; a piece is stamped
right after its recv.
"""
import bisect
import dataclasses
import gc
import re
import select
import socket
import time

STAMP = re.compile(rb'"content":"(\d{12,20})"')
LATE_MS = 20
# What opening so many streams at once costs is told by their first chunks, not by those after it.
SETTLE_SECONDS = 1


@dataclasses.dataclass
class Seen:
    """What one stream got. `delays_ms` of the chunks sent once all streams were open; `first_ms` from asking to the
    first chunk, None without one; `merged` counts chunks that came inside another's."""

    status: int
    whole: bool
    delays_ms: list
    first_ms: float | None
    merged: int


def run(port, request, count, spread_seconds, longest_seconds):
    """Opens so many streams, evenly over the spread, and reads all to their end."""
    gc.disable()
    poll, open_lines, pieces = select.epoll(), {}, []
    began = time.monotonic()
    try:
        while True:
            now = time.monotonic()
            while len(pieces) < count and now >= began + spread_seconds * len(pieces) / count:
                pieces.append([(time.monotonic_ns(), b"")])
                begin(port, request, pieces[-1], open_lines, poll)
            if (len(pieces) == count and not open_lines) or now > began + longest_seconds:
                break
            due = began + spread_seconds * len(pieces) / count if len(pieces) < count else now + 0.5
            for number, _ in poll.poll(max(0.0, due - now)):
                read(number, open_lines, poll)
    finally:
        gc.enable()
        for line, _ in open_lines.values():
            line.close()
        poll.close()
    steady = (began + spread_seconds + SETTLE_SECONDS) * 1e9
    return [seen(got, steady) for got in pieces]


def begin(port, request, got, open_lines, poll):
    try:
        line = socket.create_connection(("127.0.0.1", port), timeout=10)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(request)
    except OSError:
        return
    open_lines[line.fileno()] = (line, got)
    poll.register(line.fileno(), select.EPOLLIN)


def read(number, open_lines, poll):
    line, got = open_lines[number]
    try:
        data = line.recv(1 << 16)
    except OSError:
        data = b""
    got.append((time.monotonic_ns(), data))
    if not data or data.endswith(b"0\r\n\r\n"):
        del open_lines[number]
        line.close()


def seen(pieces, steady):
    """Takes apart what one stream got; chunks sent before the time `steady` (ns) are not timed."""
    whole = b"".join(data for _, data in pieces)
    ends, total = [], 0
    for _, data in pieces:
        total += len(data)
        ends.append(total)
    head = whole.find(b"\r\n\r\n")
    if head < 0:
        return Seen(0, False, [], None, 0)
    result = Seen(int(whole.split(None, 2)[1]), b"[DONE]" in whole, [], None, 0)
    for start, end in frames(whole, head + 4):
        stamps = [int(stamp) for stamp in STAMP.findall(whole, start, end)]
        arrived = pieces[bisect.bisect_left(ends, end)][0]
        if stamps and result.first_ms is None:
            result.first_ms = (arrived - pieces[0][0]) / 1e6
        result.delays_ms += [(arrived - stamp) / 1e6 for stamp in stamps if stamp >= steady]
        result.merged += max(0, len(stamps) - 1)
    return result


def frames(whole, at):
    """Where the chunks of a chunked body begin and end."""
    while True:
        end = whole.find(b"\r\n", at)
        if end < 0:
            return
        size = int(whole[at:end].partition(b";")[0] or b"0", 16)
        if size == 0 or end + 2 + size > len(whole):
            return
        yield end + 2, end + 2 + size
        at = end + 2 + size + 2
