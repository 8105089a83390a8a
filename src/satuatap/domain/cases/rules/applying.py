"""Who may apply for a service: the kinds it names, the age it asks for, and whose residents it serves."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from satuatap.domain.catalog.queries import Standard, applicant_words
from satuatap.kernel.errors import Refused

REPRESENTED_BY_LAW = ("parent", "wali")  # whoever is too young to apply is represented by these
BODIES = ("organisation",)
FIELD = "untuk"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whom the application is for, as the rule looks at it; ``age`` None where nothing has an age or none is known."""

    kind: str
    age: int | None = None
    is_body: bool = False
    is_married: bool = False
    is_foreigner: bool = False
    lives_elsewhere: bool = False


def require_may_apply(standard: Standard, applicant: Applicant, on: date) -> None:
    """Raises ``Refused`` in words for a kind that the standard does not name, for somebody too young, for a foreigner
    and for a resident of another region where the standard does not name them. Whoever comes for an organisation may not
    do more than the organisation."""
    asked = {applicant.kind, *(BODIES if applicant.is_body else ())}
    if not asked <= set(standard.applicants):
        words = _("Layanan ini hanya dapat diajukan oleh: %(who)s.")
        raise Refused("applicant-kind", words % {"who": applicant_words(standard.applicants)}, field=FIELD)
    if applicant.is_foreigner and "foreigner" not in standard.applicants:
        words = _("Layanan ini belum dapat diajukan oleh warga negara asing. Tanyakan ke loket.")
        raise Refused("foreigner", words, field=FIELD)
    if applicant.lives_elsewhere and "other-region" not in standard.applicants:
        words = _("Layanan ini untuk warga daerah ini. Ajukan di kabupaten atau kota tempat pemohon terdaftar.")
        raise Refused("other-region", words, field=FIELD)
    _require_age(standard, applicant, on)


def _require_age(standard: Standard, applicant: Applicant, on: date) -> None:
    asked = standard.minimum_age(on)
    if asked is None or applicant.age is None or applicant.kind in (*REPRESENTED_BY_LAW, *BODIES):
        return
    if applicant.age >= asked.years or (asked.or_married and applicant.is_married):
        return
    words = _("Pemohon layanan ini berumur paling sedikit %(years)s tahun.")
    if asked.or_married:
        words = _("Pemohon layanan ini berumur paling sedikit %(years)s tahun, atau sudah kawin.")
    told = words % {"years": asked.years}
    if set(REPRESENTED_BY_LAW) & set(standard.applicants):
        told += " " + _("Orang tua atau walinya dapat mengajukan untuknya.")
    raise Refused("too-young", told, field=FIELD)
