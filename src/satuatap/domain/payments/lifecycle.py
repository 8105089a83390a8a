"""States of a bill and of a payment, and the verbs between them."""

from django.db.models import TextChoices

from satuatap.kernel.lifecycle import Move


class State(TextChoices):
    """A bill is open until it is settled or cancelled; never both."""

    OPEN = "open"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class PaymentState(TextChoices):
    """An attempt at the gateway: asked for, waiting for the payer, paid (it settled its bills) or closed."""

    STARTING = "starting"
    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"


class Method(TextChoices):
    """How a bill was settled; *outside* means paid to the treasury by a road that is not ours."""

    CASH = "cash"
    GATEWAY = "gateway"
    OUTSIDE = "outside"


class Cause(TextChoices):
    """Why money could not be matched with a bill."""

    UNKNOWN = "unknown"
    MISMATCH = "mismatch"
    AMOUNT = "amount"
    DOUBLE = "double"
    LATE = "late"


class UnmatchedState(TextChoices):
    WAITING = "waiting"
    RESOLVED = "resolved"


MOVES = {
    "settle": Move(frozenset({State.OPEN}), State.SETTLED),
    "cancel": Move(frozenset({State.OPEN}), State.CANCELLED),
}

PAYMENT_MOVES = {
    "note": Move(frozenset({PaymentState.STARTING, PaymentState.WAITING}), PaymentState.WAITING),
    # Money may still arrive for a charge that was closed here: the payer was faster than our letter to the gateway.
    "pay": Move(frozenset({PaymentState.STARTING, PaymentState.WAITING, PaymentState.CLOSED}), PaymentState.PAID),
    "close": Move(frozenset({PaymentState.STARTING, PaymentState.WAITING}), PaymentState.CLOSED),
}

LIVE = frozenset({PaymentState.STARTING, PaymentState.WAITING})
