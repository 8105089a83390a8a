"""What becomes of a record whose time is over, what can be held, and how far a list for approval is."""

from django.db.models import TextChoices


class Fate(TextChoices):
    ERASE = "erase", "the record goes"
    ANONYMISE = "anonymise", "what tells of a person goes, the rest stays for counting"
    KEEP = "keep", "nothing goes"


class Basis(TextChoices):
    """What a term rests on. ``UNKNOWN``: no rule was found, so nothing goes."""

    OWN = "own", "a choice of this system or region"
    GENERAL = "general", "general knowledge of the trade, not checked"
    LAW = "law", "a rule that is named"
    UNKNOWN = "unknown", "not known"


class Subject(TextChoices):
    CASE = "case", "an application"
    PARTY = "party", "a person or organisation"


class Cause(TextChoices):
    DISPUTE = "dispute", "a dispute or a trial"
    BREACH = "breach", "a breach of data is looked into"
    INSPECTION = "inspection", "an inspection or an audit"
    REQUEST = "request", "a request about the data"
    OTHER = "other", "something else"


class ListState(TextChoices):
    """*made* by the worker, *submitted* to a head by who protects data, *approved* until all is destroyed, then *done*."""

    MADE = "made"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    DONE = "done"


OPEN_LISTS = (ListState.MADE, ListState.SUBMITTED, ListState.APPROVED)
