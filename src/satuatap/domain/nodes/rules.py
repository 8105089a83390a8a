"""Which rows go where, and what a batch must look like. Values in, a value or a refusal out."""

# ruff: noqa: S608 (statements are put together from names of our own tables and columns only)

import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Conflict, Refused

SETTLES = timedelta(seconds=30)  # after enrolling: what the centre had begun before is over, and all of it knows
SILENT_AFTER = timedelta(minutes=10)
COPY_EVERY = timedelta(minutes=5)
LATE_FOR = timedelta(days=30)  # how long a node whose permission ended can still send what it had
KEPT_AFTER = timedelta(days=3)  # how long a node keeps what the centre has, should the centre lose its last days
HEARD_LATELY = timedelta(minutes=3)  # a number is asked of a node only while it speaks
WISH_KEPT = timedelta(days=1)
ANSWERS_WITHIN = timedelta(minutes=4)  # later than that nobody waits for the answer any more
AT_ONCE = 300  # facts in one letter: below the size that the centre reads in one piece

SECOND_STEPS = "mfa_authenticator"
"""The sign-in library's table. Its secrets are sealed by each installation for itself, and on the way with the node's key."""
LED_BY_THE_CENTRE = frozenset({"zone", "lane", "post", "device", "priority", "remote"})
"""The tables of a hall that a pack or the manager fills. Every other one is the hall's own life: its rows are facts."""

ALSO_FACTS = ("appointments_booking", "agencies_emergency", "agencies_absence", "agencies_outage", "audit_entry")
ONLY_ADDED = frozenset({"audit_entry"})  # rows that are never changed, and get a number of their own at the centre
ONLY_SETS = {"appointments_booking": ("state", "arrived_at", "ended_at")}
"""What a fact may say of rows that the centre leads: that somebody who was booked has come."""
KINDS = {
    "visit": ("visits_visit", "visits_remoteticket", "visits_split"),
    "service": ("visits_errand", "visits_call", "visits_act", "visits_sitting", "visits_detour", "visits_helpcall"),
    "slip": ("visits_paperslip", "visits_paperblock", "visits_slipcorrection", "visits_printing"),
    "rating": ("visits_rating",),
    "said": ("agencies_outage", "agencies_absence", "agencies_emergency", "visits_rest", "visits_openingcheck"),
    "booking": ("appointments_booking",),
    "trace": ("audit_entry",),
}
"""Facts as people at the hall call them; whatever else there is they call *other*."""
ONLY_OF_A_SITE = frozenset({"agencies_outage"})
"""Tables that have rows of no site, too: those are for the centre alone to write. What a whole office or an outside system
lacks makes promises rest everywhere."""
SAID_ONCE = {"agencies_outage": "t.site_id = r.site_id AND t.kind = r.kind AND t.ends_at IS NULL AND r.ends_at IS NULL"}
"""What may have been said at both sides while the line was down; said twice it holds once, as the centre has it."""
OWN_THERE = {"audit_entry": ("id", "block_id")}
"""Columns that each side fills by itself."""
KEPT_AT_THE_NODE = {"identity_pin": ("failures", "locked_at"), SECOND_STEPS: ("last_used_at",)}
"""What a copy does not change in rows that are there already: a PIN locked at the node stays locked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the copy. ``where`` chooses its rows (``t``); ``blank`` are columns a node has no need of, with what stands there instead ("{id}" is the row's own id, "" in a column of ids is nothing); of a ``whole``
    table the node forgets the rows that are not in the copy any more."""

    table: str
    where: str = "true"
    whole: bool = False
    blank: Mapping[str, str | None] = field(default_factory=dict)


_AT_SITE = "t.site_id = %(site)s"
_UNITS = "SELECT unit_id FROM agencies_counter WHERE site_id = %(site)s UNION SELECT unit_id FROM visits_lane WHERE site_id = %(site)s"
OFFICERS = (
    "SELECT account_id FROM identity_roleholding WHERE from_on <= %(day)s AND (to_on IS NULL OR to_on >= %(day)s) AND "
    f"(role = ANY(%(hall_roles)s) OR (role = ANY(%(counter_roles)s) AND unit_id IN ({_UNITS})))"
)
_BOOKED = (
    "SELECT b.id FROM appointments_booking b JOIN appointments_plan p ON p.id = b.plan_id "
    "WHERE p.site_id = %(site)s AND b.day BETWEEN %(day)s AND %(day)s + 1"
)
_TODAY = "t.site_id = %(site)s AND t.day = %(day)s"
_VISITS = "SELECT id FROM visits_visit WHERE site_id = %(site)s AND day = %(day)s"
_COUNTERS = "SELECT id FROM agencies_counter WHERE site_id = %(site)s"
_DEVICES = "SELECT id FROM visits_device WHERE site_id = %(site)s"
_LANES = "SELECT id FROM visits_lane WHERE site_id = %(site)s"

COPY: tuple[Part, ...] = (
    Part("regions_area"),
    Part("regions_home"),
    Part("regions_tongue", whole=True),
    Part("agencies_unit"),
    Part("agencies_site"),
    Part("agencies_counter", _AT_SITE),
    Part("agencies_openinghours", whole=True),
    Part("agencies_stop", _AT_SITE, whole=True),
    Part("agencies_holiday", whole=True),
    Part("agencies_closedspan", f"t.unit_id IN ({_UNITS})", whole=True),
    Part("agencies_tenant", _AT_SITE, whole=True),
    # Said at either side: what the node says is a fact too, so these rows come back whole, with who said it.
    Part("agencies_emergency", f"{_AT_SITE} AND t.lifted_at IS NULL", whole=True),
    Part("agencies_absence", f"{_AT_SITE} AND t.lifted_at IS NULL AND (t.emergency_id IS NOT NULL OR t.ends_at >= %(day)s)",
         whole=True),
    Part("agencies_outage", f"{_AT_SITE} AND t.ends_at IS NULL", whole=True),
    Part("catalog_service"),
    Part("catalog_revision"),
    Part("catalog_catalogtext"),
    Part("catalog_compiled"),
    Part("catalog_lifeevent"),
    Part("catalog_lifeeventtext"),
    Part("catalog_lifeeventservice"),
    Part("catalog_reason"),
    Part("catalog_reasontext"),
    Part("catalog_rolename"),
    Part("catalog_edition"),
    Part("identity_account", f"t.id IN ({OFFICERS})"),
    Part("identity_roleholding", f"t.account_id IN ({OFFICERS}) AND (t.to_on IS NULL OR t.to_on >= %(day)s)", whole=True),
    Part("identity_pin", f"t.account_id IN ({OFFICERS})", whole=True),
    # The authenticator app only: a recovery code counts once, and passkeys are bound to the centre's address.
    Part(SECOND_STEPS, f"t.user_id IN ({OFFICERS}) AND t.type = 'totp'", whole=True, blank={"last_used_at": None}),
    Part("visits_zone", _AT_SITE),
    Part("visits_lane", _AT_SITE),
    Part("visits_post", f"t.counter_id IN ({_COUNTERS})", whole=True),
    Part("visits_device", _AT_SITE),
    Part("visits_priority"),
    Part("visits_remote", _AT_SITE),
    Part("appointments_plan", _AT_SITE),
    Part("residents_party", f"t.id IN (SELECT party_id FROM appointments_booking WHERE id IN ({_BOOKED}))"),
    Part("appointments_booking", f"t.id IN ({_BOOKED})", blank={"account_id": "", "phone": "", "holder": "{id}"}),
)  # fmt: skip
"""What a node is given: what is public anyway, its hall, the officers who may work there, and of the residents those who are
booked for today and tomorrow, by name."""

HALL_AS_IT_STANDS: tuple[Part, ...] = (
    Part("residents_party", f"t.id IN (SELECT party_id FROM visits_visit WHERE id IN ({_VISITS}))"),
    Part("visits_series", _TODAY),
    Part("visits_visit", _TODAY),
    Part("visits_errand", f"t.visit_id IN ({_VISITS})"),
    Part("visits_outsidebooking", f"t.errand_id IN (SELECT id FROM visits_errand WHERE visit_id IN ({_VISITS}))"),
    Part("visits_sitting", f"t.counter_id IN ({_COUNTERS}) AND t.state <> 'closed'"),
    Part("visits_call", f"t.errand_id IN (SELECT id FROM visits_errand WHERE visit_id IN ({_VISITS}))"),
    Part("visits_act", f"t.errand_id IN (SELECT id FROM visits_errand WHERE visit_id IN ({_VISITS}))"),
    Part("visits_helpcall", f"(t.counter_id IN ({_COUNTERS}) OR t.device_id IN ({_DEVICES})) AND t.over_at IS NULL"),
    Part("visits_rating", f"t.errand_id IN (SELECT id FROM visits_errand WHERE visit_id IN ({_VISITS}))"),
    Part("visits_detour", f"t.visit_id IN ({_VISITS})"),
    Part("visits_split", f"t.visit_id IN ({_VISITS})"),
    Part("visits_remoteticket", f"t.visit_id IN ({_VISITS})"),
    Part("visits_printer", _AT_SITE),
    Part("visits_reader", f"t.device_id IN ({_DEVICES})"),
    Part("visits_rest", f"t.device_id IN ({_DEVICES}) AND t.over_at IS NULL"),
    Part("visits_openingcheck", _TODAY),
    Part("visits_printing", f"t.visit_id IN ({_VISITS})"),
    Part("visits_paperblock", _AT_SITE),
    Part("visits_paperslip", "t.block_id IN (SELECT id FROM visits_paperblock WHERE site_id = %(site)s)"),
    Part(
        "visits_slipcorrection",
        "t.slip_id IN (SELECT s.id FROM visits_paperslip s JOIN visits_paperblock b ON b.id = s.block_id WHERE b.site_id = %(site)s)",
    ),
    Part("visits_blankprinting", "t.block_id IN (SELECT id FROM visits_paperblock WHERE site_id = %(site)s)"),
    Part("visits_pace", _AT_SITE),
    Part("visits_score", f"t.lane_id IN ({_LANES}) AND t.day = %(day)s"),
)
"""What a new node is given once: the numbers of today and who waits, so that it goes on where the centre was; and every slip
on paper, for their numbers know no day."""


def kind_of(table: str) -> str:
    return next((kind for kind, tables in KINDS.items() if table in tables), "other")


def new_key() -> str:
    return secrets.token_urlsafe(32)


def digest(tables: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> str:
    return hashlib.sha256(msgspec.json.encode(tables)).hexdigest()


def require_next(seq: int, received: int) -> None:
    """Raises ``Conflict`` when a fact is missing in between: later ones may rest on it."""
    if seq != received + 1:
        raise Conflict("gap", _("Data %(seq)d datang sebelum data %(next)d.") % {"seq": seq, "next": received + 1})


def require_same_columns(table: str, given: frozenset[str], ours: frozenset[str]) -> None:
    """Raises ``Refused`` when the two sides do not run versions with the same columns: nothing may be lost on the way."""
    if given != ours:
        words = _("Versi di simpul dan di pusat berbeda (%(table)s: %(columns)s). Perbarui yang tertinggal.")
        raise Refused("version", words % {"table": table, "columns": ", ".join(sorted(given ^ ours))})


def require_settled(enrolled_at: datetime, now: datetime) -> None:
    """Raises ``Refused`` in the moment after enrolling: a number that is just being given must be in the first copy."""
    if now - enrolled_at < SETTLES:
        raise Refused("early", _("Antrean baru saja diserahkan. Data disiapkan; coba lagi sebentar."))


def require_heard(heard_at: datetime | None, stopped_at: datetime | None, now: datetime, place: str) -> None:
    """Raises ``Refused`` while nobody can be asked: the line is down, or the node is just handing its hall back."""
    if stopped_at or heard_at is None or now - heard_at > HEARD_LATELY:
        words = _(
            "Sambungan ke %(place)s sedang putus, jadi nomor belum dapat diminta dari rumah. Coba lagi nanti, atau datang langsung."
        )
        raise Refused("no-line", words % {"place": place})


def require_place(taken: Collection[int], each: int) -> int:
    """The lowest place that a phone number has free. Raises ``Refused``."""
    for place in range(1, each + 1):
        if place not in taken:
            return place
    raise Refused("again", _("Nomor HP ini sudah memegang atau menunggu nomor antrean."))


def is_silent(heard_at: datetime | None, since: datetime, now: datetime) -> bool:
    """Whether a node has not been heard for so long that somebody should call there."""
    return now - (heard_at or since) > SILENT_AFTER
