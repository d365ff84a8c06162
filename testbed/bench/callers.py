"""A load generator: many HTTP/1.1 callers on one thread, with little work between a byte's arrival and its time stamp."""
import dataclasses
import gc
import heapq
import select
import socket
import time


@dataclasses.dataclass
class Caller:
    """Asks the same again and again over one kept connection, `pause` seconds after each answer; the first at `after`.

    `held` callers ask once and take what comes until the end, as a stream of events wants it.
    """

    port: int
    request: bytes
    group: str = ""
    pause: float = 0.0
    after: float = 0.0
    held: bool = False
    host: str = "127.0.0.1"


@dataclasses.dataclass(frozen=True)
class Answer:
    """`status` 0: the connection was refused, cut or ran into the end of the measurement without an answer."""

    group: str
    status: int
    seconds: float
    size: int


def get(path, headers=()):
    return request("GET", path, headers)


def request(method, path, headers=(), body=b""):
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers)]
    if body or method != "GET":
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class Line:
    """The connection of one caller."""

    def __init__(self, caller):
        self.caller = caller
        self.socket = None
        self.asked = None
        self.clear()

    def clear(self):
        self.head = b""
        self.status = 0
        self.left = None
        self.tail = b""
        self.size = 0

    def take(self, data):
        """True when the answer is complete."""
        self.size += len(data)
        if self.status == 0:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            data = self.head[end + 4:]
            self.read_head(self.head[:end].decode("latin-1"))
        if self.left is None:
            self.tail = (self.tail + data)[-7:]
            return self.tail.endswith(b"\r\n0\r\n\r\n") or self.tail == b"0\r\n\r\n"
        self.left -= len(data)
        return self.left <= 0

    def read_head(self, head):
        first, *lines = head.split("\r\n")
        self.status = int(first.split()[1])
        headers = {name.lower(): text.strip() for name, _, text in (line.partition(":") for line in lines)}
        if self.status in (204, 304):
            self.left = 0
        elif "content-length" in headers:
            self.left = int(headers["content-length"])


def run(callers, seconds):
    """Lets the callers ask for so many seconds and then finish what is under way, half a minute at the most."""
    return Load(callers, seconds).run()


class Load:
    def __init__(self, callers, seconds):
        self.began = time.monotonic()
        self.stop = self.began + seconds
        self.poll = select.epoll()
        self.lines = {}
        self.answers = []
        self.turns = [(self.began + caller.after, number, Line(caller)) for number, caller in enumerate(callers)]
        self.number = len(callers)
        heapq.heapify(self.turns)

    def run(self):
        gc.disable()
        try:
            while self.goes_on():
                self.step()
        finally:
            gc.enable()
            for line in self.lines.values():
                if not line.caller.held:
                    self.note(line, 0, time.monotonic())
                line.socket.close()
            self.poll.close()
        return self.answers

    def goes_on(self):
        now = time.monotonic()
        asking = any(line.asked is not None and not line.caller.held for line in self.lines.values())
        return now < self.stop or (asking and now < self.stop + 30)

    def step(self):
        now = time.monotonic()
        while self.turns and self.turns[0][0] <= now:
            line = heapq.heappop(self.turns)[2]
            if now < self.stop:
                self.ask(line)
        until = min(self.turns[0][0] if self.turns else now + 0.2, now + 0.2)
        for number, _ in self.poll.poll(max(0.0, until - now)):
            self.read(self.lines[number])

    def ask(self, line):
        line.clear()
        line.asked = time.monotonic()
        try:
            if line.socket is None:
                line.socket = socket.create_connection((line.caller.host, line.caller.port), timeout=10)
                line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.lines[line.socket.fileno()] = line
                self.poll.register(line.socket.fileno(), select.EPOLLIN)
            line.socket.sendall(line.caller.request)
        except OSError:
            self.ended(line, 0)

    def read(self, line):
        try:
            data = line.socket.recv(1 << 18)
        except OSError:
            data = b""
        now = time.monotonic()
        if line.asked is None:
            self.drop(line)
        elif not data:
            self.ended(line, 0)
        elif line.take(data) and not line.caller.held:
            self.ended(line, line.status, now)

    def ended(self, line, status, now=None):
        now = now or time.monotonic()
        self.note(line, status, now)
        if status == 0:
            self.drop(line)
        self.number += 1
        heapq.heappush(self.turns, (now + (line.caller.pause or (0.05 if status == 0 else 0)), self.number, line))

    def note(self, line, status, now):
        if line.asked is not None:
            self.answers.append(Answer(line.caller.group, status, now - line.asked, line.size))
        line.asked = None

    def drop(self, line):
        if line.socket is not None:
            self.lines.pop(line.socket.fileno(), None)
            line.socket.close()
            line.socket = None
