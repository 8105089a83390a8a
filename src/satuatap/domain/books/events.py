"""What can have happened to a copy of a book."""

from uuid import UUID

from satuatap.kernel.events import Event


class CopyWaits(Event, frozen=True, kw_only=True):
    """A copy of many people's data waits for a second person."""

    copy_id: UUID


class CopyDecided(Event, frozen=True, kw_only=True):
    """Somebody else allowed or refused it."""

    copy_id: UUID
