"""What people read about a letter: its state, its nature, how it came."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from satuatap.domain.correspondence.lifecycle import AssignmentState, Body, Carried, Nature, State


def state_words() -> dict[str, tuple[str, str, str]]:
    """Words, tone and icon of the state of a letter."""
    return {
        State.NEW: (_("Menunggu disposisi"), "wait", "inbox"),
        State.OPEN: (_("Didisposisikan"), "info", "users"),
        State.DONE: (_("Selesai"), "ok", "check"),
        State.FILED: (_("Diarsipkan"), "", "files"),
        State.VOID: (_("Batal"), "stop", "x"),
    }


def nature_words() -> dict[str, str]:
    return {
        Nature.ORDINARY: pgettext("sifat surat", "Biasa"), Nature.SOON: pgettext("sifat surat", "Segera"),
        Nature.IMPORTANT: pgettext("sifat surat", "Penting"), Nature.SECRET: pgettext("sifat surat", "Rahasia"),
    }  # fmt: skip


def carried_words() -> dict[str, str]:
    return {
        Carried.HAND: _("Diantar langsung"), Carried.POST: _("Pos atau kurir"), Carried.EMAIL: _("Surel"),
        Carried.CHAT: _("WhatsApp atau pesan lain"), Carried.SYSTEM: _("Dari kantor lain di SatuAtap"),
    }  # fmt: skip


def body_words() -> dict[str, str]:
    return {Body.OFFICE: _("Kantor ini"), Body.COUNCIL: _("BPD")}


def assignment_words() -> dict[str, tuple[str, str, str]]:
    return {
        AssignmentState.OPEN: (_("Belum dilaporkan"), "wait", "hourglass"),
        AssignmentState.DONE: (_("Sudah dilaporkan"), "ok", "check"),
        AssignmentState.HANDED: (_("Diteruskan"), "info", "arrow-right"),
    }


def done_words() -> dict[str, str]:
    return {
        "catat": _("Surat tercatat di agenda."),
        "ada": _("Surat ini sudah tercatat di agenda."),
        "disposisi": _("Disposisi terkirim kepada petugasnya."),
        "arsip": _("Surat diarsipkan tanpa tindak lanjut."),
        "lapor": _("Laporan Anda tersimpan."),
        "teruskan": _("Disposisi diteruskan kepada rekan Anda."),
        "jawaban": _("Surat jawaban tercatat."),
        "kirim": _("Pengiriman tercatat di buku ekspedisi."),
        "serah": _("Penyerahan kepada BPD tercatat di buku ekspedisi."),
        "lembar": _("Lembar surat tersimpan."),
        "simpan": _("Tempat arsip tersimpan."),
        "betul": _("Catatan surat dibetulkan. Isinya yang lama tetap terbaca di bawah."),
        "batal": _("Surat dibatalkan. Nomornya tetap di agenda."),
        "sisih": _("Lembar dikesampingkan."),
    }
