"""A service in hand: the last known row, and what can be done with it."""
from __future__ import annotations

import asyncio
import datetime
import json
import time
from typing import TYPE_CHECKING, Any, AsyncIterator, Dict, Iterator, List, Optional, Union

from . import _errors
from ._server import Leash
from ._service import Live, Service, ServiceStatus

if TYPE_CHECKING:
    from ._client import Blackfish

Messages = Union[str, List[Dict[str, Any]]]
LONGEST_ABSENCE = 120.0


class Patience:
    """Waits on over a restart of the server: for two minutes nobody may answer, or somebody who is not the server."""

    def __init__(self, end: float) -> None:
        self._end = end
        self._since: Optional[float] = None

    def answered(self) -> None:
        """The next absence is another one."""
        self._since = None

    def pauses(self) -> bool:
        """After a question without an answer: whether there is still time to ask again, after a pause."""
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        if now >= min(self._end, self._since + LONGEST_ABSENCE):
            return False
        time.sleep(min(1.0, self._end - now))
        return True


class ManagedService:
    """A service and its client. Attributes of the row (``id``, ``status``, ``job_id``, …) are as last seen;
    ``refresh()`` looks anew. Once deleted it can no longer be asked for anything."""

    def __init__(self, client: "Blackfish", service: Service) -> None:
        self._client = client
        self._service = service
        self._deleted = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._known(), name)

    def __repr__(self) -> str:
        state = "deleted" if self._deleted else str(self._service.status)
        return f"<ManagedService {self._service.name} {self._service.id} {state}>"

    @property
    def service(self) -> Service:
        """The row as last seen."""
        return self._known()

    @property
    def live(self) -> Live:
        """Phase, reason, node and times, as last seen."""
        if self.service.live is None:
            self.refresh()
        live = self.service.live
        return live if live is not None else Live.of({})

    @property
    def reason(self) -> Optional[str]:
        """Why it is in its state, in words."""
        return self.live.reason

    @property
    def base_url(self) -> str:
        """What an OpenAI client is given as its base."""
        return f"{self._client.server.url}/services/{self.service.id}/v1"

    def refresh(self) -> "ManagedService":
        """Looks anew."""
        self._service = self._client.read(str(self.service.id))
        return self

    def stop(self, timeout: bool = False, failed: bool = False) -> "ManagedService":
        """Has its job told to end; the arguments are the old ones and mean nothing, how the job ends decides."""
        self._client.server.ask("PUT", f"/api/services/{self.service.id}/stop", {"timeout": timeout, "failed": failed})
        return self.refresh()

    def close_tunnel(self) -> None:
        """Nothing to do: no tunnel is opened. Kept for older scripts."""

    def delete(self) -> bool:
        """Removes an ended service from the list; ``Conflict`` while it is live."""
        done = self._client.delete_service(str(self.service.id))
        self._deleted = True
        return done

    def wait(self, timeout: float = 300, poll_interval: float = 10, *,
             target_status: Union[ServiceStatus, str] = ServiceStatus.HEALTHY,
             raise_on_failure: bool = False) -> "ManagedService":
        """Waits until it is ready, has ended, or the seconds are over; look at ``status`` then.

        ``raise_on_failure`` makes anything but the wanted status a ``ServiceFailed`` with the reason. The server tells
        at once, so ``poll_interval`` is only the longest single question. A server that is being started anew is waited
        for, two minutes long.
        """
        end = time.monotonic() + timeout
        patience = Patience(end)
        while not self._turn(target_status, end, poll_interval, patience):
            pass
        return self._settled(target_status, raise_on_failure)

    def chat(self, messages: Messages, timeout: float = 600, **options: Any) -> str:
        """One answer of a ready service, whole, and empty where the model only calls tools; ``messages`` is a text or
        OpenAI's list, ``options`` are OpenAI's too."""
        body = {"model": self.service.model, "messages": self._messages(messages), **options}
        answer = self._client.server.ask(
            "POST", f"/services/{self.service.id}/v1/chat/completions", body, timeout=timeout)
        try:
            content = answer.shaped(dict)["choices"][0]["message"]["content"]
        except (LookupError, TypeError):
            raise _errors.strange(answer.status) from None
        return "" if content is None else str(content)

    def stream(self, messages: Messages, timeout: float = 600, **options: Any) -> Iterator[str]:
        """The same piece by piece as the model writes it; ``ServerUnavailable`` when it breaks off."""
        return self._pieces(messages, timeout, options, None)

    def _pieces(self, messages: Messages, timeout: float, options: Dict[str, Any],
                leash: Optional[Leash]) -> Iterator[str]:
        server, path = self._client.server, f"/services/{self.service.id}/v1/chat/completions"
        body = {"model": self.service.model, "messages": self._messages(messages), "stream": True, **options}
        whole = False
        for line in server.lines(path, body, timeout, leash):
            said = line[5:].strip() if line.startswith("data:") else ""
            whole = whole or said == "[DONE]"
            if said and not whole:
                try:
                    event = json.loads(said)
                except ValueError as half:
                    raise server.broke_off("its last line is not whole") from half
                error = event.get("error")
                if error is not None:
                    raise _errors.ServiceFailed(str(error.get("message", error) if isinstance(error, dict) else error))
                choices = event.get("choices") or [{}]
                content = (choices[0].get("delta") or {}).get("content")
                if content:
                    yield content
        # Where chunks stop between two of them, the lines end as if that were all.
        if not whole:
            raise server.broke_off("it ended before the answer was whole")

    def log(self) -> str:
        """What its job has written so far."""
        text, offset = [], 0
        while True:
            answer = self._client.server.ask(
                "GET", f"/api/services/{self.service.id}/log", query={"offset": offset, "limit": 1_048_576})
            following = answer.headers.get("x-next-offset", "")
            if not following.isdecimal():
                raise _errors.strange(answer.status)
            text.append(answer.body.decode("utf-8", "replace"))
            if int(following) <= offset:
                return "".join(text)
            offset = int(following)

    def openai(self, **options: Any) -> Any:
        """An ``openai.OpenAI`` for this service; needs the package ``openai``."""
        return self._openai("OpenAI", options)

    def async_openai(self, **options: Any) -> Any:
        """An ``openai.AsyncOpenAI`` for this service."""
        return self._openai("AsyncOpenAI", options)

    async def async_refresh(self) -> "ManagedService":
        return await asyncio.to_thread(self.refresh)

    async def async_stop(self, timeout: bool = False, failed: bool = False) -> "ManagedService":
        return await asyncio.to_thread(self.stop, timeout, failed)

    async def async_close_tunnel(self) -> None:
        self.close_tunnel()

    async def async_delete(self) -> bool:
        return await asyncio.to_thread(self.delete)

    async def async_wait(self, timeout: float = 300, poll_interval: float = 10, *,
                         target_status: Union[ServiceStatus, str] = ServiceStatus.HEALTHY,
                         raise_on_failure: bool = False) -> "ManagedService":
        """As ``wait``; a task that is cancelled asks no more."""
        end = time.monotonic() + timeout
        patience = Patience(end)
        while not await asyncio.to_thread(self._turn, target_status, end, poll_interval, patience):
            pass
        return self._settled(target_status, raise_on_failure)

    async def async_chat(self, messages: Messages, timeout: float = 600, **options: Any) -> str:
        return await asyncio.to_thread(lambda: self.chat(messages, timeout, **options))

    async def async_stream(self, messages: Messages, timeout: float = 600, **options: Any) -> AsyncIterator[str]:
        """As ``stream``, for ``async for``; a task that is cancelled or leaves the loop ends the answer."""
        leash = Leash()
        pieces = self._pieces(messages, timeout, options, leash)
        try:
            while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
                yield piece
        finally:
            leash.cut()

    async def async_log(self) -> str:
        return await asyncio.to_thread(self.log)

    def _known(self) -> Service:
        if self._deleted:
            raise AttributeError(f"The service {self._service.id} was deleted.")
        return self._service

    def _turn(self, target: Union[ServiceStatus, str], end: float, longest: float, patience: Patience) -> bool:
        """One question of at most ``longest`` seconds; whether there is nothing more to wait for."""
        left = max(0.0, min(end - time.monotonic(), longest, 25.0))
        try:
            done = self._is_settled(target, left) or time.monotonic() >= end
            if done:
                self.refresh()
        except (_errors.ServerUnavailable, _errors.Stranger):
            if not patience.pauses():
                raise
            return False
        patience.answered()
        if not done and left < 1:
            time.sleep(left)
        return done

    def _is_settled(self, target: Union[ServiceStatus, str], seconds: float) -> bool:
        """Whether it is as wanted, or never will be; asks for at most so long."""
        try:
            answer = self._client.server.ask(
                "GET", f"/api/services/{self.service.id}/wait", query={"status": str(target), "timeout": int(seconds)})
        except _errors.Conflict:
            return True
        return answer.status == 200

    def _settled(self, target: Union[ServiceStatus, str], strict: bool) -> "ManagedService":
        if strict and self.service.status != target:
            raise _errors.ServiceFailed(
                f"The service \"{self.service.name}\" is {self.service.status}, not {target}. {self.reason or ''}".strip())
        return self

    def _openai(self, kind: str, options: Dict[str, Any]) -> Any:
        try:
            import openai
        except ImportError as missing:
            raise ImportError("The package openai is not there; install it with: pip install openai") from missing
        return getattr(openai, kind)(**{"base_url": self.base_url, "api_key": self._client.server.token, **options})

    @staticmethod
    def _messages(messages: Messages) -> List[Dict[str, Any]]:
        return [{"role": "user", "content": messages}] if isinstance(messages, str) else list(messages)

    @property
    def age(self) -> Optional[datetime.timedelta]:
        """Since it was launched."""
        made = self.service.created_at
        return None if made is None else datetime.datetime.now(datetime.timezone.utc) - made
