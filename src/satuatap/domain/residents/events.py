"""What can have happened between people who act for each other, and around the data of people."""

from uuid import UUID

from satuatap.kernel.events import Event


class OfficerInvited(Event, frozen=True):
    office_id: UUID


class PowerOffered(Event, frozen=True):
    mandate_id: UUID


class PowerTaken(Event, frozen=True):
    mandate_id: UUID


class PowerEnded(Event, frozen=True):
    """``was_offered``: it ended before the person named had taken it."""

    mandate_id: UUID
    was_offered: bool = False


class LookReported(Event, frozen=True):
    report_id: UUID


class LookAnswered(Event, frozen=True):
    report_id: UUID


class DataAsked(Event, frozen=True):
    request_id: UUID


class DataRequestWaits(Event, frozen=True):
    """Nobody has answered, and the limit is near or has passed."""

    request_id: UUID
    is_late: bool


class DataAnswered(Event, frozen=True):
    request_id: UUID


class BreachReported(Event, frozen=True):
    breach_id: UUID


class BreachWaits(Event, frozen=True):
    """Persons or the authority were not told, and the limit is near or has passed."""

    breach_id: UUID
    is_late: bool


class BreachTold(Event, frozen=True):
    """Somebody whom a breach reaches is to be told."""

    breach_id: UUID
    party_id: UUID


class EmergencyOpened(Event, frozen=True):
    emergency_id: UUID


class EmergencyWaits(Event, frozen=True):
    """Nobody has reviewed it, and the limit is near or has passed."""

    emergency_id: UUID


class EmergencyReviewed(Event, frozen=True):
    emergency_id: UUID


class FactReported(Event, frozen=True):
    report_id: UUID


class FactWaits(Event, frozen=True):
    """Nobody has settled it, and the limit is near or has passed."""

    report_id: UUID
    is_late: bool


class FactSettled(Event, frozen=True):
    report_id: UUID


class CodeAsked(Event, frozen=True):
    """Somebody at a machine typed a number and asks for a code; ``sealed`` holds both, readable by this installation."""

    sealed: str
    language: str
