"""What the program says, in the forms in which the real one says it."""
import sys

VERSION = "1.5.3"
LEVELS = {"quiet": False}


class Fatal(Exception):
    """The container could not be started, or a command failed: one FATAL line and status 255."""


class Misuse(Exception):
    """The command line is wrong: the sentence, the usage on stdout and status 1."""


class Ended(Exception):
    """The command is over with this status and has said all it has to say."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status


def info(text):
    if not LEVELS["quiet"]:
        print(f"INFO:    {text}", file=sys.stderr, flush=True)


def warning(text):
    if not LEVELS["quiet"]:
        print(f"WARNING: {text}", file=sys.stderr, flush=True)


def fatal(text):
    print(f"FATAL:   {text}", file=sys.stderr, flush=True)


def refuse(what):
    """Ends with a sentence where the real program could do what the stand-in cannot."""
    raise Fatal(f"the testbed's stand-in for Apptainer does not do {what}; a real Apptainer on the PATH would be "
                "used instead of it")
