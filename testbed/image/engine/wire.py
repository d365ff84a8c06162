"""As much of HTTP/1.1 as an engine needs: requests with a body, answers whole or chunked."""
import dataclasses
import http
import json

LARGEST_BODY = 64 << 20


class Gone(Exception):
    """The client has left."""


@dataclasses.dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: tuple
    body: bytes

    @property
    def path(self):
        return self.target.partition("?")[0]

    def header(self, name):
        return next((text for key, text in self.headers if key.lower() == name), None)


async def read_request(reader):
    """The next request of a connection, or None at its end."""
    line = await reader.readline()
    if not line.strip():
        return None
    method, target, _ = line.decode("latin-1").split()
    headers = []
    while (line := await reader.readline()).strip():
        name, _, text = line.decode("latin-1").partition(":")
        headers.append((name.strip(), text.strip()))
    request = Request(method, target, tuple(headers), b"")
    return dataclasses.replace(request, body=await read_body(reader, request))


async def read_body(reader, request):
    if (request.header("transfer-encoding") or "").lower() == "chunked":
        body = b""
        while size := int((await reader.readline()).partition(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readline()
            if len(body) > LARGEST_BODY:
                raise ValueError("body too large")
        while (await reader.readline()).strip():
            pass
        return body
    return await reader.readexactly(int(request.header("content-length") or 0))


class Answer:
    """What goes back on one connection."""

    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        self.started = False

    async def send(self, status, body, kind="application/json"):
        """A whole answer; a body that is no bytes is sent as JSON."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        self.head(status, kind, f"Content-Length: {len(body)}")
        self.writer.write(body)
        await self.flush()

    async def start_events(self):
        self.head(200, "text/event-stream; charset=utf-8", "Transfer-Encoding: chunked\r\nCache-Control: no-cache")
        await self.flush()

    async def event(self, value):
        """One server-sent event; a string is sent as it stands."""
        text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        data = f"data: {text}\n\n".encode()
        self.writer.write(b"%x\r\n%s\r\n" % (len(data), data))
        await self.flush()

    async def end_events(self):
        self.writer.write(b"0\r\n\r\n")
        await self.flush()

    def head(self, status, kind, more):
        self.started = True
        phrase = http.HTTPStatus(status).phrase
        self.writer.write(f"HTTP/1.1 {status} {phrase}\r\nContent-Type: {kind}\r\n{more}\r\n\r\n".encode())

    async def flush(self):
        if self.reader.at_eof() or self.writer.is_closing():
            raise Gone
        try:
            await self.writer.drain()
        except ConnectionError:
            raise Gone from None
