"""A lane stalls: whoever has another errand goes there first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.notifications import actions as notifications
from satuatap.kernel.actors import Actor
from satuatap.kernel.lifecycle import move

from .. import policies, queries, rules
from ..lifecycle import ERRAND_MOVES, UNFINISHED, ErrandState, VisitState
from ..models import TOLD, Detour, Errand, Visit
from .going import head_start, let_wait, lock_visit
from .measuring import forget_told
from .told import tell_lane, tell_screens


@transaction.atomic
def plan_again(*, by: Actor, at: datetime, lane_ids: Sequence[UUID] = ()) -> int:
    """Look at those who wait in lanes that stall, or in the named ones, and have more to do; returns how many were sent
    to another errand first."""
    policies.require(by.is_system)
    sent = [change_way(visit_id=visit_id, by=by, at=at) for visit_id in queries.stalled(at, lane_ids)]
    return sum(detour is not None for detour in sent)


@transaction.atomic
def change_way(*, visit_id: UUID, by: Actor, at: datetime) -> Detour | None:
    """Send a visitor who waits to another errand first where that is far shorter; None where nothing changes.

    No turn is lost or won by it: in the other lane counts the arrival, as for every errand, and the turn in the lane that
    is left is kept for later.
    """
    policies.require(by.is_system)
    visit = lock_visit(visit_id)
    if visit.state != VisitState.OPEN:
        return None
    errands = list(visit.errands.select_for_update().filter(state__in=[str(state) for state in UNFINISHED]))
    here = next((errand for errand in errands if errand.state == ErrandState.WAITING), None)
    others = [errand for errand in errands if errand.state == ErrandState.PLANNED]
    if here is None or here.waits_since is None or not others:
        return None
    now, is_called = queries.outlook_in_turn(here, here.rank_at or at, at)
    seen = [queries.outlook_in_turn(other, _rank(other, visit), at)[0] for other in others]
    chosen = rules.detour(now, at - here.waits_since, is_called, seen)
    if chosen is None:
        return None
    first = next(other for other in others if other.pk == chosen.id)
    _step_back(here)
    let_wait(first, visit, at)
    detour = Detour.objects.create(
        site_id=visit.site_id, visit=visit, left=here, first=first, is_closed=now.wait is None, at=at
    )
    record("visits.way-changed", on=detour, by=by, at=at, party_id=visit.party_id)
    _tell(visit, detour, by, at)
    return detour


def _rank(errand: Errand, visit: Visit) -> datetime:
    return rules.turn_of(errand.turn_at or visit.came_at, head_start(visit), errand.rank_at)


def _step_back(errand: Errand) -> None:
    """Later, with the turn it has: ``rank_at`` stays."""
    errand.state = move(ERRAND_MOVES, "swap", ErrandState(errand.state))
    if errand.waited is None:
        forget_told(errand)
    errand.save(update_fields=["state", *TOLD])
    tell_lane(errand.lane_id)


def _tell(visit: Visit, detour: Detour, by: Actor, at: datetime) -> None:
    tell_screens(visit.site_id, detour.pk)
    if visit.contact:
        visit.told_at = None  # the turn may be near in the other lane before it was in this one
        visit.save(update_fields=["told_at"])
        notifications.notify(
            template="way-changed", key=f"way-changed:{detour.pk}", by=by, at=at, party_id=visit.party_id,
            channels={"sms": visit.contact}, language=visit.language, path=f"/nomor/{visit.token}",
            context={"number": str(visit), "place": detour.left.lane.name, "service": detour.first.lane.name},
        )  # fmt: skip
