"""States of a message, the verbs between them, and the channels in the order of the ladder."""

from django.db.models import TextChoices

from satuatap.kernel.lifecycle import Move


class Channel(TextChoices):
    """*inapp* is the list in the person's account; the others reach out, first to last."""

    INAPP = "inapp"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"


LADDER = (Channel.WHATSAPP, Channel.SMS, Channel.EMAIL)


class State(TextChoices):
    """*held* waits for the rung before it to fail, *skipped* was not needed."""

    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    SKIPPED = "skipped"


MOVES = {
    "queue": Move(frozenset({State.HELD}), State.QUEUED),
    "skip": Move(frozenset({State.HELD}), State.SKIPPED),
    "send": Move(frozenset({State.QUEUED}), State.SENT),
    # A report may be faster than our own note that the message was sent.
    "arrive": Move(frozenset({State.QUEUED, State.SENT, State.FAILED}), State.DELIVERED),
    "read": Move(frozenset({State.QUEUED, State.SENT, State.FAILED, State.DELIVERED}), State.READ),
    "fail": Move(frozenset({State.QUEUED, State.SENT}), State.FAILED),
}
REPORTED = {State.DELIVERED: "arrive", State.READ: "read", State.FAILED: "fail"}
