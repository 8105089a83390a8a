"""Rules of the authority to sign: whose word it is on a day, and the title that stands above the name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

CAPACITIES = ("definitif", "Plt.", "Plh.", "Pj.", "a.n.", "u.b.")
EVERY_TYPE = "*"


def require_days_in_order(from_on: date, to_on: date | None) -> None:
    """Raises ``Refused("days")`` when the last day lies before the first."""
    if to_on is not None and to_on < from_on:
        raise Refused("days", _("Hari terakhir tidak boleh sebelum hari pertama."), field="to_on")


def require_capacity(capacity: str) -> None:
    """Raises ``Refused("capacity")`` for anything but definitif, Plt., Plh., Pj., a.n. and u.b."""
    if capacity not in CAPACITIES:
        words = _("Pilih salah satu kedudukan: %(choices)s.") % {"choices": ", ".join(CAPACITIES)}
        raise Refused("capacity", words, field="capacity")


def require_principal(capacity: str, behalf_of: str, through: str) -> None:
    """Who signs *a.n.* names the title of the principal, who signs *u.b.* also the one in between.

    Raises ``Refused("behalf")`` or ``Refused("through")``.
    """
    if capacity in {"a.n.", "u.b."} and not behalf_of:
        words = _("Tulis jabatan yang diatasnamakan, misalnya Kepala Dinas.")
        raise Refused("behalf", words, field="behalf_of")
    if capacity == "u.b." and not through:
        raise Refused("through", _("Tulis jabatan yang menerima a.n., misalnya Sekretaris."), field="through")


class Grounds(Protocol):
    """What the rules need to know of a signing authority."""

    @property
    def account_id(self) -> UUID: ...
    @property
    def from_on(self) -> date: ...
    @property
    def to_on(self) -> date | None: ...
    @property
    def includes(self) -> list[str]: ...
    @property
    def excludes(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from a role at a unit today, and somebody stands in."""

    account_id: UUID
    deputy_id: UUID
    unit_id: UUID
    role: str


G = TypeVar("G", bound=Grounds)


def is_in_force(grounds: Grounds, on: date) -> bool:
    return grounds.from_on <= on and (grounds.to_on is None or on <= grounds.to_on)


def names_type(grounds: Grounds, document_type: str) -> bool:
    """Whether the decree names this type of document, rather than covering every type."""
    return document_type in grounds.includes


def covers(grounds: Grounds, document_type: str) -> bool:
    """Whether the decree extends to a type of document: named or not limited, and not taken out."""
    if document_type in grounds.excludes:
        return False
    return not grounds.includes or EVERY_TYPE in grounds.includes or names_type(grounds, document_type)


def able(candidates: Iterable[G], document_type: str, on: date, away: Sequence[Absence] = ()) -> list[G]:
    """The authorities under which a document of this type may be signed on this day.

    Who is away does not sign what the deputy may sign: there is one signature for a thing at a time. What the
    deputy's decree does not cover stays with the official.
    """
    found = [g for g in candidates if is_in_force(g, on) and covers(g, document_type)]
    signing = {g.account_id for g in found}
    stood_in_for = {a.account_id for a in away if a.deputy_id in signing}
    return [g for g in found if g.account_id not in stood_in_for]


def choose(candidates: Iterable[G], document_type: str, on: date, away: Sequence[Absence] = ()) -> G | None:
    """The authority under which a document of this type is signed on this day, or None.

    A decree that names the type goes before one that covers everything; among equals the one that began last, because
    an acting official is appointed while the other one's decree still runs.
    """
    found = able(candidates, document_type, on, away)
    return max(found, key=lambda g: (names_type(g, document_type), g.from_on), default=None)


def title_lines(capacity: str, title_line: str, behalf_of: str = "", through: str = "") -> tuple[str, ...]:
    """The title as it stands above the signature, line by line.

    In one's own right the title alone; an acting official with the capacity before the office that is filled (*Plt.
    Kepala Dinas*); on behalf of another first that one's title (*a.n. Bupati*), then the own.
    """
    if capacity in {"", "definitif"} or title_line.startswith(capacity):
        return (title_line,)
    if capacity == "a.n." and behalf_of:
        return (f"a.n. {behalf_of}", title_line)
    if capacity == "u.b." and behalf_of:
        return (f"a.n. {behalf_of}", through, "u.b.", title_line)
    return (f"{capacity} {title_line}",)
