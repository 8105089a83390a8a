"""Taking back the last press at a counter: a wrong call, a visit finished by mistake, a wrong lane."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import queries
from ..lifecycle import BACK_TO, ERRAND_MOVES, VISIT_MOVES, ErrandState, SittingState, VisitState
from ..models import Act, Call, Errand, Visit
from .going import lock_visit
from .measuring import forget_told
from .sitting import own_sitting
from .told import tell_counter, tell_undone

LONGEST_REASON = 300


def remember(errand: Errand, counter_id: UUID, verb: str, by: Actor, at: datetime) -> None:
    """Keep how an errand stands before a press at its counter changes it."""
    _row(errand, counter_id, verb, by, at).save(force_insert=True)


def _row(errand: Errand, counter_id: UUID, verb: str, by: Actor, at: datetime) -> Act:
    return Act(
        counter_id=counter_id, errand=errand, verb=verb, by=by.id, at=at, was_state=errand.state,
        was_lane_id=errand.lane_id, was_times_called=errand.times_called, was_began_at=errand.began_at,
        was_rank_at=errand.rank_at, was_waits_since=errand.waits_since,
    )  # fmt: skip


@transaction.atomic
def undo(*, counter_id: UUID, act_id: UUID, reason: str, by: Actor, at: datetime) -> Errand:
    """Take back the own last press at a counter, within five minutes and with a reason.

    The same press twice is taken back once. Raises ``Refused`` when another press followed or the counter pauses,
    ``Conflict`` when the visitor was called elsewhere or the visit went on meanwhile.
    """
    sitting = own_sitting(counter_id, by)
    if done := Act.objects.filter(pk=act_id, counter_id=counter_id, undone_at__isnull=False).first():
        return done.errand
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise Refused("reason", _("Tulis dulu mengapa ditarik kembali."), field="alasan")
    last = queries.last_act(counter_id, at)
    if last is None:
        raise Refused("too-late", _("Sudah lewat 5 menit, jadi tidak dapat ditarik kembali."))
    if last.id != act_id or last.by != by.id:
        raise Refused("not-last", _("Hanya tindakan terakhir Anda di loket ini yang dapat ditarik kembali."))
    if sitting.state != SittingState.OPEN:
        raise Refused("break", _("Loket sedang jeda. Lanjutkan dulu, lalu tarik kembali."))
    act = _act(act_id, by)
    visit = lock_visit(act.errand.visit_id)
    errands = {errand.pk: errand for errand in visit.errands.select_for_update()}
    errand = errands.pop(act.errand_id)
    _require_still_there(visit, act)
    if act.verb == "finish":
        _reopen(visit, list(errands.values()))
    left_lane = errand.lane_id
    _restore(errand, act, counter_id)
    act.undone_at, act.reason = at, reason
    act.save()
    record("visits.undone", on=errand, by=by, at=at, unit_id=sitting.counter.unit_id)
    tell_counter(counter_id)
    tell_undone(errand, left_lane, _zone_of(act))
    return errand


def _act(act_id: UUID, by: Actor) -> Act:
    """What is taken back; of a call the row is made now, under the id of the call."""
    kept = Act.objects.select_related("errand").filter(pk=act_id).first()
    if kept is not None:
        return kept
    call = Call.objects.select_related("errand").filter(pk=act_id).first()
    if call is None:
        raise NotFound
    act = _row(call.errand, call.counter_id, "call", by, call.at)
    act.pk, act.was_state, act.was_times_called = call.pk, ErrandState.WAITING, 0
    return act


def _require_still_there(visit: Visit, act: Act) -> None:
    """Nobody else has called the visitor since, and the visit was not given up."""
    if visit.state not in (VisitState.OPEN, VisitState.DONE):
        raise Conflict("left", _("Nomor %(number)s sudah dikembalikan pengunjung.") % {"number": visit})
    later = Call.objects.filter(errand__visit=visit, at__gte=act.at).exclude(counter_id=act.counter_id)
    if call := later.select_related("counter").order_by("-at").first():
        words = _("%(number)s sudah dipanggil ke %(counter)s, jadi tidak dapat ditarik kembali.")
        raise Conflict("elsewhere", words % {"number": visit, "counter": call.counter.name})


def _reopen(visit: Visit, others: list[Errand]) -> None:
    """The visit goes on at this counter: what began to wait after it is a plan again."""
    if visit.state == VisitState.DONE:
        visit.state = move(VISIT_MOVES, "reopen", VisitState(visit.state))
        visit.ended_at = None
        visit.save(update_fields=["state", "ended_at"])
    for other in others:
        if other.state == ErrandState.WAITING:
            other.state = move(ERRAND_MOVES, "swap", ErrandState(other.state))
            forget_told(other)
            other.save()


def _restore(errand: Errand, act: Act, counter_id: UUID) -> None:
    back_to = ErrandState(act.was_state)
    errand.state = move(ERRAND_MOVES, BACK_TO[back_to], ErrandState(errand.state))
    errand.counter_id = None if back_to == ErrandState.WAITING else counter_id
    errand.lane_id, errand.times_called, errand.began_at = act.was_lane_id, act.was_times_called, act.was_began_at
    errand.rank_at, errand.waits_since, errand.ended_at = act.was_rank_at, act.was_waits_since, None
    if act.verb == "call" and not errand.measured:  # the wait goes on; what was measured already stays measured
        errand.called_at = errand.waited = None
    errand.save()


def _zone_of(act: Act) -> UUID | None:
    """The part of the hall whose screens show the visitor; only calls are shown."""
    calls = Call.objects.filter(errand_id=act.errand_id, counter_id=act.counter_id).order_by("-at")
    return calls.values_list("zone_id", flat=True).first()
