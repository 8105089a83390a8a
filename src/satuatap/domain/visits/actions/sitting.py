"""Officers sit down at counters, pause and leave."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies.models import Counter
from satuatap.domain.audit.actions import record, record_look
from satuatap.domain.cases import queries as cases
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import policies, queries, rules
from ..events import CounterOpens, CounterRests
from ..lifecycle import AT_COUNTER, ErrandState, SittingState
from ..models import Errand, Sitting
from .asked import close_help, open_help
from .leading import require_led_here
from .told import tell_counter, tell_lanes


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
    tell_lanes(post.lane_id for post in queries.posts_of(counter_id))
    publish(CounterOpens(counter_id=counter_id))
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
    publish(CounterOpens(counter_id=counter_id))
    return _turn(own_sitting(counter_id, by), SittingState.OPEN, "counter-resumed", by, at, break_until=None)


@transaction.atomic
def close(*, counter_id: UUID, by: Actor, at: datetime, sure: bool = False) -> Sitting:
    """Leave the counter. Refused while a visitor is at the counter: finish or put the visitor back first; and, unless
    ``sure``, while others wait whom no other counter calls. Pages of those who wait hear of it."""
    sitting = own_sitting(counter_id, by)
    _require_free(counter_id)
    rules.require_may_leave(queries.left_alone(counter_id, at), sure=sure)
    publish(CounterRests(counter_id=counter_id))
    if asked := open_help(counter_id):
        close_help(asked, by=by, at=at)  # nobody is there any more
    return _turn(sitting, SittingState.CLOSED, "counter-closed", by, at, break_until=None, closed_at=at)


@transaction.atomic
def hand_counter(*, counter_id: UUID, to: Actor, by: Actor, at: datetime) -> Sitting:
    """Another officer goes on at the counter where ``by`` sits; whoever is being served stays there.

    Raises ``Refused`` for who has no work at this office, and for who still sits at another counter.
    """
    sitting = own_sitting(counter_id, by)
    if to.id == by.id:
        return sitting
    if not policies.may_sit(to, sitting.counter):
        words = _("%(name)s tidak bertugas di %(counter)s.")
        raise Refused("not-here", words % {"name": to.name, "counter": sitting.counter.name})
    state, until = sitting.state, sitting.break_until
    sitting.state, sitting.break_until, sitting.closed_at = SittingState.CLOSED, None, at
    sitting.save(update_fields=["state", "break_until", "closed_at"])
    try:
        with transaction.atomic():
            taken = Sitting.objects.create(
                counter=sitting.counter,
                officer=to.id,
                officer_name=to.name,
                state=state,
                break_until=until,
                opened_at=at,
            )
    except IntegrityError:
        words = _("%(name)s masih tercatat di loket lain. Tutup loket itu dulu.")
        raise Refused("elsewhere", words % {"name": to.name}) from None
    record("visits.counter-handed", on=sitting, by=by, at=at, unit_id=sitting.counter.unit_id)
    record("visits.counter-opened", on=taken, by=to, at=at, unit_id=sitting.counter.unit_id)
    served = Errand.objects.filter(counter_id=counter_id, state=ErrandState.SERVING).select_related("visit").first()
    if served is not None:
        note_look(served, by=to, at=at, unit_id=sitting.counter.unit_id)
    tell_counter(counter_id)
    return taken


def note_look(errand: Errand, *, by: Actor, at: datetime, unit_id: UUID) -> None:
    """Whoever was identified can read that the counter showed the name and their unfinished cases; whose case the errand is
    about, that it showed the case."""
    visit = errand.visit
    if visit.party_id is not None:
        record_look(
            on=visit, by=by, at=at, purpose=f"melayani nomor {visit}", fields=["case", "name"], party_id=visit.party_id,
            unit_id=unit_id,
        )  # fmt: skip
    about = cases.party_of(actor=by, case_id=errand.about) if errand.about else None
    if about is not None:
        note_case(errand, about, by=by, at=at, unit_id=unit_id)


def note_case(errand: Errand, party_id: UUID, *, by: Actor, at: datetime, unit_id: UUID) -> None:
    """The applicant can read that the counter showed how the case stands."""
    record_look(
        on=errand, by=by, at=at, purpose=f"melayani nomor {errand.visit}", fields=["case", "name"], party_id=party_id,
        unit_id=unit_id,
    )  # fmt: skip


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
    tell_lanes(post.lane_id for post in queries.posts_of(sitting.counter_id))
    return sitting
