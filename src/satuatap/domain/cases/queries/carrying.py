"""A draft as it is carried to another installation, and whether it is there already."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from satuatap.domain.files import queries as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..lifecycle import ENDS, State
from ..models import Case
from . import standards


class CarriedPaper(msgspec.Struct, frozen=True):
    """One sheet, with its bytes."""

    key: str
    instead: str
    stamp: str
    name: str
    data: bytes


class Carried(msgspec.Struct, frozen=True):
    """Everything an officer typed and photographed for somebody."""

    service: str
    revision: int
    title: str
    kind: str
    language: str
    party_id: UUID
    mandate_id: UUID | None
    started_at: datetime
    answers: dict[str, Any]
    pages: list[str]
    papers: list[CarriedPaper]


def carried(actor: Actor, case_id: UUID) -> Carried:
    """For the system alone. Raises ``NotFound`` for what is no draft any more."""
    case = Case.objects.select_related("service").filter(pk=case_id, state=State.DRAFT).first()
    if case is None or not actor.is_system:
        raise NotFound
    papers = [
        CarriedPaper(row.key, row.instead, row.stamp_serial, row.file.name, files.contents(row.file))
        for row in case.papers.filter(current=True).select_related("file").order_by("id")
    ]
    return Carried(
        case.service.code, standards.standard(case.revision_id).number, case.title, case.applicant_kind, case.language,
        case.party_id, case.mandate_id, case.started_at, case.draft or {}, list(case.pages_done), papers,
    )  # fmt: skip


def going_on(actor: Actor, party_id: UUID, service: str) -> str:
    """The number of an application of the party for this service that was sent and has not ended; "" for none."""
    if not actor.is_system:
        raise NotFound
    found = Case.objects.filter(party_id=party_id, service__code=service).exclude(state__in=[*ENDS, State.DRAFT])
    return found.order_by("id").values_list("number", flat=True).first() or ""
