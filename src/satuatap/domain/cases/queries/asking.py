"""The re-asking meter as its owners read it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from satuatap.domain.catalog import queries as catalog
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..models import AskedTally
from ..rules.asking import ENOUGH, PAPER
from . import standards

MONTHS = 6
EVERY_SECOND = 50  # per cent of the answers, from which on a question is one that need not be asked


@dataclass(frozen=True, slots=True)
class AskedService:
    """A service in the meter. ``each`` and ``vain`` are answers by hand per application, all and those that were known;
    None below ``ENOUGH`` applications."""

    code: str
    name: str
    applications: int
    each: float | None
    vain: float | None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question: how often it was answered by hand, how often that stood somewhere already (``percent``), and where most.

    ``unproven`` of the known ones came from people who had not been seen in person: those the register must not answer.
    ``is_paper`` for one that asks for a paper.
    """

    title: str
    pointer: str
    times: int
    known: int
    percent: int
    unproven: int
    source: str
    is_paper: bool

    @property
    def is_in_vain(self) -> bool:
        return self.percent >= EVERY_SECOND


def since(today: date) -> date:
    """The first day of the months that the meter shows."""
    months = today.year * 12 + today.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def meter(actor: Actor, today: date, lang: str = "id") -> tuple[AskedService, ...]:
    """The services of the actor's offices, those that ask most in vain first. Raises ``NotFound`` to who owns none."""
    sums: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = _tallies(actor, today).values_list("service_id", "pointer", "source").annotate(times=Sum("times"))
    for service_id, pointer, source, times in rows:
        sums[service_id]["vain" if source else "all" if pointer else "applications"] += times
    names = {card.code: card.name for card in catalog.cards(lang)}
    ids = catalog.services()
    found = [_service(code, names[code], sums[ids[code]]) for code in names if ids.get(code) in sums]
    return tuple(sorted(found, key=lambda row: (-(row.vain or 0), row.name)))


def _service(code: str, name: str, counts: Mapping[str, int]) -> AskedService:
    total = counts["applications"]
    if total < ENOUGH:
        return AskedService(code, name, total, None, None)
    return AskedService(code, name, total, round(counts["all"] / total, 1), round(counts["vain"] / total, 1))


def asked_questions(actor: Actor, code: str, today: date, lang: str = "id") -> tuple[AskedQuestion, ...] | None:
    """The questions of one service, those asked most in vain first; None below ``ENOUGH`` applications.

    Raises ``NotFound`` for services of which the actor owns nothing, and before anything was counted.
    """
    service_id = catalog.services().get(code)
    rows = list(_tallies(actor, today).filter(service=service_id).values_list("pointer", "source", "times", "unproven"))
    if service_id is None or not rows:
        raise NotFound
    if sum(times for pointer, _source, times, _unproven in rows if not pointer) < ENOUGH:
        return None
    titles = _titles(code, today, lang)
    by_pointer: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for pointer, source, times, unproven in rows:
        if pointer in titles:
            by_pointer[pointer].append((source, times, unproven))
    found = [_question(pointer, titles[pointer], counts) for pointer, counts in by_pointer.items()]
    return tuple(sorted(found, key=lambda row: (-row.known, row.title)))


def _question(pointer: str, title: str, counts: list[tuple[str, int, int]]) -> AskedQuestion:
    times, sources = 0, dict[str, int]()
    for source, number, _unproven in counts:
        if source:
            sources[source] = sources.get(source, 0) + number
        else:
            times += number
    known = sum(sources.values())
    return AskedQuestion(
        title=title,
        pointer=pointer.removeprefix(PAPER),
        times=times,
        known=known,
        percent=round(100 * known / times) if times else 0,
        unproven=sum(unproven for _source, _times, unproven in counts),
        source=max(sources, key=lambda name: (sources[name], name)) if sources else "",
        is_paper=pointer.startswith(PAPER),
    )


def _titles(code: str, today: date, lang: str) -> dict[str, str]:
    """What the questions of the standard of today are called; one that is no longer asked has no place here."""
    standard = catalog.standard(code, on=today, lang=lang)
    if standard.revision_id is None:
        return {}
    form = standards.form(standard.revision_id, lang)
    found = {pointer: field.title for pointer, field in form.index.items()}
    return found | {f"{PAPER}{paper.key}": paper.name for paper in standard.papers}


def _tallies(actor: Actor, today: date) -> QuerySet[AskedTally]:
    policies.require_owns_standards(actor)
    rows = AskedTally.objects.filter(month__gte=since(today))
    return rows if policies.owns_all_standards(actor) else rows.filter(unit__in=policies.standards_of(actor))
