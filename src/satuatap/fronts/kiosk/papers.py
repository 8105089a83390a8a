"""What is the visitor's own, once they are known: documents to print and bills to pay."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.cases.queries import bill_labels
from satuatap.domain.documents import queries as documents
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as bills
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.downloads import shown
from satuatap.fronts.shared.http import uuid_of
from satuatap.fronts.shared.qr import code_of
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .machine import KioskRequest, known, page
from .stay import is_young

LOOKS_AGAIN = 3  # seconds between two looks whether the money has come
WAITS = 5 * 60  # seconds after which the page looks no more
MOST_PAPERS = 12
PRINTED_HERE = "frame-ancestors 'self'"  # the letter is shown inside the kiosk's own page, and nowhere else


@known("cetak")
@require_safe
def papers(request: KioskRequest) -> HttpResponse:
    """The documents that were issued to the visitor and still hold, newest first."""
    today = timezone.localdate(request.now)
    held = documents.held_by(request.guest, rows=MOST_PAPERS).rows
    rows = [row for row in held if row.has_pdf and row.standing(today) == "valid"]
    return page(
        request, "kiosk/papers.html", rows=rows,
        root=reverse("kiosk:papers", args=[request.secret]) + "/",
    )  # fmt: skip


@known("cetak")
@require_safe
def paper(request: KioskRequest, document_id: UUID) -> HttpResponse:
    """One document on the screen, and the button that prints it."""
    found = documents.get(request.guest, document_id)
    sheet = reverse("kiosk:sheet", args=[request.secret, document_id])
    return page(request, "kiosk/paper.html", document=found, sheet=sheet)


@known("cetak")
@xframe_options_sameorigin
@require_safe
def sheet(
    request: KioskRequest,
    document_id: UUID,
) -> HttpResponse:
    """The signed PDF, for the printer of the kiosk."""
    found = documents.get(request.guest, document_id)
    data = documents.pdf(request.guest, document_id, at=request.now)
    answer = shown(data, documents.file_name(found), "application/pdf")
    answer["Content-Security-Policy"] = PRINTED_HERE
    return answer


@known("tagihan")
@require_safe
def owed(request: KioskRequest) -> HttpResponse:
    """What the visitor owes."""
    found = [row for row in bills.my_bills(request.guest).rows if row.state == "open"]
    names = bill_labels([row.about for row in found], formats.lang())
    rows = [replace(row, label=names.get(row.label, row.label)) for row in found]
    root = reverse("kiosk:bills", args=[request.secret]) + "/"
    return page(request, "kiosk/bills.html", rows=rows, root=root)


@known("tagihan")
@require_http_methods(["GET", "POST"])
def bill(request: KioskRequest, bill_id: UUID) -> HttpResponse:
    """One bill: a code for the visitor's telephone opens the bank's page there, and this page tells when the money is here."""
    problem = ""
    if request.method == "POST":
        try:
            _open(request, bill_id)
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect("kiosk:bill", kiosk=request.secret, bill_id=bill_id)
    found = _mine(request, bill_id)
    is_young_payment = found.started_at is not None and is_young(found.started_at.timestamp(), request.now, WAITS)
    return page(
        request, "kiosk/bill.html", bill=found, receipt=found.receipt, problem=problem,
        key=uuid7(), picture=reverse("kiosk:bill_code", args=[request.secret, bill_id]),
        refresh=LOOKS_AGAIN if found.state == "open" and found.running and is_young_payment else 0,
    )  # fmt: skip


def _mine(request: KioskRequest, bill_id: UUID) -> bills.BillView:
    found = bills.bill(request.guest, bill_id)
    if not found.may_pay:
        raise NotFound
    names = bill_labels([found.about], formats.lang())
    return replace(found, lines=tuple(replace(line, label=names.get(line.label, line.label)) for line in found.lines))


def _open(request: KioskRequest, bill_id: UUID) -> None:
    """Begin a payment or take up the one that runs; it is paid on a telephone, which ends at our start page."""
    payments.start_payment(
        bill_id=_mine(request, bill_id).id, key=uuid_of(request.POST.get("key", "")),
        return_to=request.build_absolute_uri(reverse("portal:home")), by=request.guest, at=request.now,
    )  # fmt: skip


@known("tagihan")
@require_safe
def bill_code(
    request: KioskRequest,
    bill_id: UUID,
) -> HttpResponse:
    """The QR of the bank's page for the payment that runs."""
    if not (running := _mine(request, bill_id).running):
        raise NotFound
    return code_of(running)
