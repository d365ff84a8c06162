"""Blackfish from Python: launch open models as Slurm jobs, wait for them, call them, stop them.

    from blackfish import Blackfish

    with Blackfish() as bf:
        service = bf.launch_service("chat", "text_generation", "Qwen/Qwen2.5-0.5B-Instruct", tier="Small")
        service.wait()
        print(service.chat("Say hello."))
        service.stop()

It speaks REST with your running Blackfish, which it finds by ``server.json`` and ``auth_token`` in
``BLACKFISH_HOME_DIR`` (``~/.blackfish``); every method has a twin with ``async_`` before its name.
"""
from ._client import Blackfish, set_logging_level
from ._errors import (
    AccessRefused, BlackfishError, Conflict, InvalidRequest, NotFound, ServerUnavailable, ServiceFailed)
from ._managed import ManagedService
from ._service import Live, Service, ServiceStatus

__all__ = [
    "AccessRefused", "Blackfish", "BlackfishError", "Conflict", "InvalidRequest", "Live", "ManagedService", "NotFound",
    "ServerUnavailable", "Service", "ServiceFailed", "ServiceStatus", "set_logging_level",
]
__version__ = "0.1.0"
