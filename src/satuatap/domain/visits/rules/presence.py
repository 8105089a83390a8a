"""What somebody is told who asks for an office that is not there, or for a hall that is full or works differently."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused


def away_words(*, code: str, office: str, site: str, until: str = "", reason: str = "", moved_to: str = "") -> str:
    """Why an office does not serve here now, in one sentence; ``until`` is the hour at which it comes late."""
    told = {"office": office, "site": site, "time": until, "reason": reason, "place": moved_to}
    if moved_to:
        return _("%(office)s sementara melayani di %(place)s, bukan di %(site)s (%(reason)s).") % told
    words = {
        "early": _("%(office)s belum mulai melayani di %(site)s."),
        "over": _("%(office)s sudah tidak melayani di %(site)s."),
        "other-day": _("%(office)s hari ini tidak ada di %(site)s."),
        "absent": _("%(office)s hari ini tidak melayani di %(site)s (%(reason)s)."),
        "late": _("%(office)s hari ini baru melayani mulai pukul %(time)s (%(reason)s)."),
        "closed": _("%(office)s tutup sementara di %(site)s (%(reason)s)."),
    }
    return words[code] % told


def with_ways(words: str, *, back: str = "", elsewhere: Sequence[str] = ()) -> str:
    """The same, with when the office is there again and where else it serves today."""
    parts = [words]
    if back:
        parts.append(_("Melayani lagi %(when)s.") % {"when": back})
    if elsewhere:
        parts.append(_("Hari ini bisa juga di %(places)s.") % {"places": ", ".join(elsewhere)})
    return " ".join(parts)


def closed_words(*, site: str, opens: str) -> str:
    """That a place is closed now, and when it opens, if that is known."""
    if not opens:
        return _("%(site)s sekarang tutup.") % {"site": site}
    return _("%(site)s sekarang tutup. Buka lagi %(when)s.") % {"site": site, "when": opens}


def require_room(*, capacity: int | None, inside: int, site: str) -> None:
    """Whether somebody more may be in a hall whose capacity is limited. Raises ``Refused``."""
    if capacity is not None and inside >= capacity:
        words = _("%(site)s sedang dibatasi %(most)s pengunjung dan sudah penuh. Coba lagi sebentar, atau buat janji.")
        raise Refused("capacity", words % {"site": site, "most": capacity})


def require_booked(*, booking_only: bool, is_booked: bool, site: str) -> None:
    """Whether somebody without a booked time is let in. Raises ``Refused``."""
    if booking_only and not is_booked:
        words = _("%(site)s sementara hanya melayani yang punya janji. Buat janji dulu di halaman Buat janji.")
        raise Refused("booking-only", words % {"site": site})


def tidy_outside(typed: str) -> str:
    """The number of an outside booking as it is kept and compared: capitals, without spaces."""
    return "".join(typed.upper().split())[:60]


def require_outside(*, rule: str, system: str, office: str) -> None:
    """Whether somebody who shows no booking of the office's own system gets a number. Raises ``Refused``."""
    if rule == "only":
        words = _("%(office)s melayani yang sudah mendaftar di %(system)s. Tunjukkan bukti daftarnya di meja pemandu.")
        raise Refused("outside-only", words % {"office": office, "system": system})
