"""A phone number that somebody types to whom a code is sent."""

from django.utils.translation import gettext as _

from satuatap.domain.identity import queries as identity
from satuatap.kernel.errors import Refused


def phone_of(text: str) -> identity.Address:
    """The number as it is kept. Raises ``Refused`` for what is none, at the field ``hp``."""
    try:
        address = identity.address(text)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field="hp") from None
    if address.kind != "phone":
        raise Refused("phone", _("Tulis nomor HP yang lengkap, misalnya 0812 3456 7890."), field="hp")
    return address
