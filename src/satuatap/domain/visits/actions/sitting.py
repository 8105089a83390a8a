"""Officers sit down at counters, pause and leave."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies.models import Counter
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import policies, rules
from ..events import CounterRests
from ..lifecycle import AT_COUNTER, SittingState
from ..models import Errand, Sitting
from .leading import require_led_here
from .told import tell_counter


@transaction.atomic
def sit_down(*, counter_id: UUID, by: Actor, at: datetime) -> Sitting:
    """Begin to work at a counter. Sitting down where one sits already changes nothing.

    Raises ``Refused`` while somebody else sits there, or the officer at another counter.
    """
    counter = Counter.objects.filter(pk=counter_id).first()
    if counter is None or not policies.may_sit(by, counter):
        raise NotFound
    require_led_here(counter.site_id)
    taken = Sitting.objects.filter(counter=counter).exclude(state=SittingState.CLOSED).first()
    if taken is not None:
        if taken.officer == by.id:
            return taken
        words = _("%(counter)s sedang dipakai %(name)s. Minta ia menutup loketnya, atau pilih loket lain.")
        raise Refused("taken", words % {"counter": counter.name, "name": taken.officer_name})
    try:
        with transaction.atomic():  # a savepoint: somebody may have sat down since we looked
            sitting = Sitting.objects.create(counter=counter, officer=by.id, officer_name=by.name, opened_at=at)
    except IntegrityError:
        raise Refused("elsewhere", _("Anda masih tercatat di loket lain. Tutup loket itu dulu.")) from None
    record("visits.counter-opened", on=sitting, by=by, at=at, unit_id=counter.unit_id)
    tell_counter(counter_id)
    return sitting


@transaction.atomic
def pause(*, counter_id: UUID, until: datetime | None, by: Actor, at: datetime) -> Sitting:
    """Take a break; nobody is called to this counter meanwhile. Refused while a visitor is at the counter."""
    sitting = own_sitting(counter_id, by)
    _require_free(counter_id)
    publish(CounterRests(counter_id=counter_id))
    return _turn(sitting, SittingState.BREAK, "counter-paused", by, at, break_until=until)


@transaction.atomic
def resume(*, counter_id: UUID, by: Actor, at: datetime) -> Sitting:
    """Go on after a break."""
    return _turn(own_sitting(counter_id, by), SittingState.OPEN, "counter-resumed", by, at, break_until=None)


@transaction.atomic
def close(*, counter_id: UUID, by: Actor, at: datetime) -> Sitting:
    """Leave the counter. Refused while a visitor is at the counter: finish or put the visitor back first."""
    sitting = own_sitting(counter_id, by)
    _require_free(counter_id)
    publish(CounterRests(counter_id=counter_id))
    return _turn(sitting, SittingState.CLOSED, "counter-closed", by, at, break_until=None, closed_at=at)


def own_sitting(counter_id: UUID, by: Actor) -> Sitting:
    """The actor's sitting at a counter, locked. Raises ``NotFound`` for a counter where somebody else sits."""
    sitting = (
        Sitting.objects.select_for_update(of=("self",))
        .select_related("counter")
        .filter(counter_id=counter_id, officer=by.id)
        .exclude(state=SittingState.CLOSED)
        .first()
    )
    if sitting is None or not policies.may_sit(by, sitting.counter):
        raise NotFound
    require_led_here(sitting.counter.site_id)
    return sitting


def _require_free(counter_id: UUID) -> None:
    rules.require_free(Errand.objects.filter(counter_id=counter_id, state__in=AT_COUNTER).exists())


def _turn(sitting: Sitting, state: SittingState, verb: str, by: Actor, at: datetime, **values: object) -> Sitting:
    if sitting.state == state:
        return sitting
    sitting.state = state
    for name, value in values.items():
        setattr(sitting, name, value)
    sitting.save(update_fields=["state", *values])
    record(f"visits.{verb}", on=sitting, by=by, at=at, unit_id=sitting.counter.unit_id)
    tell_counter(sitting.counter_id)
    return sitting
