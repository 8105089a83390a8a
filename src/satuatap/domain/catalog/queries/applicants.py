"""The kinds of applicant a standard may name, in words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

APPLICANTS: Mapping[str, str | Promise] = {
    "self": _("Anda sendiri"),
    "parent": _("Orang tua untuk anaknya"),
    "wali": _("Wali dengan penetapan pengadilan"),
    "kuasa": _("Orang lain dengan surat kuasa"),
    "heir": _("Ahli waris"),
    "reporter": _("Pelapor"),
    "organisation": _("Badan usaha atau organisasi"),
    "foreigner": _("Warga negara asing"),
    "other-region": _("Warga daerah lain"),
}


def applicant_words(kinds: Iterable[str]) -> str:
    """``Anda sendiri; Orang tua untuk anaknya``."""
    return "; ".join(str(APPLICANTS[kind]) for kind in kinds if kind in APPLICANTS)
