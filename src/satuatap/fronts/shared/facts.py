"""Facts of the register in words."""

from datetime import date

from django.utils.translation import gettext as _

from . import formats


def fact_words() -> dict[str, str]:
    """What a fact is called, by the name under which the register keeps it."""
    return {
        "name": _("Nama"), "nik": "NIK", "kk": _("Nomor KK"), "sex": _("Jenis kelamin"), "born_on": _("Tanggal lahir"),
        "birth_place": _("Tempat lahir"), "religion": _("Agama"), "marital": _("Status perkawinan"),
        "occupation": _("Pekerjaan"), "education": _("Pendidikan"), "blood": _("Golongan darah"),
        "citizenship": _("Kewarganegaraan"), "phone": _("Nomor HP"), "email": _("Surel"), "address": _("Alamat"),
        "family": _("Keluarga pada KK"), "status": _("Keadaan penduduk"),
        "father_name": _("Nama ayah"), "mother_name": _("Nama ibu"),
    }  # fmt: skip


def fact_said(field: str, kept: str) -> str:
    """A fact of the history as people read it."""
    return formats.date_id(date.fromisoformat(kept)) if kept and field == "born_on" else kept
