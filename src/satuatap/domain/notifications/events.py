"""What can have happened to messages. Identifiers and plain words only."""

from uuid import UUID

from satuatap.kernel.events import Event


class ReplyCame(Event, frozen=True):
    """Somebody answered a message about a thing, by telephone."""

    reply_id: UUID
    about_id: UUID
