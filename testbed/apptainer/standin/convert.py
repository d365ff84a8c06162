"""Turns an OCI root filesystem into a SIF: run script, environment, labels, squashfs, container file."""
import json
import os
import shlex
import subprocess
import time

from .words import VERSION, Fatal, info

# What the container of an image without entry point and command runs.
SHELLS = 'if [ -x /bin/bash ]; then set -- /bin/bash "$@"; else set -- /bin/sh "$@"; fi'
FOLDERS = ("dev", "proc", "sys", "tmp", "var/tmp", "root", "etc", "run", "home")
ACTIONS = {"exec": 'exec "$@"', "run": 'exec /.singularity.d/runscript "$@"',
           "shell": 'exec /bin/sh "$@"', "start": 'exec /.singularity.d/startscript "$@"'}


def quoted_live(words):
    """Words as they stand in a line to be evaluated: one argument each, their dollar signs alive."""
    return " ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words)


def runscript(entry_point, command):
    """The script behind `run`: literal with APPTAINER_NO_EVAL, else arguments go through the shell once more."""
    if not entry_point and not command:
        return f"#!/bin/sh\n{SHELLS}\nexec \"$@\"\n"
    return f"""#!/bin/sh
if [ -n "${{APPTAINER_NO_EVAL:-${{SINGULARITY_NO_EVAL:-}}}}" ]; then
    [ $# -gt 0 ] || set -- {shlex.join(command)}
    exec {shlex.join(entry_point)} "$@"
fi
entry_point={shlex.quote(quoted_live(entry_point))}
words={shlex.quote(quoted_live(command))}
if [ $# -gt 0 ]; then
    words=
    for word in "$@"; do
        words="$words \\"$word\\""
    done
fi
eval "exec $entry_point $words"
"""


def environment(variables):
    lines = ["#!/bin/sh"]
    for text in variables:
        name, _, value = text.partition("=")
        lines.append(f"export {name}={shlex.quote(value)}")
    return "\n".join(lines) + "\n"


BASE = """#!/bin/sh
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}/.singularity.d/libs"
"""


def written(path, text, mode=0o755):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


def labels(config, reference, digest):
    """The image's own labels and those that tell its origin."""
    now = time.gmtime()
    built = time.strftime("%A_%d_%B_%Y_%H:%M:", now) + f"{now.tm_sec}_UTC"
    return {**config.get("Labels", {}), "org.label-schema.schema-version": "1.0",
            "org.label-schema.build-arch": "amd64", "org.label-schema.build-date": built,
            "org.label-schema.usage.apptainer.version": VERSION,
            "org.label-schema.usage.singularity.deffile.bootstrap": "docker",
            "org.label-schema.usage.singularity.deffile.from": reference,
            "org.opencontainers.image.base.digest": digest, "org.opencontainers.image.base.name": reference}


def configure(root, config, told):
    """Puts the folder `/.singularity.d` and its links into an unpacked image."""
    home = os.path.join(root, ".singularity.d")
    for folder in (*(os.path.join(root, name) for name in FOLDERS),
                   *(os.path.join(home, name) for name in ("env", "actions", "libs"))):
        if not os.path.lexists(folder):
            os.makedirs(folder, 0o755)
    script = runscript(config.get("Entrypoint") or [], config.get("Cmd") or [])
    written(os.path.join(home, "runscript"), script)
    written(os.path.join(home, "startscript"), "#!/bin/sh\n")
    written(os.path.join(home, "env/10-docker2singularity.sh"), environment(config.get("Env") or []))
    written(os.path.join(home, "env/90-environment.sh"), "#!/bin/sh\n")
    written(os.path.join(home, "env/99-base.sh"), BASE)
    written(os.path.join(home, "labels.json"), json.dumps(told, indent="\t"), 0o644)
    for name, line in ACTIONS.items():
        written(os.path.join(home, "actions", name), f"#!/bin/sh\n{line}\n")
    for name, target in (("singularity", ".singularity.d/runscript"),
                         ("environment", ".singularity.d/env/90-environment.sh")):
        if not os.path.lexists(os.path.join(root, name)):
            os.symlink(target, os.path.join(root, name))
    return script


def squash(root, target, run):
    """Makes the squashfs, quickly rather than small; for an ordinary user everything in it belongs to root."""
    owners = [] if os.geteuid() == 0 else ["-all-root"]
    got = run(["mksquashfs", root, target, "-noappend", "-no-progress", "-quiet",
               "-Xcompression-level", "1", *owners])
    if got.returncode != 0:
        raise Fatal("While making image from oci registry: error fetching image to cache: while building SIF from "
                    "layers: while creating squashfs: /usr/bin/mksquashfs command failed: "
                    f"exit status {got.returncode}: ")


def pack(folder, squashfs, reference, config, script, told, target):
    """Puts squashfs and metadata together into one SIF."""
    attributes = {"labels": told, "runscript": script}
    objects = {"definition": (1, f"bootstrap: docker\nfrom: {reference}\n"),
               "oci-config.json": (6, json.dumps(config)),
               "inspect-metadata.json": (6, json.dumps({"data": {"attributes": attributes}, "type": "container"}))}
    made = f"{target}.{os.getpid()}"
    siftool("new", made)
    for name, (kind, text) in objects.items():
        written(os.path.join(folder, name), text, 0o644)
        siftool("add", made, os.path.join(folder, name), "--datatype", str(kind), "--groupid", "1",
                "--filename", name)
    siftool("add", made, squashfs, "--datatype", "4", "--parttype", "2", "--partfs", "1",
            "--partarch", "4" if os.uname().machine == "aarch64" else "2", "--groupid", "1")
    os.chmod(made, 0o755)
    os.replace(made, target)


def siftool(*arguments):
    got = subprocess.run(["siftool", *arguments], capture_output=True, text=True)
    if got.returncode != 0:
        raise Fatal(f"While making image from oci registry: siftool: {got.stderr.strip()}")


def convert(root, config, reference, digest, folder, target, run):
    """Makes the SIF of an unpacked image; `folder` takes the squashfs while it grows."""
    info("Inserting Apptainer configuration...")
    told = labels(config, reference, digest)
    script = configure(root, config, told)
    info("Creating SIF file...")
    info("To see mksquashfs output with progress bar enable verbose logging")
    squashfs = os.path.join(folder, f"squashfs-{os.getpid()}")
    squash(root, squashfs, run)
    pack(folder, squashfs, reference, config, script, told, target)
