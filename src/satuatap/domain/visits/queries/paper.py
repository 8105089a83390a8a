"""Slips on paper: which there are, what became of them, and what somebody needs who enters them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..models import PAPER_LETTER, Lane, PaperBlock, PaperSlip, Post, ticket_no

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


@dataclass(frozen=True, slots=True)
class SlipChoices:
    """What can stand on a slip: (id, name) of lanes, (id, name, lanes it serves) of counters."""

    lanes: tuple[tuple[UUID, str], ...]
    counters: tuple[tuple[UUID, str, frozenset[UUID]], ...]


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
        slip_name(mine[0]), slip_name(mine[-1]), found.used, found.entered, served, left, found.void, tuple(map(slip_name, found.missing))
    )  # fmt: skip


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
