"""Telling visitors that their turn is near, and ending the day for those who have gone."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.queries import Away
from satuatap.domain.audit.actions import record
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.notifications import queries as post
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused
from satuatap.kernel.forms.kinds import Unreadable, phone_of

from .. import policies, queries, rules
from ..lifecycle import AT_COUNTER, ErrandState, VisitState
from ..models import Errand, Lane, Visit
from .going import lock_visit
from .moving import leave
from .told import tell_lane, tell_screens

AT_ONCE = 500
A_DAY_IN_A_HALL = timedelta(hours=12)
VISIT = Visit._meta.label_lower
NOT_YET = (ErrandState.PLANNED, ErrandState.WAITING, ErrandState.PARKED)


@transaction.atomic
def tell_me(*, visit_id: UUID, phone: str, by: Actor, at: datetime, language: str = "id") -> Visit:
    """Keep the number to which the visitor wants to be told, and the language of the page where that was asked, until the
    visit ends. Raises ``Refused`` for no number."""
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id))
    try:
        contact = phone_of(phone)
    except Unreadable as fault:
        raise Refused("phone", str(fault), field="hp") from None
    rules.require_goes_on(VisitState(visit.state))
    visit.contact, visit.told_at, visit.language = contact, None, language
    visit.save(update_fields=["contact", "told_at", "language"])
    record("visits.contact-given", on=visit, by=by, at=at, party_id=visit.party_id, fields=["contact"])
    return visit


@transaction.atomic
def tell_browser(
    *, visit_id: UUID, endpoint: str, p256dh: str, auth: str, by: Actor, at: datetime, language: str = "id"
) -> None:
    """Let the browser in which a number is open be told when the turn is near; its push service learns no words of it.
    Raises ``Refused`` for an address that is none of a push service."""
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id))
    rules.require_goes_on(VisitState(visit.state))
    visit.language = language
    visit.save(update_fields=["language"])
    notifications.subscribe(
        about=visit, endpoint=endpoint, p256dh=p256dh, auth=auth, until=at + A_DAY_IN_A_HALL, by=by, at=at
    )
    record("visits.browser-given", on=visit, by=by, at=at, party_id=visit.party_id)


@transaction.atomic
def tell_near(*, by: Actor, at: datetime) -> int:
    """Tell those whose turn is near and who wanted to know; returns how many."""
    policies.require(by.is_system)
    browsers = post.browsers_about(VISIT, at)
    waiting = Errand.objects.filter(
        Q(visit_id__in=browsers) | ~Q(visit__contact=""),
        state=ErrandState.WAITING, visit__state=VisitState.OPEN, visit__told_at=None,
    )  # fmt: skip
    told = 0
    for errand in waiting.select_related("visit__site", "lane")[:AT_ONCE]:
        ahead = queries.ahead_of(errand)
        if ahead <= rules.NEAR:
            _tell(errand, ahead, browsers.get(errand.visit_id, ""), by, at)
            told += 1
    return told


def _tell(errand: Errand, ahead: int, browser: str, by: Actor, at: datetime) -> None:
    visit = errand.visit
    visit.told_at = at
    visit.save(update_fields=["told_at"])
    notifications.notify(
        template="turn-near", key=f"turn-near:{visit.pk}", by=by, at=at, party_id=visit.party_id,
        channels={"sms": visit.contact, "push": browser}, language=visit.language, path=f"/nomor/{visit.token}",
        context={"number": str(visit), "count": ahead, "place": visit.site.short_name},
    )  # fmt: skip
    record("visits.told-near", on=visit, by=by, at=at, party_id=visit.party_id)


@transaction.atomic
def tell_away(*, site_id: UUID, by: Actor, at: datetime) -> int:
    """Tell those who wait at a site, or are on the way with a number by phone, for an office that is away; each absence once. Returns how many visits it touches."""
    policies.require(by.is_system)
    now = agencies.standing(at)
    to_come = Q(visit__state=VisitState.PENDING, visit__remote__is_out=True)
    waiting = Errand.objects.filter(Q(visit__state=VisitState.OPEN) | to_come, lane__site=site_id, state__in=NOT_YET)
    touched: set[UUID] = set()
    for errand in waiting.select_related("visit__site", "lane")[:AT_ONCE]:
        away = now.absences.get((site_id, errand.lane.unit_id))
        if away is not None and errand.visit_id not in touched:
            touched.add(errand.visit_id)
            _tell_away(errand.visit, away, by, at)
    for lane_id in Lane.objects.filter(site=site_id, active=True).values_list("pk", flat=True):
        tell_lane(lane_id)
    tell_screens(site_id, site_id)
    return len(touched)


def _tell_away(visit: Visit, away: Away, by: Actor, at: datetime) -> None:
    is_late = away.code == "late" and away.until is not None
    until = away.until.astimezone(ZoneInfo(visit.site.zone)) if away.until else at
    notifications.notify(
        template="tenant-late" if is_late else "tenant-away", key=f"tenant-away:{visit.pk}:{away.absence_id}", by=by,
        at=at, party_id=visit.party_id, channels={"sms": visit.contact}, language=visit.language, path=f"/nomor/{visit.token}",
        context={"number": str(visit), "place": visit.site.short_name, "when": f"{until:%H.%M}"},
    )  # fmt: skip
    record("visits.told-away", on=visit, by=by, at=at, party_id=visit.party_id)


@transaction.atomic
def end_days(*, by: Actor, at: datetime) -> int:
    """End the visits of past days that nobody ended: the visitors have long gone. Returns how many."""
    policies.require(by.is_system)
    rows = Visit.objects.filter(state=VisitState.OPEN, site__led_elsewhere=False).select_related("site").order_by("day")
    ended = 0
    for visit in rows.filter(day__lte=at.date())[:AT_ONCE]:  # a hall's day may be a day ahead of the clock's
        if visit.day < at.astimezone(ZoneInfo(visit.site.zone)).date():
            _let_go(visit.pk, at)
            leave(visit_id=visit.pk, by=by, at=at)
            ended += 1
    return ended


def _let_go(visit_id: UUID, at: datetime) -> None:
    """Whoever was still noted at a counter when the day ended is not there any more."""
    here = Errand.objects.filter(visit_id=visit_id, state__in=AT_COUNTER)
    here.update(state=ErrandState.DONE, ended_at=at)
