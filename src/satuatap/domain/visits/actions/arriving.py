"""A number is asked for, handed out or given up."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7
from satuatap.kernel.lifecycle import move

from .. import policies, queries, rules
from ..lifecycle import VISIT_MOVES, ErrandState, VisitState
from ..models import Channel, Errand, Length, Priority, RemoteTicket, Visit
from .going import go_on, lock_visit, rank_again
from .leading import require_led_here
from .presence import note_outside, require_let_in


class Ask(msgspec.Struct, frozen=True):
    """One errand that somebody comes for. ``after`` is the place in the list of the errand that must be done first,
    ``turn_at`` from when it counts as waiting where that was booked, ``papers`` the keys of those that the guide saw,
    ``outside`` the number of a booking that was made in the office's own system."""

    lane_id: UUID
    service: str = ""
    about: UUID | None = None
    length: str = Length.NORMAL
    after: int | None = None
    turn_at: datetime | None = None
    papers: tuple[str, ...] | None = None
    outside: str = ""


@transaction.atomic
def begin(
    *, site_id: UUID, asks: Sequence[Ask], channel: str, key: UUID, by: Actor, at: datetime,
    party_id: UUID | None = None, needs: Sequence[str] = (), language: str = "id",
) -> Visit:  # fmt: skip
    """Keep a number for a visitor with one or more errands; nobody calls it until it was handed out.

    ``language`` is that in which the visitor asked: in it they are told and, after Indonesian, called.
    The same ``key`` again answers the same visit; the number's letter is that of the first errand's lane. Raises
    ``Refused`` for no errand, for an office that is not there, for a lane that gives out no more numbers, and where an
    emergency lets nobody more in; ``Conflict`` for a key of another site.
    """
    policies.require(policies.minds(by, party_id))
    if Visit.objects.filter(key=key).exists():
        present = Visit.objects.get(key=key)
        if present.site_id != site_id:
            raise Conflict("other-visit", _("Permintaan ini sudah dipakai untuk nomor lain. Mulai lagi."))
        return present
    if not asks:
        raise Refused("nothing", _("Pilih dulu yang ingin diurus."), field="lanes")
    require_led_here(site_id)
    lanes = _lanes(site_id, asks)
    first = lanes[asks[0].lane_id]
    local = at.astimezone(ZoneInfo(first.zone))
    _require_let_in(site_id, asks, lanes, local, is_booked=channel == Channel.BOOKING)
    letter, number = number_of(asks[0].lane_id, local.date())
    visit = Visit.objects.create(
        site_id=site_id, day=local.date(), letter=letter, number=number, key=key,
        channel=Channel(channel), party_id=party_id, needs=list(needs), came_at=at, language=language,
    )  # fmt: skip
    ids = [uuid7() for _ask in asks]
    Errand.objects.bulk_create(
        Errand(
            pk=ids[place], visit=visit, lane_id=ask.lane_id, day=visit.day, position=place + 1, length=ask.length,
            service=ask.service, about=ask.about, after_id=None if ask.after is None else ids[ask.after],
            turn_at=ask.turn_at, papers=None if ask.papers is None else list(ask.papers),
        )
        for place, ask in enumerate(asks)
    )  # fmt: skip
    shown = [(ids[place], lanes[ask.lane_id].unit_id, ask.outside) for place, ask in enumerate(asks)]
    note_outside(site_id, visit.day, shown)
    record("visits.number-kept", on=visit, by=by, at=at, party_id=party_id)
    return visit


@transaction.atomic
def hand_out(*, visit_id: UUID, by: Actor, at: datetime) -> Visit:
    """The number was printed or shown: it counts from now on, and its turn from the moment it was asked for."""
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id))
    if visit.state != VisitState.PENDING:
        return visit
    visit.state = move(VISIT_MOVES, "hand out", VisitState(visit.state))
    visit.handed_at = at
    visit.save(update_fields=["state", "handed_at"])
    go_on(visit, at)
    record("visits.number-handed-out", on=visit, by=by, at=at, party_id=visit.party_id)
    return visit


@transaction.atomic
def void(*, visit_id: UUID, by: Actor, at: datetime) -> Visit:
    """The number was never printed nor shown: it is accounted for and nobody is called under it."""
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id))
    if visit.state == VisitState.VOID:
        return visit
    visit.state = move(VISIT_MOVES, "void", VisitState(visit.state))
    visit.ended_at, visit.contact = at, ""
    visit.save(update_fields=["state", "ended_at", "contact"])
    visit.errands.update(state=ErrandState.DROPPED, ended_at=at)
    RemoteTicket.objects.filter(visit=visit).update(is_out=False)
    record("visits.number-void", on=visit, by=by, at=at, party_id=visit.party_id)
    return visit


@transaction.atomic
def forget_unseen(*, by: Actor, at: datetime) -> int:
    """Void the numbers that nobody printed or saw within ten minutes, and those by phone once they lapse; returns how
    many."""
    policies.require(by.is_system)
    late = Visit.objects.filter(state=VisitState.PENDING, came_at__lt=at - rules.PENDING_FOR, site__led_elsewhere=False)
    found = list(late.exclude(remote__lapses_at__gte=at).values_list("pk", flat=True)[:500])
    for visit_id in found:
        void(visit_id=visit_id, by=by, at=at)
    return len(found)


@transaction.atomic
def grant_priority(*, visit_id: UUID, code: str, by: Actor, at: datetime) -> Visit:
    """Give a visitor a head start, or take it back (no ``code``). Only the guide does, who sees the person."""
    policies.require(policies.guides(by))
    visit = lock_visit(visit_id)
    priority = None
    if code:
        priority = Priority.objects.filter(code=code, active=True).first()
        if priority is None:
            raise Refused("priority", _("Alasan didahulukan ini tidak dikenal."), field="priority")
    visit.priority, visit.priority_by = priority, by.id if priority else ""
    visit.save(update_fields=["priority", "priority_by"])
    rank_again(visit, at)
    record("visits.priority-granted" if priority else "visits.priority-taken", on=visit, by=by, at=at)
    return visit


def _lanes(site_id: UUID, asks: Sequence[Ask]) -> dict[UUID, queries.LaneFacts]:
    lanes = {}
    for ask in asks:
        lane = queries.lane_facts(ask.lane_id)
        if lane is None or lane.site_id != site_id or not lane.is_open_site:
            raise NotFound
        lanes[ask.lane_id] = lane
    return lanes


def _require_let_in(
    site_id: UUID, asks: Sequence[Ask], lanes: Mapping[UUID, queries.LaneFacts], local: datetime, *, is_booked: bool
) -> None:
    """Where nothing is unusual and no agreement says more, a lane's own facts decide; they are remembered."""
    if queries.is_usual(site_id, {lane.unit_id for lane in lanes.values()}):
        for ask in asks:
            if ask.turn_at is None:  # else the place was promised: neither quota nor the hour of the last number counts
                _require_gives_numbers(ask.lane_id, lanes[ask.lane_id], local)
        return
    require_let_in(
        site_id, lanes, local, is_booked=is_booked,
        promised={ask.lane_id for ask in asks if ask.turn_at is not None},
        shown={ask.lane_id for ask in asks if ask.outside.strip()},
    )  # fmt: skip


def _require_gives_numbers(lane_id: UUID, lane: queries.LaneFacts, local: datetime) -> None:
    rules.require_gives_numbers(
        name=lane.said, active=lane.active, last=lane.last_number_at, now=local.time(),
        full=_is_full(lane_id, lane.quota, local),
    )  # fmt: skip


def _is_full(lane_id: UUID, quota: int | None, local: datetime) -> bool:
    if quota is None:
        return False
    taken = Errand.objects.filter(lane_id=lane_id, day=local.date()).exclude(state=ErrandState.DROPPED)
    return len(taken.values_list("pk")[:quota]) >= quota


def number_of(lane_id: UUID, day: date) -> tuple[str, int]:
    """A lane's letter and its next number that day; whoever asks at the same moment waits until this one is committed."""
    lane = queries.lane_facts(lane_id)
    if lane is None:
        raise NotFound
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO visits_series AS s (id, site_id, day, letter, last) VALUES (%s, %s, %s, %s, 1) "
            "ON CONFLICT (site_id, day, letter) DO UPDATE SET last = s.last + 1 RETURNING last",
            [uuid7(), lane.site_id, day, lane.letter],
        )
        return lane.letter, int(cursor.fetchone()[0])
