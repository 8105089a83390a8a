"""What can have happened to a case. Identifiers and plain words only."""

from datetime import datetime
from uuid import UUID

from satuatap.kernel.events import Event


class CaseSubmitted(Event, frozen=True):
    case_id: UUID


class CaseReturned(Event, frozen=True):
    case_id: UUID
    step: str


class CaseAccepted(Event, frozen=True):
    """The file is complete and correct: the promise clock runs."""

    case_id: UUID


class CaseDecided(Event, frozen=True):
    case_id: UUID
    approved: bool


class CaseReferred(Event, frozen=True):
    """The applicant is expected at another office; the step's results say when and where."""

    case_id: UUID
    step: str


class InspectionPlanned(Event, frozen=True):
    """The day of a visit was set, or changed."""

    case_id: UUID
    inspection_id: UUID
    is_moved: bool


class InspectionReported(Event, frozen=True):
    """The report of a visit was sent."""

    inspection_id: UUID


class CaseUndone(Event, frozen=True):
    """An officer took back an act that the applicant had heard of."""

    case_id: UUID


class CaseReady(Event, frozen=True):
    """The product exists and can be collected."""

    case_id: UUID


class CaseClosed(Event, frozen=True):
    case_id: UUID
    state: str


class CaseReleased(Event, frozen=True):
    """What waited for another application cannot begin with it, and is a draft of its applicant again."""

    case_id: UUID


class TaskLate(Event, frozen=True):
    """A task passed its own limit; ``role`` is the role above that is told."""

    case_id: UUID
    task_id: UUID
    role: str


class TaskHanded(Event, frozen=True):
    """A colleague gave a task to an account."""

    task_id: UUID
    account_id: UUID


class PromiseMoved(Event, frozen=True):
    """An outage has moved the promised day."""

    case_id: UUID
    due_at: datetime


class CallDiffers(Event, frozen=True):
    """An outside system says otherwise than what an officer wrote in its place."""

    case_id: UUID
    call_id: UUID


class SilenceNear(Event, frozen=True):
    """The day after which the agency's silence means something comes close."""

    case_id: UUID


class SilenceTookEffect(Event, frozen=True):
    """The agency has not decided in time, and the law makes something of it."""

    case_id: UUID


class ReminderDue(Event, frozen=True):
    """The day of a reminder has come; ``template`` names its message."""

    case_id: UUID
    template: str


class PostWritten(Event, frozen=True):
    """The office wrote to the applicant."""

    case_id: UUID
    post_id: UUID


class ObjectionAnswered(Event, frozen=True):
    """Whoever leads the office has answered what the applicant had against a refusal."""

    case_id: UUID


class OpinionAsked(Event, frozen=True):
    """A colleague, or whoever holds a role, was asked for an opinion."""

    case_id: UUID
    opinion_id: UUID


class DraftGoes(Event, frozen=True):
    """A draft that nobody goes on with will be thrown away."""

    case_id: UUID
