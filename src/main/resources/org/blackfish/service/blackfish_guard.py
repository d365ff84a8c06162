"""Asks every request for the service's key before vLLM sees it, /health aside.

vLLM's own check covers /v1 only; everything else on its port would answer any user of the node.
"""

import hmac
import os

KEY = os.environ["VLLM_API_KEY"].encode()
if not KEY:
    raise ValueError("blackfish_guard: VLLM_API_KEY is empty")

REFUSAL = b'{"error":"Unauthorized"}'


class Guard:
    """ASGI middleware that lets the bearer of VLLM_API_KEY in; others get 401, and a closed door as a WebSocket."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan" or is_health(scope) or bears_key(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await send(
                {
                    "type": "http.response.start",
                    "status": 401,
                    "headers": [(b"content-type", b"application/json"), (b"www-authenticate", b"Bearer")],
                }
            )
            await send({"type": "http.response.body", "body": REFUSAL})
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})


def is_health(scope):
    return scope["type"] == "http" and scope["path"] == "/health" and scope["method"] in ("GET", "HEAD")


def bears_key(scope):
    given = [value for name, value in scope["headers"] if name.lower() == b"authorization"]
    if len(given) != 1:
        return False
    scheme, _, key = given[0].partition(b" ")
    return scheme.lower() == b"bearer" and hmac.compare_digest(key, KEY)
