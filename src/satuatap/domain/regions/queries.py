"""Reading areas. Without a day these give the areas as they stand now; ``on`` gives them as they stood that day.

Names and lists are remembered for a moment: a change shows within ``settings.REMEMBER_SECONDS``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.db.models import Q, QuerySet

from satuatap.kernel.errors import NotFound
from satuatap.kernel.remembered import remembered, remembered_each

from . import rules
from .models import Area, Home, KnownDistrict, Level, Tongue

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The region this installation serves, as pages name it. Without a pack it is nowhere in particular."""

    code: str = ""
    name: str = "Daerah"
    short_name: str = "Daerah"
    government: str = "Pemerintah daerah"
    prefix: str = "SAT"
    look: str = ""
    whatsapp: str = ""
    phone: str = ""
    hours: str = ""
    website: str = ""
    is_sample: bool = True
    extent: Mapping[str, str] = field(default_factory=dict)


@remembered
def home() -> HomeView:
    """The region of this installation, a neutral one before a pack has named it."""
    row = Home.objects.values(*HomeView.__dataclass_fields__).first()
    return HomeView(**row) if row else HomeView()


@dataclass(frozen=True, slots=True)
class TongueView:
    """A language of the region, without its words; ``known`` of ``wanted`` sentences are translated."""

    code: str
    name: str
    stamp: str
    known: int
    wanted: int
    reviewed_on: date | None
    is_offered: bool


@remembered
def tongues() -> tuple[TongueView, ...]:
    """The languages of the region beside those of all pages, the one with most sentences first."""
    rows = Tongue.objects.order_by("-known", "code").values(*TongueView.__dataclass_fields__)
    return tuple(TongueView(**row) for row in rows)


@lru_cache(maxsize=32)
def tongue_words(code: str, stamp: str) -> Mapping[str, str]:  # noqa: ARG001 (words under a stamp never change)
    """The sentences of a language, by the Indonesian ones; read once a process for each of its stamps."""
    found: Mapping[str, str] | None = Tongue.objects.filter(code=code).values_list("words", flat=True).first()
    return found or {}


def _standing(on: date | None) -> QuerySet[Area]:
    if on is None:
        return Area.objects.filter(valid_to=None)
    return Area.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def area(code: str, on: date | None = None) -> Area:
    """One area with the area around it. Raises ``NotFound``."""
    found = _standing(on).filter(code=code).select_related("parent").first()
    if found is None:
        raise NotFound
    return found


def areas(codes: Iterable[str]) -> tuple[Area, ...]:
    """The areas of several codes as they stand now, those that exist, by one query."""
    return tuple(_standing(None).filter(code__in=set(codes)))


def children(code: str) -> tuple[Area, ...]:
    """The areas directly inside one, by code."""
    return tuple(_standing(None).filter(parent__code=code).order_by("code"))


def district_code(code: str) -> str:
    """The district in which an area lies, as its code tells: *35.10.24* of *35.10.24.2008*."""
    return ".".join(code.split(".")[:3])


def village_label(code: str) -> str:
    """*Tamansari, Licin*: a village with its district, for names repeat. The code itself where it is unknown."""
    return village_labels([code])[code]


def village_labels(codes: Iterable[str]) -> dict[str, str]:
    """The labels of many villages by one query at most; abolished villages too, under their last name."""
    return _labels(codes)


@remembered_each
def _labels(codes: frozenset[str]) -> dict[str, str]:
    rows = Area.objects.filter(code__in=codes).order_by("valid_from").values_list("code", "name", "parent__name")
    labels = {code: f"{name}, {around}" if around else name for code, name, around in rows}
    return {code: labels.get(code, code) for code in codes}


@remembered
def choices(level: Level, within: str) -> Choices:
    """Code and name of every area of a level inside another, by name, for a select."""
    rows = _standing(None).filter(level=level, code__startswith=f"{within}.")
    return tuple(rows.order_by("name", "code").values_list("code", "name"))


@remembered
def villages_grouped(regency_code: str) -> tuple[tuple[str, Choices], ...]:
    """The villages of a regency under their districts, both by name, for a select with groups."""
    rows = (
        _standing(None)
        .filter(level=Level.VILLAGE, code__startswith=f"{regency_code}.")
        .order_by("parent__name", "parent__code", "name", "code")
        .values_list("parent__name", "code", "name")
    )
    return tuple(
        (district, tuple((code, f"{name}, {district}") for _, code, name in group))
        for district, group in groupby(rows, key=lambda row: row[0])
    )


def knows_district(digits: str) -> bool:
    """Whether six digits, as a NIK begins with them, are or ever were a district of the country (*351024* is 35.10.24)."""
    if KnownDistrict.objects.filter(pk__in=(digits[:2], digits[:4], digits[:6])).exists():
        return True
    code = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}"
    return Area.objects.filter(code=code, level=Level.DISTRICT).exists()


def is_code(text: str) -> bool:
    """Whether a text has the form of an area code, known or not."""
    return rules.is_code(text)


def kind_of(code: str) -> str:
    """The word for the sort of area a code tells (*desa*, *kelurahan*, *kota*). Raises ``ValueError``."""
    return rules.kind(code)
