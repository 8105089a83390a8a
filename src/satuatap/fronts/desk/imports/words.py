"""What columns, findings and steps of a file of residents are called."""

from django.utils.translation import gettext as _

from satuatap.domain.residents import codes
from satuatap.domain.residents.lifecycle import Finding, ImportState
from satuatap.fronts.desk.register.words import field_words, said


def column_words() -> dict[str, str]:
    return field_words() | {
        "kk": _("Nomor KK"), "address": _("Alamat"), "hamlet": _("Dusun atau lingkungan"), "rt": "RT", "rw": "RW",
        "area_code": _("Kode desa"), "status": _("Status"),
    }  # fmt: skip


def finding_words() -> dict[str, str]:
    return {
        Finding.NEW: _("Warga baru"), Finding.CHANGED: _("Data berubah"), Finding.MOVED: _("Pindah kartu keluarga"),
        Finding.SAME: _("Sudah sama"), Finding.DOUBLE: _("Mungkin orang yang sama"), Finding.REFUSED: _("Perlu diperbaiki"),
    }  # fmt: skip


def state_words() -> dict[str, str]:
    return {
        ImportState.READING: _("Sedang dibaca"), ImportState.MAPPING: _("Pilih kolomnya"),
        ImportState.CHECKING: _("Sedang diperiksa"), ImportState.CHECKED: _("Menunggu keputusan Anda"),
        ImportState.ENTERING: _("Sedang dimasukkan"), ImportState.DONE: _("Sudah dimasukkan"),
        ImportState.UNDOING: _("Sedang dibatalkan"), ImportState.UNDONE: _("Dibatalkan"),
        ImportState.FAILED: _("Tidak terbaca"),
    }  # fmt: skip


def tones() -> dict[str, str]:
    return {
        ImportState.DONE: "ok", ImportState.CHECKED: "wait", ImportState.MAPPING: "wait", ImportState.FAILED: "bad",
    }  # fmt: skip


def shown(field: str, value: object) -> str:
    """A value of the register or of a file as people read it; a card by its number's two ends."""
    return said(field, value)


def choices(field: str) -> list[tuple[int, str]]:
    return list(codes.LISTS[field].items())
