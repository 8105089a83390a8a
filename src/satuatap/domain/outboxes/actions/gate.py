"""Whose device it is. Whoever asks for a device of others gets nothing, and that they asked is written down."""

from datetime import datetime
from uuid import UUID

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..models import Device


def own_device(device_id: UUID, by: Actor, at: datetime) -> Device:
    """The device, for the officer who uses it, while they work at its village.

    Raises ``NotFound`` to others, after it was written down; ``Refused("wipe")`` for a device that was ended.
    """
    device = Device.objects.select_related("unit__area").filter(pk=device_id).first()
    if device is None or device.account_id != by.account_id or device.unit_id != policies.desk_of(by):
        unit_id = policies.desk_of(by) or min(by.unit_ids(), default=None)
        record("outboxes.refused", on=device, by=by, at=at, unit_id=unit_id)
        raise NotFound
    if device.ended_at is not None:
        raise Refused("wipe", "")
    return device
