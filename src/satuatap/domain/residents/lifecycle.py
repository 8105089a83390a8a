"""What can happen to people and families, and how surely the register knows that it did."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """A civil event. ``enter`` is that the register begins to know somebody, or a card."""

    ENTER = "enter"
    BIRTH = "birth"
    DEATH = "death"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    MOVE_OUT = "move-out"
    MOVE_IN = "move-in"
    MOVE_WITHIN = "move-within"
    FAMILY = "family-change"
    CORRECTION = "correction"
    MISSING = "missing"
    FOUND = "found"


class EventState(TextChoices):
    """*Reported* until a reference of the population administration makes it *recorded*; *cancelled* ones count no more."""

    REPORTED = "dilaporkan"
    RECORDED = "tercatat"
    CANCELLED = "dibatalkan"


class Task(TextChoices):
    """What an event may ask of an office."""

    FAMILY_CARD = "family-card"
    CHILD_CARD = "child-card"
    AID = "aid"
    HEALTH_INSURANCE = "health-insurance"
    BY_HAND = "record-by-hand"


class ImportState(TextChoices):
    """How far a file of residents is. ``reading``, ``checking``, ``entering`` and ``undoing`` are work of the worker."""

    READING = "reading"
    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    ENTERING = "entering"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


WORKING = frozenset({ImportState.READING, ImportState.CHECKING, ImportState.ENTERING, ImportState.UNDOING})


class Finding(TextChoices):
    """What the register makes of a row of a file."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"
    DOUBLE = "double"
    REFUSED = "refused"


ENTERED = (Finding.NEW, Finding.CHANGED, Finding.MOVED)
"""The rows that change something in the register."""


BEGINS = frozenset({Kind.ENTER, Kind.BIRTH})
"""Events by which the register comes to know somebody."""

TOLD_BY_CASES: dict[str, frozenset[str]] = {
    Kind.BIRTH.value: frozenset({"name", "sex", "on", "place", "mother", "mother_name", "father", "father_name"}),
    Kind.DEATH.value: frozenset({"nik", "name", "on"}),
    Kind.MOVE_IN.value: frozenset({"niks", "names", "relations", "on", "kk", "area", "address", "rt", "rw"}),
}
"""The events a case can end in, with the facts each takes from a form; "" for what is not known."""

IMPORTED = (
    "kk",
    "nik",
    "name",
    "sex",
    "born_on",
    "relation",
    "birth_place",
    "marital",
    "religion",
    "education",
    "occupation",
    "citizenship",
    "blood",
    "father_name",
    "mother_name",
    "address",
    "hamlet",
    "rt",
    "rw",
    "area_code",
    "status",
)
"""What a file of residents may tell of each, the five that it has to tell and the number of the person first."""
IMPORTED_ALWAYS = frozenset({"kk", "name", "sex", "born_on", "relation"})
