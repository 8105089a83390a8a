"""A number by phone: asked for on the way, reported with at the hall, or lapsed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.domain.notifications import actions as notifications
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, queries, rules
from ..lifecycle import VisitState
from ..models import Channel, Lane, Remote, RemoteTicket, Visit
from .arriving import Ask, begin, hand_out, void
from .going import lock_visit
from .presence import require_within_emergency

AT_ONCE = 500


@transaction.atomic
def ask_remotely(
    *, site_id: UUID, lane_ids: Sequence[UUID], phone: str, key: UUID, by: Actor, at: datetime, language: str = "id"
) -> RemoteTicket:
    """Keep a number for a phone number that was proven by a code (E.164). It is not called before ``report``.

    The same ``key`` again answers the same number. Raises ``Refused`` outside the hours and the share that the pack
    gives, for a phone number that has one out, and as ``begin`` does; ``NotFound`` for a hall that gives none by phone.
    """
    policies.require(by.is_system)
    # Locked, so that two who ask for the last place at the same moment are not both given it.
    terms = Remote.objects.select_for_update(no_key=True, of=("self",)).filter(site_id=site_id, active=True).first()
    if terms is None:
        raise NotFound
    holder = queries.holder_of(phone)
    if present := RemoteTicket.objects.select_related("visit").filter(visit__key=key, holder=holder).first():
        return present
    place = rules.require_few(rules.free_turn(queries.places_out(holder), terms.each))
    ticket = _keep(terms, lane_ids, RemoteTicket(holder=holder, place=place), key, by, at)
    ticket.visit.contact, ticket.visit.language = phone, language
    ticket.visit.save(update_fields=["contact", "language"])
    _tell(ticket, "number-held", ticket.until, by, at)
    return ticket


@transaction.atomic
def keep_for_centre(
    *, site_id: UUID, lane_ids: Sequence[UUID], holder: str, place: int, key: UUID, by: Actor, at: datetime
) -> RemoteTicket:
    """At a node: the same for somebody who asked the centre, which alone knows the phone number and what it has out.
    The same ``key`` again answers the same number. Raises as ``ask_remotely`` does."""
    policies.require(by.is_system)
    terms = Remote.objects.select_for_update(no_key=True, of=("self",)).filter(site_id=site_id, active=True).first()
    if terms is None:
        raise NotFound
    if present := RemoteTicket.objects.filter(visit__key=key).first():
        return present
    return _keep(terms, lane_ids, RemoteTicket(holder=holder, place=place), key, by, at)


@transaction.atomic
def tell_held(*, visit_id: UUID, phone: str, by: Actor, at: datetime) -> None:
    """At the centre: a number that the node of a hall keeps is told to whoever asked for it."""
    policies.require(by.is_system)
    ticket = RemoteTicket.objects.select_related("visit__site").get(visit=visit_id)
    _tell(ticket, "number-held", ticket.until, by, at, phone)
    record("visits.remote-number-told", on=ticket, by=by, at=at)


@transaction.atomic
def tell_lapsed(*, visit_id: UUID, phone: str, by: Actor, at: datetime) -> None:
    """At the centre: a number that a node let lapse is told to whoever asked for it."""
    policies.require(by.is_system)
    ticket = RemoteTicket.objects.select_related("visit__site").get(visit=visit_id)
    _tell(ticket, "number-lapsed", ticket.lapses_at, by, at, phone)
    record("visits.remote-lapse-told", on=ticket, by=by, at=at)


def _keep(
    remote: Remote, lane_ids: Sequence[UUID], ticket: RemoteTicket, key: UUID, by: Actor, at: datetime
) -> RemoteTicket:
    ticket.asked_at, (ticket.until, ticket.lapses_at) = at, _require(remote, set(lane_ids), ticket.holder, at)
    asks = [Ask(lane_id) for lane_id in dict.fromkeys(lane_ids)]
    ticket.visit = begin(site_id=remote.site_id, asks=asks, channel=Channel.PHONE, key=key, by=by, at=at)
    RemoteTicket.objects.bulk_create([ticket], ignore_conflicts=True)
    if not RemoteTicket.objects.filter(pk=ticket.pk).exists():  # asked at another hall in the same moment
        rules.require_few(None)
    record("visits.remote-number-kept", on=ticket, by=by, at=at)
    return ticket


def _require(remote: Remote, lane_ids: Collection[UUID], holder: str, at: datetime) -> tuple[datetime, datetime]:
    """Until when the number holds. Raises ``Refused``."""
    terms, site = remote.terms, agencies.hours_today(remote.site_id, at)
    local = at.astimezone(ZoneInfo(remote.site.zone))
    lapsed = queries.has_lapsed(holder, local.date())
    rules.require_may_ask(terms, is_open=site.is_open, now=local.time(), has_lapsed=lapsed)
    for name, now, asked in queries.by_phone(remote.site_id, lane_ids, terms.minutes, at):
        places = rules.places_by_phone(now.open, now.minutes, terms)
        rules.require_places(name=name, counters=now.open, asked=asked, places=places)
    closes = datetime.combine(local.date(), site.closes, local.tzinfo) if site.closes else None
    return rules.holds_until(at, closes, terms)


@transaction.atomic
def report(*, visit_id: UUID, site_id: UUID, by: Actor, at: datetime) -> tuple[Visit, bool]:
    """Whoever asked for a number by phone is here: from now on it is called. Also whether they came while the place was
    kept; later they wait behind. Said twice, it is said once.

    Raises ``NotFound`` for what is no such number, ``Refused`` at another hall, for one that has lapsed, while the hall
    lets nobody more in, and when none of the offices is there.
    """
    policies.require(policies.guides(by))
    ticket = RemoteTicket.objects.select_related("visit").filter(visit=visit_id).first()
    if ticket is None:
        raise NotFound
    visit = lock_visit(visit_id)
    rules.require_own_hall(visit.site_id == site_id, visit.site.name)
    if visit.state != VisitState.OPEN:
        _let_in(visit, ticket, by, at)
    return visit, ticket.here_at is None or ticket.here_at <= ticket.until


def _let_in(visit: Visit, ticket: RemoteTicket, by: Actor, at: datetime) -> None:
    rules.require_holds(VisitState(visit.state), ticket.lapses_at, at)
    require_within_emergency(visit.site, at, is_booked=False)
    _require_somebody(visit, at)
    ticket.here_at, ticket.is_out = at, False
    ticket.save(update_fields=["here_at", "is_out"])
    remote = Remote.objects.filter(site_id=visit.site_id).first()
    head_start = remote.head_start if remote else 0
    visit.came_at = rules.turn_by_phone(ticket.asked_at, at, ticket.until, head_start)
    visit.save(update_fields=["came_at"])
    record("visits.reported", on=ticket, by=by, at=at)
    hand_out(visit_id=visit.pk, by=by, at=at)
    visit.refresh_from_db()


def _require_somebody(visit: Visit, at: datetime) -> None:
    """Raises ``Refused`` when none of the offices of a number is there."""
    lanes = list(Lane.objects.filter(errands__visit=visit).select_related("unit"))
    shut = queries.shut(visit.site, lanes, agencies.standing(at), promised={lane.pk for lane in lanes})
    if len(shut) == len({lane.pk for lane in lanes}):
        raise next(iter(shut.values()))


@transaction.atomic
def lapse(*, by: Actor, at: datetime) -> int:
    """Void the numbers by phone with which nobody reported in time, and tell who held them; returns how many."""
    policies.require(by.is_system)
    late = RemoteTicket.objects.filter(is_out=True, lapses_at__lt=at, visit__site__led_elsewhere=False)
    found = list(late.select_related("visit__site")[:AT_ONCE])
    for ticket in found:
        _tell(ticket, "number-lapsed", ticket.lapses_at, by, at)
        void(visit_id=ticket.visit_id, by=by, at=at)
    return len(found)


@transaction.atomic
def forget_holders(*, by: Actor, at: datetime) -> int:
    """Of past days nothing is kept that stands for a phone number; returns of how many numbers it was."""
    policies.require(by.is_system)
    past = RemoteTicket.objects.filter(is_out=False, visit__day__lt=at.date(), visit__site__led_elsewhere=False)
    found = list(past.exclude(holder="")[:AT_ONCE])
    for ticket in found:
        ticket.holder = ""
        ticket.save(update_fields=["holder"])
        record("visits.holder-forgotten", on=ticket, by=by, at=at)
    return len(found)


def _tell(ticket: RemoteTicket, template: str, until: datetime, by: Actor, at: datetime, phone: str = "") -> None:
    visit = ticket.visit
    local = until.astimezone(ZoneInfo(visit.site.zone))
    notifications.notify(
        template=template, key=f"{template}:{visit.pk}", by=by, at=at, channels={"sms": phone or visit.contact},
        language=visit.language, path=f"/nomor/{visit.token}",
        context={"number": str(visit), "place": visit.site.short_name, "when": f"{local:%H.%M}"},
    )  # fmt: skip
