"""Builds a container's root in namespaces of its own: squashfs by FUSE, read-only overlay, binds."""
import grp
import os
import pwd
import shutil
import signal
import stat

from . import kernel
from .words import Fatal, Misuse

# A folder that every host has; what the host has there is copied before it is covered.
SESSION = "/tmp"
IMAGE, LAYER, ROOT = f"{SESSION}/image", f"{SESSION}/layer", f"{SESSION}/root"
CREATION = "container creation failed: "
HOOK = CREATION + "mount hook function failure: mount "
DRIVER = CREATION + "image driver mount failure: image driver squashfuse_ll instance exited with error: squashfuse_ll exited: "


class NoUserNamespace(Misuse):
    """The kernel refuses user namespaces to this user."""


def enter_namespaces():
    uid, gid = os.getuid(), os.getgid()
    try:
        kernel.unshare(kernel.NEW_USER | kernel.NEW_MOUNTS)
    except OSError:
        raise NoUserNamespace("user namespaces") from None
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)
    kernel.mount("none", "/", flags=kernel.RECURSIVE | kernel.SLAVE)


def handles(binds):
    """Takes hold of every source while the host's tree is still in view."""
    opened = []
    for bind in binds:
        try:
            opened.append((bind, kernel.copy_tree(bind.source)))
        except OSError:
            if not bind.optional:
                raise Fatal(f"{HOOK}{bind.source}->{bind.target} error: while mounting {bind.source}: "
                            f"mount source {bind.source} doesn't exist") from None
    return opened


def mount_image(image_file, offset, announce):
    """Mounts the squashfs with a helper outside of this process's group, which becomes the subreaper's child."""
    try:
        device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Fatal(f"{DRIVER}fuse: device not found, try 'modprobe fuse' first") from None
    except PermissionError:
        raise Fatal(f"{DRIVER}fuse: failed to open /dev/fuse: Permission denied") from None
    options = f"fd={device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()},allow_other,default_permissions"
    kernel.mount("squashfuse_ll", IMAGE, "fuse.squashfuse_ll",
                 kernel.READ_ONLY | kernel.NO_SUID | kernel.NO_DEV, options)
    said = os.memfd_create("squashfuse_ll", os.MFD_CLOEXEC)
    announce(start_helper(image_file.fileno(), device, offset, said))
    os.close(device)
    try:
        os.stat(IMAGE)
    except OSError:
        text = os.pread(said, 4096, 0).decode(errors="replace").strip()
        raise Fatal(DRIVER + text) from None


def start_helper(image, device, offset, said):
    program = shutil.which("squashfuse_ll", path="/usr/bin:/usr/local/bin:/bin")
    if program is None:
        raise Fatal(CREATION + "squashfuse_ll not found; on Debian: apt-get install squashfuse")
    sender, receiver = os.pipe()[::-1]
    between = os.fork()
    if between == 0:
        helper = os.fork()
        if helper == 0:
            os.setpgid(0, 0)
            signal.pthread_sigmask(signal.SIG_SETMASK, ())
            null = os.open("/dev/null", os.O_RDWR)
            for source, target in ((null, 0), (null, 1), (said, 2)):
                os.dup2(source, target)
            os.set_inheritable(image, True)
            os.set_inheritable(device, True)
            os.execv(program, ["squashfuse_ll", "-f", "-o", f"offset={offset}",
                               f"/proc/self/fd/{image}", f"/dev/fd/{device}"])
        os.write(sender, str(helper).encode())
        os._exit(0)
    os.close(sender)
    os.waitpid(between, 0)
    helper = int(os.read(receiver, 20))
    os.close(receiver)
    return helper


def inside(path, depth=0):
    """Where a path of the container lies in its image, its symbolic links followed within the image."""
    real = ""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    for number, part in enumerate(parts):
        if part == "..":
            real = os.path.dirname(real)
            continue
        try:
            link = os.readlink(f"{IMAGE}{real}/{part}")
        except OSError:
            real += "/" + part
            continue
        if depth > 40:
            break
        rest = "/".join(parts[number + 1:])
        return inside((link if link.startswith("/") else f"{real}/{link}") + "/" + rest, depth + 1)
    return real or "/"


def mount_point(target, is_folder, mounted):
    """Makes sure that a destination exists: in the layer above the image, as an image cannot be written to."""
    parent = os.path.dirname(target)
    place = target if is_folder else os.path.join(inside(parent), os.path.basename(target))
    place = inside(place) if is_folder else place
    if any(place == other or place.startswith(other.rstrip("/") + "/") for other in mounted):
        return place
    if not os.path.exists(IMAGE + place) or os.path.islink(IMAGE + place):
        make_folders(place if is_folder else os.path.dirname(place))
        if not is_folder:
            open(LAYER + place, "a", encoding="ascii").close()
    return place


def make_folders(place):
    """Makes a folder of the layer with the modes that the image's folders of the same path have."""
    made = ""
    for part in [part for part in place.split("/") if part]:
        made += "/" + part
        if not os.path.isdir(LAYER + made):
            os.mkdir(LAYER + made)
            try:
                os.chmod(LAYER + made, stat.S_IMODE(os.stat(IMAGE + made).st_mode))
            except OSError:
                os.chmod(LAYER + made, 0o755)


def name_the_user(home):
    """Puts the user and the groups into the image's own /etc/passwd and /etc/group."""
    user = pwd.getpwuid(os.getuid())
    lines = {"passwd": {user.pw_uid: f"{user.pw_name}:x:{user.pw_uid}:{user.pw_gid}:{user.pw_gecos}:{home}:{user.pw_shell}"},
             "group": {}}
    for gid in {os.getgid(), *os.getgroups()}:
        try:
            lines["group"][gid] = f"{grp.getgrgid(gid).gr_name}:x:{gid}:{user.pw_name}"
        except KeyError:
            continue
    for name, wanted in lines.items():
        try:
            with open(f"{IMAGE}/etc/{name}", encoding="utf-8", errors="surrogateescape") as file:
                present = file.read().splitlines()
        except OSError:
            continue
        replaced = {str(number) for number in wanted}
        kept = [line for line in present if (line.split(":") + ["", "", ""])[2] not in replaced]
        make_folders("/etc")
        with open(f"{LAYER}/etc/{name}", "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write("\n".join([*kept, *wanted.values()]) + "\n")


def build(image_file, offset, sandbox, binds, home, announce):
    """Builds the root and enters it; announces the process id of the FUSE helper, which a plain folder needs not."""
    enter_namespaces()
    opened = handles(binds)
    tree = None if sandbox is None else kernel.copy_tree(sandbox)
    kernel.mount("tmpfs", SESSION, "tmpfs", kernel.NO_SUID | kernel.NO_DEV, "mode=0755,size=64m")
    for folder in (IMAGE, LAYER, ROOT):
        os.mkdir(folder, 0o755)
    if sandbox is None:
        mount_image(image_file, offset, announce)
    else:
        kernel.attach(tree, IMAGE)
    name_the_user(home)
    mounted, points = [], []
    for bind, handle in opened:
        points.append(mount_point(bind.target, stat.S_ISDIR(os.stat(handle).st_mode), mounted))
        mounted.append(points[-1])
    kernel.mount("overlay", ROOT, "overlay", kernel.READ_ONLY | kernel.NO_SUID | kernel.NO_DEV,
                 f"lowerdir={LAYER}:{IMAGE}")
    for (bind, handle), place in zip(opened, points):
        mount_bind(bind, handle, place)
    kernel.make_root(ROOT)


def mount_bind(bind, handle, place):
    error = f"{HOOK}{bind.source}->{bind.target} error: while mounting {bind.source}: "
    try:
        if stat.S_ISDIR(os.stat(handle).st_mode) != os.path.isdir(ROOT + place):
            raise NotADirectoryError
        kernel.attach(handle, ROOT + place)
        if bind.read_only:
            # In a user namespace a remount has to repeat the flags that the host's mount carries.
            kept = os.statvfs(ROOT + place).f_flag & (kernel.NO_SUID | kernel.NO_DEV | 8 | 1024 | 2048)
            kernel.mount(None, ROOT + place, flags=kernel.REMOUNT | kernel.BIND | kernel.READ_ONLY | kept)
    except NotADirectoryError:
        raise Fatal(f"{error}could not mount {bind.source}: not a directory") from None
    except FileNotFoundError:
        raise Fatal(f"{error}destination {bind.target} doesn't exist in container") from None
    except OSError as problem:
        raise Fatal(f"{error}could not mount {bind.source}: {problem.strerror.lower()}") from None
