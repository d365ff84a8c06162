"""P8: the models of a large shared folder, looked at for the first time, again when nothing changed, and as a list."""
import statistics
import time

import place
from figures import Figure

REVISIONS = 3
# One repository after another as the hub's client leaves it: four small files and the weights, the weights in all revisions.
TREE = """
import hashlib, os, pathlib, sys
root, count, before = pathlib.Path(sys.argv[1]), int(sys.argv[2]), 1_700_000_000
config = '{"architectures": ["LlamaForCausalLM"], "max_position_embeddings": 4096, "torch_dtype": "bfloat16"}'
for number in range(count):
    repo = root / f"models--lab{number % 97}--model-{number}"
    for folder in ("blobs", "refs", "snapshots"):
        (repo / folder).mkdir(parents=True)
    weights = hashlib.sha256(b"%d" % number).hexdigest()
    with open(repo / "blobs" / weights, "wb") as file:
        file.truncate(1_000_000 + number)
    for revision in range(int(sys.argv[3])):
        commit = hashlib.sha1(b"%d %d" % (number, revision)).hexdigest()
        snapshot = repo / "snapshots" / commit
        snapshot.mkdir()
        files = {"config.json": config, "tokenizer.json": f"{{}}{revision}", "tokenizer_config.json": "{}",
                 "README.md": f"---\\nlicense: mit\\n---\\n{revision}"}
        for name, text in files.items():
            blob = hashlib.sha1((name + text).encode()).hexdigest()
            (repo / "blobs" / blob).write_text(text)
            os.symlink(f"../../blobs/{blob}", snapshot / name)
        os.symlink(f"../../blobs/{weights}", snapshot / "model.safetensors")
        os.utime(snapshot, (before + revision,) * 2)
    (repo / "refs/main").write_text(commit)
    for path in [*(repo / "blobs").iterdir(), repo / "blobs", repo / "refs", repo / "snapshots", repo]:
        os.utime(path, (before, before))
os.utime(root, (before, before))
"""
OFFLINE = {"HF_HUB_OFFLINE": "1"}


def scan(bench):
    """Both over trees of one size; ours is asked for pages, as its clients do, and for the whole list too."""
    figures, before = [], None
    for count in ((100, 1000) if bench.quick else (500, 5000)):
        with bench.ours(**OFFLINE) as ours, bench.peer(**OFFLINE) as peer:
            mine, theirs = ours_looks(bench, ours, count), peer and peer_looks(bench, peer, count)
        large = before is not None
        whole = f"{count:,} repositories × {REVISIONS} revisions"
        figures += [
            Figure("P8", f"{whole}: first look, a page of 100", "s", mine["first"], theirs and theirs["first"],
                   target="≤ 2" if large else "", met=mine["first"] <= 2 if large else None),
            Figure("P8", "the same again, nothing changed", "s", mine["again"], theirs and theirs["again"],
                   target="≤ 0.2" if large else "", met=mine["again"] <= 0.2 if large else None),
            Figure("P8", "the whole list", "s", mine["list"], theirs and theirs["list"])]
        if large:
            figures += [Figure("P8", f"growth of ours from {before['count']:,} to {count:,}: {name}", "times",
                               mine[name] / before[name]) for name in ("first", "again", "list")]
        before = {**mine, "count": count}
    return figures


def tree(bench, home, count):
    bench.say(f"P8: making {count:,} repositories in {home}")
    bench.here.run("mkdir", "-p", str(home / "models"))
    bench.here.run("python3", "-c", TREE, str(home / "models"), str(count), str(REVISIONS))


def seconds(server, path):
    began = time.monotonic()
    answer, text = server.web.ask("GET", path, timeout=900)
    took = time.monotonic() - began
    if answer.status != 200:
        raise place.Failed(f"GET {path} was answered with {answer.status}: {text[:300].decode(errors='replace')}")
    return took


def ours_looks(bench, ours, count):
    tree(bench, ours.home, count)
    page = "/api/models?profile=default&refresh=true&limit=100"
    first = seconds(ours, page)
    # What the files say of so many is read in the background, which is none of the next figures' business.
    place.wait_for("the details of all models are read", 300,
                   lambda: ours.web.json("GET", f"/api/models?profile=default&limit=1&offset={count * REVISIONS - 1}"
                                         )[0]["license"] == "mit", 1)
    return {"first": first, "again": statistics.median(seconds(ours, page) for _ in range(7)),
            "list": statistics.median(seconds(ours, "/api/models?profile=default") for _ in range(5))}


def peer_looks(bench, peer, count):
    tree(bench, peer.home, count)
    fresh = "/api/models?profile=default&refresh=true"
    return {"first": seconds(peer, fresh), "again": statistics.median(seconds(peer, fresh) for _ in range(3)),
            "list": statistics.median(seconds(peer, "/api/models?profile=default") for _ in range(3))}


STEPS = (scan,)
