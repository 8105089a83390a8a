"""States of a message, the verbs between them, and the channels in the order of the ladder."""

from django.db.models import TextChoices

from satuatap.kernel.lifecycle import Move


class Channel(TextChoices):
    """*inapp* is the list in the person's account; *slip* is paper that an officer prints and hands over, *push*
    a notice to a browser: it goes along and spares no other channel, for nobody says whether it was seen."""

    INAPP = "inapp"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"
    SLIP = "slip"
    PUSH = "push"


LADDER = (Channel.WHATSAPP, Channel.SMS, Channel.EMAIL, Channel.SLIP)
"""E-mail is a rung only for those without a telephone; otherwise it goes along, to those who want it."""

BY_PHONE = (Channel.WHATSAPP, Channel.SMS)


class State(TextChoices):
    """*held* waits for the rung before it to fail, *skipped* was not needed. A slip is *queued* while it waits on the
    list, *sent* once it is printed and *delivered* when it was handed over."""

    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    SKIPPED = "skipped"


MOVES = {
    "queue": Move(frozenset({State.HELD}), State.QUEUED),
    "skip": Move(frozenset({State.HELD, State.QUEUED}), State.SKIPPED),
    "send": Move(frozenset({State.QUEUED}), State.SENT),
    # A report may be faster than our own note that the message was sent, and later than our patience.
    "arrive": Move(frozenset({State.QUEUED, State.SENT, State.FAILED}), State.DELIVERED),
    "read": Move(frozenset({State.QUEUED, State.SENT, State.FAILED, State.DELIVERED}), State.READ),
    "fail": Move(frozenset({State.QUEUED, State.SENT}), State.FAILED),
}
REPORTED = {State.DELIVERED: "arrive", State.READ: "read", State.FAILED: "fail"}


class ReplyState(TextChoices):
    """*new* is on its way to its case, *lost* fits none and waits for a person, *word* was STOP or MULAI."""

    NEW = "new"
    PLACED = "placed"
    LOST = "lost"
    WORD = "word"
    DONE = "done"
