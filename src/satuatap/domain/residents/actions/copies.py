"""Making the copy of somebody's data, handing it over, and removing it after its days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record, record_look
from satuatap.domain.retention import queries as retention
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.secrets import seal, unseal

from .. import policies, ports
from ..models import DataCopy, DataRequest, DataRequestKind
from ..queries.copies import contents

SEALED_FOR = "copy of somebody's data"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Taken:
    """The copy for other programs, and as a PDF (empty where none could be set)."""

    content: dict[str, Any]
    paper: bytes


@transaction.atomic
def make_data_copy(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Put together and seal what is kept about whoever asked; once, and only for a granted request for a copy.

    Raises ``NotFound`` for anyone but the system.
    """
    policies.require(by.is_system)
    wanted = DataRequest.objects.select_for_update(of=("self",)).filter(
        pk=request_id, kind=DataRequestKind.ACCESS, is_granted=True, copy=None
    )
    if (asked := wanted.first()) is None:
        return
    found = {"made_at": at.isoformat()} | contents(by, asked.party_id, at)
    paper = _set(found, at)
    copy = DataCopy.objects.create(
        request=asked, sealed=seal(msgspec.json.encode(found), SEALED_FOR), made_at=at, expires_at=retention.keep_until("data-copy", at),
        paper=seal(paper, SEALED_FOR) if paper else None,
    )  # fmt: skip
    record("residents.copy-made", on=copy, by=by, at=at, party_id=asked.party_id)


def _set(found: dict[str, Any], at: datetime) -> bytes | None:
    """The copy as a PDF; without one where nothing sets letters now, for the rest of the copy is whole."""
    try:
        return ports.copy_setters[0](found, at) if ports.copy_setters else None
    except ports.NotSet as trouble:
        log.warning("the copy was made without its PDF", trouble=str(trouble))
        return None


@transaction.atomic
def take_copy(*, request_id: UUID, by: Actor, at: datetime) -> Taken:
    """Hand the copy over to its owner; each time leaves a trace.

    Raises ``NotFound`` to others and while there is none, ``Refused`` when its days are over.
    """
    copy = _locked(request_id)
    policies.require(policies.is_own(by, copy.request.party_id))
    return _open(copy, by, at)


@transaction.atomic
def hand_copy(*, request_id: UUID, purpose: str, by: Actor, at: datetime) -> Taken:
    """Open the copy at the counter where it was asked for, to be printed and handed over; a look of the office.

    Raises ``NotFound`` to other offices and while there is none, ``Refused`` when its days are over.
    """
    copy = _locked(request_id)
    unit_id = copy.request.unit_id
    policies.require(unit_id in by.unit_ids(*policies.COUNTER_ROLES))
    record_look(
        by=by, at=at, purpose=purpose, on=copy, fields=["copy"], party_id=copy.request.party_id, unit_id=unit_id
    )
    return _open(copy, by, at)


def _locked(request_id: UUID) -> DataCopy:
    copy = DataCopy.objects.select_for_update(of=("self",)).select_related("request").filter(pk=request_id).first()
    if copy is None:
        raise NotFound
    return copy


def _open(copy: DataCopy, by: Actor, at: datetime) -> Taken:
    if copy.sealed is None or at >= copy.expires_at:
        raise Refused("expired", _("Masa ambil salinan ini sudah habis. Minta lagi, nanti kami buatkan yang baru."))
    if copy.taken_at is None:
        copy.taken_at = at
        copy.save(update_fields=["taken_at"])
    record("residents.copy-taken", on=copy, by=by, at=at, party_id=copy.request.party_id)
    content = msgspec.json.decode(unseal(bytes(copy.sealed), SEALED_FOR))
    return Taken(content, unseal(bytes(copy.paper), SEALED_FOR) if copy.paper else b"")
