"""Rules of accounts: what may be an address, a name, a password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal

import phonenumbers
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

HOME_COUNTRY = "ID"
LEVELS = {"nik": 1, "seen": 2, "digital-id": 2}
LONGEST_NAME = 120
SETTLING = timedelta(hours=24)
LONGEST_PHONE = 13  # digits after the country's; a NIK has 16
PIN_DIGITS = 6
SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody can be reached: a phone number in E.164 or an e-mail address in small letters."""

    kind: Literal["phone", "email"]
    value: str

    @property
    def masked(self) -> str:
        """Enough to recognise the own address by: ``0812-••••-4471``, ``ra•••@contoh.id``."""
        if self.kind == "email":
            name, _at, host = self.value.partition("@")
            return f"{name[:2]}•••@{host}"
        local = "0" + self.value[3:] if self.value.startswith("+62") else self.value
        return f"{local[:4]}-••••-{local[-4:]}"


def phone_number(text: str) -> str:
    """The number in E.164 (``+6281234567890``). Raises ``Refused("phone")`` when it cannot be a number."""
    try:
        number = phonenumbers.parse(text, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    # Possible rather than valid: new ranges of numbers are given out faster than libraries learn of them.
    if number is None or not phonenumbers.is_possible_number(number) or number.national_number >= 10**LONGEST_PHONE:
        raise Refused("phone", _("Tulis nomor HP yang lengkap, misalnya 0812 3456 7890."), field="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_address(text: str) -> str:
    """The address in small letters. Raises ``Refused("email")`` when it cannot be one."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        email = ""
    if not email or len(email) > 254:
        raise Refused("email", _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id."), field="email")
    return email


def address(text: str) -> Address:
    """A phone number or an e-mail address, whichever was typed. Raises ``Refused("address")``."""
    typed = text.strip()
    if not typed:
        raise Refused("address", _("Tulis nomor HP atau surel Anda."), field="address")
    try:
        if "@" in typed:
            return Address("email", email_address(typed))
        return Address("phone", phone_number(typed))
    except Refused as refusal:
        raise Refused("address", refusal.message, field="address") from None


def person_name(text: str) -> str:
    """A name as on the identity card; one word is enough. Raises ``Refused("name")``."""
    name = " ".join(text.split())
    if not name or not any(letter.isalpha() for letter in name):
        raise Refused("name", _("Tulis nama Anda seperti di KTP."), field="name")
    if len(name) > LONGEST_NAME or any(not letter.isprintable() or letter in "<>" for letter in name):
        raise Refused("name", _("Nama itu tidak dapat kami simpan. Tulis seperti di KTP."), field="name")
    return name


def require_settled(recovered_at: datetime | None, at: datetime) -> None:
    """Raises ``Refused("settling")`` for what lasts, while an account was given back only just now: the owner, told at
    the old and the new address, has until then to object."""
    if recovered_at is not None and at < recovered_at + SETTLING:
        words = _(
            "Akun ini baru dipulihkan. Demi keamanan Anda, hal ini baru dapat dilakukan %(hours)s jam sesudahnya."
        )
        raise Refused("settling", words % {"hours": SETTLING // timedelta(hours=1)})


def next_level(present: int, how: str) -> int:
    """The proof level after a proof of kind ``how``. Raises ``Refused("proof")`` when it would not be higher."""
    level = LEVELS[how]
    if level <= present:
        raise Refused("proof", _("Akun ini sudah terbukti setingkat itu."))
    return level


@cache
def _common_passwords() -> CommonPasswordValidator:
    return CommonPasswordValidator()  # reads its list once a process


def require_password(password: str, known: Sequence[str]) -> None:
    """Long rather than complicated, not one that everybody has, not a name or number of the owner (``known``).

    Raises ``Refused("password")``.
    """
    if len(password) < SHORTEST_PASSWORD:
        words = _("Kata sandi perlu paling sedikit %(count)s huruf. Beberapa kata biasa lebih mudah diingat.")
        raise Refused("password", words % {"count": SHORTEST_PASSWORD}, field="password")
    lowered = password.lower()
    if any(len(word) >= 4 and word.lower() in lowered for word in known):
        words = _("Jangan pakai nama, nomor HP, atau surel Anda di dalam kata sandi.")
        raise Refused("password", words, field="password")
    if password.isdigit() or len(set(lowered)) < 4 or lowered in _common_passwords().passwords:
        raise Refused("password", _("Kata sandi itu mudah ditebak. Pakai beberapa kata."), field="password")


def require_pin(pin: str) -> None:
    """Six digits that nobody tries first: not all the same, not a row up or down. Raises ``Refused("pin")``."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise Refused("pin", _("PIN terdiri atas 6 angka."), field="pin_baru")
    steps = {int(later) - int(earlier) for earlier, later in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise Refused("pin", _("PIN itu mudah ditebak. Pilih angka lain."), field="pin_baru")
