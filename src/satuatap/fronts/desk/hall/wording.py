"""States of the hall's machines in words."""

from django.utils.translation import gettext as _

from satuatap.domain.visits.lifecycle import PrinterState


def printer_states() -> dict[str, str]:
    return {
        PrinterState.READY: _("siap"),
        PrinterState.LOW: _("kertas hampir habis"),
        PrinterState.EMPTY: _("kertas habis"),
        PrinterState.OPEN: _("tutupnya terbuka"),
        PrinterState.JAMMED: _("macet"),
        PrinterState.AWAY: _("tidak menjawab"),
    }
