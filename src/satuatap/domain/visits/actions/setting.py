"""What a pack says about a hall: its zones, lanes, posts and priorities."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import models, transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.remembered import forget_all

from .. import policies
from ..models import Lane, Post, Priority, Remote, Zone
from ..rules import RemoteTerms

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def put_zone(
    *, site_id: UUID, code: str, name: str, by: Actor, at: datetime, names: Mapping[str, str] | None = None
) -> Zone:  # fmt: skip
    """Enter a part of a hall with screens of its own, or rename it."""
    return _put(Zone, {"site_id": site_id, "code": code}, {"name": name, "names": dict(names or {})}, "zone", by, at)


@transaction.atomic
def put_lane(
    *, site_id: UUID, unit_id: UUID, code: str, letter: str, name: str, minutes: int, by: Actor, at: datetime,
    is_quick: bool = False, services: Sequence[str] = (), quota: int | None = None, last_number_at: time | None = None,
    active: bool = True, names: Mapping[str, str] | None = None,
) -> Lane:  # fmt: skip
    """Enter the queue of an office at a site, or change it."""
    values = {
        "unit_id": unit_id, "letter": letter, "name": name, "names": dict(names or {}), "minutes": minutes, "is_quick": is_quick,
        "services": list(services), "quota": quota, "last_number_at": last_number_at, "active": active,
    }  # fmt: skip
    return _put(Lane, {"site_id": site_id, "code": code}, values, "lane", by, at)


@transaction.atomic
def put_post(
    *, counter_id: UUID, lane_id: UUID, zone_id: UUID, by: Actor, at: datetime, weight: int = 1, place: str = "",
    is_accessible: bool = False,
) -> Post:  # fmt: skip
    """Say that a counter serves a lane, where it stands and on whose screens it calls."""
    values = {"zone_id": zone_id, "weight": weight, "place": place, "is_accessible": is_accessible}
    return _put(Post, {"counter_id": counter_id, "lane_id": lane_id}, values, "post", by, at)


@transaction.atomic
def put_priority(
    *, code: str, name: str, head_start: int, by: Actor, at: datetime, law: str = "", active: bool = True
) -> Priority:
    """Enter a reason for a head start of so many minutes, or change it."""
    values = {"name": name, "head_start": head_start, "law": law, "active": active}
    return _put(Priority, {"code": code}, values, "priority", by, at)


@transaction.atomic
def put_remote(*, site_id: UUID, terms: RemoteTerms | None, by: Actor, at: datetime) -> None:
    """Let a hall give numbers by phone, change how, or end it (no ``terms``); those that are out hold."""
    if terms is not None:
        _put(Remote, {"site_id": site_id}, {**msgspec.structs.asdict(terms), "active": True}, "remote", by, at)
    elif Remote.objects.filter(site_id=site_id, active=True).exists():
        _put(Remote, {"site_id": site_id}, {"active": False}, "remote", by, at)


def _put(model: type[M], key: dict[str, Any], values: dict[str, Any], noun: str, by: Actor, at: datetime) -> M:
    policies.require(by.is_system)
    row = model._default_manager.filter(**key).first()
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row is None:
        row = model(**key)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    transaction.on_commit(forget_all)
    record(f"visits.{noun}-put", on=row, by=by, at=at)
    return row
