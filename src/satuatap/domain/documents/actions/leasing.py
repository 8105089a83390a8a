"""Blocks of numbers leased to a device, for letters signed with ink while it has no line.

The agenda book names the lease from the moment it is given. A letter that carried one of its numbers takes it when the
line is back; what is left is void, with its reason.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, ports
from ..lifecycle import NumberState, State
from ..models import Document, Lease, NumberEntry, Series
from ..queries.letters import office_of
from ..queries.numbers import plan_for
from ..rules import modes, numbers
from ..rules.dates import local_day
from .numbers import locked_counter, plan_of, take

MOST_LEASED = 50


@transaction.atomic
def lease_numbers(
    *, unit_id: UUID, number: Mapping[str, Any], count: int, device: str, key: UUID, by: Actor, at: datetime
) -> Lease:
    """Keep the next numbers for a device without a line. ``number`` is what the letter's standard says of its number
    (``{series, pattern, class}``). A repeat with the same ``key`` answers the same block.

    Raises ``Refused`` "count" or "device", "lease-open" while the device still holds unused numbers of that counter.
    """
    policies.require_registrar(by, unit_id)
    device = device.strip()[:80]
    if not 1 <= count <= MOST_LEASED:
        words = _("Pinjamkan 1 sampai %(most)s nomor sekaligus.") % {"most": MOST_LEASED}
        raise Refused("count", words, field="count")
    if not device:
        raise Refused("device", _("Tulis nama perangkatnya."), field="device")
    today = local_day(at, agencies.unit_by_id(unit_id).zone)
    series = locked_counter(plan_for(number, unit_id, today.year), unit_id, today.year)
    if (known := Lease.objects.filter(key=key, series__unit=unit_id).first()) is not None:
        return known
    if NumberEntry.objects.filter(series=series, lease__device=device, state=NumberState.LEASED).exists():
        words = _("Perangkat ini masih memegang nomor yang belum dipakai. Pakai atau kembalikan dulu.")
        raise Refused("lease-open", words)
    lease = Lease.objects.create(key=key, series=series, device=device, given_at=at, given_by=by.id)
    NumberEntry.objects.bulk_create(
        NumberEntry(
            series=series, number=serial, lease=lease, state=NumberState.LEASED, entered_at=at, entered_by=by.id
        )
        for serial in take(series, count)
    )
    record("numbers.leased", on=lease, by=by, at=at, unit_id=unit_id)
    return lease


@transaction.atomic
def take_leased(*, document_id: UUID, lease_id: UUID, number: int, written_on: date, by: Actor, at: datetime) -> str:
    """Give a document the leased number that was written on it while the line was down; how the number reads. What
    follows (print, scan) goes on as with any letter signed with ink. A repeat answers the same.

    Raises ``NotFound`` to strangers, ``Refused`` "not-ready", "number-used" for a number that another letter carries or
    that was returned, "other-series", "day" for a day before the lease, and "not-wet" where nobody with ink signs.
    """
    lease = _open_to(lease_id, by)
    held = Document.objects.select_for_update(of=("self",)).filter(pk=document_id, unit_id=lease.series.unit_id)
    if (document := held.select_related("unit").first()) is None:
        raise NotFound
    entry = NumberEntry.objects.select_for_update().filter(lease=lease, number=number).first()
    if entry is None:
        raise NotFound
    if entry.document_id == document.pk and entry.state in (NumberState.RESERVED, NumberState.USED):
        return entry.text
    office = office_of(document.unit)
    _require_takeable(document, lease, entry, written_on, local_day(at, office.zone))
    entry.text = numbers.write_number(
        plan_of(document), serial=number, on=written_on, unit=office.code, area=office.area_code
    )
    entry.document, entry.state = document, NumberState.RESERVED
    entry.save(update_fields=["text", "document", "state"])
    record("number.taken-from-lease", on=document, by=by, at=at, unit_id=document.unit_id)
    return entry.text


@transaction.atomic
def return_lease(*, lease_id: UUID, reason: str, by: Actor, at: datetime) -> Lease:
    """The device gives back what it did not use: those numbers are void, with this reason. A repeat changes nothing.

    Raises ``NotFound`` to strangers, ``Refused`` "reason".
    """
    lease = _open_to(lease_id, by)
    if lease.returned_at is not None:
        return lease
    if not (reason := reason.strip()[:200]):
        raise Refused("reason", _("Tulis mengapa nomor ini tidak dipakai."), field="reason")
    lease.entries.filter(state=NumberState.LEASED).update(state=NumberState.VOID, reason=reason)
    lease.returned_at = at
    lease.save(update_fields=["returned_at"])
    record("numbers.lease-returned", on=lease, by=by, at=at, unit_id=lease.series.unit_id)
    return lease


def _open_to(lease_id: UUID, by: Actor) -> Lease:
    found = Lease.objects.select_for_update(of=("self",)).select_related("series").filter(pk=lease_id).first()
    if found is None:
        raise NotFound
    policies.require_registrar(by, found.series.unit_id)
    return found


def _require_takeable(document: Document, lease: Lease, entry: NumberEntry, written_on: date, today: date) -> None:
    series: Series = lease.series
    if document.state != State.READY or document.numbers.filter(state=NumberState.RESERVED).exists():
        raise Refused("not-ready", _("Dokumen ini masih disiapkan atau sudah bernomor."))
    if entry.state != NumberState.LEASED:
        raise Refused("number-used", _("Nomor ini sudah dipakai atau sudah dikembalikan."), field="number")
    if locked_counter(plan_of(document), document.unit_id, series.year).pk != series.pk:
        raise Refused("other-series", _("Nomor ini dari hitungan surat yang lain."), field="number")
    authority = identity.authority(document.unit_id, document.type, written_on)
    if authority is None or modes.mode_of(document.mode, authority.mode) != ports.WET:
        raise Refused("not-wet", _("Nomor pinjaman hanya untuk surat yang ditandatangani basah."))
    given = local_day(lease.given_at, document.unit.zone)
    if written_on.year != series.year or not given <= written_on <= today:
        raise Refused(
            "day", _("Tanggal surat harus sesudah nomornya dipinjam, dalam tahun yang sama."), field="written_on"
        )
