"""Devices of village desks, for whoever minds them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from satuatap.domain.documents import queries as letters
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page
from satuatap.kernel.secrets import unseal

from .. import policies
from ..models import Device
from .keys import PURPOSE


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device: ``prefix`` begins its slip numbers; ``state`` is used, ended or wiped."""

    id: UUID
    prefix: str
    name: str
    officer: str
    unit_name: str
    registered_at: datetime
    heard_at: datetime
    taken_at: datetime | None
    unsent: int
    state: str
    ended_for: str
    ended_at: datetime | None


def devices(actor: Actor, cursor: str = "") -> Page[DeviceRow]:
    """The devices of the actor's village, the newest first; all of the region for who protects data. None for others."""
    if not policies.minds_devices(actor):
        raise NotFound
    rows = Device.objects.select_related("account", "unit")
    if (unit_id := policies.desk_of(actor)) is not None:
        rows = rows.filter(unit=unit_id)
    return page(rows, keys=["-registered_at", "-id"], cursor=cursor, row=_row)


def _row(device: Device) -> DeviceRow:
    state = "wiped" if device.wiped_at else "ended" if device.ended_at else "used"
    return DeviceRow(
        device.pk, str(device), device.name, device.account.name, device.unit.short_name, device.registered_at,
        device.heard_at, device.taken_at, device.unsent, state, device.ended_for, device.ended_at,
    )  # fmt: skip


def order_of(actor: Actor, device_id: UUID) -> str:
    """What the centre wants of a device that asks: "wipe" once it was ended, "leave" where its officer no longer works at
    its village: the residents go, what was written stays; "stranger" to everybody but its officer, "" otherwise."""
    device = Device.objects.filter(pk=device_id, account=actor.account_id).first()
    if device is None:
        return "stranger"
    if device.ended_at is not None:
        return "wipe"
    return "" if device.unit_id == policies.desk_of(actor) else "leave"


def is_ended(device_id: UUID) -> bool:
    """Whether a device is to wipe itself. Whoever asks has seen that it is the device that wants to know."""
    return Device.objects.filter(pk=device_id, ended_at__isnull=False).exists()


def recovery(actor: Actor, device_id: UUID) -> bytes:
    """The half of the key with which its officer, signed in, opens a device after a forgotten PIN.

    Raises ``NotFound`` to others and for a device that was ended: its half is gone.
    """
    device = Device.objects.filter(pk=device_id, account=actor.account_id, ended_at=None).first()
    if device is None or device.unit_id != policies.desk_of(actor):
        raise NotFound
    return unseal(bytes(device.recovery), PURPOSE)


def signs_with_ink(actor: Actor, now: datetime) -> bool:
    """Whether somebody at the actor's village signs on paper, so that numbers are lent for it."""
    unit_id = policies.desk_of(actor)
    modes = identity.modes_at(unit_id, timezone.localdate(now)) if unit_id else frozenset()
    return any(letters.is_inked("", {mode}) for mode in modes)
