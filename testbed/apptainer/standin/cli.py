"""The commands and how each ends."""
import os
import signal
import sys

from . import options
from .words import VERSION, Ended, Fatal, Misuse, fatal, refuse

USAGE = """Usage:
  apptainer [exec|run] [--bind SRC[:DST[:ro]]] [--env NAME=VALUE] [--cleanenv] [--no-eval] [--no-home]
            [--nv] [--pwd DIR] IMAGE [PROGRAM] [ARGUMENT...]
  apptainer inspect [--json] IMAGE
  apptainer pull [--force] [--no-https] [--disable-cache] [--dir DIR] [FILE] docker://REFERENCE
  apptainer sif [list|header] IMAGE
  apptainer verify IMAGE
  apptainer version

This is the testbed's stand-in for Apptainer, not Apptainer. What it cannot do it refuses with a sentence."""
REFUSED = ("instance", "build", "shell", "test", "cache", "key", "remote", "registry", "sign", "push", "overlay",
           "plugin", "capability", "checkpoint", "config", "delete", "oci", "search", "keyserver")


def run(arguments):
    command = "run"
    chosen, rest = options.parse(command, arguments, os.environ, 1)
    start(command, chosen, rest)


def execute(arguments):
    command = "exec"
    chosen, rest = options.parse(command, arguments, os.environ, 2)
    start(command, chosen, rest)


def start(command, chosen, rest):
    from . import run as runner

    if "://" in rest[0]:
        refuse(f"{command} of {rest[0].split('://')[0]}:// images; pull the image first")
    runner.start(rest[0], command, rest[1:], chosen)


def inspect(arguments):
    from . import run as runner, sif

    as_json = "--json" in arguments or "-j" in arguments
    names = [word for word in arguments if not word.startswith("-")]
    if len(names) != 1:
        raise Misuse(f'Error for command "inspect": accepts 1 arg(s), received {len(names)}')
    unknown = [word for word in arguments if word.startswith("-") and word not in ("--json", "-j", "--labels", "-l")]
    if unknown:
        refuse(f"inspect {unknown[0]}")
    file, image = sif.open_image(names[0], "Failed to open image ")
    found = sif.metadata(file, image)
    if found is None:
        checked(names[0], as_json, runner)
    elif as_json:
        show(found)
    else:
        for name, value in sorted(found["data"]["attributes"]["labels"].items()):
            print(f"{name}: {value}")


def checked(image, as_json, runner):
    """A bare image has no metadata: it is started, as the real program does, and has nothing to tell."""
    child = os.fork()
    if child == 0:
        chosen, _ = options.parse("exec", ["-q"], {}, 0)
        os._exit(ending(lambda: runner.start(image, "inspect", [], chosen)))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != 0:
        raise Ended(code if code > 0 else 128 - code)
    if as_json:
        show({"data": {"attributes": {}}, "type": "container"})


def show(value):
    import json

    print(json.dumps(value, indent="\t"))


def sif_command(arguments):
    from . import sif

    known = {"list": sif.sif_list, "header": sif.sif_header}
    if len(arguments) != 2 or arguments[0] not in known:
        raise Misuse('Error for command "sif": the stand-in knows `sif list IMAGE` and `sif header IMAGE`')
    known[arguments[0]](arguments[1])


def verify(arguments):
    from . import sif
    from .words import info

    names = [word for word in arguments if not word.startswith("-")]
    if len(names) != 1:
        raise Misuse(f'Error for command "verify": accepts 1 arg(s), received {len(names)}')
    sif.open_image(names[0], "Failed to verify container: could not open image ")
    info("Verifying image with PGP key material")
    raise Fatal("Failed to verify container: integrity: signature not found for object group 1")


def pull(arguments):
    from . import pull as puller

    puller.pull(arguments)


def version(arguments):
    print(VERSION)


COMMANDS = {"exec": execute, "run": run, "inspect": inspect, "sif": sif_command, "verify": verify, "pull": pull,
            "version": version}


def answer(arguments):
    while arguments and arguments[0] in ("-q", "--quiet", "-s", "--silent", "-d", "--debug", "--nocolor"):
        if arguments[0] in ("-q", "--quiet", "-s", "--silent"):
            from .words import LEVELS
            LEVELS["quiet"] = True
        arguments = arguments[1:]
    if arguments and arguments[0] == "--version":
        print(f"apptainer version {VERSION}")
    elif arguments and arguments[0] in ("--help", "-h", "help") or arguments[1:2] in (["--help"], ["-h"]):
        print(USAGE)
    elif not arguments:
        raise Misuse("")
    elif arguments[0] in REFUSED:
        refuse(f"the command {arguments[0]}")
    elif arguments[0] in COMMANDS:
        COMMANDS[arguments[0]](arguments[1:])
    elif arguments[0].startswith("-"):
        raise Misuse(f"Error: unknown flag: {arguments[0]}")
    else:
        raise Misuse(f'Error: unknown command "{arguments[0]}" for "apptainer"')


def ending(action):
    """Runs an action and turns how it ended into a status."""
    try:
        action()
    except Ended as over:
        return over.status
    except Misuse as problem:
        if str(problem):
            print(problem, file=sys.stderr, flush=True)
        print(USAGE)
        return 1
    except Fatal as problem:
        fatal(problem)
        return 255
    return 0


def main(arguments):
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return ending(lambda: answer(list(arguments)))
