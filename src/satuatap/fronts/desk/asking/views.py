"""The re-asking meter: for whoever answers for a standard, which of its questions are put in vain."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from satuatap.domain.cases import queries as cases
from satuatap.domain.catalog import queries as catalog
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.facts import fact_words
from satuatap.fronts.shared.http import Request, render


@open_to("staff")
@require_GET
def asking(request: Request) -> HttpResponse:
    """The services of the officer's offices, those that ask most in vain first."""
    rows = cases.meter(request.actor, timezone.localdate(request.now), get_language() or "id")
    return render(request, "desk/asking/services.html", {"rows": rows})


@open_to("staff")
@require_GET
def questions(request: Request, code: str) -> HttpResponse:
    """The questions of one service, with the place where their answers stand already."""
    today, lang = timezone.localdate(request.now), get_language() or "id"
    rows = cases.asked_questions(request.actor, code, today, lang)
    sources = {row.source: source_words(row.source) for row in rows or ()}
    context = {"name": catalog.standard(code, on=today, lang=lang).name, "rows": rows, "sources": sources}
    return render(request, "desk/asking/questions.html", context)


def source_words(source: str) -> str:
    """Where an answer stands already: ``party.birth_place`` → "Data pemohon: tempat lahir"."""
    known = {"earlier": _("Permohonan sebelumnya"), "document": _("Dokumen yang kami terbitkan")}
    if source in known or not source:
        return known.get(source, "")
    whose, _dot, fact = source.rpartition(".")
    words = {
        "party": _("Data pemohon"), "family": _("Kartu keluarga"), "family.father": _("Kartu keluarga, ayah"),
        "family.mother": _("Kartu keluarga, ibu"), "family.head": _("Kartu keluarga, kepala keluarga"),
    }  # fmt: skip
    facts = fact_words() | {
        "address_line": _("Alamat"), "street": _("Alamat"), "hamlet": _("Dusun"), "rt": "RT", "rw": "RW",
        "area_code": _("Desa atau kelurahan"), "area_label": _("Desa atau kelurahan"), "postal_code": _("Kode pos"),
        "relation": _("Hubungan keluarga"), "form": _("Bentuk badan usaha"), "nib": "NIB", "npwp": "NPWP",
    }  # fmt: skip
    return f"{words.get(whose, _('Kartu keluarga, anggota'))}: {facts.get(fact, fact)}"
