"""Slips on paper: which there are, what became of them, and what somebody needs who enters them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..models import PAPER_LETTER, Errand, Lane, PaperBlock, PaperSlip, Post, SlipCorrection, ticket_no

BLOCKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block of slips: those ``used`` are ``entered``, ``void`` or ``missing``; those ``left`` must still be there on
    paper. ``unaccounted`` are both the missing and those left. Numbers as people see them."""

    id: UUID
    site: str
    site_code: str
    first: str
    last: str
    numbers: tuple[str, ...]
    printed_at: datetime
    printed_by: str
    used: int
    entered: int
    void: int
    missing: tuple[str, ...]
    left: int
    unaccounted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperDay:
    """The slips of a day: those ``used`` from the ``first`` to the ``last`` are entered (``served`` or ``left``), ``void``
    or ``missing``."""

    first: str
    last: str
    used: int
    entered: int
    served: int
    left: int
    void: int
    missing: tuple[str, ...]
    corrected: tuple["CorrectedRow", ...]


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """A slip of a day that was entered wrongly at first: why, and who set it right."""

    slip: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SlipEntered:
    """What was entered of a slip, in the time of its site."""

    slip: str
    day: date
    came: time
    began: time | None
    ended: time
    lane_id: UUID
    counter_id: UUID | None
    by: str


@dataclass(frozen=True, slots=True)
class SlipChoices:
    """What can stand on a slip: (id, name) of lanes, (id, name, lanes it serves) of counters."""

    lanes: tuple[tuple[UUID, str], ...]
    counters: tuple[tuple[UUID, str, frozenset[UUID]], ...]

    @property
    def counters_named(self) -> tuple[tuple[UUID, str], ...]:
        return tuple((counter_id, name) for counter_id, name, _lanes in self.counters)


def paper_blocks(*, actor: Actor, site_id: UUID) -> tuple[BlockRow, ...]:
    """The blocks of a site, the newest first, as many as a page shows. Raises ``NotFound``."""
    policies.require(policies.guides(actor))
    return _rows(list(PaperBlock.objects.filter(site=site_id).select_related("site").order_by("-first")[:BLOCKS_SHOWN]))


def paper_block(*, actor: Actor, block_id: UUID) -> BlockRow:
    """One block, to be printed. Raises ``NotFound``."""
    policies.require(policies.guides(actor))
    for row in _rows(list(PaperBlock.objects.filter(pk=block_id).select_related("site"))):
        return row
    raise NotFound


def _rows(blocks: list[PaperBlock]) -> tuple[BlockRow, ...]:
    entered: dict[UUID, list[int]] = defaultdict(list)
    void: dict[UUID, list[int]] = defaultdict(list)
    slips = PaperSlip.objects.filter(block__in=blocks).order_by("number")
    for block_id, number, day in slips.values_list("block_id", "number", "day"):
        (void if day is None else entered)[block_id].append(number)
    return tuple(_row(block, entered[block.pk], void[block.pk]) for block in blocks)


def _row(block: PaperBlock, entered: list[int], void: list[int]) -> BlockRow:
    found = rules.account(block.first, entered, void)
    known = {*entered, *void}
    rest = tuple(slip_name(number) for number in range(block.first, block.last + 1) if number not in known)
    numbers = tuple(slip_name(number) for number in range(block.first, block.last + 1))
    return BlockRow(
        block.pk, block.site.name, block.site.code, numbers[0], numbers[-1], numbers, block.printed_at, block.printed_by_name,
        found.used, found.entered, found.void, tuple(map(slip_name, found.missing)), len(numbers) - found.used, rest,
    )  # fmt: skip


def paper_day(site_id: UUID, day: date, *, served: int, left: int) -> PaperDay | None:
    """The account of the slips of a day, of whose visits so many were served and so many left; None where none was used."""
    of_site = PaperSlip.objects.filter(block__site=site_id)
    mine = sorted(of_site.filter(day=day).values_list("number", flat=True))
    if not mine:
        return None
    between = list(of_site.filter(number__range=(mine[0], mine[-1])).values_list("number", "day"))
    void = [number for number, on in between if on is None]
    elsewhere = [number for number, on in between if on is not None and on != day]
    found = rules.account(mine[0], mine, void, elsewhere)
    return PaperDay(
        slip_name(mine[0]), slip_name(mine[-1]), found.used, found.entered, served, left, found.void, tuple(map(slip_name, found.missing)), _corrected(site_id, day),
    )  # fmt: skip


def _corrected(site_id: UUID, day: date) -> tuple[CorrectedRow, ...]:
    rows = SlipCorrection.objects.filter(Q(day=day) | Q(slip__day=day), slip__block__site=site_id)
    found = rows.order_by("corrected_at").values_list("slip__number", "reason", "corrected_by_name", "corrected_at")
    return tuple(CorrectedRow(slip_name(number), reason, by, at) for number, reason, by, at in found)


def slip_entered(*, actor: Actor, site_id: UUID, number: int) -> SlipEntered:
    """What was entered of a slip. Raises ``NotFound`` for one that was not."""
    policies.require(policies.guides(actor))
    slip = PaperSlip.objects.filter(block__site=site_id, number=number, day__isnull=False).first()
    if slip is None or slip.day is None:
        raise NotFound
    errand = _errand(site_id, number, slip.day)
    zone = ZoneInfo(errand.visit.site.zone)
    came, began, ended = errand.visit.came_at, errand.began_at, errand.ended_at or errand.visit.came_at
    return SlipEntered(
        slip_name(number), slip.day, came.astimezone(zone).time(), began.astimezone(zone).time() if began else None,
        ended.astimezone(zone).time(), errand.lane_id, errand.counter_id, slip.entered_by_name,
    )  # fmt: skip


def _errand(site_id: UUID, number: int, day: date) -> Errand:
    of_slip = Errand.objects.filter(
        visit__site=site_id, visit__day=day, visit__letter=PAPER_LETTER, visit__number=number
    )
    return of_slip.select_related("visit__site").get()


def slip_choices(*, actor: Actor, site_id: UUID) -> SlipChoices:
    """The lanes and counters of a site. Raises ``NotFound``."""
    policies.require(policies.guides(actor))
    lanes = Lane.objects.filter(site=site_id, active=True).order_by("letter", "name")
    serves: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    posts = Post.objects.filter(counter__site=site_id, lane__active=True).order_by("counter__name")
    for counter_id, name, lane_id in posts.values_list("counter_id", "counter__name", "lane_id"):
        serves[counter_id, name].add(lane_id)
    return SlipChoices(
        tuple(lanes.values_list("pk", "name")),
        tuple((counter_id, name, frozenset(found)) for (counter_id, name), found in serves.items()),
    )


def slip_name(number: int) -> str:
    """A slip's number as people see it: ``SK-014``."""
    return ticket_no(PAPER_LETTER, number)
