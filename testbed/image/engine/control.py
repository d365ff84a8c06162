"""The switches that tests turn, read anew at every use so that a test can turn them while the engine runs.

They come, the later over the earlier, from `engine.json` in or beside the model, from the environment variable
BLACKFISH_ENGINE (the JSON itself, or a path to it) and, for one request, from the query behind its model's name:
`demo?die_after_chunks=3&chunk_seconds=0.1`. A file that is half-written counts as it was before.
"""
import json
import os
import urllib.parse

DEFAULTS = {
    # Seconds until /health says 200.
    "loading_seconds": 0.3,
    # Seconds until the port is bound; None: at once as llama.cpp does, when loaded as vLLM does.
    "listen_after_seconds": None,
    # Seconds after which the process ends with exit_code; None: never.
    "exit_after_seconds": None,
    "exit_code": 1,
    # TERM is not obeyed at all, or only after this many seconds.
    "ignore_term": False,
    "term_seconds": 0.0,
    # Pace of an answer, in seconds before the first and between the chunks.
    "first_chunk_seconds": 0.0,
    "chunk_seconds": 0.02,
    # The answer; None: the last message said again. chunks: that many words, whatever the answer.
    "answer": None,
    "chunks": None,
    # Each streamed token is the time at which it is sent, in nanoseconds of CLOCK_MONOTONIC.
    "stamp": False,
    # While streaming, after this many chunks: the process ends, the connection is cut, or nothing more comes.
    "die_after_chunks": None,
    "cut_after_chunks": None,
    "hang_after_chunks": None,
    # The status of /health, or of everything below /v1, instead of the right one.
    "health_status": None,
    "status": None,
}


class Control:
    """The switches of one engine."""

    def __init__(self, model, environment):
        folder = model if os.path.isdir(model) else os.path.dirname(os.path.abspath(model))
        self.sources = [os.path.join(folder, "engine.json"), environment.get("BLACKFISH_ENGINE", "")]
        self.before = {}

    def now(self, query=""):
        """All switches as they stand, with those of a model name's query on top."""
        chosen = dict(DEFAULTS)
        for source in self.sources:
            chosen.update(self.read(source))
        for name, text in urllib.parse.parse_qsl(query):
            chosen[name] = value(text)
        unknown = sorted(set(chosen) - set(DEFAULTS))
        if unknown:
            raise ValueError(f"unknown switch {', '.join(unknown)}; known are {', '.join(DEFAULTS)}")
        return chosen

    def read(self, source):
        if not source:
            return {}
        try:
            if source.startswith("{"):
                return json.loads(source)
            with open(source, encoding="utf-8") as file:
                self.before[source] = json.load(file)
        except FileNotFoundError:
            self.before[source] = {}
        except json.JSONDecodeError:
            return self.before.get(source, {})
        return self.before[source]


def value(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
