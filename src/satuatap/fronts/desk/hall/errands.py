"""What is known of the errand at the counter: the case behind it, or the papers that its service asks for."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from satuatap.domain.cases import queries as cases
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.payments import queries as payments
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.http import Request

FROM_COUNTER = "loket"  # in an address: the counter from which an application is begun


@dataclass(frozen=True, slots=True)
class Known:
    """``case`` behind the errand (``is_elsewhere``: there is one that another office works on); without one the
    ``offered`` cases of the visitor and the ``papers`` of the ``service``, each with whether the guide saw it."""

    case: cases.CounterCase | None
    is_elsewhere: bool
    offered: tuple[cases.OfferedCase, ...]
    service: str
    papers: tuple[tuple[str, bool], ...]
    takes_money: bool
    begin: str


def known(request: Request, now: visits.CounterNow) -> Known | None:
    """Nothing before the visitor has come: until then the counter shows a number only."""
    guest = now.guest
    if guest is None or guest.state != "serving":
        return None
    lang = formats.lang()
    case = None
    if guest.about:
        case = cases.at_counter(actor=request.actor, case_id=guest.about, now=request.now, lang=lang)
    offered: tuple[cases.OfferedCase, ...] = ()
    if not guest.about and guest.party_id:
        offered = cases.offered(actor=request.actor, party_id=guest.party_id, now=request.now, lang=lang)
    standard = None
    if guest.service and not guest.about:
        standard = catalog.standards([guest.service], lang=lang).get(guest.service)
    return Known(
        case, bool(guest.about) and case is None, offered,
        standard.name if standard else "", _papers(standard, guest.papers) if standard else (),
        payments.keeps_money(request.actor), _begin(now, guest),
    )  # fmt: skip


def _papers(standard: catalog.Standard, seen: tuple[str, ...] | None) -> tuple[tuple[str, bool], ...]:
    """What has to be brought: neither what the state holds already nor what the form makes."""
    return tuple((paper.name, paper.key in (seen or ())) for paper in standard.papers if not paper.source)


def _begin(now: visits.CounterNow, guest: visits.Guest) -> str:
    """Where an application for this visitor begins; it is tied to the errand."""
    page = reverse("desk:begin", args=[guest.party_id]) if guest.party_id else reverse("desk:new")
    given = {FROM_COUNTER: str(now.id)} | ({"layanan": guest.service} if guest.service else {})
    return f"{page}?{urlencode(given)}"
