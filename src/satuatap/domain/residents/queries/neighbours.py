"""Who heads the RT and RW of a village."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor

from .. import policies
from ..models import NeighbourhoodHead


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The head of a neighbourhood that stands in the village's list."""

    id: UUID
    rw: str
    rt: str
    name: str
    phone: str

    @property
    def post(self) -> str:
        """What they head, in words."""
        if not self.rt:
            return _("RW %(rw)s") % {"rw": self.rw}
        return _("RT %(rt)s RW %(rw)s") % {"rt": self.rt, "rw": self.rw}


def three_digits(text: str) -> str:
    """The number of an RT or RW as lists have it; "" for what is none."""
    digits = text.strip()
    return f"{int(digits):03}" if digits.isascii() and digits.isdigit() and 0 < int(digits) < 1000 else ""


def neighbours(actor: Actor, area_code: str) -> tuple[Neighbour, ...]:
    """Everybody who heads an RT or RW of a village now, for its office. Raises ``NotFound`` to others."""
    policies.require(policies.is_of_village(actor) and policies.tells_of(actor, area_code))
    rows = NeighbourhoodHead.objects.filter(area_code=area_code, to_on=None).order_by("rw", "rt")
    return tuple(_row(row) for row in rows)


def head_of_neighbourhood(area_code: str, rw: str, rt: str, *, level: str = "rt") -> Neighbour | None:
    """Who heads where somebody lives: of the RT, or of the RW where the list names nobody or the RW was asked for."""
    if not (area_code and (rw := three_digits(rw))):
        return None
    wanted = [three_digits(rt), ""] if level == "rt" else [""]
    found = {row.rt: row for row in NeighbourhoodHead.objects.filter(area_code=area_code, rw=rw, to_on=None)}
    row = next((found[key] for key in wanted if key in found), None)
    return _row(row) if row else None


def _row(row: NeighbourhoodHead) -> Neighbour:
    return Neighbour(row.pk, row.rw, row.rt, row.name, row.phone)
