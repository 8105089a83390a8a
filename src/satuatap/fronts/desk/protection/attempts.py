"""Who asked for what is not theirs: read by those who protect data, and by heads of an office for their own staff."""

from dataclasses import replace

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render

from .looking import record_opening

PAGES = {
    "penduduk": frozenset({
        "desk:residents", "desk:resident", "desk:tell_event", "desk:event", "desk:write", "desk:begin", "desk:account",
        "desk:imports", "desk:import", "desk:import_mend",
    }),
    "berkas": frozenset({
        "desk:case", "desk:nik", "desk:act", "desk:mark", "desk:undo", "desk:claim", "desk:move", "desk:sheet",
        "desk:draft", "desk:talk", "desk:post_file", "desk:note", "desk:case_originals", "desk:log",
    }),
}  # fmt: skip
"""Kinds of things, and the names of the addresses at which they are asked for."""


def kind_words() -> dict[str, str]:
    return {"penduduk": _("Data penduduk"), "berkas": _("Berkas permohonan"), "": _("Halaman lain")}


def kind_of(purpose: str) -> str:
    """What was asked for, by the name of the address that the record keeps."""
    page = purpose.partition(" ")[0]
    return next((kind for kind, pages in PAGES.items() if page in pages), "")


def in_words(look: residents.Look) -> residents.Look:
    return replace(look, purpose=kind_words()[kind_of(look.purpose)])


@open_to("staff")
@require_safe
def attempts(request: Request) -> HttpResponse:
    """Who was turned away, newest first, by office and by what was asked for."""
    given = request.GET
    kind = given.get("hal", "")
    found = residents.attempts(
        request.actor, given.get("cursor", ""), given.get("instansi", ""), PAGES.get(kind, frozenset())
    )
    context = {
        "page": replace(found.page, rows=tuple(in_words(row) for row in found.page.rows)),
        "units": found.units,
        "unit": found.unit_id or "",
        "kinds": [(key, words) for key, words in kind_words().items() if key],
        "kind": kind if kind in PAGES else "",
        "roles": catalog.role_names(formats.lang()),
        "opens": policies.protects_data(request.actor),
        "base": prefix("desk:attempt"),
    }
    return render(request, "desk/protection/attempts.html", context)


@open_to("staff")
@require_safe
def attempt(request: Request, attempt_id: int) -> HttpResponse:
    """One attempt and whose data it was about. Opening it is a look of its own."""
    found = residents.attempt(request.actor, attempt_id)
    if found.party_id:
        record_opening(request, found.party_id, "memeriksa percobaan membuka data", ["name"])
    context = {
        "look": in_words(found.look),
        "address": found.look.purpose,
        "name": residents.names([found.party_id]).get(found.party_id, "") if found.party_id else "",
        "roles": catalog.role_names(formats.lang()),
    }
    return render(request, "desk/protection/attempt.html", context)
