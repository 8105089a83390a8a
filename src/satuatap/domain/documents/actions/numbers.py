"""Numbers of documents: reserved one at a time, each accounted for whatever becomes of its document."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from .. import policies
from ..lifecycle import NumberState
from ..models import Document, NumberEntry, Series
from ..rules import numbers
from ..rules.dates import local_day
from ..rules.letters import Office


@transaction.atomic
def put_series(*, code: str, unit_id: UUID, year: int, start: int, by: Actor, at: datetime) -> Series:
    """Say with which number a unit begins this year, where paper books go on in the system.

    Raises ``Refused("series-in-use")`` once a number has been taken.
    """
    policies.require_registrar(by, unit_id)
    if start < 1:
        raise Refused("start", _("Nomor awal paling kecil 1."), field="start")
    series = _locked(code, unit_id, year)
    if series.entries.exists() and series.start != start:
        words = _("Seri ini sudah dipakai, jadi nomor awalnya tidak dapat diubah lagi.")
        raise Refused("series-in-use", words, field="start")
    if series.start != start:
        series.start = series.next_number = start
        series.save(update_fields=["start", "next_number"])
        record("series.put", on=series, by=by, at=at, fields=["start"], unit_id=unit_id)
    return series


@transaction.atomic
def record_paper(
    *, code: str, unit_id: UUID, year: int, number: int, text: str, reason: str, by: Actor, at: datetime
) -> NumberEntry:
    """Write down that a number was used on paper outside the system; it will not be given out again.

    Raises ``Refused`` "number", "text" or "reason" for what is missing, "number-used" for a number that is taken.
    """
    policies.require_registrar(by, unit_id)
    text, reason = text.strip(), reason.strip()
    if not text:
        raise Refused("text", _("Tulis nomor lengkap seperti di kertas."), field="text")
    if not reason:
        raise Refused("reason", _("Tulis surat apa yang memakai nomor ini."), field="reason")
    series = _locked(code, unit_id, year)
    if number < series.start:
        raise Refused("number", _("Nomor ini lebih kecil daripada nomor awal seri."), field="number")
    if NumberEntry.objects.filter(series=series, number=number).exists() or number < series.next_number:
        raise Refused("number-used", _("Nomor ini sudah terpakai dalam sistem."), field="number")
    entry = NumberEntry.objects.create(
        series=series, number=number, text=text[:120], state=NumberState.PAPER, reason=reason[:200], entered_at=at,
        entered_by=by.id,
    )  # fmt: skip
    record("number.used-on-paper", on=entry, by=by, at=at, unit_id=unit_id)
    return entry


def reserve(document: Document, office: Office, *, by: Actor, at: datetime) -> str:
    """The number of a document: the one it already has, or the next of its series. Inside the caller's transaction,
    which should be short: others of the same series wait for it."""
    if entry := document.numbers.filter(state=NumberState.RESERVED).first():
        return entry.text
    day = local_day(at, office.zone)
    series = _locked(document.series, document.unit_id, day.year)
    serial = series.next_number
    taken = set(NumberEntry.objects.filter(series=series, number__gte=serial).values_list("number", flat=True))
    while serial in taken:
        serial += 1
    plan = numbers.NumberPlan(document.series, document.pattern, document.classification)
    text = numbers.write_number(plan, serial=serial, on=day, unit=office.code, area=office.area_code)
    NumberEntry.objects.create(
        series=series, number=serial, text=text, document=document, state=NumberState.RESERVED, entered_at=at,
        entered_by=by.id,
    )  # fmt: skip
    series.next_number = serial + 1
    series.save(update_fields=["next_number"])
    return text


def settle(document: Document, state: NumberState, reason: str = "") -> None:
    """Say what became of the number reserved for a document, if one was."""
    document.numbers.filter(state=NumberState.RESERVED).update(state=state, reason=reason)


def _locked(code: str, unit_id: UUID, year: int) -> Series:
    wanted = Series.objects.select_for_update().filter(code=code, unit_id=unit_id, year=year)
    if (series := wanted.first()) is None:
        Series.objects.bulk_create([Series(code=code, unit_id=unit_id, year=year)], ignore_conflicts=True)
        series = wanted.get()
    return series
