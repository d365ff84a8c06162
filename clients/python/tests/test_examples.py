"""The examples of the guide, against servers that are being started anew, refuse, or are not named."""
import contextlib
import io
import json
import os
import pathlib
import runpy
import socket
import subprocess
import sys
import tempfile
import threading
import types
import unittest
import unittest.mock

EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "docs" / "guide" / "examples"
ASK = EXAMPLES / "ask.py"


def answer(status, body, kind="application/json", more=""):
    return f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n{body}"


class Scripted:
    """Gives the next of its answers to each caller, whole or not, and leaves; the last one again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = 0
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
                self.calls += 1
                connection.sendall((self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]).encode())


REFUSED = answer(502, '{"detail": "sbatch refused it."}')
AWAY = answer(502, '{"detail": "The host is away."}', more="Retry-After: 7\r\n")
DATED = answer(503, '{"detail": "It loads."}', more="Retry-After: Fri, 27 Nov 2026 16:00:00 GMT\r\n")
THERE = answer(200, '{"id": "7"}')
PARIS = answer(200, json.dumps({"choices": [{"message": {"content": "Paris"}}]}))


class ExamplesTest(unittest.TestCase):
    def serve(self, *answers):
        server = Scripted(*answers)
        self.addCleanup(server.socket.close)
        return server

    def ask(self, *answers):
        return self.ask_of(self.serve(*answers))

    def ask_of(self, server):
        said = io.StringIO()
        variables = {"BLACKFISH_URL": f"http://127.0.0.1:{server.socket.getsockname()[1]}", "BLACKFISH_TOKEN": "t",
                     "no_proxy": "127.0.0.1"}
        with unittest.mock.patch.dict(os.environ, variables), unittest.mock.patch("time.sleep"), \
                unittest.mock.patch("sys.argv", ["ask.py"]), contextlib.redirect_stdout(said):
            runpy.run_path(str(ASK), run_name="__main__")
        return said.getvalue()

    def test_connections_that_break_are_tried_again(self):
        self.assertEqual(self.ask("", THERE, THERE[:-5], "HTTP/1.1 2", THERE, "", PARIS), "Paris\n")

    def test_whoever_never_answers_is_named(self):
        with self.assertRaisesRegex(SystemExit, "^Blackfish does not answer at http://127.0.0.1:[0-9]+: ."):
            self.ask("")

    def test_a_refusal_is_told_whatever_its_body_is(self):
        with self.assertRaisesRegex(SystemExit, "^The token lacks manage.$"):
            self.ask(answer(403, '{"detail": "The token lacks manage."}'))
        for page in ("<html>Sign in</html>", "[]", "{}", ""):
            with self.assertRaisesRegex(SystemExit, "^http://127.0.0.1:[0-9]+ answered: HTTP Error 403: X$"):
                self.ask(answer(403, page, "text/html"))

    def test_what_slurm_refused_is_not_asked_again(self):
        server = self.serve(REFUSED)
        with self.assertRaisesRegex(SystemExit, "^sbatch refused it.$"):
            self.ask_of(server)
        self.assertEqual(server.calls, 1)

    def test_what_may_pass_is_asked_again_however_its_time_is_told(self):
        self.assertEqual(self.ask(AWAY, DATED, THERE, THERE, PARIS), "Paris\n")

    def test_a_page_with_a_good_status_is_no_answer(self):
        with self.assertRaisesRegex(SystemExit, "that is no JSON; is it your Blackfish.$"):
            self.ask(answer(200, "<html>Sign in</html>", "text/html"))

    def bash(self, name, url, *arguments, curl=None):
        """Without real pauses. ``curl`` is kept from finding anybody when there is no address to find."""
        with tempfile.TemporaryDirectory() as folder:
            called = "touch " + folder + "/curl.called" if not url else curl
            for stub, does in {"sleep": "true", **({"curl": called} if called else {})}.items():
                path = pathlib.Path(folder, stub)
                path.write_text("#!/bin/sh\n" + does + "\n")
                path.chmod(0o755)
            variables = dict(os.environ, PATH=folder + os.pathsep + os.environ["PATH"], BLACKFISH_TOKEN="t",
                             BLACKFISH_URL=url, no_proxy="127.0.0.1")
            ended = subprocess.run(["bash", str(EXAMPLES / name), *arguments], env=variables, capture_output=True,
                                   text=True, timeout=60)
            self.assertFalse(pathlib.Path(folder, "curl.called").exists())
            return ended

    def bash_of(self, server):
        return self.bash("ask.sh", f"http://127.0.0.1:{server.socket.getsockname()[1]}")

    def test_bash_does_the_same(self):
        refusing = self.serve(REFUSED)
        ended = self.bash_of(refusing)
        self.assertEqual((ended.returncode, ended.stderr, refusing.calls), (1, "sbatch refused it.\n", 1))
        ended = self.bash_of(self.serve("", AWAY, DATED, THERE, answer(202, "{}"), THERE, PARIS))
        self.assertEqual((ended.returncode, ended.stdout), (0, "Paris\n"), ended.stderr)
        busy = self.serve(DATED)
        ended = self.bash_of(busy)
        self.assertEqual((ended.returncode, ended.stderr, busy.calls), (1, "It loads.\n", 6))
        ended = self.bash_of(self.serve(answer(403, "<html>Sign in</html>", "text/html")))
        self.assertRegex(ended.stderr, "^http://127.0.0.1:[0-9]+ answered with 403.$")

    def test_a_server_that_cannot_be_reached_is_told_in_a_sentence(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        ended = self.bash("ask.sh", url)
        self.assertEqual(ended.returncode, 1)
        self.assertRegex(ended.stderr, f"^Blackfish does not answer at {url}: Failed to connect to .+\n$")
        with tempfile.TemporaryDirectory() as folder:
            questions = pathlib.Path(folder, "questions")
            questions.write_text("One?\n")
            for written, told in (("", f"no answer from {url}: Failed to connect"), ("<html>", f"no answer from {url}: Failed"),
                                  ('{"detail": "It loads."}', "It loads.")):
                failing = f"cat >/dev/null; while [ $1 != --output ]; do shift; done; echo '{written}' >$2;" \
                    " echo 'curl: (7) Failed to connect' >&2; exit 7"
                ended = self.bash("many.sh", url, str(questions), folder + "/answers", curl=failing)
                self.assertEqual(ended.returncode, 1)
                self.assertRegex(ended.stderr, f"^Line 1: {told}.*\n1 of 1 lines have no answer; .+\n$")
                self.assertEqual(sorted(os.listdir(folder + "/answers")), ["1.part"])
        openai = types.ModuleType("openai")
        openai.APIConnectionError = OSError
        openai.OpenAI = unittest.mock.Mock()
        openai.OpenAI().chat.completions.create.side_effect = OSError("Connection error.")
        with unittest.mock.patch.dict(os.environ, {"BLACKFISH_URL": url, "BLACKFISH_TOKEN": "t"}), \
                unittest.mock.patch.dict(sys.modules, openai=openai), \
                self.assertRaisesRegex(SystemExit, f"^Blackfish does not answer at {url}: Connection error.$"):
            runpy.run_path(str(EXAMPLES / "ask_openai.py"), run_name="__main__")

    def test_without_an_address_nobody_is_asked(self):
        for name in ("ask.sh", "many.sh"):
            ended = self.bash(name, "", os.devnull, tempfile.gettempdir())
            self.assertNotEqual(ended.returncode, 0)
            self.assertRegex(ended.stderr, "BLACKFISH_URL: Set it to the address of your Blackfish, such as")
        openai = types.ModuleType("openai")
        openai.APIConnectionError = OSError
        openai.OpenAI = unittest.mock.Mock(side_effect=AssertionError("was asked"))
        for name in ("ask.py", "ask_openai.py"):
            with unittest.mock.patch.dict(os.environ, {"BLACKFISH_URL": "", "BLACKFISH_TOKEN": "t"}), \
                    unittest.mock.patch.dict(sys.modules, openai=openai), \
                    unittest.mock.patch("socket.create_connection", side_effect=AssertionError("was asked")), \
                    self.assertRaisesRegex(SystemExit, "^Set BLACKFISH_URL to the address of your Blackfish, such as"):
                runpy.run_path(str(EXAMPLES / name), run_name="__main__")


if __name__ == "__main__":
    unittest.main()
