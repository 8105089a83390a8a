"""Where a printer may stand, and when a number may still be printed."""

import ipaddress
from collections.abc import Container
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ..lifecycle import PrintState
from .turns import PENDING_FOR

WIDTHS: Final = (58, 80)  # millimetres of paper
PORTS: Final = range(9100, 9110)  # where printers listen; the first where none is named
READER_PORTS: Final = range(9200, 9210)  # where readers of cards listen
SENDING_FOR: Final = timedelta(seconds=30)  # longer than any attempt lasts: what is open then was cut off by a crash
UNSURE_FOR: Final = timedelta(minutes=1)  # what the visitor has to say that no paper came out


def printer_address(typed: str, others: Container[str] = ()) -> str:
    """``host:port`` of a printer: an address inside the hall's own network, so that our server knocks at no other door.

    Raises ``Refused``. ``others`` may be used as well.
    """
    words = _(
        "Tulis alamat printer di jaringan tempat ini, misalnya 192.168.1.50. Alamatnya ada di lembar uji printer."
    )
    return _inside(typed, PORTS, others, words)


def reader_address(typed: str, others: Container[str] = ()) -> str:
    """The same for a reader of identity cards."""
    words = _("Tulis alamat pembaca KTP-el di jaringan tempat ini, misalnya 192.168.1.60.")
    return _inside(typed, READER_PORTS, others, words)


def _inside(typed: str, ports: range, others: Container[str], words: str) -> str:
    given = typed.strip()
    if given in others:
        return given
    host, colon, port = given.rpartition(":") if given.count(":") == 1 else (given, "", "")
    number = int(port) if port.isascii() and port.isdigit() else None if colon else ports[0]
    try:
        found = ipaddress.IPv4Address(host)
    except ValueError:
        found = None
    inside = found is not None and found.is_private and not (found.is_loopback or found.is_link_local)
    if not inside or found is None or found.is_unspecified or number not in ports:
        raise Refused("address", words, field="address")
    return f"{found}:{number}"


def is_doubtful(state: str, since: datetime, at: datetime) -> bool:
    """Whether somebody has to look if a paper came out: the printer could not say, or whoever asked it was cut off."""
    return state == PrintState.UNSURE or (state == PrintState.SENDING and since < at - SENDING_FOR)


def require_time_left(came_at: datetime, at: datetime) -> None:
    """Raises ``Refused`` for a number that would be void before its printing ends."""
    if at > came_at + PENDING_FOR - SENDING_FOR:
        raise Refused("late", _("Nomor ini sudah terlalu lama menunggu. Ambil nomor baru."))
