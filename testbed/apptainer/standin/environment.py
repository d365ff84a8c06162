"""Which variables a program meets inside, and which values a shell evaluates on the way."""
import os
import re

from .words import Fatal, Misuse, info, warning

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
LIBRARIES = "/.singularity.d/libs"
PREFIXES = ("APPTAINERENV_", "SINGULARITYENV_")
NOT_PASSED = ("PATH", "LD_LIBRARY_PATH", "HOME", "PWD", "OLDPWD", "SHLVL", "_")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
SCRIPTS = "/.singularity.d/env"


def injected(options, host):
    """The variables put in on purpose; those of the command line win over the prefixed ones of the host."""
    values = {}
    for prefix in reversed(PREFIXES):
        for name, value in host.items():
            if name.startswith(prefix) and len(name) > len(prefix):
                short = name[len(prefix):]
                if prefix != PREFIXES[0]:
                    info(f"Environment variable {name} is set, but {PREFIXES[0]}{short} is preferred")
                values[short] = value
    values.update(options["env"])
    if values.pop("HOME", None) is not None:
        warning("Overriding HOME environment variable with APPTAINERENV_HOME is not permitted")
    return values


def of_the_host(options, host):
    """The host's variables that a container sees; none with --cleanenv."""
    if options["cleanenv"]:
        return {"LANG": "C"}
    passed = {name: value for name, value in host.items()
              if name not in NOT_PASSED and not name.startswith(PREFIXES) and NAME.match(name)}
    return {**passed, "USER_PATH": host.get("PATH", "")}


def own(image, binds, command, home):
    """The variables that name the container to the program within."""
    bound = ",".join(f"{bind.source}:{bind.target}" for bind in binds)
    name = os.path.basename(image)
    values = {"HOME": home, "PROMPT_COMMAND": "", "PS1": "Apptainer> "}
    for prefix in ("APPTAINER_", "SINGULARITY_"):
        values.update({prefix + "BIND": bound, prefix + "CONTAINER": os.path.abspath(image),
                       prefix + "ENVIRONMENT": "/.singularity.d/env/91-environment.sh", prefix + "NAME": name})
    return {**values, "APPTAINER_APPNAME": "", "APPTAINER_COMMAND": command}


def shell(lines, environment):
    """Runs lines in the container's own shell and returns the exported variables that they leave."""
    import subprocess

    script = "\n".join([*lines, "exec cat /proc/self/environ", ""])
    got = subprocess.run(["/bin/sh"], input=script.encode("utf-8", "surrogateescape"), env=environment,
                         stdout=subprocess.PIPE)
    if got.returncode != 0:
        raise Misuse("")
    pairs = (pair.split("=", 1) for pair in os.fsdecode(got.stdout).split("\0") if "=" in pair)
    return {name: value for name, value in pairs if name not in ("PWD", "OLDPWD", "SHLVL", "_")}


def of_the_image(base):
    """What the image's own scripts export, read with nothing of the host in view."""
    if not os.path.isdir(SCRIPTS):
        return {}
    names = sorted(name for name in os.listdir(SCRIPTS) if name.endswith(".sh"))
    return shell([f". {SCRIPTS}/{name}" for name in names], base)


def evaluated(values, environment):
    """Lets the container's shell expand what the real program's built-in interpreter would."""
    plain, lines = {}, []
    for name, value in values.items():
        if re.search(r"[$`\\]", value):
            quoted = value.replace('"', '\\"')
            lines.append(f'export {name}="{quoted}"')
        else:
            plain[name] = value
    if not lines:
        return plain
    if not os.path.exists("/bin/sh"):
        raise Fatal("the testbed's stand-in for Apptainer needs /bin/sh in the image to evaluate "
                    f"{', '.join(set(values) - set(plain))}; use --no-eval")
    after = shell(lines, {**environment, **plain})
    return {**plain, **{name: after.get(name, "") for name in values if name not in plain}}


def inside(options, host, values, named):
    """The whole environment of the program; called within the container, as scripts and shells are its own."""
    base = {"PATH": DEFAULT_PATH, **named}
    image = of_the_image(base)
    environment = {**base, **of_the_host(options, host), **named, **image}
    if os.path.isdir(LIBRARIES):
        environment.setdefault("LD_LIBRARY_PATH", LIBRARIES)
    if options["no-eval"]:
        environment["APPTAINER_NO_EVAL"] = "1"
    values = {name: value for name, value in values.items() if valid(name)}
    chosen = values if options["no-eval"] else evaluated(values, environment)
    for name, value in chosen.items():
        put(environment, name, value)
    return environment


def valid(name):
    if NAME.match(name):
        return True
    info(f"source: /.inject-apptainer-env.sh: {name}: invalid var name")
    return False


def put(environment, name, value):
    if name == "PREPEND_PATH":
        environment["PATH"] = f"{value}:{environment['PATH']}"
    elif name == "APPEND_PATH":
        environment["PATH"] = f"{environment['PATH']}:{value}"
    elif name == "LD_LIBRARY_PATH" and os.path.isdir(LIBRARIES):
        environment[name] = f"{value}:{LIBRARIES}"
    else:
        environment[name] = value
