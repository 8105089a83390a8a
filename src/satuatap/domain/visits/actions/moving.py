"""What a visitor, or the guide for the visitor, changes about a visit."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import policies, rules
from ..lifecycle import AT_COUNTER, ERRAND_MOVES, UNFINISHED, VISIT_MOVES, ErrandState, VisitState
from ..models import TOLD, Errand, Visit
from .arriving import Ask
from .going import go_on, lock_visit, wait_behind
from .presence import note_outside, require_lane
from .told import tell_lane, tell_visit, tell_way


@transaction.atomic
def add_errand(*, visit_id: UUID, ask: Ask, by: Actor, at: datetime) -> Errand:
    """One more thing to do under the same number. Raises ``Refused`` for an office that is not there."""
    visit = _open(visit_id, by)
    lane = require_lane(visit.site, ask.lane_id, at)
    last = visit.errands.order_by("-position").values_list("position", flat=True).first() or 0
    errand = Errand.objects.create(
        visit=visit, lane_id=ask.lane_id, day=visit.day, position=last + 1, length=ask.length, service=ask.service,
        about=ask.about,
    )  # fmt: skip
    note_outside(visit.site_id, visit.day, [(errand.pk, lane.unit_id, ask.outside)])
    record("visits.errand-added", on=errand, by=by, at=at, party_id=visit.party_id)
    go_on(visit, at)
    tell_visit(visit.pk)
    return errand


@transaction.atomic
def bring_back(*, visit_id: UUID, by: Actor, at: datetime) -> Errand:
    """A visitor who did not come is here after all and waits behind five others."""
    visit = _open(visit_id, by)
    errand = visit.errands.select_for_update().filter(state=ErrandState.PARKED).order_by("position").first()
    if errand is None:
        raise NotFound
    errand.state = move(ERRAND_MOVES, "bring back", ErrandState(errand.state))
    return _behind(errand, "brought-back", by, at)


@transaction.atomic
def postpone(*, visit_id: UUID, by: Actor, at: datetime) -> Errand:
    """Let five others go first: the visitor needs a little more time."""
    visit = _open(visit_id, by)
    errand = visit.errands.select_for_update().filter(state=ErrandState.WAITING).first()
    if errand is None:
        raise Refused("not-waiting", _("Nomor ini sedang tidak menunggu."))
    errand.state = move(ERRAND_MOVES, "postpone", ErrandState(errand.state))
    return _behind(errand, "postponed", by, at)


@transaction.atomic
def leave(*, visit_id: UUID, by: Actor, at: datetime) -> Visit:
    """The visitor gives the number back: what was not done is dropped. Refused while at a counter."""
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id))
    if visit.state == VisitState.LEFT:
        return visit
    errands = list(visit.errands.select_for_update().filter(state__in=[str(s) for s in UNFINISHED]))
    if any(errand.state in AT_COUNTER for errand in errands):
        raise Refused("at-counter", _("Anda sedang dipanggil. Beri tahu petugas di loket bila ingin berhenti."))
    visit.state = move(VISIT_MOVES, "leave", VisitState(visit.state))
    visit.ended_at, visit.contact = at, ""
    visit.save(update_fields=["state", "ended_at", "contact"])
    for errand in errands:
        errand.state = move(ERRAND_MOVES, "drop", ErrandState(errand.state))
        errand.ended_at = at
        errand.save(update_fields=["state", "ended_at"])
        tell_lane(errand.lane_id)
    record("visits.left", on=visit, by=by, at=at, party_id=visit.party_id)
    tell_visit(visit.pk)
    return visit


def _open(visit_id: UUID, by: Actor) -> Visit:
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id))
    rules.require_goes_on(VisitState(visit.state))
    return visit


def _behind(errand: Errand, verb: str, by: Actor, at: datetime) -> Errand:
    wait_behind(errand, at)
    errand.save(update_fields=["state", "rank_at", "waits_since", "counter", "times_called", *TOLD])
    record(f"visits.{verb}", on=errand, by=by, at=at)
    tell_way(errand)
    return errand
