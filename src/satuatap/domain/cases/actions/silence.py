"""The agency's silence: its day is counted like the promise, the roles above are told before it, its effect is written
down when it passes. Nobody's decision is taken by it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.jobs import publish

from .. import events
from ..lifecycle import ALIVE
from ..models import Case, Silence
from ..queries import calendars, standards
from ..rules import clock
from ..rules.flow import parse_span

AT_ONCE = 200


def count_silence(case: Case, rests: Sequence[clock.Rest]) -> None:
    """Count the day anew from what is recorded; once its effect is written down it stays."""
    rule = standards.standard(case.revision_id).silence
    if rule.get("rule", "none") == "none" or case.accepted_at is None:
        return
    silence = Silence.objects.filter(case=case).first() or Silence(case=case, rule=rule["rule"], law=rule["law"])
    if silence.took_effect_at:
        return
    ends_at = calendars.due_at(parse_span(rule["limit"]), case.unit_id, case.accepted_at, rests)
    if ends_at != silence.ends_at:
        silence.ends_at = ends_at
        silence.tell_at = calendars.day_before(case.unit_id, ends_at) if ends_at else None
        silence.told_at = None
    silence.save()


@transaction.atomic
def tell_silence(*, by: Actor, at: datetime) -> int:
    """Tell the roles above of cases whose day of silence is near, once a day that is set; returns how many."""
    rows = _undecided().filter(told_at=None, took_effect_at=None, tell_at__lte=at)
    near = list(rows[:AT_ONCE])
    for silence in near:
        silence.told_at = at
        silence.save(update_fields=["told_at"])
        record("case.silence-near", on=silence.case, by=by, at=at, unit_id=silence.case.unit_id)
        publish(events.SilenceNear(case_id=silence.case_id))
    return len(near)


@transaction.atomic
def note_silence_passed(*, by: Actor, at: datetime) -> int:
    """Write down the effect of silence for cases without a decision whose day has passed; returns how many."""
    passed = list(_undecided().filter(took_effect_at=None, ends_at__lt=at)[:AT_ONCE])
    for silence in passed:
        silence.took_effect_at = at
        silence.save(update_fields=["took_effect_at"])
        case = silence.case
        record(f"case.{silence.rule}", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)
        publish(events.SilenceTookEffect(case_id=case.pk))
    return len(passed)


def _undecided() -> QuerySet[Silence]:
    rows = Silence.objects.select_for_update(skip_locked=True, of=("self",)).select_related("case")
    return rows.filter(case__decided_at=None, case__state__in=ALIVE)
