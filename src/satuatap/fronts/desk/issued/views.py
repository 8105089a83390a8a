"""An issued document at the desk: found by number or code, seen with its history, and revoked by who may sign it."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.cases import queries as cases
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.documents import actions
from satuatap.domain.documents import queries as documents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.fronts.shared.proof import require_fresh
from satuatap.kernel.errors import NotFound, Refused

INPUTS = {"reason": "alasan", "ended_on": "sejak"}
"""What the room calls an input, and its name on the page."""
LONGEST_SEARCH = 120


@open_to("staff")
@require_safe
def search(request: Request) -> HttpResponse:
    """By number or code; what is found alone is opened at once."""
    text = request.GET.get("q", "")[:LONGEST_SEARCH]
    rows = documents.seek(request.actor, text)
    if len(rows) == 1:
        return redirect("desk:issued_document", document_id=rows[0].id)
    context = {
        "text": text,
        "rows": rows,
        "today": timezone.localdate(request.now),
        "base": prefix("desk:issued_document", uuid=True),
        "corrections": () if text else documents.open_corrections(request.actor),
    }
    return render(request, "desk/issued/issued.html", context)


@open_to("staff")
@require_safe
def document(request: Request, document_id: UUID) -> HttpResponse:
    """One document: what it is worth, and what became of it."""
    found = documents.issued(request.actor, document_id, at=request.now)
    context = {
        "found": found,
        "document": found.document,
        "case_number": cases.numbers_of([found.document.about]).get(found.document.about, ""),
        "correction": documents.correction(found.document),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/issued/document.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def revoke(request: Request, document_id: UUID) -> HttpResponse:
    """Revoke one document: the ground from the library or in own words, the law, since when, and what its holder is
    told. It cannot be undone."""
    found = documents.issued(request.actor, document_id, at=request.now)
    if not found.may_take_back:
        if request.method == "POST" and found.standing == "revoked":
            return redirect("desk:issued_document", document_id=document_id)  # sent twice
        raise NotFound
    library = catalog.reasons("revoke", found.document.type)
    problems: dict[str, str] = {}
    if request.method == "POST":
        if (answer := require_fresh(request)) is not None:
            return answer
        try:
            actions.revoke(document_id=document_id, ground=_ground(request, library), by=request.actor, at=request.now)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect(f"{reverse('desk:issued_document', args=[document_id])}?selesai=cabut")
    context = {
        "found": found,
        "document": found.document,
        "library": library,
        "problems": problems,
        "typed": request.POST,
        "today": timezone.localdate(request.now).isoformat(),
    }
    return render(request, "desk/issued/revoke.html", context, status=422 if problems else 200)


def _ground(request: Request, library: tuple[catalog.ReasonRow, ...]) -> actions.Ground:
    post = request.POST
    chosen = next((row for row in library if row.code == post.get("dasar")), None)
    if "mengerti" not in post:
        raise Refused("not-sure", _("Centang dulu: pencabutan tidak dapat ditarik kembali."), field="mengerti")
    return actions.Ground(
        reason=chosen.text if chosen else post.get("alasan", ""),
        law=post.get("hukum", "").strip() or (chosen.law if chosen else ""),
        explained=post.get("penjelasan", ""),
        ended_on=_day(post.get("sejak", "")),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("day", _("Isi tanggalnya."), field="sejak") from None
