"""How figures, days and times are written, by the language of the page.

Indonesian: ``1.482``, ``Rp1.250.000``, ``22 November 2026``, ``09.42 WIB``; English: ``1,482``, ``09:42 WIB``. Days and
times are those of the installation's zone, whatever the stored value says.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from satuatap.kernel import money
from satuatap.kernel.privacy import mask_nik, mask_phone

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
SHORT_MONTHS = {
    "id": ("Jan.", "Feb.", "Mar.", "Apr.", "Mei", "Juni", "Juli", "Agt.", "Sept.", "Okt.", "Nov.", "Des."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
}
ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT"}


def lang() -> str:
    """The language of the page: "id" or "en"; a language without its own forms reads as Indonesian."""
    code = (get_language() or "id").split("-")[0]
    return code if code in DAYS else "id"


def local(value: date | datetime) -> date | datetime:
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value, timezone.get_default_timezone()) if is_moment else value


def date_id(value: date | datetime) -> str:
    """``22 November 2026``"""
    value = local(value)
    return f"{value.day} {MONTHS[lang()][value.month - 1]} {value.year}"


def day_date(value: date | datetime) -> str:
    """``Senin, 23 November 2026``"""
    return f"{DAYS[lang()][local(value).weekday()]}, {date_id(value)}"


def short_date(value: date | datetime) -> str:
    """``24 Nov. 2026``, for tight tables."""
    value = local(value)
    return f"{value.day} {SHORT_MONTHS[lang()][value.month - 1]} {value.year}"


def iso_day(text: str) -> str:
    """``2026-11-24``, as a written value keeps a day, for tight tables."""
    return short_date(date.fromisoformat(text))


def clock(value: datetime) -> str:
    """``09.42`` (English ``09:42``), without the zone."""
    return local(value).strftime("%H:%M" if lang() == "en" else "%H.%M")


def time_id(value: datetime) -> str:
    """``09.42 WIB``"""
    offset = timezone.localtime(value).utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return f"{clock(value)} {ZONE_NAMES.get(hours, f'UTC{hours:+d}')}"


def moment(value: datetime) -> str:
    """``Selasa, 24 November 2026, 14.00 WIB``"""
    return f"{day_date(value)}, {time_id(value)}"


def short_moment(value: datetime) -> str:
    """``24 Nov. 2026, 14.00``"""
    return f"{short_date(value)}, {clock(value)}"


def number(value: int | float | Decimal, places: int = 0) -> str:
    """``1.482``; ``3,41`` with two places."""
    text = f"{value:,.{places}f}"
    return text if lang() == "en" else text.translate(str.maketrans(",.", ".,"))


def measure(value: Decimal) -> str:
    """``3,5``: a measured number without zeros at its end."""
    text = f"{value.normalize():f}"
    return text if lang() == "en" else text.replace(".", ",")


def rupiah(value: Decimal | int) -> str:
    """``Rp1.250.000`` (English ``Rp1,250,000``)"""
    return money.rupiah(value, lang())


def fee(value: Decimal | int) -> str:
    """An amount to pay; nothing to pay is said in words."""
    return _("Gratis") if value == 0 else rupiah(value)


def file_size(value: int) -> str:
    """``412 KB``, ``3,4 MB``"""
    if value < 1_000_000:
        return f"{number(max(1, round(value / 1000)))} KB"
    return f"{number(value / 1_000_000, 1)} MB"


def duration(amount: int, unit: str) -> str:
    """A promise's length: ``3 hari kerja``. ``unit`` is working-day, day, working-hour, hour or minute."""
    words = {
        "working-day": ngettext("%(n)s hari kerja", "%(n)s hari kerja", amount),
        "day": ngettext("%(n)s hari", "%(n)s hari", amount),
        "working-hour": ngettext("%(n)s jam kerja", "%(n)s jam kerja", amount),
        "hour": ngettext("%(n)s jam", "%(n)s jam", amount),
        "minute": ngettext("%(n)s menit", "%(n)s menit", amount),
    }
    return words[unit] % {"n": number(amount)}


def span(text: str) -> str:
    """A length of time as packs write it, in the reader's words: ``4 working hours`` becomes ``4 jam kerja``."""
    amount, _space, unit = text.partition(" ")
    return duration(int(amount), unit.removesuffix("s").replace(" ", "-"))


def left_words(value: timedelta, unit: str) -> str:
    """What is left (or over) of a promise, in the hours it counts: ``8 jam kerja``, ``35 menit``, ``3 hari``."""
    minutes = round(abs(value).total_seconds() / 60)
    working = unit.startswith("working")
    if minutes < 60:
        return duration(minutes, "minute")
    if not working and minutes >= 48 * 60:
        return duration(minutes // (24 * 60), "day")
    return duration(minutes // 60, "working-hour" if working else "hour")


def hours(stretches: Sequence[tuple[time, time]]) -> str:
    """Opening hours of one day: ``08.00–11.30, 13.00–15.00``."""
    form = "%H:%M" if lang() == "en" else "%H.%M"
    return ", ".join(f"{opens.strftime(form)}–{closes.strftime(form)}" for opens, closes in stretches)


def initials(name: str) -> str:
    """Two letters for the round mark beside a name: ``RW``."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


FILTERS = {
    "date_id": date_id,
    "day_date": day_date,
    "iso_day": iso_day,
    "short_date": short_date,
    "clock": clock,
    "time_id": time_id,
    "moment": moment,
    "short_moment": short_moment,
    "number": number,
    "measure": measure,
    "rupiah": rupiah,
    "fee": fee,
    "file_size": file_size,
    "span": span,
    "left_words": left_words,
    "hours": hours,
    "initials": initials,
    "masked": mask_nik,
    "masked_phone": mask_phone,
}
