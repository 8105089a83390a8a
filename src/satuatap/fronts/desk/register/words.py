"""What events, states and purposes are called where officers read them."""

from typing import Any

from django.utils.translation import gettext as _

from satuatap.domain.residents import codes
from satuatap.domain.residents.lifecycle import EventState, Kind
from satuatap.fronts.shared.facts import fact_said, fact_words
from satuatap.kernel.privacy import mask_nik

TONES = {EventState.REPORTED: "wait", EventState.RECORDED: "ok", EventState.CANCELLED: ""}
ADDRESSES = {
    "kelahiran": Kind.BIRTH, "kematian": Kind.DEATH, "perkawinan": Kind.MARRIAGE, "perceraian": Kind.DIVORCE,
    "pindah-keluar": Kind.MOVE_OUT, "datang": Kind.MOVE_IN, "pindah-alamat": Kind.MOVE_WITHIN,
    "kepala-keluarga": Kind.FAMILY, "hilang": Kind.MISSING, "ditemukan": Kind.FOUND,
}  # fmt: skip
"""The last part of the address of each form."""


def event_words() -> dict[str, str]:
    return {
        Kind.ENTER: _("Pertama kali dicatat"), Kind.BIRTH: _("Kelahiran"), Kind.DEATH: _("Kematian"),
        Kind.MARRIAGE: _("Perkawinan"), Kind.DIVORCE: _("Perceraian"), Kind.MOVE_OUT: _("Pindah keluar daerah"),
        Kind.MOVE_IN: _("Datang dari luar daerah"), Kind.MOVE_WITHIN: _("Pindah di dalam daerah"),
        Kind.FAMILY: _("Perubahan kartu keluarga"), Kind.CORRECTION: _("Pembetulan data"),
        Kind.MISSING: _("Hilang"), Kind.FOUND: _("Ditemukan kembali"),
    }  # fmt: skip


def state_words() -> dict[str, str]:
    return {
        EventState.REPORTED: _("Dilaporkan, belum ada nomor SIAK"), EventState.RECORDED: _("Tercatat di SIAK"),
        EventState.CANCELLED: _("Dibatalkan"),
    }  # fmt: skip


def origin_words() -> dict[str, str]:
    return {
        "SIAK-verified": _("menurut SIAK"), "village-reported": _("laporan desa"),
        "resident-stated": _("keterangan warga"),
    }  # fmt: skip


def purposes() -> list[tuple[str, str]]:
    return [
        ("serve", _("Melayani warga yang datang")), ("letter", _("Membuat surat")),
        ("event", _("Mencatat peristiwa kependudukan")), ("correct", _("Membetulkan data")),
        ("check", _("Mencocokkan data dengan dokumen")), ("field", _("Kunjungan atau pendataan di lapangan")),
    ]  # fmt: skip


def field_words() -> dict[str, str]:
    return fact_words() | {
        "relation": _("Hubungan dalam keluarga"), "elsewhere": _("Terdaftar di luar daerah"),
        "area_code": _("Desa atau kelurahan"), "passport": _("Nomor paspor"), "provisional": _("Nomor sementara"),
    }  # fmt: skip


def said(field: str, value: Any) -> str:
    """A value of an event as people read it; what they cannot read (a card's id) stays unsaid."""
    if field == "family":
        return ""
    if value in (None, ""):
        return "–"
    if field in codes.LISTS:
        return codes.label(field, int(value))
    if field in ("nik", "kk"):
        return mask_nik(str(value))
    return fact_said(field, str(value))
