"""A service as the server tells of it: values, no behaviour."""
from __future__ import annotations

import dataclasses
import datetime
import enum
import re
import uuid
from typing import Any, Mapping, Optional


class ServiceStatus(str, enum.Enum):
    """Equal to its word: ``service.status == "healthy"``. A word that a newer server knows becomes ``UNKNOWN``."""

    SUBMITTED = "submitted"
    PENDING = "pending"
    STARTING = "starting"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    STOPPED = "stopped"
    TIMEOUT = "timeout"
    FAILED = "failed"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)

    @property
    def is_live(self) -> bool:
        """Whether its job has not ended."""
        return self not in (ServiceStatus.STOPPED, ServiceStatus.TIMEOUT, ServiceStatus.FAILED)

    @classmethod
    def _missing_(cls, value: object) -> "ServiceStatus":
        return cls.UNKNOWN


@dataclasses.dataclass(frozen=True)
class Live:
    """What is known beyond the row: phase in words, why, where, until when, and the address for OpenAI clients."""

    phase: str
    reason: Optional[str]
    node: Optional[str]
    started_at: Optional[datetime.datetime]
    ends_at: Optional[datetime.datetime]
    unknown_since: Optional[datetime.datetime]
    base_url: Optional[str]
    tier: Optional[str]
    engine: Optional[str]
    revision: Optional[str]

    @classmethod
    def of(cls, live: Mapping[str, Any]) -> "Live":
        return cls(str(live.get("phase", "")), live.get("reason"), live.get("node"), time(live.get("started_at")),
                   time(live.get("ends_at")), time(live.get("unknown_since")), live.get("base_url"), live.get("tier"),
                   live.get("engine"), live.get("revision"))


@dataclasses.dataclass(frozen=True)
class Service:
    """One service at one moment; ``mem`` in GB, ``ntasks_per_node`` CPU cores, ``gres`` the number of GPUs as text."""

    id: uuid.UUID
    name: str
    image: str
    image_ref: Optional[str]
    model: str
    profile: str
    status: ServiceStatus
    created_at: Optional[datetime.datetime]
    updated_at: Optional[datetime.datetime]
    job_id: Optional[str]
    port: Optional[int]
    host: Optional[str]
    user: Optional[str]
    home_dir: Optional[str]
    cache_dir: Optional[str]
    time: Optional[str]
    ntasks_per_node: Optional[int]
    mem: Optional[int]
    gres: Optional[str]
    partition: Optional[str]
    constraint: Optional[str]
    account: Optional[str]
    scheduler: Optional[str]
    provider: Optional[str]
    mount: Optional[str]
    grace_period: Optional[int]
    protected: bool
    live: Optional[Live] = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Service":
        """Members that an older server leaves out are None, those that a newer one adds are left out."""
        names = {field.name for field in dataclasses.fields(cls)}
        values = {name: row.get(name) for name in names}
        values.update(
            id=uuid.UUID(str(row["id"])), status=ServiceStatus(row.get("status")), protected=bool(row.get("protected")),
            created_at=time(row.get("created_at")), updated_at=time(row.get("updated_at")),
            live=Live.of(row["live"]) if isinstance(row.get("live"), dict) else None)
        return cls(**values)


def time(text: Any) -> Optional[datetime.datetime]:
    """A time of the server, in UTC; Python before 3.11 reads neither ``Z`` nor nanoseconds."""
    if not isinstance(text, str):
        return None
    plain = re.sub(r"(\.\d{6})\d+", r"\1", text.replace("Z", "+00:00"))
    plain = re.sub(r"\.(\d{1,5})(?=[+-]|$)", lambda digits: "." + digits.group(1).ljust(6, "0"), plain)
    try:
        return datetime.datetime.fromisoformat(plain)
    except ValueError:
        return None
