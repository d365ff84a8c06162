"""The command line of exec and run."""
import csv

from . import words
from .words import Misuse

SWITCHES = {"nv", "rocm", "no-eval", "cleanenv", "no-home", "userns", "quiet", "silent", "debug", "verbose", "nocolor"}
VALUES = {"bind", "mount", "env", "pwd", "cwd", "no-mount"}
SHORT = {"e": "cleanenv", "B": "bind", "u": "userns", "q": "quiet", "s": "silent", "d": "debug", "v": "verbose"}
REFUSED = {"containall", "contain", "pid", "ipc", "uts", "net", "network", "home", "env-file", "writable",
           "writable-tmpfs", "fakeroot", "unsquash", "overlay", "scratch", "workdir", "app", "nvccli", "hostname",
           "dns", "add-caps", "drop-caps", "keep-privs", "no-privs", "security", "no-init", "fusemount",
           "apply-cgroups", "sharens", "underlay", "no-umask", "no-nv", "no-rocm", "oci"}
REFUSED_SHORT = {"C": "containall", "c": "contain", "p": "pid", "i": "ipc", "H": "home", "w": "writable",
                 "f": "fakeroot", "n": "net", "o": "overlay", "S": "scratch", "W": "workdir"}
FROM_ENVIRONMENT = {"no-eval": "NO_EVAL", "cleanenv": "CLEANENV", "no-home": "NO_HOME", "nv": "NV", "rocm": "ROCM"}
TRUE = ("1", "t", "true", "yes", "on")


def parse(command, words_given, environment, least):
    """Splits flags from the image, the program and its arguments; the first word that is no flag ends the flags."""
    chosen = {name: False for name in SWITCHES} | {name: [] for name in ("bind", "mount", "no-mount")}
    chosen |= {"env": {}, "pwd": None}
    rest = list(words_given)
    try:
        while rest and rest[0].startswith("-") and rest[0] != "-":
            word = rest.pop(0)
            if word == "--":
                break
            take(word, rest, chosen)
    except Misuse as problem:
        raise Misuse(f'Error for command "{command}": {problem}') from None
    words.LEVELS["quiet"] |= chosen["quiet"] or chosen["silent"]
    from_environment(chosen, environment)
    if len(rest) < least:
        raise Misuse(f'Error for command "{command}": requires at least {least} arg(s), only received {len(rest)}')
    return chosen, rest


def take(word, rest, chosen):
    if word.startswith("--"):
        name, equals, value = word[2:].partition("=")
        shown = f"--{name}"
    else:
        name = SHORT.get(word[1]) or REFUSED_SHORT.get(word[1], word[1])
        equals, value, shown = "", word[2:].removeprefix("="), f"-{word[1]}"
        if name in VALUES:
            equals = value
        elif value and name in SWITCHES:
            rest.insert(0, "-" + value)
    if name in REFUSED:
        words.refuse(shown)
    if name in SWITCHES:
        chosen[name] = value.lower() in TRUE if equals else True
    elif name in VALUES:
        if not equals:
            if not rest:
                raise Misuse(f"flag needs an argument: {shown}")
            value = rest.pop(0)
        keep(name, value, chosen)
    elif word.startswith("--"):
        raise Misuse(f"unknown flag: --{name}")
    else:
        raise Misuse(f"unknown shorthand flag: '{word[1]}' in {word}")


def keep(name, value, chosen):
    if name in ("pwd", "cwd"):
        chosen["pwd"] = value
    elif name == "env":
        chosen["env"].update(variables(value))
    else:
        chosen[name].append(value)


def variables(text):
    """The variables of one `--env`: commas separate them only where a second equals sign stands."""
    if text.count("=") < 2:
        pairs = [text.strip('"')]
    else:
        pairs = next(csv.reader([text]))
    for pair in pairs:
        if "=" not in pair:
            raise Misuse(f'invalid argument "{text}" for "--env" flag: {pair} must be formatted as key=value')
    return dict(pair.split("=", 1) for pair in pairs)


def from_environment(chosen, environment):
    for name, short in FROM_ENVIRONMENT.items():
        preferred, old = environment.get(f"APPTAINER_{short}"), environment.get(f"SINGULARITY_{short}")
        if preferred is None and old is not None:
            words.info(f"Environment variable SINGULARITY_{short} is set, but APPTAINER_{short} is preferred")
        value = preferred if preferred is not None else old
        if value is not None and value.lower() in TRUE:
            chosen[name] = True
