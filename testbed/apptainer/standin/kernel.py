"""The few system calls that Debian's Python 3.11 does not offer."""
import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
NEW_USER, NEW_MOUNTS = 0x10000000, 0x00020000
READ_ONLY, NO_SUID, NO_DEV, REMOUNT, BIND, RECURSIVE, SLAVE = 1, 2, 4, 32, 4096, 16384, 1 << 19
DETACH = 2
DEATH_SIGNAL, SUBREAPER, NO_NEW_PRIVILEGES = 1, 36, 38
OPEN_TREE, MOVE_MOUNT = 428, 429
CLONE_TREE, WHOLE_TREE, CLOSE_ON_EXEC, EMPTY_PATH = 1, 0x8000, os.O_CLOEXEC, 4
HERE = -100
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


def check(result, path=None):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)


def encoded(text):
    return None if text is None else os.fsencode(text)


def unshare(flags):
    check(LIBC.unshare(flags))


def mount(source, target, kind=None, flags=0, options=None):
    check(LIBC.mount(encoded(source), encoded(target), encoded(kind), ctypes.c_ulong(flags), encoded(options)), target)


def copy_tree(path):
    """Takes a copy of the mounts at a path, attached nowhere yet; what is mounted over the path later is not in it."""
    handle = LIBC.syscall(OPEN_TREE, HERE, encoded(path), CLONE_TREE | WHOLE_TREE | CLOSE_ON_EXEC)
    check(handle, path)
    return handle


def attach(tree, target):
    check(LIBC.syscall(MOVE_MOUNT, tree, b"", HERE, encoded(target), EMPTY_PATH), target)


def make_root(path):
    """Makes a mount point the root of this mount namespace and lets go of the old root."""
    os.chdir(path)
    check(LIBC.syscall(PIVOT_ROOT[os.uname().machine], b".", b"."), path)
    check(LIBC.umount2(b".", DETACH), path)
    os.chdir("/")


def control(option, value):
    check(LIBC.prctl(option, ctypes.c_ulong(value), 0, 0, 0))
