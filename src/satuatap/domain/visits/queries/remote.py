"""Numbers by phone: which halls give them, and which are out."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F
from django.utils.crypto import salted_hmac

from satuatap.domain.agencies import queries as agencies
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import tidy_code
from satuatap.kernel.remembered import remembered

from .. import rules
from ..lifecycle import VisitState
from ..models import Errand, Lane, Remote, RemoteTicket
from ..rules import LaneNow, RemoteTerms
from .lanes import lanes_now, zone_in


@remembered
def remote_terms(site_id: UUID) -> RemoteTerms | None:
    """How a hall gives numbers by phone; None where it gives none. Kept in the process until a pack changes."""
    row = Remote.objects.filter(site_id=site_id, active=True).first()
    return row.terms if row else None


def closed_by_phone(site_id: UUID, at: datetime) -> str:
    """Why a hall gives no numbers by phone at a moment, in words; "" while it does."""
    terms = remote_terms(site_id)
    if terms is None:
        raise NotFound
    try:
        rules.require_may_ask(
            terms, is_open=agencies.hours_today(site_id, at).is_open,
            now=at.astimezone(zone_in(site_id)).time(), has_lapsed=False,
        )  # fmt: skip
    except Refused as refusal:
        return str(refusal.message)
    return ""


def holder_of(phone: str) -> str:
    """What stands for a phone number where only its numbers are counted."""
    return salted_hmac("visits.remote", phone, algorithm="sha256").hexdigest()


def visit_of_key(key: UUID) -> UUID | None:
    """The visit that came of a request for a number by phone."""
    return RemoteTicket.objects.filter(visit__key=key).values_list("visit_id", flat=True).first()


def has_lapsed_unseen(visit_id: UUID) -> bool:
    """Whether a number by phone ended because nobody reported with it in time; not one that was given back before."""
    return RemoteTicket.objects.filter(
        visit_id=visit_id, is_out=False, here_at=None, visit__ended_at__gte=F("lapses_at")
    ).exists()


def token_of_key(key: UUID) -> str:
    """The token under which its holder sees it; "" while there is none."""
    return RemoteTicket.objects.filter(visit__key=key).values_list("visit__token", flat=True).first() or ""


def places_out(holder: str) -> set[int]:
    """The places of the numbers that a phone number has out, at any hall."""
    return set(RemoteTicket.objects.filter(holder=holder, is_out=True).values_list("place", flat=True))


def has_lapsed(holder: str, day: date) -> bool:
    """Whether a phone number let a number lapse on a day."""
    lapsed = RemoteTicket.objects.filter(holder=holder, visit__day=day, visit__state=VisitState.VOID)
    return lapsed.filter(lapses_at__lte=F("visit__ended_at")).exists()


def by_phone(
    site_id: UUID, lane_ids: Collection[UUID], minutes: int, at: datetime
) -> Iterator[tuple[str, LaneNow, int]]:  # fmt: skip
    """Lanes of a hall with their name, how they stand, and how many asked for them by phone in the last minutes. Raises
    ``NotFound`` for a lane of another hall."""
    lanes = {lane.pk: lane for lane in Lane.objects.filter(pk__in=lane_ids, site=site_id)}
    if len(lanes) != len(lane_ids):
        raise NotFound
    asked = Errand.objects.filter(lane__in=lanes, visit__remote__asked_at__gt=at - timedelta(minutes=minutes))
    counts = asked.exclude(visit__state=VisitState.VOID).values_list("lane_id").annotate(Count("pk")).order_by()
    many = dict(counts)
    for lane_id, now in lanes_now(lanes, at.astimezone(zone_in(site_id)).date()).items():
        yield lanes[lane_id].said, now, many.get(lane_id, 0)


def remote_by_text(text: str) -> tuple[UUID, UUID]:
    """The visit and the site of the number whose code somebody typed, or of the address behind its QR. Raises
    ``NotFound``."""
    given = text.strip()
    tickets = RemoteTicket.objects.values_list("visit_id", "visit__site_id")
    if "/" in given:
        found = tickets.filter(visit__token=given.rstrip("/").rpartition("/")[2]).first()
    else:
        found = tickets.filter(code=tidy_code(given)).first()
    if found is None:
        raise NotFound
    return found
