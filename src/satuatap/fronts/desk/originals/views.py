"""Original papers: the list of what is held, and taking in and returning for one application."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.cases import queries as cases
from satuatap.domain.documents import actions
from satuatap.domain.documents import queries as documents
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, status_of, uuid_of
from satuatap.kernel.errors import NotFound, Refused

INPUTS = {"names": "asli", "to": "penerima", "originals": "kembali"}


@open_to("staff")
@require_safe
def held(request: Request) -> HttpResponse:
    """Everything the officer's office holds, the longest first."""
    if not documents.keeps_originals(request.actor):
        raise NotFound
    page = documents.originals_held(request.actor, request.GET.get("cursor", ""))
    context = {
        "page": page,
        "numbers": cases.numbers_of(row.about for row in page.rows),
        "base": prefix("desk:case"),
    }
    return render(request, "desk/originals/held.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def originals(request: Request, number: str) -> HttpResponse:
    """The originals of one application: take in against a receipt, or return by name."""
    case_id = cases.case_id_of(number)
    case = cases.get_case(actor=request.actor, case_id=case_id, now=request.now, lang=formats.lang())
    if not documents.keeps_originals(request.actor) or case.unit_id not in request.actor.unit_ids():
        raise NotFound
    residents.get_person(request.actor, case.party_id, f"mengurus berkas asli {case.number}", at=request.now)
    problems: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        try:
            return _act(request, case)
        except Refused as refusal:
            problems, refused = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}, refusal
    rows = documents.originals_of(request.actor, case.id)
    context = {
        "case": case,
        "held": [row for row in rows if row.returned_at is None],
        "returned": [row for row in rows if row.returned_at is not None],
        "download": prefix("portal:download", uuid=True),
        "problems": problems,
        "typed": request.POST,
        "chosen": request.POST.getlist("kembali"),
        "key": uuid4(),
        "done": {
            "terima": _("Tanda terima dibuat. Unduh dan cetak di bawah."),
            "kembali": _("Pengembalian dicatat."),
        }.get(request.GET.get("selesai", ""), ""),
    }
    return render(request, "desk/originals/case.html", context, status=status_of(refused))


def _act(request: Request, case: cases.CaseView) -> HttpResponse:
    post = request.POST
    if post.get("act") == "return":
        ids = [uuid_of(text) for text in post.getlist("kembali")]
        mine = {row.id for row in documents.originals_of(request.actor, case.id)}
        if not set(ids) <= mine:
            raise NotFound
        actions.return_originals(original_ids=ids, to=post.get("penerima", ""), by=request.actor, at=request.now)
        done = "kembali"
    else:
        actions.take_originals(
            about=case.id, party_id=case.party_id, unit_id=case.unit_id, number=case.number,
            names=post.get("asli", "").splitlines(), place=post.get("tempat", ""), key=uuid_of(post.get("key", "")),
            by=request.actor, at=request.now,
        )  # fmt: skip
        done = "terima"
    return redirect(f"{request.path}?selesai={done}")
