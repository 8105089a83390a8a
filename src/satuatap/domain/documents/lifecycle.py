"""The states of a document and the verbs between them."""

from django.db.models import TextChoices

from satuatap.kernel.lifecycle import Move


class State(TextChoices):
    DRAFT = "draft", "content is there, the preview is being made"
    READY = "ready", "can be read, waits for a signature"
    SIGNING = "signing", "somebody has ordered the signature"
    PRINTED = "printed", "numbered and printed, waits for the scan of what was signed on paper"
    ISSUED = "issued", "numbered, signed, in force"
    REVOKED = "revoked", "taken back"
    REPLACED = "replaced", "another document stands in its place"
    VOID = "void", "never became a document"


class NumberState(TextChoices):
    RESERVED = "reserved", "kept for a document that is being signed"
    USED = "used", "stands on an issued document"
    VOID = "void", "will never stand on a document"
    PAPER = "paper", "was used on paper, outside the system"
    LEASED = "leased", "in a block that a device may use while it has no line"
    INCOMING = "incoming", "stands in the agenda for a letter that came in"


class CountMode(TextChoices):
    """Which letters of an office share a count."""

    LETTERS = "letters", "all letters of the series"
    TYPE = "type", "letters of one kind, told apart by their classification"
    COMMON = "common", "letters out, letters in and service letters together"


class LineState(TextChoices):
    WAITING = "waiting", "to be signed"
    DONE = "done", "signed"
    LAPSED = "lapsed", "not signed: too late, or it could not be made"


class BatchState(TextChoices):
    """What has become of one document of a batch."""

    WAITING = "waiting", "to be signed"
    SIGNED = "signed", "signed"
    FAILED = "failed", "could not be signed; the batch can be taken up again"
    PULLED = "pulled", "taken out by the signer before"


class CorrectionState(TextChoices):
    """What has become of the report that an issued document is wrong."""

    ASKED = "asked", "to be looked into"
    WRITTEN = "written", "the corrected one waits for its signature"
    DECLINED = "declined", "the document stays as it is"
    DONE = "done", "the corrected one was issued"


OPEN_CORRECTIONS = frozenset({CorrectionState.ASKED, CorrectionState.WRITTEN})
SIGNABLE = frozenset({State.READY, State.SIGNING})
UNISSUED = frozenset({State.DRAFT, State.READY, State.SIGNING, State.PRINTED})
EVER_ISSUED = frozenset({State.ISSUED, State.REVOKED, State.REPLACED})

MOVES: dict[str, Move[State]] = {
    "show": Move(frozenset({State.DRAFT, State.READY}), State.READY),
    "order": Move(frozenset({State.READY, State.SIGNING}), State.SIGNING),
    "put back": Move(frozenset({State.SIGNING}), State.READY),
    "print": Move(frozenset({State.SIGNING}), State.PRINTED),
    "issue": Move(frozenset({State.SIGNING, State.PRINTED}), State.ISSUED),
    "discard": Move(UNISSUED, State.VOID),
    "revoke": Move(frozenset({State.ISSUED}), State.REVOKED),
    "replace": Move(frozenset({State.ISSUED}), State.REPLACED),
}
