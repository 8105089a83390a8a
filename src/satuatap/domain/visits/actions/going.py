"""Where a visitor goes next: shared by every verb after which the way goes on."""

from datetime import datetime, timedelta
from uuid import UUID

from satuatap.kernel.errors import NotFound
from satuatap.kernel.lifecycle import move

from .. import queries, rules
from ..lifecycle import ERRAND_MOVES, UNFINISHED, VISIT_MOVES, ErrandState, VisitState
from ..models import TOLD, Errand, Visit
from .leading import require_led_here
from .measuring import foretell, forget_told
from .told import tell_visit, tell_way

JUST_COME = timedelta(minutes=2)


def lock_visit(visit_id: UUID) -> Visit:
    """The visit, locked; its errands are changed by whoever holds it, except for being called. Raises ``NotFound``, and
    ``Refused`` for a visit to a hall that is led elsewhere."""
    try:
        visit = Visit.objects.select_for_update().get(pk=visit_id)
    except Visit.DoesNotExist:
        raise NotFound from None
    require_led_here(visit.site_id)
    return visit


def head_start(visit: Visit) -> int:
    return visit.priority.head_start if visit.priority else 0


def go_on(visit: Visit, at: datetime) -> Errand | None:
    """Let the next errand wait, or end the visit where none is left; None while another errand is under way, and while
    the number was not handed out."""
    if visit.state != VisitState.OPEN:
        return None
    errands = list(Errand.objects.select_for_update().filter(visit_id=visit.pk, state__in=[str(s) for s in UNFINISHED]))
    if not errands:
        _end(visit, at)
        return None
    if any(errand.state != ErrandState.PLANNED for errand in errands):
        return None
    return let_wait(queries.next_of(errands, visit.day), visit, at)


def let_wait(errand: Errand, visit: Visit, at: datetime) -> Errand:
    """An errand that was planned waits from now on, in the turn of its visit's arrival."""
    errand.state = move(ERRAND_MOVES, "wait", ErrandState(errand.state))
    errand.rank_at = rules.turn_of(errand.turn_at or visit.came_at, head_start(visit), errand.rank_at)
    errand.waits_since = at
    if errand.waited is None:
        foretell(errand, at)
    errand.save(update_fields=["state", "rank_at", "waits_since", *TOLD])
    tell_way(errand)
    return errand


def rank_again(visit: Visit, at: datetime) -> None:
    """The turn of the errand that waits now, after the head start of its visit changed; who has only just come is told
    anew how long it takes."""
    visit.errands.filter(state=ErrandState.PLANNED, rank_at__isnull=False).update(rank_at=None)
    errand = visit.errands.filter(state=ErrandState.WAITING).first()
    if errand is not None:
        errand.rank_at = rules.rank(errand.turn_at or visit.came_at, head_start(visit))
        if errand.waits_since and at - errand.waits_since <= JUST_COME:
            foretell(errand, at)
        else:
            forget_told(errand)
        errand.save(update_fields=["rank_at", *TOLD])
        tell_way(errand)


def wait_behind(errand: Errand, at: datetime) -> None:
    """Let five others go first. What was told before the first call does not hold any more."""
    if errand.waited is None:
        forget_told(errand)
    ranks = queries.ranks_behind(errand, rules.TURNS_BACK)
    errand.rank_at = rules.rank_behind(ranks, errand.rank_at or at)
    errand.waits_since = at
    errand.counter = None
    errand.times_called = 0


def _end(visit: Visit, at: datetime) -> None:
    if visit.state == VisitState.OPEN:
        visit.state = move(VISIT_MOVES, "finish", VisitState(visit.state))
        visit.ended_at, visit.contact = at, ""
        visit.save(update_fields=["state", "ended_at", "contact"])
        tell_visit(visit.pk)
