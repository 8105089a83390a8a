"""Reading the register. What shows personal data begins with who is asking; a look by staff is written down."""

from .accounts import (
    Contact,
    Link,
    MandateRow,
    acts_for,
    contact,
    knows_digits,
    link_of_account,
    mandate_for,
    mandates,
    parties_of_account,
)
from .families import card_warnings, prefill_scope
from .finding import Found, find, match, nik_warnings
from .looks import Look, looks
from .naming import Represented, names, represented
from .profiles import Fact, Profile, get_person, profile
from .reports import ReportRow, open_reports

__all__ = [
    "Contact",
    "Fact",
    "Found",
    "Link",
    "Look",
    "MandateRow",
    "Profile",
    "ReportRow",
    "Represented",
    "acts_for",
    "card_warnings",
    "contact",
    "find",
    "get_person",
    "knows_digits",
    "link_of_account",
    "looks",
    "mandate_for",
    "mandates",
    "match",
    "names",
    "nik_warnings",
    "open_reports",
    "parties_of_account",
    "prefill_scope",
    "profile",
    "represented",
]
