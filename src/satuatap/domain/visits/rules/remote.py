"""Who gets a number by phone, until when it holds, and what turn it is worth. Values in, a value or a refusal out."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

import msgspec
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ..lifecycle import VisitState


class RemoteTerms(msgspec.Struct, frozen=True):
    """How a hall gives numbers by phone, from ``begins`` to ``ends``. A phone number has ``each`` out at a time. Whoever
    reports at the hall within ``minutes`` has a place kept: the turn of the moment one asked, but of nobody who has
    waited longer than ``head_start`` minutes then. Up to ``late`` minutes more one is let in behind; then the number
    lapses. Of what the open counters of a lane serve within ``minutes``, ``share`` per cent may be asked for by phone.
    """

    each: int
    minutes: int
    late: int
    head_start: int
    share: int
    begins: time
    ends: time


def places_by_phone(counters: int, minutes: int, terms: RemoteTerms) -> int:
    """How many numbers of a lane may be asked for by phone within the terms' ``minutes``, with so many open counters and
    ``minutes`` for one errand: at least one while a counter is open, none while all are closed."""
    return max(counters * terms.minutes * terms.share // (minutes * 100), 1) if counters else 0


def free_turn(taken: Collection[int], each: int) -> int | None:
    """The lowest place that a phone number has not used; None when all its numbers are out."""
    return next((place for place in range(1, each + 1) if place not in taken), None)


def holds_until(at: datetime, closes: datetime | None, terms: RemoteTerms) -> tuple[datetime, datetime]:
    """Until when the place of a number asked for now is kept, and when it lapses: never after the hall has closed."""
    until = at + timedelta(minutes=terms.minutes)
    lapses = until + timedelta(minutes=terms.late)
    return (until, lapses) if closes is None else (min(until, closes), min(lapses, closes))


def turn_by_phone(asked_at: datetime, here_at: datetime, until: datetime, head_start: int) -> datetime:
    """From when somebody counts as waiting who asked by phone and reports at the hall."""
    return here_at if here_at > until else max(asked_at, here_at - timedelta(minutes=head_start))


def require_may_ask(terms: RemoteTerms, *, is_open: bool, now: time, has_lapsed: bool) -> None:
    """Whether a phone number gets a number of this hall now. Raises ``Refused``."""
    if not is_open:
        raise Refused("closed", _("Tempat ini sedang tutup. Nomor dapat diambil pada jam buka."))
    if not terms.begins <= now <= terms.ends:
        words = _("Nomor dari rumah dibagikan pukul %(from)s sampai %(to)s. Anda tetap dapat datang langsung.")
        raise Refused("hours", words % {"from": f"{terms.begins:%H.%M}", "to": f"{terms.ends:%H.%M}"})
    if has_lapsed:
        words = _("Nomor Anda hari ini hangus karena tidak lapor. Hari ini silakan ambil nomor di tempat.")
        raise Refused("lapsed-before", words)


def require_few(place: int | None) -> int:
    """The place of a phone number's next number. Raises ``Refused``."""
    if place is None:
        words = _("Nomor HP ini sudah memegang nomor antrean. Pakai nomor itu, atau kembalikan dulu.")
        raise Refused("again", words)
    return place


def require_places(*, name: str, counters: int, asked: int, places: int) -> None:
    """Whether a lane has a number left for those who ask by phone. Raises ``Refused``."""
    if not counters:
        raise Refused("no-counter", _("Belum ada loket %(lane)s yang buka. Coba lagi nanti.") % {"lane": name})
    if asked >= places:
        words = _("Nomor dari rumah untuk %(lane)s sedang habis. Coba lagi sebentar lagi, atau datang langsung.")
        raise Refused("no-place", words % {"lane": name})


def require_own_hall(is_own: bool, name: str) -> None:
    """A number is reported with at the hall for which it was asked. Raises ``Refused``."""
    if not is_own:
        raise Refused("other-site", _("Nomor ini untuk %(place)s, bukan di sini.") % {"place": name})


def require_holds(state: VisitState, lapses_at: datetime, at: datetime) -> None:
    """Whether a number by phone can still be reported with. Raises ``Refused``."""
    if state != VisitState.PENDING or at > lapses_at:
        raise Refused("lapsed", _("Nomor ini sudah tidak berlaku. Silakan ambil nomor baru di sini."))
