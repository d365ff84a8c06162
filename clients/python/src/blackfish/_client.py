"""The client: launches, finds and lists services."""
from __future__ import annotations

import asyncio
import atexit
import logging
import os
import pathlib
import sys
import types
import uuid
import warnings
from typing import Any, Dict, List, Mapping, Optional, Type, Union

from . import _errors
from ._managed import ManagedService
from ._server import Server
from ._service import Service, ServiceStatus

Status = Union[ServiceStatus, str]


def set_logging_level(level: Union[int, str]) -> None:
    """How much this package logs; WARNING until it is called."""
    logging.getLogger("blackfish").setLevel(level.upper() if isinstance(level, str) else level)


class Blackfish:
    """Your running Blackfish.

    Without arguments it is found by ``server.json`` and ``auth_token`` in ``home_dir`` (``BLACKFISH_HOME_DIR``, else
    ``~/.blackfish``). From another machine give ``url`` and a personal token as ``auth_token``. ``debug`` and ``config``
    are the old ones: they are kept as attributes and mean nothing.
    """

    def __init__(self, home_dir: Union[str, "os.PathLike[str]", None] = None, host: Optional[str] = None,
                 port: Optional[int] = None, debug: Optional[bool] = None, auth_token: Optional[str] = None,
                 config: Any = None, *, url: Optional[str] = None, timeout: float = 40.0) -> None:
        home = home_dir or os.environ.get("BLACKFISH_HOME_DIR") or pathlib.Path.home() / ".blackfish"
        self.home_dir = pathlib.Path(home)
        self.config = config
        self.debug = debug
        self.server = Server(self.home_dir, host, port, auth_token, url, timeout)
        self._to_clean: List[ManagedService] = []

    def __enter__(self) -> "Blackfish":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[types.TracebackType]) -> None:
        self.close()

    async def __aenter__(self) -> "Blackfish":
        return self

    async def __aexit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                        trace: Optional[types.TracebackType]) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the server; services stay as they are."""

    async def async_close(self) -> None:
        self.close()

    def launch_service(self, name: str, image: str, model: str, profile_name: Optional[str] = None,
                       container_config: Optional[Mapping[str, Any]] = None,
                       job_config: Optional[Mapping[str, Any]] = None, mount: Optional[str] = None,
                       grace_period: Optional[int] = None, image_ref: Optional[str] = None, auto_cleanup: bool = True,
                       **more: Any) -> ManagedService:
        """Launches ``model`` as a Slurm job and returns at once; ``wait()`` for it before calling it.

        ``more`` are members of the REST interface: ``tier partition cpus memory_gb gpus time revision engine
        engine_args env idle_minutes account constraint api_key trust_remote_code``. With ``auto_cleanup`` the service is
        stopped and removed when this Python ends. A broken connection neither doubles nor loses the launch.
        """
        order: Dict[str, Any] = {"name": name, "image": image, "repo_id": model, "profile": profile_name,
                                 "container_config": _plain(container_config), "job_config": _plain(job_config),
                                 "mount": mount, "grace_period": grace_period, "image_ref": image_ref, **more}
        body = {member: value for member, value in order.items() if value is not None}
        answer = self.server.ask("POST", "/api/services", body, {"include": "live"}, key=str(uuid.uuid4())).shaped(dict)
        service = _service(answer)
        ignored = (answer.get("live") or {}).get("ignored") or []
        if ignored:
            warnings.warn(f"The server does not know {', '.join(ignored)}.", stacklevel=2)
        managed = ManagedService(self, service)
        if auto_cleanup:
            if not self._to_clean:
                atexit.register(self._clean)
            self._to_clean.append(managed)
        return managed

    def get_service(self, service_id: Union[str, uuid.UUID]) -> Optional[ManagedService]:
        """The service as it is now; None when there is none."""
        try:
            return ManagedService(self, self.read(str(service_id)))
        except _errors.NotFound:
            return None

    def list_services(self, image: Optional[str] = None, model: Optional[str] = None, status: Optional[Status] = None,
                      name: Optional[str] = None, profile: Optional[str] = None) -> List[ManagedService]:
        """Those that match exactly, newest first."""
        asked = {"image": image, "model": model, "status": None if status is None else str(status), "name": name,
                 "profile": profile}
        query = {member: value for member, value in asked.items() if value is not None}
        answer = self.server.ask("GET", "/api/services", query={**query, "refresh": "true", "include": "live"})
        return [ManagedService(self, _service(row)) for row in answer.shaped(list)]

    def stop_service(self, service_id: Union[str, uuid.UUID], timeout: bool = False,
                     failed: bool = False) -> Optional[ManagedService]:
        """Has its job told to end; None when there is no such service."""
        found = self.get_service(service_id)
        return None if found is None else found.stop(timeout, failed)

    def delete_service(self, service_id: Union[str, uuid.UUID]) -> bool:
        """Removes an ended service from the list: whether it was there. ``Conflict`` while it is live."""
        try:
            self.server.ask("DELETE", f"/api/services/{_id(service_id)}").shaped(dict)
            return True
        except _errors.NotFound:
            return False

    def wait_for_service(self, service_id: Union[str, uuid.UUID], target_status: Status = ServiceStatus.HEALTHY,
                         timeout: float = 300, poll_interval: float = 5) -> Optional[ManagedService]:
        """Waits until it is so, has ended, or the seconds are over; None when there is no such service."""
        found = self.get_service(service_id)
        return None if found is None else found.wait(timeout, poll_interval, target_status=target_status)

    def read(self, service_id: str) -> Service:
        """The row of a service as it is now; ``NotFound`` when there is none."""
        query = {"refresh": "true", "include": "live"}
        return _service(self.server.ask("GET", f"/api/services/{_id(service_id)}", query=query).shaped(dict))

    async def async_launch_service(self, *arguments: Any, **named: Any) -> ManagedService:
        return await asyncio.to_thread(lambda: self.launch_service(*arguments, **named))

    async def async_get_service(self, service_id: Union[str, uuid.UUID]) -> Optional[ManagedService]:
        return await asyncio.to_thread(self.get_service, service_id)

    async def async_list_services(self, *filters: Any, **named: Any) -> List[ManagedService]:
        return await asyncio.to_thread(lambda: self.list_services(*filters, **named))

    async def async_stop_service(self, service_id: Union[str, uuid.UUID], timeout: bool = False,
                                 failed: bool = False) -> Optional[ManagedService]:
        return await asyncio.to_thread(self.stop_service, service_id, timeout, failed)

    async def async_delete_service(self, service_id: Union[str, uuid.UUID]) -> bool:
        return await asyncio.to_thread(self.delete_service, service_id)

    async def async_wait_for_service(self, service_id: Union[str, uuid.UUID],
                                     target_status: Status = ServiceStatus.HEALTHY, timeout: float = 300,
                                     poll_interval: float = 5) -> Optional[ManagedService]:
        found = await self.async_get_service(service_id)
        return None if found is None else await found.async_wait(timeout, poll_interval, target_status=target_status)

    async def async_read(self, service_id: str) -> Service:
        return await asyncio.to_thread(self.read, service_id)

    def _clean(self) -> None:
        """At the end of this Python: all are told to stop first, so that they end side by side."""
        kept = []
        for managed in self._to_clean:
            try:
                if managed.refresh().status.is_live:
                    managed.stop()
                kept.append(managed)
            except (AttributeError, _errors.NotFound):
                continue
            except _errors.BlackfishError as error:
                print(f"blackfish: service {managed!r} was not stopped: {error}", file=sys.stderr)
        for managed in kept:
            try:
                managed.wait(timeout=30, target_status=ServiceStatus.STOPPED)
                managed.delete()
                print(f"blackfish: stopped and removed {managed!r}", file=sys.stderr)
            except _errors.BlackfishError as error:
                print(f"blackfish: service {managed!r} was stopped but not removed: {error}", file=sys.stderr)


def _id(given: Union[str, uuid.UUID]) -> str:
    """An empty one would mean all services, and another word another operation."""
    try:
        return str(uuid.UUID(str(given)))
    except ValueError:
        raise _errors.InvalidRequest(f"\"{given}\" is no id of a service; give one such as {uuid.UUID(int=0)}.") from None


def _service(row: Any) -> Service:
    try:
        return Service.of(row)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise _errors.strange(200) from None


def _plain(config: Any) -> Optional[Dict[str, Any]]:
    """A dictionary, or an object of settings as the Python Blackfish has them."""
    if config is None or isinstance(config, Mapping):
        return None if config is None else dict(config)
    return {name: value for name, value in vars(config).items() if not name.startswith("_")}


logging.getLogger("blackfish").setLevel(logging.WARNING)
