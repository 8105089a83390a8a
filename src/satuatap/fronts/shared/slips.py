"""What a printer of the hall puts on a slip."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from satuatap.domain.visits import queries as visits
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.ports import Line, Look, Slip

from .formats import moment
from .http import Request


def slip_of(request: Request, visit: visits.VisitNow) -> Slip:
    """The slip of a number: where to go, how many are ahead, and the QR of its page."""
    stop = visits.first_stop(visit.id, request.now) if visit.state == VisitState.PENDING else visit.current
    lines = [Line(visit.site, Look.STRONG), Line(visit.number, Look.HUGE), *_stops(visit.stops), Line(look=Look.RULE)]
    if stop is not None and stop.ahead is not None:
        lines.append(Line(_ahead(stop.ahead, stop.wait)))
    lines += [Line(moment(visit.came_at)), Line(look=Look.RULE)]
    return Slip(
        tuple(lines),
        request.build_absolute_uri(reverse("portal:visit", args=[visit.token])),
        (Line(_told(bool(visit.told_to))), Line(_("Terlambat? Nomor tidak hangus, temui petugas."))),
    )


def trial_of(request: Request, name: str, site: str) -> Slip:
    """A slip that shows that a printer works."""
    lines = (
        Line(site, Look.STRONG), Line("OK", Look.HUGE), Line(look=Look.RULE), Line(name),
        Line(_("Cetak uji. Ini bukan nomor antrean.")), Line(moment(request.now)),
    )  # fmt: skip
    return Slip(lines, request.build_absolute_uri("/"))


def blank_of(number: str, site: str) -> Slip:
    """A slip for a day without power: what is written by hand stands on dots, with room for a pen."""
    dots = "." * 14
    asked = (_("Tanggal"), _("Datang pukul"), _("Urusan"), _("Loket"), _("Mulai"), _("Selesai"))
    rows = [row for words in asked for row in (Line(), Line(f"{words} {dots}"))]
    lines = (
        Line(site, Look.STRONG), Line(number, Look.HUGE), Line(look=Look.RULE), *rows, Line(),
        Line(f"[   ] {_('Pulang tanpa dilayani')}"), Line(look=Look.RULE),
    )  # fmt: skip
    return Slip(lines, below=(Line(_("Simpan slip ini, serahkan di loket. Terima kasih sudah menunggu.")),))


def _told(is_told: bool) -> str:
    """Whoever finds the paper learns no digit of the telephone."""
    if is_told:
        return _("Anda kami kabari saat giliran hampir tiba. Silakan belanja dulu.")
    return _("Pindai untuk memantau dari HP atau minta dikabari.")


def _stops(stops: tuple[visits.StopNow, ...]) -> list[Line]:
    lines = []
    for place, stop in enumerate(stops, start=1):
        lines.append(Line(f"{place}. {stop.lane}" if len(stops) > 1 else stop.lane, Look.STRONG))
        if stop.counters:
            lines.append(Line(f"{stop.counters}, {stop.place}" if stop.place else stop.counters))
    return lines


def _ahead(ahead: int, told: visits.Forecast | None) -> str:
    words = ngettext("%(num)s orang lagi di depan Anda", "%(num)s orang lagi di depan Anda", ahead) % {"num": ahead}
    if not ahead:
        words = _("Anda berikutnya")
    if told is None or not (ahead or told.has_range):
        return words
    wait = f"±{told.minutes} {_('menit')}"
    return f"{words}, {wait}, {_('menurut rencana')}" if told.is_planned else f"{words}, {wait}"
