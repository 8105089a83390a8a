"""Words about consents."""

from django.utils.translation import gettext as _


def how_words() -> dict[str, str]:
    """Where something was said."""
    return {
        "page": _("di halaman akun"), "browser": _("di peramban"), "word": _("dengan membalas pesan"),
        "counter": _("di loket"), "void": _("dibatalkan sistem: pemberi persetujuan masih anak"),
    }  # fmt: skip


def agreed_words() -> dict[str, str]:
    """How somebody at a counter says it."""
    return {
        "spoken": _("Diucapkan di depan petugas"), "signed-slip": _("Menandatangani lembar persetujuan"),
        "thumb-print": _("Cap jempol, dengan dua saksi"),
    }  # fmt: skip


def basis_words() -> dict[str, str]:
    """On what the law lets processing rest; *unknown* is a gap."""
    return {
        "consent": _("Persetujuan"), "contract": _("Perjanjian"), "legal-duty": _("Kewajiban hukum"),
        "vital-interest": _("Kepentingan vital"), "public-task": _("Tugas pelayanan publik"),
        "legitimate-interest": _("Kepentingan yang sah"), "unknown": _("Belum diketahui"),
    }  # fmt: skip


def kind_words() -> dict[str, str]:
    """Kinds of lines in the record of processing."""
    return {
        "service": _("Layanan"), "call": _("Pertukaran dengan sistem lain"), "consent": _("Dengan persetujuan"),
        "itself": _("Di dalam sistem ini"),
    }  # fmt: skip
