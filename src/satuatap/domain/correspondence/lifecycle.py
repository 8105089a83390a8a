"""The states of a letter that came in and of what an officer was given to do about it."""

from django.db.models import TextChoices

from satuatap.kernel.lifecycle import Move


class State(TextChoices):
    NEW = "new", "registered, waits for the head"
    OPEN = "open", "disposed; somebody has it to do"
    DONE = "done", "everybody has reported, or it was handed to the body it is for"
    FILED = "filed", "put away without anything to do"
    VOID = "void", "registered by mistake; its number stays"


class Nature(TextChoices):
    ORDINARY = "biasa", "ordinary"
    SOON = "segera", "soon"
    IMPORTANT = "penting", "important"
    SECRET = "rahasia", "for the head and those it is disposed to"


class Carried(TextChoices):
    """How a letter came, or went."""

    POST = "pos", "by post or courier"
    HAND = "langsung", "somebody brought it"
    EMAIL = "surel", "by e-mail"
    CHAT = "pesan", "by a message on the telephone"
    SYSTEM = "sistem", "issued by an office in this system"


class Body(TextChoices):
    """To whom a letter is addressed: the office, or a body beside it that has an agenda of its own."""

    OFFICE = "", "the office"
    COUNCIL = "bpd", "the council of the village (BPD)"


class AssignmentState(TextChoices):
    OPEN = "open", "to be done"
    DONE = "done", "reported"
    HANDED = "handed", "handed on to others"


LIVE = frozenset({State.NEW, State.OPEN})
CLOSED = frozenset({State.DONE, State.FILED})

MOVES: dict[str, Move[State]] = {
    "dispose": Move(frozenset({State.NEW, State.OPEN, State.DONE, State.FILED}), State.OPEN),
    "finish": Move(frozenset({State.OPEN}), State.DONE),
    "deliver": Move(frozenset({State.NEW}), State.DONE),
    "file": Move(frozenset({State.NEW, State.DONE}), State.FILED),
    "void": Move(frozenset({State.NEW, State.OPEN}), State.VOID),
}
