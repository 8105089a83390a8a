"""Calling visitors to a counter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import queries, rules
from ..lifecycle import AT_COUNTER, ERRAND_MOVES, ErrandState, SittingState
from ..models import Call, Errand, Sitting, Visit
from .sitting import own_sitting
from .told import tell_call, tell_counter, tell_visit
from .undoing import remember

# In SQL, because every call asks it: put together by Django it costs three times as much.
FIRST = """
    SELECT * FROM visits_errand WHERE lane_id = %s AND day = %s AND state = 'waiting'
    ORDER BY rank_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""


@transaction.atomic
def call_next(*, counter_id: UUID, key: UUID, by: Actor, at: datetime) -> Call:
    """Ask the next visitor of the counter's lanes to come. The same ``key`` again answers the call it made.

    Raises ``Refused`` during a break, while a visitor is at the counter, and when nobody waits.
    """
    sitting = own_sitting(counter_id, by)
    call_id, is_busy = queries.pressed(key, counter_id)
    if call_id is not None:
        return _same(Call.objects.select_related("errand__visit").get(pk=call_id), counter_id)
    if sitting.state != SittingState.OPEN:
        raise Refused("break", _("Loket sedang jeda. Lanjutkan dulu, lalu panggil."))
    rules.require_free(is_busy)
    errand, post = _first(sitting, at)
    errand.state = move(ERRAND_MOVES, "call", ErrandState(errand.state))
    errand.counter_id = counter_id
    errand.called_at = at
    errand.times_called = 1
    if errand.waited is None and errand.waits_since is not None:
        errand.waited = max(int((at - errand.waits_since).total_seconds()), 0)
    errand.save(update_fields=["state", "counter", "called_at", "times_called", "waited"])
    return _call(errand, post.zone_id, sitting, key, by, at)


@transaction.atomic
def call_again(*, counter_id: UUID, key: UUID, by: Actor, at: datetime) -> Call:
    """Call the visitor who was asked to the counter once more."""
    sitting = own_sitting(counter_id, by)
    if present := Call.objects.select_related("errand__visit").filter(key=key).first():
        return _same(present, counter_id)
    errand = at_counter(counter_id)
    errand.state = move(ERRAND_MOVES, "call again", ErrandState(errand.state))
    errand.times_called += 1
    errand.save(update_fields=["times_called"])
    zone_id = errand.calls.order_by("-at").values_list("zone_id", flat=True).first()
    if zone_id is None:
        raise NotFound
    return _call(errand, zone_id, sitting, key, by, at)


@transaction.atomic
def park(*, counter_id: UUID, by: Actor, at: datetime) -> Errand:
    """The visitor did not come after three calls: set the errand aside, so that the next can be called."""
    own_sitting(counter_id, by)
    errand = at_counter(counter_id)
    rules.require_counted_up(errand.times_called)
    remember(errand, counter_id, "park", by, at)
    errand.state = move(ERRAND_MOVES, "park", ErrandState(errand.state))
    errand.save(update_fields=["state"])
    record("visits.parked", on=errand, by=by, at=at)
    tell_counter(counter_id)
    tell_visit(errand.visit_id)
    return errand


def at_counter(counter_id: UUID) -> Errand:
    """The errand at a counter, locked together with its visit. Raises ``NotFound`` when nobody is there."""
    here = Visit.objects.filter(errands__counter_id=counter_id, errands__state__in=AT_COUNTER)
    visit = here.select_for_update(of=("self",)).first()
    if visit is None:
        raise NotFound
    errand = visit.errands.select_for_update().filter(counter_id=counter_id, state__in=AT_COUNTER).first()
    if errand is None:  # the visitor left between the two
        raise NotFound
    errand.visit = visit
    return errand


def _first(sitting: Sitting, at: datetime) -> tuple[Errand, queries.PostNow]:
    """The first of those who wait for the counter's lanes, locked: whom another counter takes just now is not it."""
    posts = {post.lane_id: post for post in queries.posts_of(sitting.counter_id)}
    day = queries.day_at(sitting.counter_id, at)
    order = list(posts)
    if len(posts) > 1:
        heads = {lane_id: (turn, posts[lane_id].weight) for lane_id, turn in queries.first_turns(order, day).items()}
        order = rules.most_urgent(heads, at)
    for lane_id in order:
        for errand in Errand.objects.raw(FIRST, [lane_id, day]):
            return errand, posts[lane_id]
    raise Refused("nobody", _("Belum ada yang menunggu."))


def _call(errand: Errand, zone_id: UUID, sitting: Sitting, key: UUID, by: Actor, at: datetime) -> Call:
    call = Call.objects.create(
        errand=errand, zone_id=zone_id, counter=sitting.counter, times=errand.times_called, at=at, by=by.id, key=key
    )
    record("visits.called", on=errand, by=by, at=at, unit_id=sitting.counter.unit_id)
    tell_call(call, errand)
    return call


def _same(call: Call, counter_id: UUID) -> Call:
    if call.counter_id != counter_id:
        raise Conflict("other-call", _("Tombol ini sudah dipakai di loket lain. Muat ulang halaman."))
    return call
