"""The client against a stand-in server on loopback that answers what a test told it to."""
import ast
import asyncio
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
import unittest.mock
import urllib.parse
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "src"))
from blackfish import (  # noqa: E402 (its folder is known only now)
    AccessRefused, Blackfish, BlackfishError, Conflict, InvalidRequest, ManagedService, NotFound, ServerUnavailable,
    Service, ServiceFailed, ServiceStatus)

ID = "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55"
TOKEN = "stand-in-token"
HELLO = ['data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n', 'data: {"choices":[{"delta":{"content":"lo"}}]}\n\n']


def row(**more):
    return {"id": ID, "name": "chat", "image": "text_generation", "model": "org/m", "profile": "default",
            "status": "healthy", "created_at": "2026-11-26T11:57:00.123456789Z", "updated_at": "2026-11-26T11:59:55Z",
            "job_id": "7", "port": 8081, "protected": True, "gres": "1", "mem": 16, "ntasks_per_node": 4,
            "live": {"phase": "ready", "reason": None, "ignored": []}, **more}


class StandIn(http.server.ThreadingHTTPServer):
    """Answers by method and path; keeps what was asked but for the proofs, and whether the token was right. Ends as many
    connections with their proof as it has ``farewells``; whoever listens then has the token of its ``heir``."""

    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), Asked)
        self.answers, self.seen, self.token, self.callers, self.proven = {}, [], TOKEN, [], set()
        self.farewells, self.heir = 0, TOKEN
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def on(self, call, status, body, **headers):
        self.answers[call] = (status, body if isinstance(body, str) else json.dumps(body), headers)


class Cutting(StandIn):
    """Streams what it was told in chunks, and then leaves, ends or waits; tells when its caller is gone."""

    def __init__(self, pieces, ending):
        super().__init__()
        self.pieces, self.ending, self.left = pieces, ending, threading.Event()

    def stream(self, asked):
        asked.send_response(200)
        asked.send_header("Transfer-Encoding", "chunked")
        asked.end_headers()
        told = b"".join(b"%x\r\n%s\r\n" % (len(piece.encode()), piece.encode()) for piece in self.pieces)
        # In one go, since a caller who has heard enough leaves while more would be written.
        asked.wfile.write(told + {"end": b"0\r\n\r\n", "cut": b"", "inside": b"ff\r\ndata: {", "wait": b""}[self.ending])
        asked.close_connection = True
        if self.ending == "wait":
            try:
                asked.rfile.read(1)
            except ConnectionResetError:
                pass  # It left with pieces unread.
            self.left.set()


class Asked(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path, _, query = self.path.partition("?")
        server = self.server
        if path == "/api/ready":
            nonce = urllib.parse.parse_qs(query)["nonce"][0]
            proof = hmac.new(server.token.encode(), nonce.encode(), hashlib.sha256).hexdigest()
            server.proven.add(self.client_address)
            ends = server.farewells > 0
            if ends:
                server.farewells, server.token = server.farewells - 1, server.heir
            return self.send(200, json.dumps({"ready": True, "proof": proof}), {"Connection": "close"} if ends else {})
        known = self.headers.get("Authorization") == "Bearer " + server.token
        server.seen.append((f"{self.command} {self.path}", body, dict(self.headers)))
        server.callers.append(self.client_address)
        call = f"{self.command} {path}"
        if path.endswith("/completions") and isinstance(server, Cutting):
            return server.stream(self)
        return self.send(*server.answers.get(call, (404, '{"detail":"There is no such thing."}', {})) if known
                         else (401, '{"detail":"Sign in."}', {}))

    def send(self, status, body, headers):
        data = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Nothing."""

    do_GET = do_POST = do_PUT = do_DELETE = answer


class ClientTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.begin(StandIn())

    def begin(self, server):
        """The one that the client finds from now on."""
        self.server = server
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.publish()
        self.client = Blackfish(self.home)

    def down(self):
        """Nobody listens on its port any more."""
        self.server.shutdown()
        self.server.server_close()

    def streaming(self, pieces, ending):
        self.begin(Cutting(pieces, ending))
        self.on(f"GET /api/services/{ID}", 200, row())
        return self.client.get_service(ID)

    def environment(self, **variables):
        patched = unittest.mock.patch.dict(os.environ, variables)
        patched.start()
        self.addCleanup(patched.stop)

    def publish(self, token=TOKEN, port=None):
        (self.home / "auth_token").write_text(token + "\n")
        (self.home / "server.json").write_text(json.dumps(
            {"port": port or self.server.server_address[1], "base_path": "", "machine": os.uname().nodename}))

    def on(self, call, status, body, **headers):
        self.server.on(call, status, body, **headers)

    def calls(self):
        return [call for call, _, _ in self.server.seen]

    def test_a_service_has_the_attributes_of_its_row(self):
        self.on(f"GET /api/services/{ID}", 200, row())
        service = self.client.get_service(ID)
        self.assertEqual(str(service.id), ID)
        self.assertEqual(service.status, ServiceStatus.HEALTHY)
        self.assertEqual(service.status, "healthy")
        self.assertEqual(service.created_at.isoformat(), "2026-11-26T11:57:00.123456+00:00")
        self.assertEqual((service.port, service.protected, service.live.phase), (8081, True, "ready"))
        self.assertTrue(service.base_url.endswith(f"/services/{ID}/v1"))
        with self.assertRaises(AttributeError):
            service.no_such_member

    def test_a_launch_goes_out_under_one_key_with_what_was_given(self):
        self.on("POST /api/services", 201, row(status="submitted"))
        service = self.client.launch_service(
            "chat", "text_generation", "org/m", container_config={"port": None, "launch_kwargs": "--seed 1"},
            job_config={"name": "chat", "time": "00:10:00"}, auto_cleanup=False, tier="Small", engine_args=["--x", "1"])
        _, body, headers = self.server.seen[-1]
        self.assertEqual(json.loads(body), {
            "name": "chat", "image": "text_generation", "repo_id": "org/m", "tier": "Small", "engine_args": ["--x", "1"],
            "container_config": {"port": None, "launch_kwargs": "--seed 1"},
            "job_config": {"name": "chat", "time": "00:10:00"}})
        self.assertIn("Idempotency-Key", headers)
        self.assertEqual(service.status, "submitted")

    def test_a_member_that_the_server_does_not_know_is_warned_of(self):
        self.on("POST /api/services", 201, row(live={"ignored": ["tear"]}))
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            self.client.launch_service("chat", "text_generation", "org/m", auto_cleanup=False, tear="Small")
        self.assertIn("does not know tear", str(seen[0].message))

    def test_errors_bear_the_servers_sentence(self):
        self.on("POST /api/services", 400, {"detail": "2 are wrong.", "extra": [
            {"key": "name", "message": "The name is odd."}, {"key": "time", "message": "The time is long."}]})
        with self.assertRaises(InvalidRequest) as wrong:
            self.client.launch_service("", "text_generation", "org/m")
        self.assertEqual(str(wrong.exception), "The name is odd. The time is long.")
        self.assertEqual(wrong.exception.fields["time"], "The time is long.")
        self.assertIsInstance(wrong.exception, ValueError)
        self.on(f"DELETE /api/services/{ID}", 409, {"detail": "It is live."})
        with self.assertRaisesRegex(Conflict, "^It is live.$"):
            self.client.delete_service(ID)
        self.on("GET /api/services", 500, "<html>")
        with self.assertRaisesRegex(BlackfishError, "answered with 500 and nothing more"):
            self.client.list_services()

    def test_what_is_not_there_is_none_or_false(self):
        self.assertIsNone(self.client.get_service(ID))
        self.assertIsNone(self.client.stop_service(ID))
        self.assertIsNone(self.client.wait_for_service(ID))
        self.assertFalse(self.client.delete_service(ID))
        with self.assertRaises(NotFound):
            self.client.read(ID)

    def test_filters_are_sent_and_only_those(self):
        self.on("GET /api/services", 200, [row()])
        found = self.client.list_services(status=ServiceStatus.HEALTHY, name="chat one")
        self.assertEqual([service.name for service in found], ["chat"])
        self.assertEqual(self.calls()[-1], "GET /api/services?status=healthy&name=chat+one&refresh=true&include=live")

    def test_waiting_ends_when_ready_when_ended_and_when_the_time_is_over(self):
        self.on(f"GET /api/services/{ID}", 200, row(status="pending"))
        service = self.client.get_service(ID)
        self.on(f"GET /api/services/{ID}/wait", 202, row(status="pending"))
        self.assertEqual(service.wait(timeout=0).status, "pending")
        self.on(f"GET /api/services/{ID}/wait", 200, row())
        self.on(f"GET /api/services/{ID}", 200, row())
        self.assertEqual(service.wait().status, "healthy")
        self.on(f"GET /api/services/{ID}/wait", 409, {"detail": "It can no longer be."})
        self.on(f"GET /api/services/{ID}", 200, row(status="failed", live={"phase": "ended", "reason": "Out of memory."}))
        self.assertEqual(service.wait().status, "failed")
        with self.assertRaisesRegex(ServiceFailed, "is failed, not healthy. Out of memory."):
            service.wait(raise_on_failure=True)

    def test_waiting_goes_on_over_a_restart_of_the_server(self):
        self.on(f"GET /api/services/{ID}", 200, row(status="pending"))

        def back(*_):
            """Another server of this home, once a whole question found nobody."""
            pauses.append(1)
            if len(pauses) == 3:
                self.begin(StandIn())
                self.on(f"GET /api/services/{ID}/wait", 200, row())
                self.on(f"GET /api/services/{ID}", 200, row())
        for wait in (lambda service: service.wait(), lambda service: asyncio.run(service.async_wait())):
            pauses = []
            service = self.client.get_service(ID)
            self.down()
            for left in ("auth_token", "server.json"):
                (self.home / left).unlink()
            with unittest.mock.patch("time.sleep", back):
                self.assertEqual(wait(service).status, "healthy")

    def test_waiting_for_a_server_that_stays_away_ends(self):
        self.on(f"GET /api/services/{ID}", 200, row(status="pending"))
        service = self.client.get_service(ID)
        self.down()
        with unittest.mock.patch("blackfish._managed.LONGEST_ABSENCE", 0):
            with self.assertRaisesRegex(ServerUnavailable, "^Nobody answers at"):
                service.wait()
        with self.assertRaisesRegex(ServerUnavailable, "^Nobody answers at"):
            service.wait(timeout=0)

    def test_a_deleted_service_can_no_longer_be_asked(self):
        self.on(f"GET /api/services/{ID}", 200, row(status="stopped"))
        self.on(f"DELETE /api/services/{ID}", 200, {"id": ID, "status": "ok"})
        service = self.client.get_service(ID)
        self.assertTrue(service.delete())
        with self.assertRaisesRegex(AttributeError, "was deleted"):
            service.status

    def test_a_chat_is_whole_or_in_pieces(self):
        self.on(f"GET /api/services/{ID}", 200, row())
        service = self.client.get_service(ID)
        self.on(f"POST /services/{ID}/v1/chat/completions", 200, {"choices": [{"message": {"content": "Hello"}}]})
        self.assertEqual(service.chat("Say hello", max_tokens=3), "Hello")
        self.assertEqual(json.loads(self.server.seen[-1][1])["messages"], [{"role": "user", "content": "Say hello"}])
        self.on(f"POST /services/{ID}/v1/chat/completions", 200,
                'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: {"choices":[{"delta":{"content":"lo"}}]}\n\n'
                'data: {"error":{"message":"The engine ended."}}\n\n')
        pieces = []
        with self.assertRaisesRegex(ServiceFailed, "The engine ended."):
            for piece in service.stream("Say hello"):
                pieces.append(piece)
        self.assertEqual(pieces, ["Hel", "lo"])

    def test_an_answer_without_words_is_empty_and_no_piece(self):
        silent = ['data: {"choices":[{"delta":{"role":"assistant","content":null}}],"error":null}\n\n']
        service = self.streaming(silent + HELLO + ['data: {"choices":[{"delta":{"content":""}}]}\n\n',
                                                   'data: {"choices":[]}\n\ndata: [DONE]\n\n'], "end")
        self.assertEqual(list(service.stream("Say hello")), ["Hel", "lo"])

        async def pieces():
            return [piece async for piece in service.async_stream("Say hello")]
        self.assertEqual(asyncio.run(pieces()), ["Hel", "lo"])
        self.begin(StandIn())
        service = ManagedService(self.client, Service.of(row()))
        self.on(f"POST /services/{ID}/v1/chat/completions", 200,
                {"choices": [{"message": {"content": None, "tool_calls": []}}]})
        self.assertEqual((service.chat("Hello"), asyncio.run(service.async_chat("Hello"))), ("", ""))

    def test_every_method_has_a_twin_that_is_awaited(self):
        self.on(f"GET /api/services/{ID}", 200, row())
        self.on(f"PUT /api/services/{ID}/stop", 200, row())
        self.on("GET /api/services", 200, [row()])
        self.on(f"GET /api/services/{ID}/wait", 200, row())

        async def go():
            async with Blackfish(self.home) as client:
                service = await client.async_get_service(ID)
                await service.async_wait(timeout=5)
                await client.async_stop_service(ID)
                await client.async_list_services("text_generation", status="healthy")
                return await client.async_list_services(name="chat")
        self.assertEqual(len(asyncio.run(go())), 1)
        for owner in (Blackfish, ManagedService):
            names = {name for name, member in vars(owner).items() if callable(member) and not name.startswith("_")}
            plain = {name for name in names if not name.startswith("async_")}
            self.assertEqual({name for name in plain if f"async_{name}" not in names}, set())

    def test_pieces_and_the_log_are_awaited_too(self):
        service = self.streaming(HELLO + ["data: [DONE]\n\n"], "end")
        self.on(f"GET /api/services/{ID}/log", 200, "loading\n", X_Next_Offset="0")

        async def go():
            return [piece async for piece in service.async_stream("Say hello")], await service.async_log()
        self.assertEqual(asyncio.run(go()), (["Hel", "lo"], "loading\n"))

    def test_a_task_that_no_longer_waits_for_pieces_lets_the_engine_go(self):
        async def read(service, heard, most):
            async for _ in service.async_stream("Say hello"):
                heard.release()
                most -= 1
                if most == 0:
                    break

        async def go(service, most):
            heard = asyncio.Semaphore(0)
            task = asyncio.ensure_future(read(service, heard, most))
            for _ in range(min(most, len(HELLO))):
                await asyncio.wait_for(heard.acquire(), 10)
            if most > len(HELLO):
                task.cancel()
            await asyncio.wait([task], timeout=10)
        for most in (1, len(HELLO) + 1):
            service = self.streaming(HELLO, "wait")
            asyncio.run(go(service, most))
            self.assertTrue(self.server.left.wait(10))

    def test_a_stream_that_is_cut_is_not_taken_for_a_whole_one(self):
        for pieces, ending in ((HELLO, "cut"), (HELLO, "inside"), (HELLO, "end"), (HELLO + ["data: {\"cho"], "end")):
            service, heard = self.streaming(pieces, ending), []
            with self.assertRaisesRegex(ServerUnavailable, "^The stream from http://127.0.0.1:[0-9]+ broke off: .+[.]$"):
                for piece in service.stream("Say hello"):
                    heard.append(piece)
            self.assertEqual(heard, ["Hel", "lo"])
        self.assertEqual(list(self.streaming(HELLO + ["data: [DONE]\n\n"], "end").stream("Say hello")), ["Hel", "lo"])

    def test_whatever_is_asked_of_a_server_that_is_down_says_so(self):
        self.on(f"GET /api/services/{ID}", 200, row())
        service = self.client.get_service(ID)
        self.down()
        for act in (lambda: list(service.stream("Say hello")), lambda: list(service.stream("Say hello")),
                    lambda: service.base_url, lambda: Blackfish(self.home).server.url,
                    lambda: Blackfish(self.home).server.token):
            with self.assertRaisesRegex(ServerUnavailable, "^Nobody answers at http://127.0.0.1:[0-9]+; start Blackfish"):
                act()

    def test_a_server_that_ends_after_a_401_is_told_as_one_that_does_not_answer(self):
        self.on("GET /api/services", 401, {"detail": "Sign in."})
        self.assertEqual(self.client.server.url[:5], "http:")
        self.publish(port=1)
        with self.assertRaisesRegex(ServerUnavailable, "^Nobody answers at http://127.0.0.1:1; start Blackfish"):
            self.client.list_services()

    def test_an_address_without_a_scheme_or_a_host_is_refused_and_gets_no_token(self):
        for wrong in ("myhost:8000", "myhost", "ftp://myhost", "http://", "http://:8000", "//myhost", "http://h:x", "http://[1"):
            with self.assertRaises(InvalidRequest) as refused:
                Blackfish(self.home, url=wrong, auth_token="t").list_services()
            self.assertEqual(str(refused.exception), f"\"{wrong}\" is no address of a server; give one such as"
                             " http://127.0.0.1:8000 in BLACKFISH_URL or url.")
        self.environment(BLACKFISH_URL="myhost:8000")
        with self.assertRaisesRegex(InvalidRequest, "is no address of a server"):
            self.client.list_services()

    def test_a_personal_token_goes_only_to_a_server_that_was_named_or_has_proven_to_be_ours(self):
        self.on("GET /api/services", 200, [])
        self.environment(BLACKFISH_AUTH_TOKEN="personal")
        self.publish(token="mine")
        for client in (Blackfish(self.home), Blackfish(self.home, port=self.server.server_address[1])):
            with self.assertRaisesRegex(AccessRefused, "does not know the token.*no token was sent.*BLACKFISH_URL"):
                client.list_services()
        (self.home / "auth_token").unlink()
        with self.assertRaisesRegex(ServerUnavailable, "^Your token was not sent to whoever listens at .* BLACKFISH_URL or url.$"):
            Blackfish(self.home).list_services()
        self.assertEqual(self.server.seen, [])
        port = self.server.server_address[1]
        for unnamed in ({"host": "127.0.0.1", "port": port}, {"host": "localhost", "port": port}):
            with self.assertRaisesRegex(ServerUnavailable, "^Your token was not sent to whoever listens at"):
                Blackfish(self.home, **unnamed).list_services()
        with unittest.mock.patch.dict(os.environ, BLACKFISH_HOST="localhost", BLACKFISH_PORT=str(port)):
            with self.assertRaisesRegex(ServerUnavailable, "^Your token was not sent to whoever listens at"):
                Blackfish(self.home).list_services()
        self.assertEqual(self.server.seen, [])
        with self.assertRaisesRegex(AccessRefused, "^Sign in.$"):
            Blackfish(self.home, url=f"http://127.0.0.1:{port}").list_services()
        self.publish()
        with self.assertRaisesRegex(AccessRefused, "^Sign in.$"):
            Blackfish(self.home).list_services()
        self.assertEqual({headers["Authorization"] for _, _, headers in self.server.seen}, {"Bearer personal"})

    def test_arguments_beat_the_environment(self):
        self.on("GET /api/services", 200, [])
        port = self.server.server_address[1]
        self.environment(BLACKFISH_URL="http://127.0.0.1:9", BLACKFISH_HOST="nowhere", BLACKFISH_PORT="9",
                         BLACKFISH_AUTH_TOKEN="another", BLACKFISH_HOME_DIR="/nowhere")
        for address in ({"host": "127.0.0.1", "port": port}, {"url": f"http://127.0.0.1:{port}"}):
            self.assertEqual(Blackfish(self.home, auth_token=TOKEN, **address).list_services(), [])

    def test_what_lies_in_the_home_does_not_matter_when_address_and_token_are_given(self):
        self.on("GET /api/services", 200, [])
        url = f"http://127.0.0.1:{self.server.server_address[1]}"
        for broken in (b"s3cret\x00", b"\xff\xfe", "s3cr\u00e9t".encode(), b""):
            (self.home / "auth_token").write_bytes(broken)
            self.assertEqual(Blackfish(self.home, url=url, auth_token=TOKEN).list_services(), [])
            with unittest.mock.patch.dict(os.environ, BLACKFISH_URL=url, BLACKFISH_AUTH_TOKEN=TOKEN):
                self.assertEqual(asyncio.run(Blackfish(self.home).async_list_services()), [])

    def test_without_a_server_it_says_how_to_start_one(self):
        with tempfile.TemporaryDirectory() as empty:
            with self.assertRaisesRegex(ServerUnavailable, "No Blackfish of yours is running"):
                Blackfish(empty).list_services()
        self.publish(port=1)
        with self.assertRaisesRegex(ServerUnavailable, "^Nobody answers at http://127.0.0.1:1; start Blackfish"):
            self.client.list_services()

    def test_a_token_is_not_sent_to_whoever_does_not_know_it(self):
        self.publish(token="mine")
        with self.assertRaisesRegex(AccessRefused, "does not know the token"):
            self.client.list_services()
        self.assertEqual(self.server.seen, [])

    def test_a_personal_token_is_not_sent_to_whoever_took_the_port_of_a_server_that_ended(self):
        self.environment(BLACKFISH_AUTH_TOKEN="personal")
        client = Blackfish(self.home)
        with self.assertRaisesRegex(AccessRefused, "^Sign in.$"):
            client.list_services()
        self.down()
        stranger = StandIn(self.server.server_address[1])
        self.addCleanup(stranger.server_close)
        self.addCleanup(stranger.shutdown)
        stranger.token = "another user's"
        service = ManagedService(client, Service.of(row()))

        async def pieces():
            return [piece async for piece in service.async_stream("Say hello")]
        for act in (lambda: client.list_services(), lambda: client.server.token, lambda: list(service.stream("Say hello")),
                    lambda: asyncio.run(client.async_list_services()), lambda: asyncio.run(pieces())):
            with self.assertRaisesRegex(AccessRefused, "does not know the token.*no token was sent"):
                act()
        self.assertEqual(stranger.seen, [])

    def test_the_token_follows_the_proof_on_the_same_connection(self):
        self.on("GET /api/services", 200, [])
        for ended in (0, 2):
            self.server.farewells = ended
            self.assertEqual(self.client.list_services(), [])
            self.server.farewells = ended
            self.assertEqual(asyncio.run(self.client.async_list_services()), [])
        self.assertEqual(len(self.server.callers), 4)
        self.assertLessEqual(set(self.server.callers), self.server.proven)

    def test_a_personal_token_is_not_sent_to_whoever_listens_once_the_proof_ended_its_connection(self):
        self.environment(BLACKFISH_AUTH_TOKEN="personal")
        self.server.heir = "another user's"
        service = ManagedService(self.client, Service.of(row()))

        async def pieces():
            return [piece async for piece in service.async_stream("Say hello")]
        for act in (lambda: self.client.list_services(), lambda: list(service.stream("Say hello")),
                    lambda: asyncio.run(self.client.async_list_services()), lambda: asyncio.run(pieces())):
            self.server.token, self.server.farewells = TOKEN, 1
            with self.assertRaisesRegex(AccessRefused, "does not know the token.*no token was sent"):
                act()
        self.assertEqual(self.server.seen, [])

    def test_a_server_that_ends_every_connection_with_its_proof_gets_no_token(self):
        self.server.farewells = 3
        with self.assertRaisesRegex(ServerUnavailable, "ends each connection after one answer, so your token was not sent"):
            self.client.list_services()
        self.assertEqual(self.server.seen, [])

    def test_a_server_that_was_started_anew_is_found_again(self):
        self.on("GET /api/services", 200, [])
        self.client.list_services()
        self.server.token = "another"
        self.publish(token="another")
        self.assertEqual(self.client.list_services(), [])

    def test_a_personal_token_that_expired_is_told(self):
        client = Blackfish(self.home, auth_token="old", url=f"http://127.0.0.1:{self.server.server_address[1]}/")
        with self.assertRaisesRegex(AccessRefused, "^Sign in.$"):
            client.list_services()

    def test_a_connection_that_breaks_is_tried_again_where_that_is_safe(self):
        for safe, act in ((True, lambda client: client.list_services()),
                          (True, lambda client: client.launch_service("a", "text_generation", "b", auto_cleanup=False)),
                          (False, lambda client: client.delete_service(ID))):
            with socket.create_server(("127.0.0.1", 0)) as broken:
                count = []
                threading.Thread(target=half_close, args=(broken, count), daemon=True).start()
                client = Blackfish(self.home, auth_token="t", url=f"http://127.0.0.1:{broken.getsockname()[1]}")
                with self.assertRaisesRegex(ServerUnavailable, "broke before the answer was complete"):
                    act(client)
                self.assertEqual(len(count), 3 if safe else 1)

    def test_services_that_a_script_leaves_are_stopped_and_removed_at_its_end(self):
        self.on("POST /api/services", 201, row(status="submitted"))
        self.on(f"GET /api/services/{ID}", 200, row(status="stopped"))
        self.on(f"GET /api/services/{ID}/wait", 200, row(status="stopped"))
        self.on(f"DELETE /api/services/{ID}", 200, {"id": ID, "status": "ok"})
        script = ("import sys; sys.path.insert(0, sys.argv[1])\nfrom blackfish import Blackfish\n"
                  "Blackfish(sys.argv[2]).launch_service('chat', 'text_generation', 'org/m')\n")
        source = str(pathlib.Path(__file__).resolve().parents[1] / "src")
        done = subprocess.run([sys.executable, "-c", script, source, str(self.home)], capture_output=True, text=True,
                              check=True)
        self.assertIn("stopped and removed <ManagedService chat", done.stderr)
        self.assertEqual(self.calls()[-1], f"DELETE /api/services/{ID}")

    def test_an_id_that_is_none_is_refused_and_asks_for_nothing(self):
        self.on("DELETE /api/services/", 200, [])
        self.on("DELETE /api/services/prune", 200, "3")
        for wrong in ("", "prune", "a b", f"{ID}/stop", "../models"):
            for act in (self.client.delete_service, self.client.get_service, self.client.stop_service,
                        self.client.wait_for_service, self.client.read):
                with self.assertRaisesRegex(InvalidRequest, "is no id of a service; give one such as"):
                    act(wrong)
        self.assertEqual(self.server.seen, [])

    def test_a_token_that_no_header_can_hold_is_refused_and_not_told(self):
        for wrong in ("s3cret\ns3cond", "s3cret\x00", "s3cret\u00e9"):
            for client in (Blackfish(self.home, auth_token=wrong), Blackfish(self.home, auth_token=wrong, url="http://127.0.0.1:1")):
                with self.assertRaises(InvalidRequest) as refused:
                    client.list_services()
                self.assertEqual(str(refused.exception), "The token in auth_token cannot be sent: it has more than one"
                                 " line, or characters that no token has; put it there as the server gave it.")
        self.on("GET /api/services", 200, [])
        self.assertEqual(Blackfish(self.home, auth_token=f" {TOKEN}\n").list_services(), [])

    def test_the_page_of_a_portal_is_no_good_answer(self):
        service = ManagedService(self.client, Service.of(row()))
        calls = {"GET /api/services": self.client.list_services, f"GET /api/services/{ID}": lambda: self.client.read(ID),
                 f"DELETE /api/services/{ID}": lambda: self.client.delete_service(ID),
                 "POST /api/services": lambda: self.client.launch_service("a", "text_generation", "b"),
                 f"POST /services/{ID}/v1/chat/completions": lambda: service.chat("Hello")}
        for call, act in calls.items():
            for page in ("<html>Sign in</html>", "", "5", "{}" if call == "GET /api/services" else "[]"):
                self.on(call, 200, page)
                with self.assertRaisesRegex(BlackfishError, r"^The server's answer \(200\) is not what this call expects;"):
                    act()
            self.on(call, 302, "")
            with self.assertRaisesRegex(BlackfishError, "answered with 302 and nothing more"):
                act()
        self.on("GET /api/services", 200, ["x", {"id": "y"}])
        with self.assertRaisesRegex(BlackfishError, "is not what this call expects"):
            self.client.list_services()

    def test_the_page_of_a_portal_is_no_log(self):
        service = ManagedService(self.client, Service.of(row()))
        for next_offset in ({}, {"X_Next_Offset": "soon"}):
            self.on(f"GET /api/services/{ID}/log", 200, "<html>Sign in</html>", Content_Type="text/html", **next_offset)
            for act in (service.log, lambda: asyncio.run(service.async_log())):
                with self.assertRaisesRegex(BlackfishError, r"^The server's answer \(200\) is not what this call expects;"):
                    act()

    def test_waiting_goes_on_while_a_portal_finds_no_server(self):
        self.on(f"GET /api/services/{ID}", 200, row())
        service = self.client.get_service(ID)
        self.on(f"GET /api/services/{ID}/wait", 502, "<html>Proxy Error</html>")

        def back(*_):
            self.on(f"GET /api/services/{ID}/wait", 200, row())
        with unittest.mock.patch("time.sleep", back):
            self.assertEqual(service.wait().status, "healthy")
        self.on(f"GET /api/services/{ID}/wait", 502, {"detail": "Slurm refused."})
        with self.assertRaisesRegex(BlackfishError, "^Slurm refused.$") as told:
            service.wait()
        self.assertNotIsInstance(told.exception, ServerUnavailable)

    def test_the_sources_are_those_of_the_oldest_python_that_is_promised(self):
        for source in (pathlib.Path(__file__).resolve().parents[1] / "src").rglob("*.py"):
            ast.parse(source.read_text(encoding="utf-8"), str(source), feature_version=(3, 9))

    def test_a_word_that_a_newer_server_knows_is_no_error(self):
        self.on(f"GET /api/services/{ID}", 200, row(status="dreaming", more="x"))
        self.assertEqual(self.client.get_service(ID).status, ServiceStatus.UNKNOWN)


def half_close(listening, count):
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection:
            count.append(1)
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[")


if __name__ == "__main__":
    unittest.main()
