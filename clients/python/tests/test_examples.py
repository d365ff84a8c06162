"""The example of the guide that needs nothing but Python, against a server that is being started anew."""
import contextlib
import io
import json
import os
import pathlib
import runpy
import socket
import threading
import unittest
import unittest.mock

ASK = pathlib.Path(__file__).resolve().parents[3] / "docs" / "guide" / "examples" / "ask.py"


def answer(status, body, kind="application/json"):
    return f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}"


class Scripted:
    """Gives the next of its answers to each caller, whole or not, and leaves; the last one again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall((self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]).encode())


class ExamplesTest(unittest.TestCase):
    def ask(self, *answers):
        server = Scripted(*answers)
        self.addCleanup(server.socket.close)
        said = io.StringIO()
        variables = {"BLACKFISH_URL": f"http://127.0.0.1:{server.socket.getsockname()[1]}", "BLACKFISH_TOKEN": "t",
                     "no_proxy": "127.0.0.1"}
        with unittest.mock.patch.dict(os.environ, variables), unittest.mock.patch("time.sleep"), \
                unittest.mock.patch("sys.argv", ["ask.py"]), contextlib.redirect_stdout(said):
            runpy.run_path(str(ASK), run_name="__main__")
        return said.getvalue()

    def test_connections_that_break_are_tried_again(self):
        chat = json.dumps({"choices": [{"message": {"content": "Paris"}}]})
        there = answer(200, '{"id": "7"}')
        self.assertEqual(self.ask("", there, there[:-5], "HTTP/1.1 2", there, "", answer(200, chat)), "Paris\n")

    def test_whoever_never_answers_is_named(self):
        with self.assertRaisesRegex(SystemExit, "^Blackfish does not answer at http://127.0.0.1:[0-9]+: ."):
            self.ask("")

    def test_a_refusal_is_told_whatever_its_body_is(self):
        with self.assertRaisesRegex(SystemExit, "^The token lacks manage.$"):
            self.ask(answer(403, '{"detail": "The token lacks manage."}'))
        for page in ("<html>Sign in</html>", "[]", "{}", ""):
            with self.assertRaisesRegex(SystemExit, "^http://127.0.0.1:[0-9]+ answered: HTTP Error 403: X$"):
                self.ask(answer(403, page, "text/html"))


if __name__ == "__main__":
    unittest.main()
