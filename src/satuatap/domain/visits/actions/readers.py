"""Readers of cards and QR codes at kiosks: who has one, and whether it works. What they read is the register's affair."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.residents import ports
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..lifecycle import ReaderKind
from ..models import Device, DeviceKind, Reader

ASKED_AT_ONCE = 8


def put_reader(*, device_id: UUID, kind: str, address: str, by: Actor, at: datetime) -> Reader:
    """Let people prove at a kiosk who they are by card or QR; put again, it changes. It is asked at once how it is.

    Raises ``Refused`` for an address that is none of the hall's network.
    """
    reader = _put(device_id, kind, address, by, at)
    return try_reader(reader_id=reader.pk, by=by, at=at)


@transaction.atomic
def _put(device_id: UUID, kind: str, address: str, by: Actor, at: datetime) -> Reader:
    policies.require(policies.runs_hall(by) and kind in ReaderKind.values)
    kiosks = Device.objects.select_for_update().filter(pk=device_id, kind=DeviceKind.KIOSK, active=True)
    if not kiosks.exists():
        raise NotFound
    where = rules.reader_address(address, ports.reader_sandboxes) if kind == ReaderKind.CARD else ""
    facts = {"address": where, "active": True, "ready": False, "asked_at": None}
    reader, _is_new = Reader.objects.update_or_create(device_id=device_id, kind=kind, defaults=facts)
    record("visits.reader-put", on=reader, by=by, at=at)
    return reader


@transaction.atomic
def drop_reader(*, reader_id: UUID, by: Actor, at: datetime) -> Reader:
    """The kiosk offers this way no more."""
    policies.require(policies.runs_hall(by))
    reader = Reader.objects.select_for_update().filter(pk=reader_id).first()
    if reader is None:
        raise NotFound
    reader.active = False
    reader.save(update_fields=["active"])
    record("visits.reader-dropped", on=reader, by=by, at=at)
    return reader


def try_reader(*, reader_id: UUID, by: Actor, at: datetime) -> Reader:
    """Ask a reader how it is."""
    policies.require(policies.runs_hall(by))
    reader = Reader.objects.filter(pk=reader_id, active=True).first()
    if reader is None:
        raise NotFound
    return _keep(reader, _is_ready(reader), by, at)


def ask_readers(*, by: Actor, at: datetime) -> None:
    """Ask every reader how it is, so that a kiosk offers only what works. Who vouches for QR codes is asked once for all."""
    policies.require(by.is_system)
    rows = list(Reader.objects.filter(active=True))
    cards = [row for row in rows if row.kind == ReaderKind.CARD]
    with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:  # those that are off take seconds each
        states = dict(zip((row.pk for row in cards), pool.map(_is_ready, cards), strict=True))
    codes = [row for row in rows if row.kind == ReaderKind.CODE]
    states |= dict.fromkeys((row.pk for row in codes), bool(codes) and _is_ready(codes[0]))
    for row in rows:
        _keep(row, states[row.pk], by, at)


def note_reader_away(*, device_id: UUID, kind: str, by: Actor, at: datetime) -> None:
    """Somebody has just stood before a reader that did not answer: it is not offered before it was asked again."""
    policies.require(by.is_system)
    if reader := Reader.objects.filter(device_id=device_id, kind=kind, active=True).first():
        _keep(reader, False, by, at)


def _is_ready(reader: Reader) -> bool:
    if reader.kind == ReaderKind.CARD:
        return bool(ports.card_readers) and ports.card_readers[0].is_ready(reader.address)
    return bool(ports.digital_identities) and ports.digital_identities[0].is_ready()


@transaction.atomic
def _keep(before: Reader, ready: bool, by: Actor, at: datetime) -> Reader:
    """Remember how a reader is; only a change is worth a trace."""
    reader = Reader.objects.select_for_update().get(pk=before.pk)
    if reader.ready != ready:
        record(f"visits.reader-{'ready' if ready else 'away'}", on=reader, by=by, at=at)
    reader.ready, reader.asked_at = ready, at
    reader.save(update_fields=["ready", "asked_at"])
    return reader
