"""What bin/test asks about its tests: how to share the long ones out between its clusters, and how all of them went.

    tests.py split SOURCES TIMES COUNT CAMPAIGN   COUNT lines of test classes that should take equally long; CAMPAIGN is
                                                  "sample" or "all"
    tests.py left SOURCES                         how many tests a sample leaves to bin/test --all
    tests.py tally TIMES STATUS PASSED FAILED TARGET...
                                                  what failed and why, the campaigns' figures, "N passed, N failed,
                                                  N skipped"; exit code 1 when something failed or nothing passed

TIMES is a file with the seconds that each class took when it ran last on this machine; what is not in it is taken from
test-times.json beside this file, from a run elsewhere, or guessed.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as tree

SECONDS_PER_TEST = 15
HEAVY = '@Tag("heavy")'
LINES_OF_A_FAILURE = 25


def remembered(times):
    try:
        return json.loads(pathlib.Path(times).read_text())
    except (OSError, ValueError):
        return {}


def long_ones(sources):
    """The long test classes, each with the text of its file."""
    return {path.stem: path.read_text()
            for pattern in ("*IT.java", "*E2E.java") for path in sorted(pathlib.Path(sources).rglob(pattern))}


def is_heavy(text):
    """Whether all of a class is; a tag of a single test is indented."""
    return "\n" + HEAVY in text


def left(sources):
    count = sum(text.count("@Test") if is_heavy(text) else text.count(HEAVY) for text in long_ones(sources).values())
    print(f"{count} further tests, marked as heavy, are left to bin/test --all, as is the whole of each campaign")


def split(sources, times, count, campaign):
    took = remembered(pathlib.Path(__file__).with_name("test-times.json")) | remembered(times)
    classes = {name: took.get(name, SECONDS_PER_TEST * text.count("@Test")) for name, text in long_ones(sources).items()
               if campaign == "all" or not is_heavy(text)}
    shares = [[0.0, []] for _ in range(int(count))]
    for name, seconds in sorted(classes.items(), key=lambda each: (-each[1], each[0])):
        least = min(shares)
        least[0] += seconds
        least[1].append(name)
    for _, names in shares:
        print(",".join(names))


def reports(targets):
    for target in targets:
        for kind in ("surefire-reports", "failsafe-reports"):
            for path in sorted(pathlib.Path(target, kind).glob("TEST-*.xml")):
                yield kind, tree.parse(path).getroot()


def tally(times, status, passed, failed, *targets):
    status, passed, failed, skipped = int(status), int(passed), int(failed), 0
    took = remembered(times)
    for kind, suite in reports(targets):
        if kind == "failsafe-reports":
            took[suite.get("name").rpartition(".")[2]] = float(suite.get("time", "0").replace(",", ""))
        for case in suite.iter("testcase"):
            faults = [child for child in case if child.tag in ("failure", "error")]
            if faults:
                failed += 1
                print(f"failed: {case.get('classname')} {case.get('name')}", file=sys.stderr)
                tell(faults)
            elif case.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    pathlib.Path(times).write_text(json.dumps(took, indent=1, sort_keys=True))
    for target in targets:
        for figures in sorted(pathlib.Path(target).glob("campaigns/*.properties")):
            lines = [line for line in figures.read_text().splitlines() if line and not line.startswith("#")]
            print(f"campaign {figures.stem}: {', '.join(sorted(lines))}")
    if status and not failed:
        print("the build itself failed; its last words are above", file=sys.stderr)
        failed = 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


def tell(faults):
    """A failure in its own words, which stand before the stack."""
    for fault in faults:
        for line in (fault.text or fault.get("message") or "").splitlines()[:LINES_OF_A_FAILURE]:
            print(f"    {line[:400]}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit({"split": split, "left": left, "tally": tally}[sys.argv[1]](*sys.argv[2:]))
