"""One letter with all that became of it, and its sheets."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from satuatap.domain.audit.actions import record_look
from satuatap.domain.documents import queries as documents
from satuatap.domain.files import queries as files
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import AssignmentState, State
from ..models import Assignment, Letter, Version
from .instructions import InstructionRow, every, offered

PURPOSE = "mengurus surat masuk"
READING = "membaca surat masuk"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What somebody wrote about a letter, and why where something was wrong before."""

    order: int
    received_on: date
    sender: str
    sender_number: str
    dated_on: date | None
    subject: str
    nature: str
    carried: str
    enclosures: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``set_aside`` is why a sheet does not belong here, "" for the others."""

    id: UUID
    name: str
    media_type: str
    size: int
    set_aside: str


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """What one officer has to do; ``is_own``: the reader has it, and it is open."""

    id: UUID
    name: str
    state: str
    due_on: date | None
    report: str
    closed_at: datetime | None
    is_own: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class DispositionRow:
    """What was asked; ``by`` is the name of who asked, ``handed_on``: by somebody who had been asked."""

    by: str
    at: datetime
    instructions: tuple[str, ...]
    words: str
    due_on: date | None
    handed_on: bool
    assignments: tuple[AssignmentRow, ...]


@dataclass(frozen=True, slots=True)
class SendingRow:
    """A letter out; ``document_id`` where the office issued it here."""

    id: int
    is_answer: bool
    document_id: UUID | None
    number: str
    dated_on: date | None
    subject: str
    to: str
    sent_on: date | None
    received_by: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter as the reader may see it. ``may_read`` is False where its sheets are not for the reader; ``sheets`` are
    empty then. ``earlier`` are the versions before, the latest first."""

    id: UUID
    unit_id: UUID
    unit_name: str
    unit_kind: str
    body: str
    number: int
    year: int
    state: str
    now: VersionRow
    earlier: tuple[VersionRow, ...]
    place: str
    archive_code: str
    reason: str
    registered_at: datetime
    registered_by: str
    from_here: bool
    sheets: tuple[SheetRow, ...]
    dispositions: tuple[DispositionRow, ...]
    sendings: tuple[SendingRow, ...]
    may_read: bool
    may_register: bool
    may_dispose: bool
    may_answer: bool
    own: AssignmentRow | None
    choices: tuple[InstructionRow, ...]
    """What may be asked for today."""


def letter(actor: Actor, letter_id: UUID, *, today: date, at: datetime) -> LetterView:
    """One letter; the look is recorded. Raises ``NotFound``, also for those to whom it was never given."""
    found = _visible(actor, letter_id)
    record_look(
        on=found, by=actor, at=at, purpose=PURPOSE, fields=("sender", "subject"), unit_id=found.unit_id,
        party_id=found.document.party_id if found.document else None,
    )  # fmt: skip
    versions = list(found.versions.order_by("-order")) if found.version.order > 1 else [found.version]
    assigned = list(found.assignments.select_related("disposition", "account").order_by("disposition", "pk"))
    wordings = every()
    writers = identity.names(
        {found.registered_by, *(row.by for row in versions), *(row.disposition.by for row in assigned)}
    )
    given = any(row.account_id == actor.account_id for row in assigned)
    may_read = policies.may_read(actor, found, given=given)
    own = next((_assignment(row, actor, today) for row in assigned if _is_own(row, actor)), None)
    known = {row.code: row.name for row in wordings}
    return LetterView(
        id=found.pk, unit_id=found.unit_id, unit_name=found.unit.name, unit_kind=found.unit.kind, body=found.body,
        number=found.number, year=found.year, state=found.state, now=_version(versions[0], writers),
        earlier=tuple(_version(row, writers) for row in versions[1:]), place=found.place,
        archive_code=found.archive_code, reason=found.reason, registered_at=found.registered_at,
        registered_by=writers.get(found.registered_by, ""), from_here=found.document_id is not None,
        sheets=_sheets(found) if may_read else (),
        dispositions=tuple(
            _disposition(list(rows), writers, known, actor, today)
            for _disposition_id, rows in groupby(assigned, lambda row: row.disposition_id)
        ),
        sendings=_sendings(found), may_read=may_read, may_register=policies.may_register(actor, found.unit_id),
        may_dispose=policies.may_dispose(actor, found.unit_id),
        may_answer=given or policies.may_register(actor, found.unit_id),
        own=own if found.state != State.VOID else None, choices=offered(wordings, today),
    )  # fmt: skip


def _visible(actor: Actor, letter_id: UUID) -> Letter:
    found = Letter.objects.visible_to(actor).select_related("version", "unit", "document").filter(pk=letter_id).first()
    if found is None:
        raise NotFound
    return found


def _version(row: Version, writers: dict[str, str]) -> VersionRow:
    facts = {name: getattr(row, name) for name in VersionRow.__dataclass_fields__ if name != "by"}
    return VersionRow(**facts, by=writers.get(row.by, ""))


def _sheets(found: Letter) -> tuple[SheetRow, ...]:
    rows = found.sheets.order_by("id").values_list("id", "file__name", "file__media_type", "file__size", "set_aside")
    return tuple(SheetRow(*row) for row in rows)


def _sendings(found: Letter) -> tuple[SendingRow, ...]:
    rows = found.sendings.order_by("id").values_list(*SendingRow.__dataclass_fields__)
    return tuple(SendingRow(*row) for row in rows)


def _is_own(row: Assignment, actor: Actor) -> bool:
    return row.account_id == actor.account_id and row.state == AssignmentState.OPEN


def _assignment(row: Assignment, actor: Actor, today: date) -> AssignmentRow:
    is_open = row.state == AssignmentState.OPEN
    return AssignmentRow(
        id=row.pk, name=row.account.name, state=row.state, due_on=row.due_on, report=row.report,
        closed_at=row.closed_at, is_own=_is_own(row, actor),
        is_late=is_open and row.due_on is not None and row.due_on < today,
    )  # fmt: skip


def _disposition(
    assigned: list[Assignment], writers: dict[str, str], known: dict[str, str], actor: Actor, today: date
) -> DispositionRow:
    row = assigned[0].disposition
    return DispositionRow(
        by=writers.get(row.by, ""), at=row.at, instructions=tuple(known.get(code, code) for code in row.instructions),
        words=row.words, due_on=row.due_on, handed_on=row.parent_id is not None,
        assignments=tuple(_assignment(one, actor, today) for one in assigned),
    )  # fmt: skip


def assignment(actor: Actor, assignment_id: UUID) -> UUID:
    """The letter of an assignment of the actor's own. Raises ``NotFound``."""
    row = Assignment.objects.select_related("letter").filter(pk=assignment_id).first()
    if row is None:
        raise NotFound
    policies.require_own(actor, row)
    return row.letter_id


def sheet(actor: Actor, letter_id: UUID, sheet_id: UUID, *, at: datetime) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a scan, without what a camera wrote into it. Every reading is recorded.

    Raises ``NotFound`` also to those who keep the agenda but may not read a secret letter.
    """
    found = _visible(actor, letter_id)
    policies.require_read(actor, found)
    row = found.sheets.select_related("file").filter(pk=sheet_id).first()
    if row is None:
        raise NotFound
    record_look(on=found, by=actor, at=at, purpose=READING, fields=("sheets",), unit_id=found.unit_id)
    return row.file.name, row.file.media_type, files.shown(row.file)


def paper(actor: Actor, letter_id: UUID, *, at: datetime) -> tuple[str, bytes]:
    """Name and bytes of a letter that another office of ours issued. Every reading is recorded. Raises ``NotFound``."""
    found = _visible(actor, letter_id)
    policies.require_read(actor, found)
    if found.document_id is None:
        raise NotFound
    return documents.presented_pdf(actor, found.document_id, found.unit_id, at=at)
