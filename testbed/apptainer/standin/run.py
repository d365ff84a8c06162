"""Starts a program in a container, stands by it as its parent and ends as it ended."""
import contextlib
import os
import shutil
import signal
import sys

from . import binds, environment, kernel, root, sif
from .words import Ended, Fatal, Misuse, fatal, info, warning

OPENING = "While checking container encryption: could not open image "
FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGQUIT)
NO_NAMESPACE = ("ERROR  : Failed to create user namespace: maximum number of user namespaces exceeded, "
                "check /proc/sys/user/max_user_namespaces")
READY = b"ready"
RUNSCRIPT = "/.singularity.d/runscript"


def start(image, command, arguments, options):
    """Runs the program and never returns: the process ends by the program's code or signal."""
    mention_missing_helpers()
    host = dict(os.environ)
    home, directory = os.path.expanduser("~"), os.getcwd()
    sandbox = os.path.abspath(image) if os.path.isdir(image) else None
    file, offset = (None, 0) if sandbox else opened(image)
    mounts = binds.all_binds(options, host, home, directory)
    values = environment.injected(options, host)
    named = environment.own(image, binds.wanted(options, host), command, home)

    signal.pthread_sigmask(signal.SIG_BLOCK, FORWARDED)
    kernel.control(kernel.SUBREAPER, 1)
    ready, go = os.pipe(), os.pipe()
    program = os.fork()
    if program == 0:
        os.close(ready[0])
        os.close(go[1])
        with reported():
            root.build(file, offset, sandbox, mounts, home, lambda helper: os.write(ready[1], b"%d " % helper))
            enter(options["pwd"] or directory, options["pwd"] is not None)
            whole = environment.inside(options, host, values, named)
            handed_over(ready[1], go[0])
            execute(command, arguments, whole)
    os.close(ready[1])
    os.close(go[0])
    stand_by(program, ready[0], go[1])


def mention_missing_helpers():
    for name, what in (("fuse2fs", "mount EXT3 filesystems"), ("gocryptfs", "use gocryptfs")):
        if shutil.which(name, path="/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin") is None:
            info(f"{name} not found, will not be able to {what}")


def opened(image):
    file, found = sif.open_image(image, OPENING)
    return file, found.root().offset


@contextlib.contextmanager
def reported():
    """Ends the child with the sentence and the status that a failed start has."""
    status = 255
    try:
        yield
    except root.NoUserNamespace:
        print(NO_NAMESPACE, file=sys.stderr, flush=True)
        print("INFO   : A system administrator may need to enable user namespaces, install\n"
              "INFO   :   apptainer-suid, or compile with ./mconfig --with-suid", flush=True)
        status = 1
    except Misuse:
        status = 1
    except Fatal as problem:
        fatal(problem)
    except OSError as problem:
        fatal(f"container creation failed: {problem.filename}: {problem.strerror}")
    os._exit(status)


def enter(directory, asked_for):
    try:
        os.chdir(directory)
    except OSError as problem:
        reason = f"chdir {directory}: {problem.strerror.lower()}"
        if asked_for:
            raise Fatal(f"failed to set working directory: {reason}") from None
        warning(f"Error changing the container working directory. Using '/' instead: {reason}")
        os.chdir("/")
    os.environ["PWD"] = os.getcwd()


def handed_over(ready, go):
    """Tells the parent that all is ready and waits until it stands by."""
    os.write(ready, READY)
    os.close(ready)
    if os.read(go, 1) == b"":
        os._exit(255)
    kernel.control(kernel.DEATH_SIGNAL, signal.SIGKILL)
    kernel.control(kernel.NO_NEW_PRIVILEGES, 1)


def execute(command, arguments, whole):
    """Replaces this process by the program, found on the PATH that the container has."""
    if command == "inspect":
        os._exit(0)
    if command == "run":
        if os.path.exists(RUNSCRIPT):
            arguments = [RUNSCRIPT, *arguments]
        else:
            info("No runscript found in container, executing /bin/sh")
            arguments = ["/bin/sh", *arguments]
    whole["PWD"] = os.getcwd()
    path = found(arguments[0], whole["PATH"])
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, FORWARDED)
    try:
        os.execve(path, arguments, whole)
    except FileNotFoundError:
        raise Fatal(f"stat {path}: no such file or directory") from None
    except OSError as problem:
        raise Fatal(problem.strerror.lower()) from None


def found(program, path):
    if "/" in program:
        return program
    candidates = [f"{folder or '.'}/{program}" for folder in path.split(":")]
    present = [name for name in candidates if os.path.isfile(name)]
    for name in present:
        if os.access(name, os.X_OK):
            return name
    if present:
        raise Fatal("permission denied")
    raise Fatal(f'"{program}": executable file not found in $PATH')


def stand_by(program, ready, go):
    """Forwards signals to the program until it ends, ends the FUSE helper, then ends the same way."""
    helper, is_ready = heard(ready)
    kernel.control(kernel.SUBREAPER, 0)
    for number in FORWARDED:
        signal.signal(number, lambda number, frame: tell(program, number))
    if is_ready:
        os.write(go, b"1")
    os.close(go)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, FORWARDED)
    _, status = os.waitpid(program, 0)
    end_helper(helper)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        if -code in FORWARDED:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    raise Ended(code if code >= 0 else 128 - code)


def heard(ready):
    """Reads what the child says until it is ready or gone: the FUSE helper's process id, 0 for none, and readiness."""
    text = b""
    while not text.endswith(READY):
        more = os.read(ready, 64)
        if not more:
            break
        text += more
    number = text.partition(b" ")[0]
    return int(number) if number.isdigit() else 0, text.endswith(READY)


def tell(program, number):
    try:
        os.kill(program, number)
    except ProcessLookupError:
        return


def end_helper(helper):
    """Ends the FUSE helper and waits for it."""
    if helper:
        tell(helper, signal.SIGKILL)
        os.waitpid(helper, 0)
