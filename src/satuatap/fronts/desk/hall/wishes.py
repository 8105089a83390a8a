"""What a visitor at the door wants: services of this hall, and the papers that each of them asks for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.kernel.errors import Refused

MOST = 8  # errands of one visit
SUGGESTED = 6
LONGEST_SEARCH = 60
OUTSIDE = "luar-"  # before the lane's id: the field for the number of a booking made elsewhere


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper to look for. ``key`` is the service's code and the paper's key; ``must`` is false for what only some need."""

    key: str
    name: str
    hint: str
    must: bool
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """A service that the visitor came for, and the lane where it is served."""

    code: str
    name: str
    lane_id: UUID
    lane: str
    papers: tuple[PaperRow, ...]
    outside: str  # the system whose booking may be shown for it
    without: str  # the address of the page without this wish

    @property
    def lacks(self) -> tuple[PaperRow, ...]:
        """What everybody needs and was not seen."""
        return tuple(paper for paper in self.papers if paper.must and not paper.is_seen)

    @property
    def seen(self) -> tuple[str, ...]:
        return tuple(paper.key.partition(":")[2] for paper in self.papers if paper.is_seen)


@dataclass(frozen=True, slots=True)
class Offer:
    """A service that can be added: ``href`` is the page with it."""

    name: str
    lane: str
    href: str


def lane_of(card: catalog.Card, lanes: Iterable[visits.LaneRow]) -> visits.LaneRow | None:
    """Where a service is served in this hall: the lane that names it, else its office's lane for all services."""
    rows = [lane for lane in lanes if card.code in lane.services]
    rows += [lane for lane in lanes if not lane.services and not lane.is_quick and lane.unit_code == card.unit_code]
    return rows[0] if rows else None


def offers(
    text: str, chosen: Sequence[str], lanes: Sequence[visits.LaneRow], base: str, lang: str
) -> tuple[Offer, ...]:
    """The services of this hall that the words find; without words those that most people come for."""
    text = text.strip()[:LONGEST_SEARCH]
    cards = catalog.search(text, lang) if text else catalog.popular(lang)
    rows = [(card, lane_of(card, lanes)) for card in cards if card.code not in chosen]
    return tuple(
        Offer(card.name, lane.name, address(base, [*chosen, card.code])) for card, lane in rows if lane is not None
    )[:SUGGESTED]


def address(base: str, codes: Iterable[str]) -> str:
    """The guide's page with these services chosen; ``base`` carries the place."""
    return f"{base}&{urlencode([('urusan', code) for code in codes])}"


def wishes(
    codes: Sequence[str], seen: Collection[str], lanes: Sequence[visits.LaneRow], base: str, lang: str
) -> tuple[Wish, ...]:
    """The chosen services, in the order chosen; what this hall does not serve is left out."""
    codes = tuple(dict.fromkeys(codes))[:MOST]
    if not codes:
        return ()
    cards = {card.code: card for card in catalog.cards(lang, codes=codes)}
    standards = catalog.standards(codes, lang=lang)
    found = []
    for code in codes:
        lane = lane_of(cards[code], lanes) if code in cards and code in standards else None
        if lane is not None:
            rest = address(base, [other for other in codes if other != code])
            papers = _papers(standards[code], seen)
            found.append(Wish(code, cards[code].name, lane.id, lane.name, papers, lane.outside, rest))
    return tuple(found)


def _papers(standard: catalog.Standard, seen: Collection[str]) -> tuple[PaperRow, ...]:
    """What has to be brought: neither what the state holds already nor what the form makes."""
    rows = []
    for paper in standard.papers:
        if paper.source:
            continue
        others = [other.name for key in paper.instead if (other := standard.paper(key))]
        key = f"{standard.code}:{paper.key}"
        name = _(" atau ").join([paper.name, *others])
        rows.append(PaperRow(key, name, paper.hint, paper.required and not paper.required_when, key in seen))
    return tuple(rows)


def asks(chosen: Iterable[Wish], typed: QueryDict) -> list[actions.Ask]:
    """The errands of the form. Raises ``Refused`` when a paper that everybody needs was not seen, unless the guide says
    that the visitor goes in all the same."""
    rows = tuple(chosen)
    lacking = [row.name for wish in rows for row in wish.lacks]
    if lacking and not typed.get("tetap"):
        said = _("Belum lengkap: %(papers)s.") % {"papers": ", ".join(lacking)}
        hint = _("Cetak daftar yang kurang, atau centang “Tetap beri nomor”.")
        raise Refused("papers-missing", f"{said} {hint}", field="berkas")
    return [
        actions.Ask(wish.lane_id, service=wish.code, papers=wish.seen, outside=outside_typed(typed, wish.lane_id))
        for wish in rows
    ]


def outside_typed(typed: QueryDict, lane_id: UUID) -> str:
    """The number of an outside booking that was shown for a lane."""
    return typed.get(f"{OUTSIDE}{lane_id}", "")
