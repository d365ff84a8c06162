"""Pulls an image from a registry: fetch, unpack, convert, copy to where it is wanted."""
import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from . import convert, words
from .words import Ended, Fatal, Misuse, info

MAKING = "While making image from oci registry: error "
FETCHING = MAKING + "fetching image to cache: "
COPYING = MAKING + "copying image out of cache: "
SWITCHES = {"--force": "force", "-F": "force", "--no-https": "no-https", "--nohttps": "no-https",
            "--disable-cache": "disable-cache", "-q": "quiet", "--quiet": "quiet", "-s": "quiet", "--silent": "quiet"}
REASON = re.compile(r"(reading manifest|pinging container registry|invalid reference format|error parsing|"
                    r"requested access|unable to|fetching target platform)")


def parse(arguments):
    """Splits the command line into switches, folder, file name or None, and the image's address."""
    chosen, names, folder, rest = set(), [], ".", list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--dir" and rest:
            folder = rest.pop(0)
        elif word.startswith("--dir="):
            folder = word.removeprefix("--dir=")
        elif word in SWITCHES:
            chosen.add(SWITCHES[word])
        elif word.startswith("-"):
            raise Misuse(f'Error for command "pull": unknown flag: {word}')
        else:
            names.append(word)
    if not 1 <= len(names) <= 2:
        raise Misuse('Error for command "pull": accepts between 1 and 2 arg(s)')
    return chosen, folder, names[0] if len(names) == 2 else None, names[-1]


def address(text):
    scheme, separator, reference = text.partition("://")
    if not separator:
        raise Fatal("No transport type URI supplied")
    if scheme in ("library", "oras", "shub", "http", "https"):
        words.refuse(f"pull from {scheme}://")
    if scheme != "docker":
        raise Fatal(f"Unsupported transport type: {scheme}")
    return reference


def default_name(reference):
    """`engine_2.sif` for `lab/engine:2`."""
    last = reference.rpartition("/")[2].partition("@")[0]
    name, _, tag = last.partition(":")
    return f"{name}_{tag or 'latest'}.sif"


class Tools:
    """Runs the programs that do the work and ends the one under way when a signal ends the pull."""

    def __init__(self):
        self.running = None
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)

    def stop(self, number, frame):
        if self.running is not None:
            self.running.terminate()
            self.running.wait()
        raise Ended(1)

    def run(self, argv):
        with subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as tool:
            self.running = tool
            out, err = tool.communicate()
            self.running = None
        return subprocess.CompletedProcess(argv, tool.returncode, out, err)


def skopeo(verb, plain_http):
    verify = "--src-tls-verify" if verb == "copy" else "--tls-verify"
    return ["skopeo", "--insecure-policy", verb, *([f"{verify}=false"] if plain_http else [])]


def reason(got):
    """The registry's own words out of the last line that skopeo wrote."""
    lines = got.stderr.decode(errors="replace").strip().splitlines()
    text = lines[-1] if lines else "no answer"
    quoted = re.search(r'msg="((?:[^"\\]|\\.)*)"', text)
    text = quoted.group(1).replace('\\"', '"') if quoted else text
    start = REASON.search(text)
    text = text[start.start():] if start else text
    return re.sub(r"(manifest unknown|unauthorized|denied)(: .*)?$", r"\1", text)


def manifest(tools, reference, plain_http):
    """The digest that identifies the image; the registry is asked even when the cache has it."""
    got = tools.run([*skopeo("inspect", plain_http), "--raw", f"docker://{reference}"])
    if got.returncode != 0:
        raise Fatal(f"{FETCHING}failed to get checksum for docker://{reference}: {reason(got)}")
    return "sha256:" + hashlib.sha256(got.stdout).hexdigest()


def build(tools, reference, digest, plain_http, cache, scratch, target):
    info("Converting OCI blobs to SIF format")
    info("Starting build...")
    info("Fetching OCI image...")
    with folder_in(scratch, "build-temp-") as work, folder_in(scratch, "bundle-temp-") as bundle:
        root = os.path.join(work, "rootfs")
        with alone(os.path.join(cache, "blob")) as layout:
            config = unpack(tools, reference, plain_http, layout, root)
        convert.convert(root, config, reference, digest, bundle, target, tools.run)


def unpack(tools, reference, plain_http, layout, root):
    """Fetches the image into the cache's OCI layout, unpacks it and returns its `config` object."""
    tag = f"pull-{os.getpid()}"
    got = tools.run([*skopeo("copy", plain_http), f"docker://{reference}", f"oci:{layout}:{tag}"])
    if got.returncode != 0:
        raise Fatal(f"{FETCHING}while building SIF from layers: conveyor failed to get: {reason(got)}")
    info("Extracting OCI image...")
    rootless = [] if os.geteuid() == 0 else ["--rootless"]
    got = tools.run(["umoci", "raw", "unpack", *rootless, "--image", f"{layout}:{tag}", root])
    if got.returncode != 0:
        text = got.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Fatal(f"{FETCHING}while building SIF from layers: packer failed to pack: "
                    f"while unpacking rootfs: {''.join(text)}")
    config = image_config(layout, tag)
    tools.run(["umoci", "rm", "--image", f"{layout}:{tag}"])
    return config


@contextlib.contextmanager
def alone(layout):
    """Keeps other pulls from the layout's index, which skopeo does not write atomically."""
    os.makedirs(layout, exist_ok=True)
    with open(f"{layout}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield layout


def image_config(layout, tag):
    """The `config` object of the image in an OCI layout: entry point, environment, labels."""
    def blob(digest):
        with open(os.path.join(layout, "blobs", *digest.split(":")), encoding="utf-8") as file:
            return json.load(file)

    with open(os.path.join(layout, "index.json"), encoding="utf-8") as file:
        entries = json.load(file)["manifests"]
    chosen = next(entry for entry in entries
                  if entry.get("annotations", {}).get("org.opencontainers.image.ref.name") == tag)
    return blob(blob(chosen["digest"])["config"]["digest"]).get("config", {})


@contextlib.contextmanager
def folder_in(scratch, prefix):
    """A folder that goes with the pull; unpacked images hold folders that not even their owner may write to."""
    def opened(function, path, _):
        os.chmod(os.path.dirname(path), 0o700)
        os.chmod(path, 0o700)
        function(path)

    try:
        name = tempfile.mkdtemp(prefix=prefix, dir=scratch)
    except OSError as problem:
        raise Fatal(f"{FETCHING}while building SIF from layers: unable to create new build: failed to create build "
                    f"parent dir: stat {scratch}: {problem.strerror.lower()}") from None
    try:
        yield name
    finally:
        shutil.rmtree(name, onerror=opened)


def deliver(source, target):
    """Copies under a temporary name beside the target and renames: the target never exists half-written."""
    folder = os.path.dirname(target) or "."
    temporary = os.path.join(folder, f"tmp-copy-{os.getpid()}")
    try:
        with open(source, "rb") as given, open(temporary, "xb") as file:
            shutil.copyfileobj(given, file, 1 << 20)
    except OSError as problem:
        text = problem.strerror.lower()
        if not os.path.exists(temporary):
            raise Fatal(f"{COPYING}could not open temporary file for copy: failed to create temporary file: "
                        f"open {temporary}: {text}") from None
        os.unlink(temporary)
        raise Fatal(f"{COPYING}could not copy file: write {temporary}: {text}") from None
    os.chmod(temporary, 0o755)
    os.replace(temporary, target)


def pull(arguments):
    """The command: phases on stderr, nothing on stdout, no progress off a terminal."""
    chosen, folder, name, uri = parse(arguments)
    words.LEVELS["quiet"] |= "quiet" in chosen
    reference = address(uri)
    target = os.path.join(folder, name or default_name(reference)) if folder != "." else name or default_name(reference)
    if os.path.exists(target) and "force" not in chosen:
        raise Fatal(f'Image file already exists: "{target}" - will not overwrite')
    tools = Tools()
    cache = os.path.join(os.environ.get("APPTAINER_CACHEDIR") or os.path.expanduser("~/.apptainer"), "cache")
    scratch = os.environ.get("APPTAINER_TMPDIR") or "/tmp"
    digest = manifest(tools, reference, "no-https" in chosen)
    with contextlib.ExitStack() as stack:
        if "disable-cache" in chosen:
            cache = stack.enter_context(folder_in(scratch, "cache-temp-"))
        kept = os.path.join(cache, "oci-tmp", digest.partition(":")[2])
        if os.path.exists(kept):
            info("Using cached SIF image")
        else:
            os.makedirs(os.path.dirname(kept), exist_ok=True)
            build(tools, reference, digest, "no-https" in chosen, cache, scratch, kept)
        deliver(kept, target)
    sys.stderr.flush()
