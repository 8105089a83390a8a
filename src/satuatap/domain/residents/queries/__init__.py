"""Reading the register. What shows personal data begins with who is asking; a look by staff is written down."""

from .accounts import (
    AccountOf,
    Contact,
    Link,
    MandateRow,
    Standing,
    account_of,
    acts_for,
    contact,
    knows_digits,
    link_of_account,
    mandate_for,
    mandates,
    standing,
)
from .families import card_warnings, prefill_scope
from .finding import Found, find, match, nik_warnings
from .grounds import OWN_KINDS, Ground, ground, grounds
from .looks import Look, looks
from .naming import names
from .organisations import OfficeRow, invitations, invited_by, is_invited, officers, offices, require_office
from .powers import Power, is_named, named_by, offers, power
from .profiles import Fact, Profile, get_person, profile
from .reports import ReportRow, open_reports

__all__ = [
    "OWN_KINDS",
    "AccountOf",
    "Contact",
    "Fact",
    "Found",
    "Ground",
    "Link",
    "Look",
    "MandateRow",
    "OfficeRow",
    "Power",
    "Profile",
    "ReportRow",
    "Standing",
    "account_of",
    "acts_for",
    "card_warnings",
    "contact",
    "find",
    "get_person",
    "ground",
    "grounds",
    "invitations",
    "invited_by",
    "is_invited",
    "is_named",
    "knows_digits",
    "link_of_account",
    "looks",
    "mandate_for",
    "mandates",
    "match",
    "named_by",
    "names",
    "nik_warnings",
    "offers",
    "officers",
    "offices",
    "open_reports",
    "power",
    "prefill_scope",
    "profile",
    "require_office",
    "standing",
]
