"""What is asked of whom about a letter, and what they made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.jobs import publish
from satuatap.kernel.lifecycle import move

from .. import policies, rules
from ..events import LetterDisposed
from ..lifecycle import MOVES, AssignmentState, Body, State
from ..models import Assignment, Disposition, Letter
from ..queries.instructions import instructions_on
from .registering import locked


@dataclass(frozen=True, slots=True)
class Order:
    """Who is to do what, and until when: ``instructions`` from the list, ``words`` in one's own."""

    to: Sequence[UUID] = field(default_factory=list)
    instructions: Sequence[str] = field(default_factory=list)
    words: str = ""
    due_on: date | None = None


@transaction.atomic
def dispose(*, letter_id: UUID, order: Order, key: UUID, by: Actor, at: datetime) -> Disposition:
    """Give a letter to officers of the office. A repeat with the same ``key`` answers the same disposition.

    Raises ``NotFound`` to all but whoever leads the office, ``Refused`` "to", "instructions", "due", "wrong-state".
    """
    letter = locked(letter_id)
    policies.require_head(by, letter.unit_id)
    if (known := Disposition.objects.filter(key=key, letter=letter).first()) is not None:
        return known
    if letter.body != Body.OFFICE:
        raise Refused("body", _("Surat untuk BPD diserahkan kepada BPD, tidak didisposisi."))
    letter.state = move(MOVES, "dispose", State(letter.state))
    disposition = _give(letter, order, None, key, by, at)
    letter.save(update_fields=["state"])
    return disposition


@transaction.atomic
def hand_on(*, assignment_id: UUID, order: Order, key: UUID, by: Actor, at: datetime) -> Disposition:
    """Give what one was asked to do to colleagues, until the same day at the latest. A repeat with the same ``key``
    answers the same disposition."""
    assignment = _own(assignment_id, by)
    if (known := Disposition.objects.filter(key=key, parent=assignment).first()) is not None:
        return known
    _require_open(assignment)
    if by.account_id in order.to:
        raise Refused("to", _("Pilih rekan lain, bukan diri sendiri."), field="to")
    disposition = _give(assignment.letter, order, assignment, key, by, at)
    _close(assignment, AssignmentState.HANDED, "", at)
    record("letter.handed-on", on=assignment.letter, by=by, at=at, unit_id=assignment.letter.unit_id)
    return disposition


def _give(letter: Letter, order: Order, parent: Assignment | None, key: UUID, by: Actor, at: datetime) -> Disposition:
    today = timezone.localdate(at)
    words = order.words.strip()[: rules.LONGEST_WORDS]
    rules.require_order(order.instructions, words, [row.code for row in instructions_on(today)])
    rules.require_due(order.due_on, today, parent.due_on if parent else None)
    known = {row.account_id for row in identity.colleagues([letter.unit_id], today)}
    to = list(dict.fromkeys(order.to))
    if not to or not set(to) <= known:
        raise Refused("to", _("Pilih paling sedikit satu petugas kantor ini."), field="to")
    due_on = order.due_on or (parent.due_on if parent else None)
    disposition = Disposition.objects.create(
        key=key, letter=letter, parent=parent, instructions=list(order.instructions), words=words, due_on=due_on,
        at=at, by=by.id,
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(disposition=disposition, letter=letter, account_id=account_id, due_on=due_on) for account_id in to
    )
    record("letter.disposed", on=disposition, by=by, at=at, unit_id=letter.unit_id)
    publish(LetterDisposed(disposition_id=disposition.pk))
    return disposition


@transaction.atomic
def report(*, assignment_id: UUID, words: str, by: Actor, at: datetime) -> Assignment:
    """Say what was done. When nobody has the letter open any more, it is done. The same report again changes nothing.

    Raises ``NotFound`` to others, ``Refused("report")`` without words, ``Conflict`` for what is reported or handed on.
    """
    assignment = _own(assignment_id, by)
    tidied = words.strip()[: rules.LONGEST_WORDS]
    if assignment.state == AssignmentState.DONE and assignment.report == tidied:
        return assignment
    _require_open(assignment)
    if not tidied:
        raise Refused("report", _("Tulis apa yang sudah dikerjakan."), field="report")
    _close(assignment, AssignmentState.DONE, tidied, at)
    letter = assignment.letter
    if not letter.assignments.filter(state=AssignmentState.OPEN).exists():
        letter.state = move(MOVES, "finish", State(letter.state))
        letter.save(update_fields=["state"])
    record("letter.reported", on=letter, by=by, at=at, unit_id=letter.unit_id)
    return assignment


@transaction.atomic
def file(*, letter_id: UUID, reason: str, by: Actor, at: datetime) -> Letter:
    """Put a letter away without anything (more) to do, for a reason. Raises ``NotFound`` to all but the head."""
    letter = locked(letter_id)
    policies.require_head(by, letter.unit_id)
    reason = rules.require_reason(reason, _("Tulis mengapa tidak perlu ditindaklanjuti."))
    letter.state, letter.reason = move(MOVES, "file", State(letter.state)), reason
    letter.save(update_fields=["state", "reason"])
    record("letter.filed", on=letter, by=by, at=at, unit_id=letter.unit_id)
    return letter


def _own(assignment_id: UUID, by: Actor) -> Assignment:
    """The assignment with its letter locked, for whoever has it. Raises ``NotFound``."""
    found = Assignment.objects.filter(pk=assignment_id).values_list("letter", flat=True).first()
    if found is None:
        raise NotFound
    letter = locked(found)
    assignment = Assignment.objects.get(pk=assignment_id)
    assignment.letter = letter
    policies.require_own(by, assignment)
    return assignment


def _require_open(assignment: Assignment) -> None:
    if assignment.state != AssignmentState.OPEN or assignment.letter.state == State.VOID:
        raise Conflict("closed", _("Disposisi ini sudah dilaporkan, diteruskan, atau suratnya dibatalkan."))


def _close(assignment: Assignment, state: AssignmentState, words: str, at: datetime) -> None:
    assignment.state, assignment.report, assignment.closed_at = state, words, at
    assignment.save(update_fields=["state", "report", "closed_at"])
