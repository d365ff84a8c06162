"""What can go wrong, as exceptions that carry the server's own sentence."""
from __future__ import annotations

from typing import Any, Mapping, Optional


class BlackfishError(Exception):
    """The base of all: ``str(error)`` is the sentence, ``status`` the HTTP status, or None when there was no answer."""

    def __init__(self, sentence: str, status: Optional[int] = None, fields: Optional[Mapping[str, str]] = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.fields = dict(fields or {})


class InvalidRequest(BlackfishError, ValueError):
    """Something that was asked for is wrong; ``fields`` has a sentence for each wrong field."""


class AccessRefused(BlackfishError, PermissionError):
    """The token is wrong, has expired, or may not do that."""

    # PermissionError would show its first two arguments as number and text.
    __str__ = Exception.__str__


class Stranger(AccessRefused):
    """Whoever answers is not the server of this home; no token was sent."""


class NotFound(BlackfishError, LookupError):
    """There is no such service, model or profile."""


class Conflict(BlackfishError):
    """It is not in the state for that, such as a live service that is to be deleted."""


class ServerUnavailable(BlackfishError, ConnectionError):
    """No Blackfish answers, it broke off, or it needed too long."""

    __str__ = Exception.__str__


class ServiceFailed(BlackfishError):
    """A service ended, or was not ready in time, where a ready one was needed."""


def strange(status: int) -> BlackfishError:
    """For an answer with a good status that is none of ours, such as the page of a portal before the server."""
    return BlackfishError(f"The server's answer ({status}) is not what this call expects; is it a Blackfish of the same"
                          " version? See blackfish version.", status)


def of(status: int, problem: Any, where: str) -> BlackfishError:
    """The exception for a bad answer; ``problem`` is its JSON, or None when it was none."""
    problem = problem if isinstance(problem, dict) else {}
    extra = problem.get("extra")
    fields = {str(item.get("key")): str(item.get("message")) for item in extra
              if isinstance(item, dict)} if isinstance(extra, list) else {}
    error = problem.get("error")
    sentence = error.get("message") if isinstance(error, dict) else problem.get("detail")
    if len(fields) > 1:
        sentence = " ".join(fields.values())
    # A 502 of ours has words; without them it is that of a portal before a server that is on its way back.
    wordless = {502: ServerUnavailable} if not sentence else {}
    if not sentence:
        sentence = f"The server at {where} answered with {status} and nothing more; it is too old or no Blackfish."
    kinds = {400: InvalidRequest, 401: AccessRefused, 403: AccessRefused, 404: NotFound, 409: Conflict,
             413: InvalidRequest, 503: ServerUnavailable, 504: ServerUnavailable, **wordless}
    return kinds.get(status, BlackfishError)(str(sentence), status, fields)
