"""Reading what people type, and writing it back: one pair of functions per kind of field."""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from satuatap.kernel.errors import Refused
from satuatap.kernel.money import rupiah
from satuatap.kernel.privacy import mask_nik, mask_phone

from .model import Field
from .nik import check_kk, check_nik, digits_of
from .places import coordinates
from .schema import LARGEST

MOST_TYPED = 20_000
MOST_CORNERS = 500
MONTHS = (
    N_("Januari"), N_("Februari"), N_("Maret"), N_("April"), N_("Mei"), N_("Juni"),
    N_("Juli"), N_("Agustus"), N_("September"), N_("Oktober"), N_("November"), N_("Desember"),
)  # fmt: skip

_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_GROUPED = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)", re.ASCII)
_MOBILE = re.compile(r"(?:\+62|62|0)(8[1-9]\d{6,11})", re.ASCII)
_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_AREA = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})", re.ASCII)


class Unreadable(Exception):
    """What was typed cannot be read; the message says what to type."""


def clean(text: str, *, lines: bool = False) -> str:
    """The text composed, without unseen signs that could hide or turn what is printed; one line unless ``lines``."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    if not lines:
        return " ".join(kept.split())
    return "\n".join(" ".join(line.split()) for line in kept.strip().split("\n"))


def read(field: Field, text: str) -> Any:
    """The answer in what was typed (dates: ``d-m-y`` or ISO). Raises ``Unreadable``; "" is never passed here."""
    try:
        return _READERS.get(field.kind, _text)(field, text)
    except Refused as refusal:
        raise Unreadable(refusal.message) from None


def show(field: Field, value: Any) -> str:
    """The answer as it stands in its input; ``read(show(x))`` is x again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    match field.kind:
        case "nik" | "kk" if isinstance(value, str):
            return " ".join(value[place : place + 4] for place in range(0, len(value), 4))
        case "phone" if isinstance(value, str) and value.startswith("+628"):
            local = "0" + value[3:]
            return "-".join([local[:4], *_fours(local[4:])])
        case "rupiah":
            return _grouped(value)
        case "integer" if field.unit:
            return _grouped(value)
        case "point":
            return str(value).replace(",", ", ")
        case "polygon":
            return _corners(str(value))
    return str(value)


def words(field: Field, value: Any, *, masked: bool = True) -> str:
    """The answer as people read it on a page or in a letter."""
    if isinstance(value, bool):
        return _("Setuju") if field.must and value else _("Ya") if value else _("Tidak")
    match field.kind:
        case "nik" | "kk" if masked:
            return mask_nik(str(value))
        case "phone" if masked:
            return mask_phone(str(value))
        case "date":
            return date_words(str(value))
        case "rupiah" if isinstance(value, int):
            return rupiah(value, _language())
        case "choice":
            return dict(field.options).get(str(value), str(value))
        case "integer":
            return f"{_grouped(value)} {field.unit}" if field.unit else str(value)
    return show(field, value)


def date_words(iso: str) -> str:
    """``2026-11-22`` as ``22 November 2026``; anything else as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_(MONTHS[day.month - 1])} {day.year}"


def _text(field: Field, text: str) -> str:
    return clean(text, lines=field.kind == "textarea")


def _integer(field: Field, text: str) -> int:
    bare = "".join(text.split())
    if field.kind == "rupiah":
        bare = re.sub(r"^rp\.?|,(00|-)$", "", bare, flags=re.IGNORECASE)
    if _language() == "en":
        bare = re.sub(r"\.00$", "", bare).replace(",", ".") if field.kind == "rupiah" else _swapped(bare)
    if len(bare) > 24 or not _GROUPED.fullmatch(bare) or abs(number := int(bare.replace(".", ""))) > LARGEST:
        if field.kind == "rupiah":
            raise Unreadable(_("Tulis dalam rupiah penuh, misalnya 1.250.000."))
        raise Unreadable(_("Tulis dengan angka bulat, misalnya 12."))
    return number


def _boolean(_field: Field, text: str) -> bool:
    if text in {"true", "on", "1"}:
        return True
    if text in {"false", "0"}:
        return False
    raise Unreadable(_("Pilih Ya atau Tidak."))


def _choice(field: Field, text: str) -> str | int:
    if text not in {value for value, _label in field.options}:
        raise Unreadable(_("Pilih salah satu jawaban yang ada."))
    return int(text) if field.counted else text


def _date(_field: Field, text: str) -> str:
    day, month, year = text.split("-") if text.count("-") == 2 else (text, "0", "0")
    if len(day) == 4:  # written the ISO way round
        day, year = year, day
    if not (day and month and year):
        raise Unreadable(_("Isi tanggal, bulan, dan tahun."))
    if not (day.isascii() and day.isdigit() and year.isascii() and year.isdigit()):
        raise Unreadable(_("Tulis tanggal dan tahun dengan angka, misalnya 9 dan 2026."))
    if len(year) != 4:
        raise Unreadable(_("Tulis tahun dengan empat angka, misalnya 2026."))
    number = _month(month)
    try:
        when = date(int(year), number, int(day) if len(day) <= 2 else 0)
    except ValueError:
        said = f"{day[:4]} {_(MONTHS[number - 1])} {year}" if number else f"{day[:4]} {month[:12]} {year}"
        raise Unreadable(_("Tanggal %(date)s tidak ada. Periksa tanggal dan bulannya.") % {"date": said}) from None
    if not 1850 <= when.year <= 2150:
        raise Unreadable(_("Periksa tahunnya: %(year)d terlalu jauh.") % {"year": when.year})
    return when.isoformat()


def _month(text: str) -> int:
    """1 to 12 from a number or a name in either language; 0 when it is neither."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else 0
    names = {name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)}
    names |= {_(name).lower()[:3]: number for number, name in enumerate(MONTHS, 1)}
    return names.get(text.lower()[:3], 0)


def _nik(_field: Field, text: str) -> str:
    return check_nik(text).digits


def _kk(_field: Field, text: str) -> str:
    return check_kk(text)


def _phone(_field: Field, text: str) -> str:
    return phone_of(text)


def phone_of(text: str) -> str:
    """A telephone number as people type it, in E.164. Raises ``Unreadable`` when it is none."""
    bare = digits_of(text).replace("(", "").replace(")", "").replace("/", "")
    if match := _MOBILE.fullmatch(bare):
        return f"+62{match[1]}"
    return _foreign_phone(bare)


def _foreign_phone(bare: str) -> str:
    """Land lines and numbers of other countries, in E.164."""
    import phonenumbers  # half a second to load, and most numbers never need it

    if len(bare) <= 20 and bare.isascii():
        try:
            number = phonenumbers.parse(bare, "ID")
        except phonenumbers.NumberParseException:
            number = None
        if number is not None and phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    raise Unreadable(_("Tulis nomor telepon lengkap, misalnya 0812-0000-4471."))


def _area(_field: Field, text: str) -> str:
    if match := _AREA.fullmatch(text.strip()):
        return ".".join(match.groups())
    raise Unreadable(_("Pilih desa atau kelurahan dari daftar."))


def _party(_field: Field, text: str) -> str:
    """One of the people a page offered, by key; where nobody could be offered, a name as typed."""
    name = clean(text)
    if len(name) > 100:
        raise Unreadable(_("Tulis paling banyak 100 huruf."))
    return name


def _file(_field: Field, text: str) -> str:
    key = text.strip()
    if len(key) > 100 or not re.fullmatch(r"[\w.:-]+", key, re.ASCII):
        raise Unreadable(_("Unggah berkasnya sekali lagi."))
    return key


def _point(_field: Field, text: str) -> str:
    found = coordinates(text)
    if found is None:
        raise Unreadable(_("Tulis lintang dan bujur, misalnya -8.21910, 114.36910 atau 8°13'8\" LS 114°22'9\" BT."))
    return f"{found[0]},{found[1]}"


def _polygon(_field: Field, text: str) -> str:
    """GeoJSON text of a closed ring, from GeoJSON or from one ``lat, lon`` per line."""
    corners = _geojson_corners(text) if text.lstrip().startswith("{") else _listed_corners(text)
    if corners is None or not 3 <= len(corners) <= MOST_CORNERS:
        raise Unreadable(_("Tulis paling sedikit tiga titik, satu titik satu baris, misalnya -8.21910, 114.36910."))
    ring = [[float(longitude), float(latitude)] for latitude, longitude in [*corners, corners[0]]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))


def _listed_corners(text: str) -> list[tuple[str, str]] | None:
    corners = [coordinates(line) for line in text.splitlines() if line.strip()]
    found = [corner for corner in corners if corner is not None]
    return None if len(found) != len(corners) else _open(found)


def _geojson_corners(text: str) -> list[tuple[str, str]] | None:
    try:
        shape = json.loads(text)
        if shape["type"] != "Polygon" or len(shape["coordinates"]) != 1:
            return None
        corners = [coordinates(f"{latitude:.6f},{longitude:.6f}") for longitude, latitude in shape["coordinates"][0]]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return None if None in corners else _open([corner for corner in corners if corner is not None])


def _open(corners: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The ring without its closing point."""
    return corners[:-1] if len(corners) > 1 and corners[0] == corners[-1] else corners


def _corners(text: str) -> str:
    """The corners of a stored polygon, one per line."""
    corners = _geojson_corners(text)
    return text if corners is None else "\n".join(f"{latitude}, {longitude}" for latitude, longitude in corners)


def _grouped(value: Any) -> str:
    """``1.250.000``, in English ``1,250,000``."""
    if not isinstance(value, int):
        return str(value)
    return f"{value:,}" if _language() == "en" else f"{value:,}".replace(",", ".")


def _swapped(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


def _language() -> str:
    return (get_language() or "id").partition("-")[0]


def _fours(text: str) -> list[str]:
    return [text[place : place + 4] for place in range(0, len(text), 4)]


_READERS: dict[str, Callable[[Field, str], Any]] = {
    "integer": _integer,
    "rupiah": _integer,
    "boolean": _boolean,
    "choice": _choice,
    "date": _date,
    "nik": _nik,
    "kk": _kk,
    "phone": _phone,
    "area": _area,
    "party": _party,
    "file": _file,
    "point": _point,
    "polygon": _polygon,
}


def _fits(reader: Callable[[Field, str], Any], kind: str) -> Callable[[str], bool]:
    """Whether a stored text is already in the form that reading gives it."""
    field = Field(name="", pointer="", kind=kind, title="")

    def check(text: str) -> bool:
        try:
            return bool(reader(field, text) == text)
        except (Unreadable, Refused):
            return False

    return check


FORMATS: dict[str, Callable[[str], bool]] = {
    kind: _fits(_READERS[kind], kind) for kind in ("nik", "kk", "date", "area", "party", "file", "point", "polygon")
} | {"phone": lambda text: bool(_E164.fullmatch(text))}
