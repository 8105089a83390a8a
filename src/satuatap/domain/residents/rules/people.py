"""What must be true of people, families and those who act for others. Warnings are for officers; refusals stop."""

import hmac
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused
from satuatap.kernel.forms.nik import check_nik, digits_of

from .. import codes

PROVISIONAL = re.compile(r"0[0-9]{15}")  # 0, the ten digits of the village, a serial of five
PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,20}")
SIGNS = re.compile(r"[^0-9a-z]+")
SHORTEST_SEARCH = 3
EVERY_SERVICE = "*"
CARD_AGE = 17  # from here on an identity card takes the place of the child's card
TITLE_LENGTH = 160
ASKED = "code asked at a machine"  # the purpose under which number and code are sealed
CODE_LIFE = timedelta(minutes=10)
RIGHTS = ("apply", "pay", "appoint", "empower")  # what an officer of an organisation may do for it


@dataclass(frozen=True, slots=True)
class AgeRule:
    """An age that the law names, from the day on which that law held."""

    from_on: date
    years: int
    source: str


@dataclass(frozen=True, slots=True)
class AskedCode:
    """What somebody at a machine asked for: the number typed, the code to send, and when."""

    nik: str
    code: str
    at: datetime


MAJORITY = (AgeRule(date(1974, 1, 2), 18, "UU 1/1974 pasal 47 dan 50"),)
MARRIAGE = (
    AgeRule(date(1974, 1, 2), 16, "UU 1/1974 pasal 7"),
    AgeRule(date(2019, 10, 15), 19, "UU 16/2019 pasal 7"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A person's place on a family card; ``relation`` is a code of SHDK."""

    party_id: UUID
    relation: int


@dataclass(frozen=True, slots=True)
class Place:
    """A member as the rules look at it: place on the card, sex, marital status."""

    relation: int
    sex: int
    marital: int | None
    born_on: date


def years(rule: Sequence[AgeRule], on: date) -> int:
    """The age that a rule names on a day."""
    return [step.years for step in rule if step.from_on <= on][-1]


def age(born_on: date, on: date) -> int:
    """Completed years; somebody born on 29 February has a birthday on 1 March in other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def birthday(born_on: date, number: int) -> date:
    """The day on which so many years are completed."""
    try:
        return born_on.replace(year=born_on.year + number)
    except ValueError:
        return date(born_on.year + number, 3, 1)


def is_minor(born_on: date, on: date) -> bool:
    return age(born_on, on) < years(MAJORITY, on)


def person_name(text: str) -> str:
    """A name as written, with single spaces. Raises ``Refused("name")``."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > TITLE_LENGTH or not name.isprintable() or "<" in name or ">" in name:
        raise Refused("name", _("Tulis nama seperti di KTP atau akta."), field="name")
    return name


def name_letters(text: str) -> str:
    """A name reduced to what two writings of it share: small letters, no signs, single spaces."""
    if text.isascii():
        return " ".join(SIGNS.sub(" ", text.lower()).split())
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def is_same(name: str, born_on: date, known_name: str, known_born_on: date) -> bool:
    """Whether both name and birth date are those of the register; takes the same time for yes and no."""
    given = f"{name_letters(name)}|{born_on.isoformat()}".encode()
    known = f"{name_letters(known_name)}|{known_born_on.isoformat()}".encode()
    return hmac.compare_digest(given, known)


def nik_number(text: str, *, provisional: bool) -> str | None:
    """The digits of a NIK, None where none is given. Raises ``Refused`` for a number that cannot be one."""
    if not text.strip():
        return None
    if not provisional:
        return check_nik(text).digits
    digits = digits_of(text)
    if not PROVISIONAL.fullmatch(digits):
        words = _("Nomor sementara terdiri atas 0, sepuluh angka kode desa, dan lima angka urut.")
        raise Refused("nik-provisional", words, field="nik")
    return digits


def passport_number(text: str) -> str | None:
    """The number of a travel document in capital letters, None where none is given. Raises ``Refused("passport")``."""
    number = "".join(text.split()).upper()
    if number and not PASSPORT.fullmatch(number):
        words = _("Tulis nomor paspor seperti tercetak: huruf dan angka, 6 sampai 20.")
        raise Refused("passport", words, field="passport")
    return number or None


def nik_warnings(nik: str, *, born_on: date, sex: int, is_district_known: bool) -> tuple[str, ...]:
    """What an officer should look at twice. A NIK is never corrected with the record, so none of it is a refusal."""
    reading = check_nik(nik)
    found = []
    if (reading.birth_day, reading.birth_month, reading.year2) != (born_on.day, born_on.month, born_on.year % 100):
        found.append(_("Tanggal lahir di NIK berbeda dengan tanggal lahir yang tertulis."))
    if reading.female != (sex == codes.FEMALE):
        found.append(_("Jenis kelamin di NIK berbeda dengan yang tertulis."))
    if not is_district_known:
        found.append(_("Enam angka pertama NIK bukan kode kecamatan yang kami kenal."))
    return tuple(found)


def require_person(*, sex: int, born_on: date, today: date) -> None:
    """Raises ``Refused`` for an impossible sex or birth date."""
    if sex not in codes.SEX:
        raise Refused("sex", _("Pilih laki-laki atau perempuan."), field="sex")
    if not date(1880, 1, 1) <= born_on <= today:
        raise Refused("born-on", _("Tanggal lahir tidak mungkin. Tulis tanggal seperti di akta."), field="born_on")


def require_codes(**given: int | None) -> None:
    """Raises ``Refused`` for a number that stands in no list, e.g. ``religion=12``."""
    for name, code in given.items():
        if code is not None and code not in codes.LISTS[name]:
            raise Refused("code", _("Pilihan itu tidak ada dalam daftar."), field=name)


CORRECTABLE = (
    "name", "nik", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education", "citizenship",
    "blood", "phone", "email", "status", "father_name", "mother_name",
)  # fmt: skip
"""Facts of one person that are put right one by one; address, card and family belong to a household."""
FactValue = str | int | date | None


def fact_value(field: str, text: str) -> FactValue:
    """What somebody typed or chose for a fact, as the register keeps it. Raises ``Refused("value")``."""
    tidy = " ".join(text.split())
    if not tidy:
        raise Refused("value", _("Isi data yang benar."), field="value")
    try:
        if field == "born_on":
            return date.fromisoformat(tidy)
        return int(tidy) if field in codes.LISTS else tidy
    except ValueError:
        raise Refused("value", _("Isi data yang benar."), field="value") from None


def fact_text(value: FactValue) -> str:
    """A fact as its history keeps it: a number of a list as digits, a day as 1994-05-15."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def require_card(places: Sequence[Place]) -> None:
    """Raises ``Refused`` unless the card has one head, and husbands and wives of the sex the words name."""
    relations = [place.relation for place in places]
    if any(relation not in codes.RELATION for relation in relations):
        raise Refused("relation", _("Pilih hubungan dengan kepala keluarga dari daftar."), field="members")
    if relations.count(codes.HEAD) != 1:
        raise Refused("head", _("Satu kartu keluarga punya tepat satu kepala keluarga."), field="members")
    wrong = {(codes.HUSBAND, codes.FEMALE), (codes.WIFE, codes.MALE)}
    if any((place.relation, place.sex) in wrong for place in places):
        raise Refused("spouse", _("Suami harus laki-laki dan istri harus perempuan."), field="members")


def card_warnings(places: Sequence[Place], on: date) -> tuple[str, ...]:
    """What an officer should look at twice on a family card."""
    if _is_one_too_young([place.born_on for place in places if place.marital == codes.MARRIED], on):
        least = years(MARRIAGE, on)
        return (_("Ada anggota yang kawin di bawah umur %(years)d tahun. Periksa tanggalnya.") % {"years": least},)
    return ()


def marriage_warnings(born: Sequence[date], on: date) -> tuple[str, ...]:
    """What an officer should look at twice where people of these birth dates marry on a day."""
    if not _is_one_too_young(born, on):
        return ()
    words = _("Salah seorang belum berumur %(years)d tahun pada hari itu. Perkawinannya perlu dispensasi pengadilan.")
    return (words % {"years": years(MARRIAGE, on)},)


def _is_one_too_young(born: Sequence[date], on: date) -> bool:
    return any(age(born_on, on) < years(MARRIAGE, on) for born_on in born)


def address_line(*, street: str, hamlet: str, rt: str, rw: str, village: str) -> str:
    """An address in one line, as it stands in a letter. A hamlet that the street names already is not said twice."""
    named = hamlet and hamlet.lower() in street.lower()
    parts = [street, "" if named else hamlet and f"Dusun {hamlet}", _rt_rw(rt, rw), village]
    return ", ".join(part for part in parts if part)


def _rt_rw(rt: str, rw: str) -> str:
    return "/".join(part for part in (rt and f"RT {rt}", rw and f"RW {rw}") if part)


def digits_match(digits: str, *, phones: Sequence[str], born_on: date | None) -> bool:
    """Whether digits are the last four of a phone, or a birth date as DDMMYYYY; same time for yes and no."""
    expected = [phone[-4:] for phone in phones if len(phone) >= 4]
    expected += [f"{born_on:%d%m%Y}"] if born_on else []
    answers = [hmac.compare_digest(digits.encode(), known.encode()) for known in (*expected, "no digits")]
    return any(answers)


# Mandates


def require_consent(*, how: str, witness1: str, witness2: str) -> None:
    """Raises ``Refused`` for a thumb-print without two different witnesses."""
    if how == "thumb-print" and not (name_letters(witness1) and name_letters(witness2)):
        raise Refused("witnesses", _("Cap jempol memerlukan dua saksi."), field="witness1")
    if name_letters(witness1) and name_letters(witness1) == name_letters(witness2):
        raise Refused("witnesses", _("Kedua saksi harus orang yang berbeda."), field="witness2")


def require_paper(*, how: str, has_paper: bool) -> None:
    """Raises ``Refused`` for a slip or a thumb-print of which no photo is kept: it could not be found again."""
    if how in ("signed-slip", "thumb-print") and not has_paper:
        words = _("Foto slip yang ditandatangani atau dicap jempol, supaya dapat ditemukan lagi.")
        raise Refused("paper", words, field="paper")


def require_parent(*, child: Place | None, parent: Place | None, on: date) -> None:
    """Raises ``Refused`` unless both stand on one card as parent and minor child (either None: not on one card)."""
    heads = (codes.HEAD, codes.HUSBAND, codes.WIFE)
    if child is None or parent is None or child.relation != codes.CHILD or parent.relation not in heads:
        words = _("Anak dan orang tua tidak tercatat dalam satu kartu keluarga. Datanglah ke loket.")
        raise Refused("not-a-parent", words, field="principal_id")
    if not is_minor(child.born_on, on) or child.marital not in (None, codes.UNMARRIED):
        words = _("Ia sudah dewasa dan mengurus sendiri, atau memberi surat kuasa.")
        raise Refused("of-age", words, field="principal_id")


def last_day_of_minority(born_on: date, on: date) -> date:
    return birthday(born_on, years(MAJORITY, on)) - timedelta(days=1)


def require_grounds(*, kind: str, scope: Sequence[str], to_on: date | None, reference: str) -> None:
    """Raises ``Refused`` for a guardian without court order, or a power of attorney without number, end or services."""
    if not scope:
        raise Refused("scope", _("Sebutkan layanan yang boleh diurus."), field="scope")
    if kind == "wali" and not reference.strip():
        raise Refused("court-order", _("Tulis nomor penetapan pengadilan."), field="reference")
    if kind != "kuasa":
        return
    if not reference.strip():
        raise Refused("deed", _("Tulis nomor atau tanggal surat kuasa."), field="reference")
    if EVERY_SERVICE in scope:
        raise Refused("scope", _("Surat kuasa menyebut layanan yang boleh diurus, satu per satu."), field="scope")
    if to_on is None:
        raise Refused("expiry", _("Tulis sampai kapan surat kuasa berlaku."), field="to_on")


def require_power(*, scope: Sequence[str], abouts: Sequence[UUID], to_on: date | None, today: date) -> None:
    """Raises ``Refused`` for a power that names neither a service nor an affair, or has no end ahead."""
    if not scope and not abouts:
        raise Refused("scope", _("Pilih layanan atau berkas yang boleh diurus."), field="scope")
    if EVERY_SERVICE in scope:
        raise Refused("scope", _("Surat kuasa menyebut layanan yang boleh diurus, satu per satu."), field="scope")
    if to_on is None:
        raise Refused("expiry", _("Tulis sampai kapan kuasa ini berlaku."), field="to_on")
    if to_on < today:
        raise Refused("days", _("Tanggal akhir tidak boleh sebelum hari ini."), field="to_on")


def require_days(from_on: date, to_on: date | None) -> None:
    """Raises ``Refused`` when the last day lies before the first."""
    if to_on is not None and to_on < from_on:
        raise Refused("days", _("Tanggal akhir tidak boleh sebelum tanggal mulai."), field="to_on")


def require_rights(rights: Sequence[str]) -> None:
    """Raises ``Refused`` unless the rights of an officer are known ones and at least one."""
    if not rights or any(right not in RIGHTS for right in rights):
        raise Refused("rights", _("Pilih apa yang boleh diurus pengurus ini."), field="rights")
