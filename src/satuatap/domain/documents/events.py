"""What can have happened to a document. ``about`` is the opaque key of whatever asked for it, e.g. a case."""

from uuid import UUID

from satuatap.kernel.events import Event


class DocumentReady(Event, frozen=True, kw_only=True):
    """The preview can be read; the document waits for a signature."""

    document_id: UUID
    about: UUID


class DocumentIssued(Event, frozen=True, kw_only=True):
    document_id: UUID
    about: UUID


class DocumentFailed(Event, frozen=True, kw_only=True):
    """It could not be made or signed. It can be ordered again; ``reason`` is a stable short name.

    ``template`` or ``unprintable`` (the content cannot be set), ``late`` (the order ran out), ``trouble`` (tried often
    enough).
    """

    document_id: UUID
    about: UUID
    reason: str


class DocumentRevoked(Event, frozen=True, kw_only=True):
    """Taken back or replaced; whoever holds it must be told."""

    document_id: UUID
    about: UUID
    replaced: bool = False


class CorrectionAsked(Event, frozen=True, kw_only=True):
    """The holder says that a document is wrong."""

    correction_id: UUID


class CorrectionDeclined(Event, frozen=True, kw_only=True):
    """What the holder asked for was looked into, and the document stays as it is."""

    correction_id: UUID
