#!/usr/bin/python3 -I
"""The testbed's stand-in engine: OpenAI's HTTP interface without a language model, with switches for faults.

It takes the command lines of llama-server and of vLLM and keeps to the manners of the one whose flags it got: when
it listens, what needs the key, how errors look, what TERM does. control.py lists the switches.
"""
import asyncio
import base64
import json
import os
import signal
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

import answers  # noqa: E402
import arguments  # noqa: E402
import control  # noqa: E402
import wire  # noqa: E402

OPEN = ("/health", "/v1/health")


class Engine:
    """One engine: its switches, whether it is loaded, and what it is doing."""

    def __init__(self, given):
        self.given = given
        self.control = control.Control(given.model, os.environ)
        self.vllm = given.manner == "vllm"
        self.loaded = False
        self.stopping = asyncio.Event()
        self.counts = {"running": 0, "tokens": 0}

    async def run(self):
        switches = self.control.now()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.asked_to_stop)
        if switches["exit_after_seconds"] is not None:
            loop.call_later(switches["exit_after_seconds"], os._exit, switches["exit_code"])
        loading = asyncio.ensure_future(self.load(switches["loading_seconds"]))
        late = switches["listen_after_seconds"]
        await asyncio.sleep(late if late is not None else switches["loading_seconds"] if self.vllm else 0)
        try:
            server = await asyncio.start_server(self.connection, self.given.host, self.given.port)
        except OSError as problem:
            print(f"error: couldn't bind to {self.given.host}:{self.given.port}: {problem.strerror}", file=sys.stderr)
            return 1
        print(f"listening on http://{self.given.host}:{self.given.port}", file=sys.stderr, flush=True)
        await loading
        await self.stopping.wait()
        server.close()
        await self.finish()
        return 0

    async def load(self, seconds):
        print(f"loading model {self.given.model}", file=sys.stderr, flush=True)
        await asyncio.sleep(seconds)
        self.loaded = True
        print("model loaded", file=sys.stderr, flush=True)

    def asked_to_stop(self):
        switches = self.control.now()
        if switches["ignore_term"] or (self.vllm and not self.loaded):
            print("not stopping", file=sys.stderr, flush=True)
        elif not self.loaded:
            os._exit(0)
        else:
            asyncio.get_running_loop().call_later(switches["term_seconds"], self.stopping.set)

    async def finish(self):
        """vLLM tells its streams that they are aborted; llama.cpp leaves them cut."""
        for _ in range(100):
            if not self.vllm or self.counts["running"] == 0:
                return
            await asyncio.sleep(0.02)

    async def connection(self, reader, writer):
        try:
            while (request := await wire.read_request(reader)) is not None:
                await self.answered(request, wire.Answer(reader, writer))
                if (request.header("connection") or "").lower() == "close":
                    break
        except (wire.Gone, ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            writer.close()

    async def answered(self, request, answer):
        try:
            await self.answer(request, answer)
        except json.JSONDecodeError as problem:
            await answer.send(*self.error(400 if self.vllm else 500, f"not JSON: {problem}", "invalid_request_error"))
        except (ValueError, TypeError, AttributeError, KeyError) as problem:
            if answer.started:
                raise ValueError from problem
            await answer.send(*self.error(400, str(problem), "BadRequestError"))

    def error(self, status, text, kind):
        return status, {"error": {"message": text, "type": kind, "code": status}}

    async def answer(self, request, answer):
        path, switches = request.path, self.control.now()
        if path in OPEN[:1 if self.vllm else 2]:
            return await self.health(answer, switches)
        if not self.loaded:
            return await answer.send(*self.error(503, "Loading model", "unavailable_error"))
        if not self.may_enter(request):
            if self.vllm:
                return await answer.send(401, {"error": "Unauthorized"})
            return await answer.send(*self.error(401, "Invalid API Key", "authentication_error"))
        if path.startswith("/v1/") and switches["status"] is not None:
            return await answer.send(*self.error(switches["status"], "asked for by a switch", "server_error"))
        known = {("GET", "/v1/models"): self.models, ("GET", "/metrics"): self.metrics,
                 ("POST", "/v1/chat/completions"): self.chat, ("POST", "/v1/completions"): self.completion}
        if path == "/v1/echo":
            return await self.echo(request, answer)
        if (request.method, path) in known:
            return await known[request.method, path](request, answer)
        return await answer.send(*self.error(404, "File Not Found", "not_found_error"))

    def may_enter(self, request):
        if not self.given.keys or (self.vllm and not request.path.startswith("/v1")):
            return True
        scheme, _, key = (request.header("authorization") or "").partition(" ")
        return scheme == "Bearer" and key in self.given.keys

    async def health(self, answer, switches):
        if switches["health_status"] is not None:
            await answer.send(switches["health_status"], {"status": "asked for by a switch"})
        elif not self.loaded:
            await answer.send(*self.error(503, "Loading model", "unavailable_error"))
        elif self.vllm:
            await answer.send(200, b"")
        else:
            await answer.send(200, {"status": "ok"})

    async def models(self, request, answer):
        await answer.send(200, answers.models(self.given.names, self.given.manner))

    async def metrics(self, request, answer):
        await answer.send(200, answers.metrics(self.counts, self.given.manner), "text/plain; version=0.0.4")

    async def echo(self, request, answer):
        """Tells what arrived, for tests of what a proxy passes on."""
        await answer.send(200, {"method": request.method, "target": request.target, "headers": request.headers,
                                "body": base64.b64encode(request.body).decode()})

    async def chat(self, request, answer):
        await self.generate(json.loads(request.body), True, answer)

    async def completion(self, request, answer):
        await self.generate(json.loads(request.body), False, answer)

    async def generate(self, body, chat, answer):
        name, _, query = str(body.get("model") or self.given.names[0]).partition("?")
        if self.vllm and name not in self.given.names:
            return await answer.send(404, {"error": {"message": f"The model `{name}` does not exist.",
                                                     "type": "NotFoundError", "param": "model", "code": 404}})
        switches = self.control.now(query)
        words, ending = answers.pieces(body, chat, switches)
        model = name if self.vllm else self.given.names[0]
        shape = answers.Shape(chat, model, answers.last_said(body, chat), self.given.manner)
        self.counts["running"] += 1
        try:
            await asyncio.sleep(switches["first_chunk_seconds"])
            if body.get("stream"):
                usage = (body.get("stream_options") or {}).get("include_usage")
                await self.stream(answer, shape, words, ending, usage, switches)
            else:
                await asyncio.sleep(switches["chunk_seconds"] * len(words))
                self.counts["tokens"] += len(words)
                await answer.send(200, shape.complete(words, ending))
        finally:
            self.counts["running"] -= 1

    async def stream(self, answer, shape, words, ending, usage, switches):
        await answer.start_events()
        if shape.chat:
            await answer.event(shape.first())
        for number, word in enumerate(words):
            await self.fault(number, switches)
            if self.stopping.is_set():
                ending = "abort"
                break
            await answer.event(shape.token(str(time.monotonic_ns()) if switches["stamp"] else word))
            self.counts["tokens"] += 1
            await asyncio.sleep(switches["chunk_seconds"])
        await answer.event(shape.last(ending))
        if usage:
            await answer.event(shape.usage_chunk(len(words)))
        await answer.event("[DONE]")
        await answer.end_events()

    async def fault(self, number, switches):
        if number == switches["die_after_chunks"]:
            os._exit(switches["exit_code"])
        if number == switches["cut_after_chunks"]:
            raise wire.Gone
        if number == switches["hang_after_chunks"]:
            await self.stopping.wait()


def main(words):
    if "--version" in words:
        print("stand-in engine of the testbed, not a language model")
        return 0
    given = arguments.parse(words, os.environ)
    if not os.path.exists(given.model):
        print(f"error: the model {given.model} does not exist", file=sys.stderr)
        return 1
    try:
        return asyncio.run(Engine(given).run())
    except ValueError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stderr.flush()
    # Connections that are still open are cut here rather than waited for.
    os._exit(status)
