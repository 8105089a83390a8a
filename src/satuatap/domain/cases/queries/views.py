"""What pages get to see of a case: frozen, everything joined, nothing to load later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from satuatap.domain.catalog.queries import Standard
from satuatap.domain.documents.queries import DocumentRow
from satuatap.domain.payments.queries import BillRow
from satuatap.kernel.forms import Form, Section

from ..lifecycle import CallState, State
from .inspections import InspectionView
from .marks import MarkView
from .sealing import SealView
from .shelf import Shelf

CONTENT = ("answers", "draft", "facts", "results", "place", "pages_done")  # no line of a list shows it: dear to read


@dataclass(frozen=True, slots=True)
class PromiseView:
    """The promise as it stands: ``span`` None where the standard gives no time; ``left`` negative once it is broken, in the
    time it counts: at night it ``is_late`` with nothing left. ``kept`` is known at the end."""

    amount: int | None
    unit: str
    due_at: datetime | None
    left: timedelta | None
    used_share: float
    paused_for: str
    paused_since: datetime | None
    kept: bool | None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class StepView:
    """A step on the applicant's timeline; ``state`` is done, now, waiting, todo or skipped."""

    key: str
    kind: str
    name: str
    hint: str
    state: str
    role: str
    unit_name: str
    since: datetime | None
    done_at: datetime | None
    within: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskView:
    """An open step, with the verbs that the reader may do now; who gave it to its present holder, and why."""

    id: UUID
    step: str
    kind: str
    name: str
    role: str
    unit_id: UUID
    unit_name: str
    assignee_id: UUID | None
    assignee_name: str
    opened_at: datetime
    due_at: datetime | None
    rank_at: datetime
    verbs: tuple[str, ...]
    is_mine: bool
    may_move: bool
    handed_by: str
    handed_why: str
    told_late_at: datetime | None
    told_role: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """One sheet that was handed in; ``document_number`` and what follows are of one that this system issued itself."""

    id: UUID
    key: str
    instead: str
    file_id: UUID
    file_name: str
    media_type: str
    size: int
    attached_at: datetime
    current: bool
    stamp_serial: str
    is_again: bool = False
    document_number: str | None = None
    document_state: str | None = None
    document_until: date | None = None

    @property
    def is_ours(self) -> bool:
        return bool(self.document_number)

    def is_in_force(self, today: date) -> bool:
        """Whether a document of ours is still worth something: not revoked, replaced or run out."""
        return self.document_state == "issued" and (self.document_until is None or today <= self.document_until)


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One line of the checklist: ``state`` is given, register, form, agency (another office sends it), missing,
    optional or not-needed. ``meterai`` is the legal basis of a stamp duty, "" where there is none."""

    key: str
    name: str
    hint: str
    law: str
    meterai: str
    state: str
    substitutes: tuple[tuple[str, str], ...]
    sheets: tuple[PaperView, ...]


@dataclass(frozen=True, slots=True)
class DefectView:
    about: str
    label: str
    text: str
    found_at: datetime
    was_there: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class HistoryRow:
    at: datetime
    who: str
    verb: str
    step_name: str
    note: str


@dataclass(frozen=True, slots=True)
class OutsideView:
    system: str
    number: str
    file_id: UUID | None
    is_signed: bool
    is_intact: bool
    is_trusted: bool
    signer: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralView:
    """Where and when the applicant is expected elsewhere; ``at`` None for a whole day."""

    step: str
    step_name: str
    system: str
    on: date
    at: time | None
    place: str
    number: str


@dataclass(frozen=True, slots=True)
class CallView:
    """A question to an outside system as officers see it; names of what was asked, never values."""

    step: str
    step_name: str
    system: str
    state: CallState
    asked: tuple[str, ...]
    tried: int
    problem: str
    since: datetime
    ask_at: datetime | None
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChargeView:
    """Working time that one party has spent: ``who`` is unit (then ``name``), applicant, payment or outage."""

    who: str
    name: str
    spent: timedelta


@dataclass(frozen=True, slots=True)
class SilenceView:
    """What the agency's silence means (deemed-granted or deemed-refused), from when, by which law."""

    rule: str
    law: str
    ends_at: datetime | None
    took_effect_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with everything a page about it needs. ``marks`` are the reader's own, by what they are about."""

    id: UUID
    number: str
    title: str
    service_code: str
    state: State
    badge: str
    channel: str
    version: int
    unit_id: UUID
    unit_name: str
    unit_short_name: str
    party_id: UUID
    applicant_name: str
    applicant_kind: str
    area_label: str
    started_at: datetime
    submitted_at: datetime | None
    accept_due_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    ready_at: datetime | None
    closed_at: datetime | None
    waiting_for: str
    correct_by: datetime | None
    refusal: str
    refusal_law: str
    is_draft_changed: bool
    is_applicant: bool
    may_fill: bool
    may_withdraw: bool
    promise: PromiseView
    standard: Standard
    sections: tuple[Section, ...]
    results: tuple[tuple[str, tuple[Section, ...]], ...]
    requirements: tuple[RequirementView, ...]
    steps: tuple[StepView, ...]
    tasks: tuple[TaskView, ...]
    shelf: Shelf | None
    defects: tuple[DefectView, ...]
    history: tuple[HistoryRow, ...]
    may_undo: bool
    bills: tuple[BillRow, ...]
    documents: tuple[DocumentRow, ...]
    outside: tuple[OutsideView, ...]
    referrals: tuple[ReferralView, ...]
    calls: tuple[CallView, ...]
    seals: tuple[SealView, ...]
    charges: tuple[ChargeView, ...]
    silence: SilenceView | None
    copy_strip: tuple[tuple[str, str], ...]
    new_posts: int
    advice: tuple[tuple[str, str, datetime], ...]
    inspections: tuple[InspectionView, ...]
    marks: Mapping[str, MarkView]
    place: dict[str, Any]
    bundle_id: UUID | None
    bundle_title: str

    @property
    def is_draft(self) -> bool:
        """Whether it was never sent; what waits for an earlier application of its bundle was."""
        return self.state == "draft" and self.badge != "held"


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What an act on a case has to know before it begins; ``is_open`` says whether it waits to be filled or sent."""

    id: UUID
    number: str
    state: State
    service_code: str
    revision_id: UUID
    may_fill: bool
    is_open: bool
    is_own: bool
    bundle_id: UUID | None
    unit_id: UUID
    party_id: UUID
    title: str
    applicant_name: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of an inbox."""

    task_id: UUID
    case_id: UUID
    number: str
    title: str
    applicant_name: str
    area_label: str
    channel: str
    step_name: str
    kind: str
    due_at: datetime | None
    task_due_at: datetime | None
    told_late_at: datetime | None
    left: timedelta | None
    badge: str
    is_mine: bool
    assignee_name: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignRow:
    """One document to be signed; ``document_id`` is None while its draft is made, ``corrects`` the number it replaces."""

    number: str
    step: str
    title: str
    applicant_name: str
    due_at: datetime | None
    document_id: UUID | None
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of a list of cases."""

    case_id: UUID
    number: str
    title: str
    applicant_name: str
    area_label: str
    channel: str
    badge: str
    state: State
    waiting_for: str
    unit_name: str
    started_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    ready_at: datetime | None
    goes_at: datetime | None = None
    bundle_id: UUID | None = None
    bundle_title: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures above an inbox; 100 means "a hundred or more"."""

    mine: int
    team: int
    returned: int
    due_today: int
    late: int
    done_today: int


@dataclass(frozen=True, slots=True)
class TrackView:
    """What somebody who knows the number and the last digits of the phone may see: state and dates only."""

    number: str
    title: str
    unit_name: str
    state: State
    badge: str
    waiting_for: str
    submitted_at: datetime | None
    accepted_at: datetime | None
    ready_at: datetime | None
    closed_at: datetime | None
    promise: PromiseView
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """A form being filled: ``known`` are pointers that the register or a letter answers, ``offered`` choices by pointer,
    ``is_own`` false for an officer who fills it for somebody, ``bundle_id`` for what is filled in with its bundle."""

    case_id: UUID
    number: str
    state: State
    version: int
    title: str
    service_code: str
    applicant_name: str
    form: Form
    answers: dict[str, Any]
    known: frozenset[str]
    from_letters: frozenset[str]
    offered: dict[str, tuple[tuple[str, str], ...]]
    labels: dict[str, str]
    pages_done: frozenset[str]
    is_open: bool
    is_own: bool
    bundle_id: UUID | None
