"""What every answer to a fuzzed request must hold, for schemathesis; counts the requests into the file FUZZ_COUNT."""
import atexit
import collections
import json
import os
import random
import threading

import schemathesis

statuses = collections.Counter()
seconds = collections.Counter()
lock = threading.Lock()

# Half of the callers may do all, so that what lies behind the door is asked as well.
CALLERS = ["none", "wrong", "read", "use", "manage", "session", "session", "session", "session", "session"]
STRANGERS = ("none", "wrong")
OPEN = ("/api/live", "/api/ready")
# People sign in there, whose browsers get pages and addresses of pages.
PAGES = ("/session",)
# What an engine answers passes as it is: the library below llama.cpp says nothing to a form without a boundary.
ENGINES = ("/services/{id}/", "/v1/")
tokens = {"none": "", "wrong": "not-a-token", **json.loads(os.environ["FUZZ_TOKENS"])}
drawn = random.Random(int(os.environ["FUZZ_SEED"]))

# Not built yet, and a model that is not ready: both with a sentence, neither a failure of ours.
TOLD = {501, 503}


@schemathesis.hook
def before_call(context, case, kwargs):
    # Each boundary is tried once, so by one whom the door lets through.
    systematic = case.meta is not None and case.meta.phase.name.value == "coverage"
    with lock:
        token = tokens["session" if systematic else drawn.choice(CALLERS)]
    case.headers.pop("Authorization", None)
    if token:
        case.headers["Authorization"] = "Bearer " + token
    # A log that is followed has no end.
    if str(case.query.get("follow")).lower() in ("true", "1"):
        case.query["follow"] = "false"


@schemathesis.hook
def after_call(context, case, response):
    with lock:
        statuses[response.status_code] += 1
        seconds[f"{case.method} {case.path}"] += response.elapsed


@schemathesis.check
def sound(ctx, response, case):
    text = response.text or ""
    if not text and response.status_code in (400, 405, 505) and "x-content-type-options" not in response.headers:
        # The container's own, before any of our code: a body with GET, TRACE, a method that it does not know.
        return
    kind = " ".join(response.headers.get("content-type", []))
    if response.status_code >= 500 and response.status_code not in TOLD:
        raise AssertionError(f"{response.status_code}: {text[:500]}")
    # llama.cpp answers OPTIONS with nothing, and calls that HTML.
    if case.path not in PAGES and (text and "html" in kind or "<html" in text.lower()):
        raise AssertionError(f"HTML: {text[:500]}")
    if "\tat " in text or "Exception" in text and response.status_code >= 400:
        raise AssertionError(f"a stack trace: {text[:500]}")
    if response.status_code >= 400 and response.request.method != "HEAD" and case.path not in PAGES:
        if not text and response.status_code == 400 and case.path.startswith(ENGINES):
            return
        told = json.loads(text) if text else {}
        if not (told.get("detail") or told.get("error", {}).get("message")):
            raise AssertionError(f"{response.status_code} without a sentence: {text[:500]}")
    sent = (response.request.headers.get("Authorization") or "").replace("Bearer ", "", 1)
    if response.status_code < 300 and sent in [tokens[one] for one in STRANGERS] and case.path not in OPEN:
        raise AssertionError(f"{response.status_code} for a stranger")
    if response.elapsed > 30:
        raise AssertionError(f"took {response.elapsed} s")


@atexit.register
def write():
    with open(os.environ["FUZZ_COUNT"], "w") as file:
        json.dump({"requests": sum(statuses.values()),
                   "past-the-door": sum(times for status, times in statuses.items() if status not in (401, 403)),
                   "statuses": dict(sorted(statuses.items())),
                   "slowest": {operation: round(spent, 1) for operation, spent in seconds.most_common(5)}}, file)
