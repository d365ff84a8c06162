"""Sees to it that a model runs, waits until it is ready, asks it and prints the answer. Needs Python only."""
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request

URL = os.environ.get("BLACKFISH_URL") or sys.exit(
    "Set BLACKFISH_URL to the address of your Blackfish, such as http://127.0.0.1:8000.")
NAME = os.environ.get("BLACKFISH_SERVICE", "assistant")
MODEL = os.environ.get("BLACKFISH_MODEL", "HuggingFaceTB/SmolLM2-135M-Instruct-GGUF")


def call(method, path, body=None, tries=6):
    """The status and the answer. Tries again politely when the server is busy, restarting or not ready."""
    request = urllib.request.Request(URL + path, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["BLACKFISH_TOKEN"])
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    for again in range(tries):
        pause = 2 ** again
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            after = error.headers.get("Retry-After")
            # A 502 without it is what Slurm refused, and will be the same the next time.
            passes = error.code in (429, 503, 504) or (error.code == 502 and after)
            if not passes or again == tries - 1:
                sys.exit(sentence(error))
            pause = int(after) if after and after.isdecimal() else pause
        except (OSError, http.client.HTTPException) as error:
            if again == tries - 1:
                sys.exit(f"Blackfish does not answer at {URL}: {getattr(error, 'reason', error)}")
        except ValueError:
            sys.exit(f"{URL} answered with something that is no JSON; is it your Blackfish?")
        time.sleep(pause)


def sentence(error):
    """The server's own, or what else came from where it should be."""
    try:
        return json.load(error)["detail"]
    except (ValueError, LookupError, TypeError, OSError, http.client.HTTPException):
        return f"{URL} answered: {error}"


_, service = call("PUT", f"/api/services/ensure/{NAME}", {"repo_id": MODEL})
status = 202
while status == 202:
    status, _ = call("GET", f"/api/services/{service['id']}/wait?timeout=25")

question = sys.argv[1] if len(sys.argv) > 1 else "What is the capital of France? Answer in one word."
_, answer = call("POST", "/v1/chat/completions", {
    "model": NAME, "temperature": 0, "max_tokens": 64, "messages": [{"role": "user", "content": question}]})
print(answer["choices"][0]["message"]["content"])
