"""Numbers of documents: reserved one at a time, each accounted for whatever becomes of its document."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from .. import policies
from ..lifecycle import CountMode, NumberState
from ..models import Counting, Document, NumberEntry, Series
from ..queries.numbers import counting_of, counts_in_common
from ..rules import numbers
from ..rules.dates import local_day
from ..rules.letters import Office

MOST_ON_PAPER = 500  # numbers in one entry


@transaction.atomic
def put_series(*, code: str, unit_id: UUID, year: int, start: int, by: Actor, at: datetime) -> Series:
    """Say with which number a unit begins this year, where paper books go on in the system.

    Raises ``Refused("series-in-use")`` once a number has been taken.
    """
    policies.require_registrar(by, unit_id)
    if start < 1:
        raise Refused("start", _("Nomor awal paling kecil 1."), field="start")
    series = locked(code, unit_id, year)
    if series.entries.exists() and series.start != start:
        words = _("Seri ini sudah dipakai, jadi nomor awalnya tidak dapat diubah lagi.")
        raise Refused("series-in-use", words, field="start")
    if series.start != start:
        series.start = series.next_number = start
        series.save(update_fields=["start", "next_number"])
        record("series.put", on=series, by=by, at=at, fields=["start"], unit_id=unit_id)
    return series


@transaction.atomic
def put_counting(
    *, series: str, unit_id: UUID, year: int, mode: str, pattern: str, by: Actor, at: datetime
) -> Counting:
    """Say how a unit counts the letters of a series from a year on, and how it writes their numbers ("" for as the
    service says).

    Raises ``Refused`` "mode", "pattern", and "series-in-use" once a number of that year has been given: a count that
    began is never mixed with another.
    """
    policies.require_registrar(by, unit_id)
    if mode not in CountMode.values:
        raise Refused("mode", _("Pilih cara menghitung nomor."), field="mode")
    pattern = pattern.strip()
    if pattern:
        _require_pattern(pattern, mode)
    locked(series, unit_id, year)  # nobody takes a number of the series meanwhile
    if _given(series, unit_id, year):
        words = _("Tahun ini nomornya sudah dipakai. Cara menghitung baru berlaku mulai tahun depan.")
        raise Refused("series-in-use", words, field="mode")
    _require_same_agenda(series, unit_id, year, mode)
    counting, _made = Counting.objects.update_or_create(
        unit_id=unit_id, series=series, from_year=year, defaults={"mode": mode, "pattern": pattern}
    )
    record("counting.put", on=counting, by=by, at=at, fields=["mode", "pattern"], unit_id=unit_id)
    return counting


def _require_same_agenda(series: str, unit_id: UUID, year: int, mode: str) -> None:
    """Letters that came in keep the count they are in: a year has no two letters in with one number."""
    locked(numbers.INCOMING, unit_id, year)
    common = mode == CountMode.COMMON or counts_in_common(unit_id, year, besides=series)
    came_in = NumberEntry.objects.filter(series__unit=unit_id, series__year=year, incoming__isnull=False)
    if common != counts_in_common(unit_id, year) and came_in.exclude(series__code__startswith=numbers.BODIES).exists():
        words = _("Tahun ini surat masuk sudah bernomor. Hitungan bersama dimulai atau diakhiri mulai tahun depan.")
        raise Refused("series-in-use", words, field="mode")


def _require_pattern(pattern: str, mode: str) -> None:
    try:
        numbers.check_pattern(pattern)
    except numbers.PatternProblem:
        words = _("Pola nomor memerlukan {serial} dan {year}. Lainnya: {class}, {unit}, {area}, {roman}, {month}.")
        raise Refused("pattern", words, field="pattern") from None
    if mode == CountMode.TYPE and "{class}" not in pattern:
        words = _("Bila tiap jenis surat dihitung sendiri, kode klasifikasi {class} harus ada di nomornya.")
        raise Refused("pattern", words, field="pattern")


def _given(series: str, unit_id: UUID, year: int) -> bool:
    """Whether any number of the series, in whichever count, was given this year."""
    given = NumberEntry.objects.filter(series__unit=unit_id, series__year=year)
    own = Q(series__code=series) | Q(series__code__startswith=f"{series}--") | Q(document__series=series)
    own |= Q(series__code=numbers.COMMON_COUNTER, document=None, incoming=None)  # on paper, or leased: of any series
    return given.filter(own).exists()


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What was numbered by hand: one number as it reads on the paper (``text``), or all from ``first`` to ``last``."""

    first: int
    reason: str
    last: int | None = None
    text: str = ""
    subject: str = ""
    used_on: date | None = None


@transaction.atomic
def record_paper(*, code: str, unit_id: UUID, year: int, used: OnPaper, by: Actor, at: datetime) -> int:
    """Write down that numbers were used on paper outside the system; they will not be given out again. How many.

    Raises ``Refused`` "number", "last", "text", "reason" or "used_on" for what is missing or cannot be, "number-used" for
    numbers that are taken.
    """
    policies.require_registrar(by, unit_id)
    last = used.first if used.last is None else used.last
    _require_whole(used, last, year, at)
    series = locked(code, unit_id, year)
    if used.first < series.start:
        raise Refused("number", _("Nomor ini lebih kecil daripada nomor awal seri."), field="number")
    wanted = range(used.first, last + 1)
    taken = set(NumberEntry.objects.filter(series=series, number__in=wanted).values_list("number", flat=True))
    taken |= {number for number in wanted if number < series.next_number}
    if taken:
        words = _("Nomor ini sudah terpakai dalam sistem: %(numbers)s.")
        raise Refused("number-used", words % {"numbers": ", ".join(map(str, sorted(taken)[:5]))}, field="number")
    entries = NumberEntry.objects.bulk_create(
        NumberEntry(
            series=series, number=number, text=used.text.strip()[:120], state=NumberState.PAPER,
            reason=used.reason.strip()[:200], subject=used.subject.strip()[:200], used_on=used.used_on, entered_at=at,
            entered_by=by.id,
        )
        for number in wanted
    )  # fmt: skip
    record("number.used-on-paper", on=series, by=by, at=at, unit_id=unit_id)
    return len(entries)


def _require_whole(used: OnPaper, last: int, year: int, at: datetime) -> None:
    if last == used.first and not used.text.strip():
        raise Refused("text", _("Tulis nomor lengkap seperti di kertas."), field="text")
    if not used.reason.strip():
        raise Refused("reason", _("Tulis mengapa nomor ini dipakai di kertas."), field="reason")
    if not used.first <= last < used.first + MOST_ON_PAPER:
        words = _("Nomor akhir harus sesudah nomor awal, paling banyak %(most)s nomor sekaligus.")
        raise Refused("last", words % {"most": MOST_ON_PAPER}, field="last")
    if used.used_on is not None and (used.used_on.year != year or used.used_on > at.date()):
        raise Refused(
            "day", _("Tanggalnya harus dalam tahun %(year)s dan sudah lewat.") % {"year": year}, field="used_on"
        )


def reserve(document: Document, office: Office, *, by: Actor, at: datetime) -> str:
    """The number of a document: the one it already has, or the next of its series. Inside the caller's transaction,
    which should be short: others of the same series wait for it."""
    if entry := document.numbers.filter(state=NumberState.RESERVED).first():
        return entry.text
    day = local_day(at, office.zone)
    plan = plan_of(document)
    series = locked_counter(plan, document.unit_id, day.year)
    (serial,) = take(series, 1)
    text = numbers.write_number(plan, serial=serial, on=day, unit=office.code, area=office.area_code)
    NumberEntry.objects.create(
        series=series, number=serial, text=text, document=document, state=NumberState.RESERVED, entered_at=at,
        entered_by=by.id,
    )  # fmt: skip
    return text


def plan_of(document: Document) -> numbers.NumberPlan:
    """How the number of a document is counted and written."""
    return numbers.NumberPlan(document.series, document.pattern, document.classification)


def locked_counter(plan: numbers.NumberPlan, unit_id: UUID, year: int) -> Series:
    """The counter that gives such a document its number, locked; nor does anybody change how it is counted meanwhile."""
    family = locked(plan.series, unit_id, year)
    code = numbers.counter_of(plan, counting_of(unit_id, plan.series, year).mode)
    return family if code == family.code else locked(code, unit_id, year)


def take(series: Series, count: int) -> list[int]:
    """The next numbers of a locked counter that nobody used on paper. The caller writes what becomes of each."""
    serial, found = series.next_number, list[int]()
    taken = set(NumberEntry.objects.filter(series=series, number__gte=serial).values_list("number", flat=True))
    while len(found) < count:
        if serial not in taken:
            found.append(serial)
        serial += 1
    series.next_number = serial
    series.save(update_fields=["next_number"])
    return found


def settle(document: Document, state: NumberState, reason: str = "") -> None:
    """Say what became of the number reserved for a document, if one was."""
    document.numbers.filter(state=NumberState.RESERVED).update(state=state, reason=reason)


def locked(code: str, unit_id: UUID, year: int) -> Series:
    """The counter of a unit in a year, made where there is none yet; others wait until the transaction ends."""
    wanted = Series.objects.select_for_update().filter(code=code, unit_id=unit_id, year=year)
    if (series := wanted.first()) is None:
        Series.objects.bulk_create([Series(code=code, unit_id=unit_id, year=year)], ignore_conflicts=True)
        series = wanted.get()
    return series
