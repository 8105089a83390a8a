"""What the questions of this room answer with: frozen, ready to be shown."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from satuatap.domain.agencies.policies import LOCAL_KINDS

from .. import rules


class Promise(msgspec.Struct, frozen=True):
    """A length of time: ``unit`` is working-day, day, working-hour, hour or minute."""

    amount: int
    unit: str
    source: str = ""
    note: str = ""


class Paper(msgspec.Struct, frozen=True):
    """A paper the service asks for. ``source`` says where it comes from when the applicant need not bring it
    (``party.identity``, ``family.kk``, ``form`` = made from the answers, or the code of a unit); ``instead`` names
    papers of ``Standard.substitutes``; ``required_when`` is a condition in CEL; ``meterai`` the legal basis of a stamp
    duty; ``evidence`` the key of the source that says so; ``same`` the name under which other services ask for the
    very same paper; ``letters`` the documents of ours that are this paper, each with the answers it gives: from the
    path of a question to the name that the document's content has for it; ``confirm`` says who of the neighbourhood
    confirms it (``by`` rt or rw), within how many ``hours``, and what the office may do ``without``: go on with a
    reason, or wait."""

    key: str
    name: str
    hint: str = ""
    law: str = ""
    source: str = ""
    instead: tuple[str, ...] = ()
    required: bool = True
    required_when: str = ""
    meterai: str = ""
    evidence: str = ""
    same: str = ""
    letters: dict[str, dict[str, str]] = {}
    confirm: dict[str, str] = {}

    @property
    def is_for_some(self) -> bool:
        """Whether most applicants do without it: an answer calls for it, or it may be left out. What others may stand
        in for is asked of everybody, in one form or another."""
        return not self.source and not self.instead and (bool(self.required_when) or not self.required)


class Fee(msgspec.Struct, frozen=True):
    """A line of the tariff: whole rupiah, or a formula in CEL; both empty when the amount is not known."""

    label: str
    amount: int | None = None
    formula: str = ""
    law: str = ""
    source: str = ""


class MinimumAge(msgspec.Struct, frozen=True):
    """How old an applicant is at least, from the day ``from_on`` ("" always); or, where the law says so, ever married."""

    years: int
    or_married: bool = False
    from_on: str = ""
    law: str = ""
    source: str = ""


class LocalPlace(msgspec.Struct, frozen=True):
    """Offices of a ``kind`` near the resident that do something for another office, ``from_on`` one day ``until`` another
    ("" as long as nothing else is said)."""

    kind: str
    from_on: str
    until: str = ""
    law: str = ""
    source: str = ""

    def holds(self, unit_kind: str, on: date) -> bool:
        """Whether an office of that kind is meant on a day."""
        return unit_kind in LOCAL_KINDS[self.kind] and self.from_on <= on.isoformat() <= (self.until or "9999")


class Presence(msgspec.Struct, frozen=True):
    """Whether the applicant has to come in person, and by which rule."""

    needed: bool
    law: str = ""
    note: str = ""


class Source(msgspec.Struct, frozen=True):
    """Where a fact of the standard was found. ``checked`` is false for what is only said to be usual."""

    title: str
    url: str = ""
    checked: bool = True


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """The whole published standard of a service in one language, as it was in force on a day.

    ``fee`` is free, listed (then ``fees``) or unknown; ``tables`` are the figures that ``row(…)`` reads. ``gaps`` names what the standard still owes: promise, fee,
    legal_basis, decree, product, ``papers.<key>.law``, ``components.<key>``. Form, UI and flow are as written in the
    pack: every scalar is text. ``file_at`` says which offices near the resident may file it for its people, ``collect_at``
    in which of them the finished product may be collected.
    """

    code: str
    name: str
    record: str
    mode: str
    revision_id: UUID | None = None
    number: int = 0
    valid_from: date | None = None
    decree_number: str = ""
    decree_on: date | None = None
    summary: str = ""
    product: str = ""
    words: str = ""
    unit_code: str = ""
    unit_kind: str = ""
    unit_name: str = ""
    unit_short_name: str = ""
    channels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    minimum_ages: tuple[MinimumAge, ...] = ()
    presence: Presence | None = None
    file_at: tuple[LocalPlace, ...] = ()
    collect_at: tuple[LocalPlace, ...] = ()
    promise: Promise | None = None
    silence: dict[str, str] = {}
    papers: tuple[Paper, ...] = ()
    substitutes: tuple[Paper, ...] = ()
    form: dict[str, Any] = {}
    ui: dict[str, Any] = {}
    flow: list[dict[str, Any]] = []
    then: list[dict[str, Any]] = []
    fee: str = rules.UNKNOWN
    fee_law: str = ""
    fee_source: str = ""
    fees: tuple[Fee, ...] = ()
    legal_basis: tuple[str, ...] = ()
    procedure: tuple[tuple[str, str], ...] = ()
    components: dict[str, str] = {}
    gaps: tuple[str, ...] = ()
    documents: tuple[dict[str, Any], ...] = ()
    related: tuple[str, ...] = ()
    sources: dict[str, Source] = {}
    tables: dict[str, dict[str, str]] = {}
    life_events: tuple[str, ...] = ()

    def minimum_age(self, on: date) -> MinimumAge | None:
        """The age in force on a day; None where the standard names none."""
        held = [age for age in self.minimum_ages if age.from_on <= on.isoformat()]
        return held[-1] if held else None

    def is_filed_at(self, unit_kind: str, on: date) -> bool:
        """Whether an office of that kind (*desa*, *kelurahan*, …) may file it for its people on a day."""
        return any(place.holds(unit_kind, on) for place in self.file_at)

    def is_collected_at(self, unit_kind: str, on: date) -> bool:
        """Whether the finished product may be collected at an office of that kind on a day."""
        return any(place.holds(unit_kind, on) for place in self.collect_at)

    def paper(self, key: str) -> Paper | None:
        """The paper or substitute of that key."""
        return next((p for p in (*self.papers, *self.substitutes) if p.key == key), None)

    def document(self, type: str) -> dict[str, Any] | None:
        return next((d for d in self.documents if d["type"] == type), None)


class Card(msgspec.Struct, frozen=True):
    """A service in a list. ``fee`` is free, listed or unknown; ``amount`` stands there when one amount says it all."""

    code: str
    name: str
    summary: str
    mode: str
    promise: Promise | None
    fee: str
    amount: int | None
    channels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    unit_code: str = ""
    unit_kind: str = ""
    unit_name: str = ""
    popular: int = 0


class UnitCards(msgspec.Struct, frozen=True):
    """The services of one unit, or of one kind of unit (then ``code`` is empty)."""

    code: str
    name: str
    cards: tuple[Card, ...]


class Member(msgspec.Struct, frozen=True):
    """A service of a life event. ``ask`` is the question whose yes chooses it, "" for one that is chosen at first;
    ``after`` the code of the service whose product it needs, with ``sets`` and ``takes`` of ``LifeEventService``."""

    card: Card
    ask: str = ""
    after: str = ""
    sets: dict[str, str] = {}
    takes: dict[str, str] = {}


class LifeEventRow(msgspec.Struct, frozen=True):
    code: str
    name: str
    hint: str
    icon: str
    members: tuple[Member, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(member.card for member in self.members)


class ReasonRow(msgspec.Struct, frozen=True):
    code: str
    kind: str
    text: str
    law: str
    source: str
