"""Reading documents by those who may: the office that writes them and whoever they are for."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from satuatap.domain.audit.actions import record_look
from satuatap.domain.files import queries as files
from satuatap.domain.identity.queries import LeaveMove, Terms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import PAGE_ROWS, Page, page

from .. import policies
from ..lifecycle import EVER_ISSUED, UNISSUED, LineState, State
from ..models import Document
from ..rules import letters, verdicts

FORGOTTEN_AFTER = timedelta(minutes=10)
MOST_MENDED = 100


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list of a case. ``problem`` is for officers, "" when all is well."""

    id: UUID
    type: str
    title: str
    number: str
    state: str
    code: str
    token: str
    signer_title: str
    is_sample: bool
    issued_at: datetime | None
    valid_until: date | None
    problem: str
    reason: str
    holder: str
    revoked_at: datetime | None
    revoked_by_name: str
    explained: str
    ended_on: date | None
    corrects_id: UUID | None

    def standing(self, today: date) -> str:
        """What a document that was issued is worth on a day: valid, expired, revoked or replaced."""
        return verdicts.standing(self.state, self.valid_until, today)

    @property
    def has_pdf(self) -> bool:
        return self.state in EVER_ISSUED

    @property
    def file_name(self) -> str:
        return letters.file_name(self.title, self.number) + ".pdf"


def of_about(about: UUID) -> tuple[DocumentRow, ...]:
    """The documents about one thing, oldest first, without those that were dropped. The caller has asked who may."""
    rows = Document.objects.filter(about=about).exclude(state="void").order_by("pk")
    return tuple(DocumentRow(*values) for values in rows.values_list(*DocumentRow.__dataclass_fields__))


def forgotten(at: datetime) -> tuple[tuple[UUID, str], ...]:
    """(id, state) of drafts without a preview and of orders that ran out, which no job seems to be working on."""
    since = at - FORGOTTEN_AFTER
    drafts = Document.objects.filter(state="draft", problem="", prepared_at__lt=since)
    orders = Document.objects.filter(
        state="signing", order_lines__state=LineState.WAITING, order_lines__order__until__lt=at
    )
    rows = [*drafts.values_list("pk", "state")[:MOST_MENDED], *orders.values_list("pk", "state")[:MOST_MENDED]]
    return tuple(rows)


def get(actor: Actor, document_id: UUID) -> Document:
    """One document with its unit. Raises ``NotFound``, also for what is not the actor's."""
    document = Document.objects.visible_to(actor).select_related("unit").filter(pk=document_id).first()
    if document is None:
        raise NotFound
    return document


def file_name(document: Document) -> str:
    """What the PDF of a document is called when it is saved."""
    return letters.file_name(document.title, document.number) + ".pdf"


def pdf(actor: Actor, document_id: UUID, *, at: datetime) -> bytes:
    """The signed PDF. A look by the office is recorded, the holder's own is not.

    Raises ``NotFound`` for what is not there, not issued or not the actor's, ``Refused("proof")`` to a holder who was
    not yet seen in person.
    """
    document = get(actor, document_id)
    if document.file_id is None:
        raise NotFound
    policies.require_download(actor, document)
    _note_look(actor, document, at)
    return files.read(document.file_id)


def sheet_about(about: UUID) -> tuple[str, bytes] | None:
    """Name and bytes of the newest paper in force about one thing; None while there is none. The caller has asked who
    may, and keeps the look."""
    document = Document.objects.filter(about=about, state=State.ISSUED, file__isnull=False).order_by("-pk").first()
    return (file_name(document), files.read(document.file_id)) if document and document.file_id else None


def _note_look(actor: Actor, document: Document, at: datetime) -> None:
    if not actor.is_system and document.party_id not in actor.parties:
        record_look(on=document, by=actor, at=at, **look_at(document, actor))


def look_at(document: Document, actor: Actor) -> dict[str, Any]:
    """What the record says of a look at a document."""
    unit_id = document.unit_id if document.unit_id in actor.unit_ids() else None
    return {"purpose": f"membuka dokumen {document.title}", "party_id": document.party_id, "unit_id": unit_id}


def drafts_of(abouts: Iterable[UUID]) -> dict[UUID, UUID]:
    """The draft that can be read and signed, by what it is about; one query for many things."""
    ready = Document.objects.filter(about__in=list(abouts), state=State.READY, corrects=None).values_list("about", "pk")
    return dict(ready)


def left_to_others(move: LeaveMove) -> QuerySet[Document]:
    """What waits for a signature and is signed by somebody else while this leave lasts; for filters of higher rooms."""
    waiting = Document.objects.filter(unit=move.unit_id, state__in=sorted(UNISSUED))
    return waiting.filter(_covered(move.others) & ~_covered(move.own))


def _covered(decrees: Iterable[Terms]) -> Q:
    found = Q(pk__in=[])
    for decree in decrees:
        named = Q(type__in=decree.includes) if decree.includes else Q()
        found |= named & ~Q(type__in=decree.excludes)
    return found


def held_by(actor: Actor, cursor: str = "", rows: int = PAGE_ROWS) -> Page[DocumentRow]:
    """What was issued to the actor and those the actor stands for or was entrusted with, newest first."""
    held = Document.objects.held_by(actor).filter(state__in=EVER_ISSUED).only(*DocumentRow.__dataclass_fields__)
    return page(held, keys=["-issued_at", "-id"], cursor=cursor, row=_row, rows=rows)


def in_force(
    actor: Actor,
    party_id: UUID,
    types: Iterable[str],
    today: date,
    *,
    files_for: bool = False,
    near: Any = (),
    letters: Iterable[str] = (),
) -> tuple[Document, ...]:
    """What of these kinds was issued to a party and still holds, newest first, for those whose documents they are; with it
    the ``letters`` of the parties ``near``, for who has seen to it that the caller may know of them.
    ``files_for``: the caller has seen to it that the actor files for the party under a mandate."""
    theirs = Document.objects.all() if files_for else Document.objects.held_by(actor)
    found = theirs.filter(party=party_id, type__in=list(types))
    if kinds := list(letters):
        found = found | Document.objects.filter(party__in=near, type__in=kinds)
    valid = found.filter(Q(valid_until=None) | Q(valid_until__gte=today), state=State.ISSUED, file__isnull=False)
    return tuple(valid.select_related("file").order_by("-issued_at", "-id"))


def was_in_force(party_id: UUID, types: Iterable[str], day: date) -> bool:
    """Whether something of these kinds had been issued to a party and held on a day; for counting, nobody reads it."""
    held = Document.objects.filter(party=party_id, type__in=list(types), state=State.ISSUED, issued_at__date__lt=day)
    return held.filter(Q(valid_until=None) | Q(valid_until__gte=day)).exists()


def issued_as(party_id: UUID, types: Iterable[str], data: bytes) -> Document | None:
    """The document of these kinds that was issued to a party as exactly these bytes, whatever it is worth today."""
    issued = Document.objects.filter(party=party_id, type__in=list(types), pdf_sha256=hashlib.sha256(data).hexdigest())
    return issued.first()


def _row(document: Document) -> DocumentRow:
    return DocumentRow(*(getattr(document, name) for name in DocumentRow.__dataclass_fields__))
