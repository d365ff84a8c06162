"""Another ordinary user of the node tries every door of one user's Blackfish; each door that opens is one line.

Arguments: the user's name, the id of a service, the second since which it runs, then folders to search. Lines:
"http STATUS METHOD PORT PATH FIRST-BYTES", "file PATH", "proc PATH", "socket PATH", and everything that lists of processes
and jobs show, as "shown TEXT".
"""
import concurrent.futures
import http.client
import os
import pwd
import socket
import subprocess
import sys

user = pwd.getpwnam(sys.argv[1])
service = sys.argv[2]
# User numbers are given again, and other tests leave files: what is older was somebody else's.
born = float(sys.argv[3])
roots = sys.argv[4:]
GET = ["/", "/sign-in.xhtml", "/services.xhtml", "/launch.xhtml", "/chat.xhtml", "/api/ready", "/api/live", "/api/info",
       "/api/services", "/api/tokens", "/api/events", "/api/profiles", "/api/models", "/api/tiers", "/api/image", "/api/slurm/meter",
       "/v1/models", "/services/", "/proxy/8080/v1/models", "/health", "/metrics", "/openapi", "/openapi.json", "/docs", "/version",
       "/load", "/ping", "/slots", "/props", "/v1/health", "/management/domain", "/__asadmin/version", "/WEB-INF/web.xml",
       "/META-INF/MANIFEST.MF", "/..;/", "/%2e%2e/", "//api//services", "/api/services;x=1", "/v1/echo",
       *(f"{base}/{service}{rest}" for base in ("/services", "/api/services") for rest in
         ("", "/v1/models", "/health", "/key", "/live", "/log", "/script", "/run-card", "/wait?status=healthy"))]
POST = ["/session", "/api/services", "/api/tokens", "/v1/chat/completions", "/v1/completions", "/completion", "/infill",
        "/invocations", "/tokenize", "/detokenize", "/generative_scoring", "/scale_elastic_ep", "/inference/v1/generate",
        "/apply-template", "/embedding", "/props", "/slots/0?action=erase", "/lora-adapters", "/v1/echo", "/api/logout",
        f"/services/{service}/v1/chat/completions", f"/api/services/{service}/stop"]
SPOOFED = [{}, {"X-Forwarded-User": user.pw_name}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x", "X-Blackfish-Token": "x"},
           {"Cookie": "JSESSIONID=x; blackfish=x"}]


def listening():
    ports = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in open(table).read().splitlines()[1:]:
            part = line.split()
            if part[3] == "0A" and int(part[7]) == user.pw_uid:
                ports.add(int(part[1].split(":")[1], 16))
    return sorted(ports)


def ask(port, method, path, headers):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        body = b'{"model": "x", "prompt": "x", "messages": [{"role": "user", "content": "x"}]}' if method == "POST" else None
        connection.request(method, path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        return f"http {answer.status} {method} {port} {path} {answer.read(60)!r}" if answer.status < 300 else None
    except (OSError, http.client.HTTPException):
        return None


def doors_http(bases):
    asked = [(port, method, base + path, headers)
             for port in listening() for base in bases for method, paths in (("GET", GET), ("POST", POST)) for path in paths
             for headers in SPOOFED]
    asked += [(port, "OPTIONS", path, {}) for port in listening() for path in GET]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return [line for line in pool.map(lambda one: ask(*one), asked) if line], len(asked)


def is_theirs(path):
    try:
        seen = os.lstat(path)
        return seen.st_uid == user.pw_uid and seen.st_ctime >= born
    except OSError:
        return False


def doors_files():
    tried = 0
    for root in roots:
        for folder, _, names in os.walk(root):
            if is_theirs(folder) and os.access(folder, os.W_OK):
                yield f"file {folder}"
            for name in names:
                path = os.path.join(folder, name)
                try:
                    if not is_theirs(path) or os.path.islink(path):
                        continue
                    tried += 1
                    if not os.access(path, os.W_OK):
                        with open(path, "rb") as file:
                            file.read(1)
                    yield f"file {path}"
                except OSError:
                    continue
    print(f"tried files {tried}")


def doors_proc():
    tried = 0
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            if os.stat(f"/proc/{entry}").st_uid != user.pw_uid:
                continue
            print("shown", open(f"/proc/{entry}/cmdline", errors="replace").read().replace("\0", " "))
        except OSError:
            continue
        for name in ("environ", "mem", "maps", "cwd", "root", "fd", "io", "auxv", "stack"):
            tried += 1
            path = f"/proc/{entry}/{name}"
            try:
                if name in ("cwd", "root"):
                    os.readlink(path)
                elif name == "fd":
                    os.listdir(path)
                else:
                    open(path, "rb").read(1)
                yield f"proc {path}"
            except OSError:
                continue
    print(f"tried proc {tried}")


def doors_sockets():
    tried = 0
    for line in open("/proc/net/unix").read().splitlines()[1:]:
        path = line.split()[7:]
        if not path or not any(path[0].startswith(root) for root in [*roots, "@"]):
            continue
        tried += 1
        try:
            with socket.socket(socket.AF_UNIX) as door:
                door.settimeout(2)
                door.connect("\0" + path[0][1:] if path[0].startswith("@") else path[0])
            yield f"socket {path[0]}"
        except OSError:
            continue
    print(f"tried sockets {tried}")


def shown():
    for command in (["squeue", "-o", "%all"], ["sacct", "-a", "-P", "-o", "ALL"], ["scontrol", "show", "job", "-dd"], ["ps", "-eo", "args"]):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        for line in done.stdout.splitlines():
            print("shown", line)


lines, count = doors_http(["", os.environ.get("BASE", "")] if os.environ.get("BASE") else [""])
print("\n".join(lines))
print(f"tried http {count}")
for doors in (doors_files(), doors_proc(), doors_sockets()):
    for door in doors:
        print(door)
shown()
