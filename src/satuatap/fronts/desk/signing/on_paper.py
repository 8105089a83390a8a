"""What is signed with ink: printed with number and QR, signed and stamped on paper, scanned back."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.cases import queries as cases
from satuatap.domain.documents import actions
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.domain.outboxes import queries as outboxes
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import shown
from satuatap.fronts.shared.http import Request, prefix, render, status_of, uuid_of
from satuatap.kernel.errors import NotFound, Refused

LONG_ENOUGH = timedelta(days=60)  # who could sign when it was printed
INPUTS = {"signed_on": "tanggal", "account_id": "penanda", "scan": "pindaian"}


@open_to("staff")
@require_safe
def on_paper(request: Request) -> HttpResponse:
    """What is to be printed, and what was printed and waits for its scan."""
    if not documents.keeps_register(request.actor):
        raise NotFound
    today = timezone.localdate(request.now)
    rows = documents.on_paper(request.actor, today=today)
    context = {
        "rows": rows,
        "numbers": cases.numbers_of(row.about for row in rows),
        "base": prefix("desk:paper", uuid=True),
        "done": _("Pindaian diterima. Dokumen sudah terbit.") if request.GET.get("selesai") else "",
    }
    return render(request, "desk/signing/on_paper.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def paper(request: Request, document_id: UUID) -> HttpResponse:
    """One document: order the print, print it, give the scan back."""
    today = timezone.localdate(request.now)
    row = next((row for row in documents.on_paper(request.actor, today=today) if row.id == document_id), None)
    if row is None:
        raise NotFound
    problems: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        try:
            return _act(request, row)
        except Refused as refusal:
            problems, refused = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}, refusal
    people = identity.wet_signers([row.unit_id], today - LONG_ENOUGH)
    context = {
        "row": row,
        "problems": problems,
        "typed": request.POST,
        "people": list({(str(who.account_id), who.name): None for who in people}),
        "today": today.isoformat(),
        "key": uuid4(),
    }
    return render(request, "desk/signing/paper.html", context, status=status_of(refused))


def _act(request: Request, row: documents.PaperRow) -> HttpResponse:
    if request.POST.get("act") == "print":
        if outboxes.awaits_number(row.about):
            raise Refused(
                "number-comes",
                _("Suratnya sudah bernomor sejak di desa. Nomor itu sedang dimasukkan; coba lagi sebentar."),
            )
        key = uuid_of(request.POST.get("key", ""))
        actions.order_print(document_id=row.id, key=key, by=request.actor, at=request.now)
        return redirect("desk:paper", document_id=row.id)
    file = request.FILES.get("pindaian")
    if file is None:
        raise Refused("empty", _("Pilih berkas pindaiannya."), field="pindaian")
    if file.size > documents.GREATEST_FILE:
        raise Refused("too-large", _("Berkas ini terlalu besar. Paling besar 10 MB."), field="pindaian")
    actions.take_scan(
        document_id=row.id, scan=file.read(), signed_on=_day(request.POST.get("tanggal", "")),
        account_id=_who(request.POST.get("penanda", "")), by=request.actor, at=request.now,
    )  # fmt: skip
    return redirect(reverse("desk:on_paper") + "?selesai=1")


@open_to("staff")
@require_safe
def printed(request: Request, document_id: UUID) -> HttpResponse:
    """The print, with its number, QR and the place for signature and stamp."""
    return shown(
        actions.open_print(document_id=document_id, by=request.actor, at=request.now), "cetak.pdf", "application/pdf"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("day", _("Isi tanggalnya."), field="tanggal") from None


def _who(text: str) -> UUID:
    if not text:
        raise Refused("who", _("Pilih siapa yang menandatangani."), field="penanda")
    return uuid_of(text)
