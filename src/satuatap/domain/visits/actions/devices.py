"""Screens and kiosks of a hall."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import token

from .. import policies, rules
from ..models import Device, DeviceKind, Rest

LONGEST = 200


@transaction.atomic
def put_device(
    *, site_id: UUID, kind: str, name: str, by: Actor, at: datetime, zones: Sequence[str] = ()
) -> tuple[Device, str]:
    """Let a machine work in a hall; returns it with the secret of its address, which is shown this once.

    A machine of the same name gets a new secret, and its old address stops to work. Raises ``Refused`` without a name
    and for a kind that does not exist.
    """
    policies.require(policies.runs_hall(by))
    words = " ".join(name.split())[:80]
    if not words:
        raise Refused("name", _("Beri nama perangkat ini, misalnya “Layar pintu masuk”."), field="name")
    if kind not in DeviceKind.values:
        raise Refused("kind", _("Pilih layar atau anjungan."), field="kind")
    secret = token()
    facts = {"kind": kind, "zones": list(zones), "secret_hash": rules.secret_hash(secret), "active": True}
    device, _is_new = Device.objects.update_or_create(site_id=site_id, name=words, defaults=facts)
    record("visits.device-put", on=device, by=by, at=at)
    return device, secret


def note_seen(*, device_id: UUID, by: Actor, at: datetime) -> None:
    """The machine asked for its page. No trace: this is a pulse, not an act."""
    policies.require(by.is_system)
    Device.objects.filter(pk=device_id).update(seen_at=at)


@transaction.atomic
def drop_device(*, device_id: UUID, by: Actor, at: datetime) -> Device:
    """The machine is gone or lost: its address stops to work."""
    policies.require(policies.runs_hall(by))
    device = Device.objects.select_for_update().filter(pk=device_id).first()
    if device is None:
        raise NotFound
    device.active = False
    device.save(update_fields=["active"])
    record("visits.device-dropped", on=device, by=by, at=at)
    return device


@transaction.atomic
def rest_kiosk(*, device_id: UUID, words: str, by: Actor, at: datetime) -> Rest:
    """Visitors see nothing at this kiosk but the words, until it is woken. Said again, the words are the new ones.

    Raises ``Refused`` without words.
    """
    device = kiosk_of(device_id, by)
    said = " ".join(words.split())[:LONGEST]
    if not said:
        raise Refused("words", _("Tulis apa yang perlu diketahui pengunjung."), field="words")
    rest, _is_new = Rest.objects.update_or_create(
        device=device, over_at=None, defaults={"words": said}, create_defaults={"words": said, "began_at": at}
    )
    record("visits.kiosk-rests", on=device, by=by, at=at)
    return rest


@transaction.atomic
def wake_kiosk(*, device_id: UUID, by: Actor, at: datetime) -> None:
    """The kiosk serves again; of one that works nothing changes."""
    device = kiosk_of(device_id, by)
    if Rest.objects.filter(device=device, over_at=None).update(over_at=at):
        record("visits.kiosk-woken", on=device, by=by, at=at)


def kiosk_of(device_id: UUID, by: Actor) -> Device:
    """A kiosk that works, locked, for whoever stands at the door. Raises ``NotFound``."""
    policies.require(policies.guides(by))
    found = Device.objects.select_for_update().filter(pk=device_id, kind=DeviceKind.KIOSK, active=True).first()
    if found is None:
        raise NotFound
    return found
