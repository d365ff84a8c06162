"""Services put straight into our database, where launching them would take an hour: rows as a launch leaves them.

Speaks as much of PostgreSQL's protocol as that needs, over the server's own socket, as the user who owns it.
"""
import inspect

COLUMNS = """insert into service (id, version, created_at, updated_at, name, image, image_ref, model, revision, profile,
 host, user_name, home_directory, cache_directory, submitting_since, job_id, port, status, time_seconds, cpus, memory_gb,
 gpus, partition_name, tier, engine, grace_seconds, phase, phase_since) """

ENDED = COLUMNS + """select gen_random_uuid(), 1, now() - n * interval '1 minute', now(), 'service-' || n,
 'text_generation', 'testbed/engine:1', 'test/model-' || n % 50, repeat('a', 40), 'default', 'localhost', '{user}',
 '{home}', '{cache}', now(), n::text, 8080, 'STOPPED', 3600, 2, 8, 0, 'cpu', 'CPU', 'llama.cpp', 600, 'ENDED', now()
 from generate_series({first}, {last}) n"""

QUEUED = COLUMNS + """select id, 1, now() - interval '1 minute', now(), 'live-' || n, 'text_generation',
 'testbed/engine:1', 'test/live', repeat('a', 40), 'default', 'localhost', '{user}', '{home}', '{cache}',
 now() - interval '1 minute', job, 20000 + n, 'PENDING', 3600, 1, 1, 0, 'cpu', 'CPU', 'llama.cpp', 600, 'QUEUED', now()
 from unnest(array[{ids}]::uuid[], array[{jobs}]) with ordinality as t(id, job, n)"""


def put(server, sql, **words):
    """Runs one statement in our server's database."""
    here = server.here
    text = sql.format(user=here.account.pw_name, home=server.home, cache=here.cache_dir, **words)
    here.run("python3", "-c", inspect.getsource(speak) + "\nimport sys\nspeak(*sys.argv[1:], sys.stdin.read())",
             str(server.socket()), here.account.pw_name, text=text)


def speak(path, user, sql):
    import socket
    import struct

    def message(kind, payload):
        line.sendall(kind + struct.pack("!I", len(payload) + 4) + payload)

    line = socket.socket(socket.AF_UNIX)
    line.connect(path)
    message(b"", struct.pack("!I", 196608) + f"user\0{user}\0database\0postgres\0\0".encode())
    come, sent = line.makefile("rb"), False
    while True:
        kind, size = come.read(1), struct.unpack("!I", come.read(4))[0]
        payload = come.read(size - 4)
        if kind == b"E":
            raise SystemExit(payload.replace(b"\0", b" ").decode(errors="replace"))
        if kind == b"Z" and sent:
            return
        if kind == b"Z":
            message(b"Q", sql.encode() + b"\0")
            sent = True
