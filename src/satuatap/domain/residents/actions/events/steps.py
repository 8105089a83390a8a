"""What becomes of an event that was reported: recorded by an outside reference, or cancelled."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from ... import policies
from ...lifecycle import EventState, Kind
from ...models import CivilEvent, EventStep, Origin
from ..corrections import correct_fact
from ..following import drop_of
from ..recording import confirm_facts, withdraw

LONGEST = 80
SETTLING = 0x5E771E  # the first half of the lock of an event that is being settled


@transaction.atomic
def confirm_event(*, event_id: int, reference: str, on: date, by: Actor, at: datetime, nik: str = "") -> EventStep:
    """The population administration has recorded it, under this number and day: the event is *tercatat* from now on,
    and the facts it gave are as sure as that. ``nik`` is the number that a child got with it.

    The same again changes nothing. Raises ``Refused`` for a number that cannot be, ``NotFound`` to other areas.
    """
    event = _event(by, event_id)
    number = " ".join(reference.split())
    if not number or len(number) > LONGEST:
        raise Refused("reference", _("Tulis nomor catatan di SIAK."), field="reference")
    if not event.on <= on <= timezone.localdate(at):
        raise Refused("reference-on", _("Isi tanggal dicatat di SIAK, paling lambat hari ini."), field="reference_on")
    if standing := EventStep.objects.filter(event=event, state=EventState.RECORDED).first():
        return standing
    step = EventStep.objects.create(
        event=event, state=EventState.RECORDED, reference=number, reference_on=on, at=at, by=by.id
    )
    confirm_facts(event, on)
    if nik.strip() and event.kind == Kind.BIRTH:
        _give_number(event, nik, number, on, by=by, at=at)
    _trace("residents.event-confirmed", event, by=by, at=at)
    return step


@transaction.atomic
def cancel_event(*, event_id: int, reason: str, by: Actor, at: datetime) -> EventStep:
    """It was not so: the event counts no more, and the register says again what it said before.

    Nothing is erased. Raises ``Refused`` while a later event builds on it, ``NotFound`` to other areas.
    """
    event = _event(by, event_id)
    words = " ".join(reason.split())[:500]
    if not words:
        raise Refused("reason", _("Tulis mengapa peristiwa ini dibatalkan."), field="reason")
    if standing := EventStep.objects.filter(event=event, state=EventState.CANCELLED).first():
        return standing
    if event.kind == Kind.ENTER:
        raise Refused("entry", _("Pencatatan pertama tidak dibatalkan di sini. Catat pembetulan."), field="reason")
    step = EventStep.objects.create(event=event, state=EventState.CANCELLED, reason=words, at=at, by=by.id)
    withdraw(event)
    drop_of(event, by=by, at=at)
    _trace("residents.event-cancelled", event, by=by, at=at)
    return step


def _give_number(event: CivilEvent, nik: str, document: str, on: date, *, by: Actor, at: datetime) -> None:
    child = event.changes.filter(facts__has_key="born_on").values_list("party__pk", flat=True).get()
    correct_fact(
        party_id=child, field="nik", value=nik, origin=Origin.SIAK, origin_on=on, document=document, by=by, at=at
    )


def _event(by: Actor, event_id: int) -> CivilEvent:
    """The event, with whoever else would settle it waiting: its row cannot be locked, for nobody may write in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SETTLING, event_id % 2**31])
    event = CivilEvent.objects.filter(pk=event_id).first()
    if event is None or not policies.tells_of(by, event.area_code):
        raise NotFound
    return event


def _trace(verb: str, event: CivilEvent, *, by: Actor, at: datetime) -> None:
    for change in event.changes.filter(family=None):
        record(verb, on=event, by=by, at=at, party_id=change.party_id, fields=sorted(change.facts))
