"""The plan of a made-up population, as a pack tells it, and the populations that were made."""

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ..models import Population
from ..rules.population import Band, Plan
from .reading import Pack


def population() -> Population | None:
    """The made-up population of this installation, whole or begun; None where there is none."""
    return Population.objects.first()


def plan_of(pack: Pack, size: int, seed: int, area_code: str) -> Plan:
    """How so many people of an area ("" all of the region) are made. Raises ``Refused`` for what the pack does not tell."""
    people = pack.section("people.yaml")
    told = people.get("population")
    if not told or not pack.parts["people.yaml"].is_sound:
        raise Refused("pack", _("Paket ini tidak menerangkan penduduk peraga (people.yaml, population)."))
    if size < 1 or seed < 0:
        raise Refused("size", _("Jumlah penduduk paling sedikit satu, dan benihnya bilangan bulat."))
    villages = _villages(pack, told.get("districts", {}), area_code)
    if not villages:
        raise Refused("pack", _("Paket ini tidak punya desa atau kelurahan di wilayah %(code)s.") % {"code": area_code})
    return Plan(
        on=people["from"], size=size, seed=seed, men=told["men"], women=told["women"],
        bands=tuple(Band(age["first"], age["last"], age["weight"]) for age in told["ages"]),
        married=tuple((step["from"], step["percent"]) for step in told["married"]),
        sizes=tuple(sorted((int(members), share) for members, share in told["sizes"]["percent"].items())),
        villages=villages, men_names=tuple(told["names_of_men"]), women_names=tuple(told["names_of_women"]),
        last_names=tuple(told["last_names"]), mark=told["mark"],
    )  # fmt: skip


def _villages(pack: Pack, districts: dict[str, int], within: str) -> tuple[tuple[str, float], ...]:
    """Codes and weights: a district's people, one village of it like the other."""
    codes = [area.code for area in pack.areas if area.kind in ("desa", "kelurahan")]
    siblings: dict[str, int] = {}
    for code in codes:
        siblings[code[:8]] = siblings.get(code[:8], 0) + 1
    return tuple(
        (code, districts.get(code[:8], siblings[code[:8]]) / siblings[code[:8]])
        for code in codes
        if not within or f"{code}.".startswith(f"{within}.")
    )
