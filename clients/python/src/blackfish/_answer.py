"""What came back from a server."""
from __future__ import annotations

import json
from typing import Any, Mapping, NamedTuple

from . import _errors


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON; None when it is none."""
        try:
            return json.loads(self.body.decode("utf-8"))
        except ValueError:
            return None

    def shaped(self, kind: type) -> Any:
        """The body as JSON of that kind; anything else is a ``BlackfishError``."""
        said = self.json()
        if not isinstance(said, kind):
            raise _errors.strange(self.status)
        return said


def is_good(status: int) -> bool:
    """A redirect is that of a portal before the server, which wants a person to sign in."""
    return 200 <= status < 300
