"""What can have happened to a letter that came in."""

from uuid import UUID

from satuatap.kernel.events import Event


class LetterCame(Event, frozen=True, kw_only=True):
    """It was registered; the head has not seen it yet."""

    letter_id: UUID


class LetterDisposed(Event, frozen=True, kw_only=True):
    """It was given to officers."""

    disposition_id: UUID
