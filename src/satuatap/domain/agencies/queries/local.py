"""The local office of an area: a service or a step that belongs to a kind of office is done by the one of the applicant."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from satuatap.domain.regions import queries as regions
from satuatap.kernel.errors import NotFound

from ..models import VILLAGE_KINDS, Unit, UnitKind
from ..policies import LOCAL_KINDS
from .places import unit_id

OF_KIND = "kind:"
"""How a flow names an office by its kind instead of its code: *kind:district*."""


def local_office(kind: str, area_code: str) -> Unit | None:
    """The office of a kind (``policies.LOCAL_KINDS``) that serves an area, if one works with this system."""
    return _local(kind, area_code).select_related("area").first() if area_code else None


def _local(kind: str, area_code: str) -> QuerySet[Unit]:
    return Unit.objects.filter(_serving(kind, area_code), active=True)


def _serving(kind: str, area_code: str) -> Q:
    kinds = LOCAL_KINDS[kind]
    place = regions.district_code(area_code) if UnitKind.DISTRICT in kinds else area_code
    return Q(kind__in=kinds, area__code=place)


def office_id(name: str, area_code: str) -> UUID:
    """The office that a step names, by code or by kind; of a kind, the one that serves the area. Raises ``NotFound``."""
    if not name.startswith(OF_KIND):
        return unit_id(name)
    found = _local(name.removeprefix(OF_KIND), area_code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return found


def offices(names: Iterable[str], area_code: str) -> dict[str, Unit]:
    """The offices that steps name, by that name, those that exist, with one query."""
    wanted = set(names)
    kinds = {name: LOCAL_KINDS[name.removeprefix(OF_KIND)] for name in wanted if name.startswith(OF_KIND)}
    which = Q(code__in=wanted)
    for name in kinds:
        which |= _serving(name.removeprefix(OF_KIND), area_code) & Q(active=True)
    told: dict[str, Unit] = {}
    for unit in Unit.objects.filter(which):
        told |= {name: unit for name, fitting in kinds.items() if unit.kind in fitting}
        told |= {unit.code: unit} if unit.code in wanted else {}
    return told


@dataclass(frozen=True, slots=True)
class LocalOffice:
    """A village, *kelurahan* or district in a list, with the district it lies in (a district in itself)."""

    id: UUID
    code: str
    name: str
    kind: str
    district: str
    district_code: str

    @property
    def is_district(self) -> bool:
        return self.kind == UnitKind.DISTRICT


def local_offices() -> tuple[LocalOffice, ...]:
    """All that are active: districts by name, each before what lies in it."""
    kinds = {kind for fitting in LOCAL_KINDS.values() for kind in fitting}
    found = Unit.objects.filter(kind__in=kinds, active=True).select_related("area__parent")
    rows = [_row(unit) for unit in found]
    return tuple(sorted(rows, key=lambda row: (row.district, row.district_code, not row.is_district, row.name)))


def _row(unit: Unit) -> LocalOffice:
    area = unit.area
    around = area.parent if area and unit.kind != UnitKind.DISTRICT else area
    district, code = (around.name, around.code) if around else ("", "")
    return LocalOffice(unit.pk, unit.code, unit.short_name, unit.kind, district, code)


def village_codes(unit_ids: Iterable[UUID]) -> frozenset[str]:
    """The codes of the villages whose offices are among these units."""
    offices = Unit.objects.filter(pk__in=unit_ids, kind__in=VILLAGE_KINDS)
    return frozenset(offices.values_list("area__code", flat=True))
