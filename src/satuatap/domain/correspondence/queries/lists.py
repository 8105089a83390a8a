"""Lists of letters: an office's agenda, what waits there, and what one officer was given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from satuatap.domain.audit.actions import record_look
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies
from ..lifecycle import LIVE, AssignmentState, Body, State
from ..models import Assignment, Letter
from .instructions import every

PURPOSE = "mengurus surat masuk"
NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in the agenda; ``is_late``: somebody has had it longer than was said."""

    id: UUID
    number: int
    year: int
    body: str
    state: str
    received_on: date
    sender: str
    sender_number: str
    subject: str
    nature: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters of an office: ``words`` in sender, subject or number; ``state`` "" all, one of them, or "late"."""

    words: str = ""
    state: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters wait for the head, are with officers, and are late, at some offices."""

    new: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A letter in an officer's own list, and what is asked of them."""

    id: UUID
    letter_id: UUID
    number: int
    year: int
    sender: str
    subject: str
    nature: str
    instructions: tuple[str, ...]
    words: str
    due_on: date | None
    state: str
    is_late: bool


def letters(
    actor: Actor, unit_id: UUID, wanted: Wanted, *, today: date, at: datetime, cursor: str = ""
) -> Page[LetterRow]:
    """The agenda of an office, the newest first; the look is recorded. Raises ``NotFound`` to those who do not keep it."""
    policies.require_registrar(actor, unit_id)
    late = Assignment.objects.filter(letter=OuterRef("pk"), state=AssignmentState.OPEN, due_on__lt=today)
    rows = Letter.objects.filter(unit=unit_id).annotate(is_late=Exists(late)).select_related("version")
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.state == "late":
        rows = rows.filter(state=State.OPEN, is_late=True)
    elif wanted.state in State.values:
        rows = rows.filter(state=wanted.state)
    if wanted.state == State.NEW:
        rows = rows.filter(body=Body.OFFICE)  # the head disposes no letter to the council
    for word in wanted.words[:NAME_LENGTH].split():
        rows = rows.filter(_says(word))
    found = page(rows, keys=["-id"], cursor=cursor, row=_row)
    if found.rows:
        record_look(by=actor, at=at, purpose=PURPOSE, fields=("sender", "subject"), unit_id=unit_id)
    return found


def _says(word: str) -> Q:
    found = Q(version__sender__icontains=word) | Q(version__subject__icontains=word)
    found |= Q(version__sender_number__icontains=word)
    return found | Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else found


def _row(letter: Letter) -> LetterRow:
    now = letter.version
    return LetterRow(
        id=letter.pk, number=letter.number, year=letter.year, body=letter.body, state=letter.state,
        received_on=now.received_on, sender=now.sender, sender_number=now.sender_number, subject=now.subject,
        nature=now.nature, is_late=letter.state == State.OPEN and letter.is_late,  # type: ignore[attr-defined]
    )  # fmt: skip


def counts(unit_ids: Iterable[UUID], today: date) -> Counts:
    """How many letters wait at some offices; only those that wait are looked at. The caller has asked who may."""
    late = Assignment.objects.filter(letter=OuterRef("pk"), state=AssignmentState.OPEN, due_on__lt=today)
    waiting = Letter.objects.filter(unit__in=list(unit_ids), state__in=sorted(LIVE))
    found = waiting.annotate(is_late=Exists(late)).aggregate(
        new=Count("pk", filter=Q(state=State.NEW, body=Body.OFFICE)),
        open=Count("pk", filter=Q(state=State.OPEN)),
        late=Count("pk", filter=Q(state=State.OPEN, is_late=True)),
    )
    return Counts(**found)


def disposers(actor: Actor) -> frozenset[UUID]:
    """The offices that the actor leads today, also as a deputy."""
    return actor.unit_ids(*policies.HEADS)


def own(actor: Actor, *, closed: bool, today: date, at: datetime, cursor: str = "") -> Page[OwnRow]:
    """What the actor was given: what is to be done (``closed``: what was), the newest first; the look is recorded."""
    if actor.account_id is None or not actor.is_staff:
        raise NotFound
    rows = Assignment.objects.filter(account=actor.account_id, letter__unit__in=actor.unit_ids())
    live = Q(state=AssignmentState.OPEN) & ~Q(letter__state=State.VOID)
    rows = rows.exclude(live) if closed else rows.filter(live)
    known = {row.code: row.name for row in every()}
    found = page(
        rows.select_related("letter__version", "disposition"), keys=["-id"], cursor=cursor,
        row=lambda row: _own(row, known, today),
    )  # fmt: skip
    if found.rows:
        record_look(by=actor, at=at, purpose=PURPOSE, fields=("sender", "subject"))
    return found


def _own(row: Assignment, known: dict[str, str], today: date) -> OwnRow:
    letter, asked = row.letter, row.disposition
    return OwnRow(
        id=row.pk, letter_id=letter.pk, number=letter.number, year=letter.year, sender=letter.version.sender,
        subject=letter.version.subject, nature=letter.version.nature,
        instructions=tuple(known.get(code, code) for code in asked.instructions), words=asked.words,
        due_on=row.due_on, state=row.state,
        is_late=row.state == AssignmentState.OPEN and row.due_on is not None and row.due_on < today,
    )  # fmt: skip


def own_open(actor: Actor) -> int:
    """How many letters the actor has to do something about."""
    if actor.account_id is None:
        return 0
    rows = Assignment.objects.filter(account=actor.account_id, state=AssignmentState.OPEN)
    return rows.filter(letter__unit__in=actor.unit_ids()).exclude(letter__state=State.VOID).count()
