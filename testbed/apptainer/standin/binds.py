"""What is mounted into a container: the user's binds and the default ones."""
import csv
import dataclasses
import os
import re

from .words import Fatal

OPTIONS = {"ro", "rw"}
ENVIRONMENT = ("APPTAINER_BIND", "APPTAINER_BINDPATH", "SINGULARITY_BIND", "SINGULARITY_BINDPATH")
HOST_FILES = ("/etc/hosts", "/etc/resolv.conf", "/etc/localtime")
NEVER_AS_WORKING_DIRECTORY = ("/", "/etc", "/bin", "/sbin", "/lib", "/lib64", "/usr", "/opt", "/var", "/boot")


@dataclasses.dataclass(frozen=True)
class Bind:
    """A path of the host that shows inside; an optional one is left out when the host lacks it."""

    source: str
    target: str
    read_only: bool = False
    optional: bool = False


def split(text, separator):
    """Splits at a separator that no backslash stands before."""
    return [part.replace("\\" + separator, separator) for part in re.split(rf"(?<!\\){separator}", text)]


def parse(text):
    """Binds of `src[:dst[:options]]`, several with commas between; an option after a comma belongs to its bind."""
    binds = []
    for item in split(text, ","):
        if item in OPTIONS and binds:
            binds[-1] = dataclasses.replace(binds[-1], read_only=item == "ro")
            continue
        parts = split(item, ":")
        if len(parts) > 2 and parts[2] not in OPTIONS:
            raise Fatal("While setting bind mount configuration: while parsing bind path: while getting bind path: "
                        f"{parts[2]} is not a valid bind option")
        target = parts[1] if len(parts) > 1 and parts[1] else parts[0]
        binds.append(Bind(parts[0], target, len(parts) > 2 and parts[2] == "ro"))
    return binds


def parse_mount(text):
    """A bind of `type=bind,src=…,dst=…[,ro]` in CSV quoting."""
    fields = dict((part.split("=", 1) + [""])[:2] for part in next(csv.reader([text])))
    source = fields.get("src") or fields.get("source")
    target = fields.get("dst") or fields.get("destination") or fields.get("target")
    if fields.get("type") != "bind" or not source or not target:
        raise Fatal(f"While setting bind mount configuration: {text} is not a valid mount specification")
    return Bind(source, target, "ro" in fields)


def wanted(options, environment):
    """The user's binds, those of the command line first."""
    found = [bind for text in options["bind"] for bind in parse(text)]
    found += [parse_mount(text) for text in options["mount"]]
    for name in ENVIRONMENT:
        if environment.get(name):
            found += parse(environment[name])
    return found


def all_binds(options, environment, home, directory):
    """Everything to mount in order, each destination once: the first one wins, with a warning."""
    from .words import warning

    left_out = {name for text in options["no-mount"] for name in text.split(",")}
    binds = [Bind(path, path, optional=True) for path in ("/proc", "/sys", "/dev")]
    binds += [Bind(os.path.realpath(path), path, optional=True) for path in HOST_FILES]
    if "tmp" not in left_out:
        binds += [Bind("/tmp", "/tmp"), Bind("/var/tmp", "/var/tmp", optional=True)]
    if "home" not in left_out and not options["no-home"] and home != "/":
        binds.append(Bind(home, home, optional=True))
    for bind in wanted(options, environment):
        bind = dataclasses.replace(bind, source=os.path.abspath(bind.source))
        if not os.path.isabs(bind.target):
            raise Fatal(f"container creation failed: unable to add {bind.source} to mount list: "
                        "destination must be an absolute path")
        if any(bind.target == other.target for other in binds):
            warning(f"While bind mounting '{bind.source}:{bind.target}': "
                    "destination is already in the mount point list")
        else:
            binds.append(bind)
    if "cwd" not in left_out and not covered(directory, binds):
        binds.append(Bind(directory, directory, optional=True))
    return binds


def covered(directory, binds):
    return directory in NEVER_AS_WORKING_DIRECTORY or any(
        directory == bind.target or directory.startswith(bind.target + "/") for bind in binds)
