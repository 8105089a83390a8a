"""A device is registered, gets its residents, is heard, and is ended."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record, record_look
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.queries import Villagers
from satuatap.kernel import locks
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.secrets import seal

from .. import policies, rules
from ..lifecycle import EndedFor
from ..models import Device
from ..queries.keys import PURPOSE
from .gate import own_device

NUMBERING = 0x0B0E  # the lock under which devices are numbered
MOST_LOOKS = 500


@transaction.atomic
def register(*, name: str, recovery: bytes, by: Actor, at: datetime) -> Device:
    """Let a browser carry the residents of the actor's village along. ``recovery`` is the half of its key that stays here.

    Raises ``NotFound`` for whoever works at no village desk, ``Refused`` without a name.
    """
    unit_id = policies.desk_of(by)
    if unit_id is None or by.account_id is None:
        raise NotFound
    locks.hold(NUMBERING)
    last = Device.objects.aggregate(last=Max("number"))["last"] or 0
    device = Device.objects.create(
        number=last + 1, unit_id=unit_id, account_id=by.account_id, name=rules.require_name(name),
        recovery=seal(rules.require_recovery(recovery), PURPOSE), registered_at=at, heard_at=at,
    )  # fmt: skip
    record("outboxes.registered", on=device, by=by, at=at, unit_id=unit_id)
    return device


def take_snapshot(*, device_id: UUID, since: int | None, by: Actor, at: datetime) -> Villagers:
    """The residents of the device's village, or what has changed of them ``since`` an event. Everybody given is looked at.

    A device that has not been heard for longer than it opens gets everybody anew. Raises as ``own_device``.
    """
    return _take(own_device(device_id, by, at), since, by, at)


@transaction.atomic
def _take(device: Device, since: int | None, by: Actor, at: datetime) -> Villagers:
    area = device.unit.area
    if area is None:
        raise NotFound
    purpose = _("Dibawa meja desa untuk bekerja tanpa jaringan (%(device)s)") % {"device": device}
    found = residents.villagers(by, area.code, purpose, at=at, since=since if device.taken_at else None)
    device.taken_at = device.heard_at = at
    device.save(update_fields=["taken_at", "heard_at"])
    record("outboxes.snapshot-taken", on=device, by=by, at=at, unit_id=device.unit_id)
    return found


def note_heard(*, device_id: UUID, unsent: int, by: Actor, at: datetime) -> Device:
    """The device has the line and says how much is still in its outbox. Raises as ``own_device``."""
    device = own_device(device_id, by, at)
    with transaction.atomic():
        device.unsent, device.heard_at = unsent, at
        device.save(update_fields=["unsent", "heard_at"])
        record("outboxes.heard", on=device, by=by, at=at, unit_id=device.unit_id)
    return device


def note_looks(*, device_id: UUID, looks: Sequence[tuple[UUID, str, datetime]], by: Actor, at: datetime) -> None:
    """Write down whom the officer opened without the line, for what, and when by the clock of the device.

    People who do not live in the village (any more) are left out: their data were not the device's. Raises as
    ``own_device``.
    """
    device = own_device(device_id, by, at)
    area = device.unit.area
    here = residents.lives_in([party_id for party_id, _why, _when in looks], area.code if area else "")
    with transaction.atomic():
        for party_id, purpose, when in looks[:MOST_LOOKS]:
            if party_id in here:
                hour = timezone.localtime(rules.written_at(when, at)).strftime("%d-%m-%Y %H.%M")
                words = _("%(purpose)s (tanpa jaringan, %(hour)s)") % {"purpose": purpose[:140], "hour": hour}
                record_look(
                    by=by, at=at, purpose=words, party_id=party_id, unit_id=device.unit_id, fields=residents.CARRIED
                )


@transaction.atomic
def end(*, device_id: UUID, why: str, by: Actor, at: datetime) -> Device:
    """The device is lost, replaced or signed off: it gets nothing any more, and wipes itself when it has the line next.

    Ended twice, the first counts. Raises ``NotFound`` to whoever neither works at its village nor protects data.
    """
    device = Device.objects.select_for_update().filter(pk=device_id).first()
    if device is None or why not in EndedFor.values or not policies.may_end(by, device.unit_id):
        raise NotFound
    if device.ended_at is None:
        device.ended_at, device.ended_for, device.ended_by, device.recovery = at, why, by.id, b""
        device.save(update_fields=["ended_at", "ended_for", "ended_by", "recovery"])
        record("outboxes.ended", on=device, by=by, at=at, unit_id=device.unit_id)
    return device


@transaction.atomic
def confirm_wiped(*, device_id: UUID, by: Actor, at: datetime, is_itself: bool = False) -> None:
    """The device says that it holds nothing any more; ``is_itself``: it has shown that it is the device, whoever is
    signed in. Raises ``Refused`` while it is not ended, ``NotFound`` to others than its officer."""
    device = Device.objects.select_for_update().filter(pk=device_id).first()
    if device is None or not (is_itself or (by.account_id is not None and device.account_id == by.account_id)):
        raise NotFound
    if device.ended_at is None:
        raise Refused("in-use", _("Perangkat ini masih dipakai."))
    device.wiped_at = device.wiped_at or at
    device.unsent = 0
    device.save(update_fields=["wiped_at", "unsent"])
    record("outboxes.wiped", on=device, by=by, at=at, unit_id=device.unit_id)
