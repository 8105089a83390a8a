"""The holder of a document says that something in it is wrong."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from satuatap.domain.documents import actions
from satuatap.domain.documents import queries as documents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused

FIELDS = {"words": "keterangan"}


@open_to("resident")
@require_http_methods(["GET", "POST"])
def wrong(request: Request, document_id: UUID) -> HttpResponse:
    """What is wrong and what it should be, with a proof if there is one; the office that issued it looks into it."""
    document = documents.get(request.actor, document_id)
    if not request.actor.minds(document.about, document.party_id):
        raise NotFound
    problems: dict[str, str] = {}
    if request.method == "POST":
        file = request.FILES.get("bukti")
        try:
            actions.ask_correction(
                document_id=document_id,
                key=uuid_of(request.POST.get("key", "")),
                words=request.POST.get("keterangan", ""),
                upload=(file.read(), file.name or "bukti") if file else None,
                by=request.actor,
                at=request.now,
            )
        except Refused as refusal:
            problems = {FIELDS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect(f"{reverse('portal:account-documents')}?diminta=1")
    context = {
        "document": document,
        "typed": request.POST.get("keterangan", ""),
        "key": request.POST.get("key") or uuid4(),
        "problems": problems,
    }
    return render(request, "portal/account/document_wrong.html", context, status=422 if problems else 200)
