"""Where a printer may stand, and when a number may still be printed."""

import ipaddress
from collections.abc import Container
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from .turns import PENDING_FOR

WIDTHS: Final = (58, 80)  # millimetres of paper
PORT: Final = 9100
PORTS: Final = range(9100, 9110)  # where printers listen
SENDING_FOR: Final = timedelta(seconds=30)  # longer than any attempt lasts: what is open then was cut off by a crash
UNSURE_FOR: Final = timedelta(minutes=1)  # what the visitor has to say that no paper came out


def printer_address(typed: str, others: Container[str] = ()) -> str:
    """``host:port`` of a printer: an address inside the hall's own network, so that our server knocks at no other door.

    Raises ``Refused``. ``others`` may be used as well.
    """
    words = typed.strip()
    if words in others:
        return words
    host, colon, port = words.rpartition(":") if words.count(":") == 1 else (words, "", "")
    number = int(port) if port.isascii() and port.isdigit() else None if colon else PORT
    try:
        found = ipaddress.IPv4Address(host)
    except ValueError:
        found = None
    inside = found is not None and found.is_private and not (found.is_loopback or found.is_link_local)
    if not inside or found is None or found.is_unspecified or number not in PORTS:
        raise Refused(
            "address",
            _(
                "Tulis alamat printer di jaringan tempat ini, misalnya 192.168.1.50. Alamatnya ada di lembar uji printer."
            ),
            field="address",
        )
    return f"{found}:{number}"


def require_time_left(came_at: datetime, at: datetime) -> None:
    """Raises ``Refused`` for a number that would be void before its printing ends."""
    if at > came_at + PENDING_FOR - SENDING_FOR:
        raise Refused("late", _("Nomor ini sudah terlalu lama menunggu. Ambil nomor baru."))
