"""What the region offers, ready to be shown: standards, cards, search, life events, reasons, names of roles.

Everything here is public, so no question begins with an actor. ``on`` is the local day for which a revision must be
in force; without it, today at the server's zone: a page about now need not say so.
"""

from .applicants import APPLICANTS, applicant_words
from .lists import (
    by_unit,
    cards,
    document_types,
    entrustable,
    icons,
    issuing,
    life_events,
    number_wishes,
    outside_systems,
    popular,
    reasons,
    role_names,
    services,
    stamp,
    systems_in,
)
from .searching import STEMMERS, search
from .standards import SOURCE_LANGUAGE, kind_name, settle_pointer, standard, standard_of, standards, texts_of
from .views import (
    Card,
    Fee,
    LifeEventRow,
    Member,
    MinimumAge,
    Paper,
    Presence,
    Promise,
    ReasonRow,
    Source,
    Standard,
    UnitCards,
)

__all__ = [
    "APPLICANTS",
    "SOURCE_LANGUAGE",
    "STEMMERS",
    "Card",
    "Fee",
    "LifeEventRow",
    "Member",
    "MinimumAge",
    "Paper",
    "Presence",
    "Promise",
    "ReasonRow",
    "Source",
    "Standard",
    "UnitCards",
    "applicant_words",
    "by_unit",
    "cards",
    "document_types",
    "entrustable",
    "icons",
    "issuing",
    "kind_name",
    "life_events",
    "number_wishes",
    "outside_systems",
    "popular",
    "reasons",
    "role_names",
    "search",
    "services",
    "settle_pointer",
    "stamp",
    "standard",
    "standard_of",
    "standards",
    "systems_in",
    "texts_of",
]
