"""How a book comes by its lines."""

from django.db.models import TextChoices


class Filled(TextChoices):
    ENTRIES = "entries", "written by the office"
    LETTERS = "letters", "letters in and out, by their numbers"
    COUNCIL = "council", "letters in for the council of the village"
    SENT = "sent", "what was sent because of letters in; other errands are written"
    COUNCIL_SENT = "sent-bpd", "what the council sent because of letters in; other errands are written"
    RESIDENTS = "residents", "who stands in the register"
    CHANGES = "changes", "what happened to people"
    NUMBERS = "numbers", "how many people there are, month by month"
    EXPORT = "export", "who stands in the register, as another system reads it"
    LATER = "later", "waits for something that is not there yet"


PEOPLE = frozenset({Filled.RESIDENTS.value, Filled.EXPORT.value})
"""Books that tell of everybody who stands in the register."""


PERSONAL = PEOPLE | {Filled.CHANGES.value, Filled.LETTERS.value}
"""Books that fill themselves with what the system knows of people."""


class Kind(TextChoices):
    """What may stand in a column."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    MONEY = "money"


SENT = {Filled.SENT.value: "", Filled.COUNCIL_SENT.value: "bpd"}
"""Books of what was sent, and by which body beside the office ("" for itself)."""

WRITTEN = frozenset({Filled.ENTRIES.value, *SENT})
"""Books that somebody writes in."""


class Format(TextChoices):
    """As what a book can be taken along."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


class Sheet(TextChoices):
    """What a sheet of a workbook for another system holds."""

    PEOPLE = "people"
    CODES = "codes"
    FAMILIES = "families"
    AREAS = "areas"
    NOTES = "notes"
