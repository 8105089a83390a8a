"""What the cashier does: find a bill, settle it, print the receipt; and look after money that settles nothing."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.files import actions as files
from satuatap.domain.payments import actions, queries
from satuatap.domain.payments.queries import BillView
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render, status_of
from satuatap.kernel.errors import NotFound, Refused

EVIDENCE_OF = "payments.bill"


def _collected(request: Request, bill_id: UUID) -> BillView:
    """The bill, for the till of its unit; opening it is a look that the payer can read. Raises ``NotFound``."""
    found = queries.bill(request.actor, bill_id)
    if not found.may_collect:
        raise NotFound
    record_look(
        by=request.actor, at=request.now, purpose=f"melihat tagihan {found.number}", party_id=found.party_id, unit_id=found.unit_id,
        fields=["name", "bill"],
    )  # fmt: skip
    return found


@open_to("staff")
@require_safe
def till(request: Request) -> HttpResponse:
    """Open bills of the cashier's units; any bill by its number or the payer's name."""
    text = request.GET.get("q", "").strip()[:60]
    page = queries.till(request.actor, text, request.GET.get("cursor", ""))
    context = {
        "page": page,
        "text": text,
        "root": reverse("desk:till") + "/",
        "has_till": queries.keeps_money(request.actor),
    }
    return render(request, "desk/payments/till.html", context)


@open_to("staff")
@require_safe
def bill(request: Request, bill_id: UUID) -> HttpResponse:
    """One bill, and the two ways in which the till can settle it."""
    return _bill(request, bill_id)


@open_to("staff")
@require_POST
def cash(request: Request, bill_id: UUID) -> HttpResponse:
    """The payer handed over the whole amount."""
    try:
        actions.settle_cash(
            bill_id=bill_id,
            amount=_amount(request.POST.get("jumlah", "")),
            key=_key(request),
            by=request.actor,
            at=request.now,
        )
    except Refused as refusal:
        return _bill(request, bill_id, refusal)
    return redirect("desk:receipt", bill_id=bill_id)


@open_to("staff")
@require_POST
def outside(request: Request, bill_id: UUID) -> HttpResponse:
    """The payer brings the proof of having paid elsewhere."""
    found = _collected(request, bill_id)
    try:
        evidence_id = _store(request, found)
        actions.settle_outside(
            bill_id=bill_id,
            reference=request.POST.get("nomor", ""),
            paid_on=_day(request.POST.get("tanggal", "")),
            evidence_id=evidence_id,
            key=_key(request),
            by=request.actor,
            at=request.now,
        )
    except Refused as refusal:
        return _bill(request, bill_id, refusal)
    return redirect("desk:receipt", bill_id=bill_id)


@open_to("staff")
@require_safe
def receipt(request: Request, bill_id: UUID) -> HttpResponse:
    """The receipt, to print and hand over."""
    found = _collected(request, bill_id)
    if found.receipt is None:
        raise NotFound
    return render(request, "desk/payments/receipt.html", {"bill": found, "receipt": found.receipt})


@open_to("staff")
@require_safe
def evidence(request: Request, bill_id: UUID) -> HttpResponse:
    """The proof of having paid elsewhere, as it was handed in."""
    _collected(request, bill_id)
    found = queries.evidence(request.actor, bill_id)
    return attachment(found.data, found.name, found.media_type)


@open_to("staff")
@require_safe
def unmatched(request: Request) -> HttpResponse:
    """Money that came in and settles nothing by itself."""
    return _unmatched(request)


@open_to("staff")
@require_POST
def resolve(request: Request, unmatched_id: UUID) -> HttpResponse:
    """Write down what was done with it."""
    try:
        actions.resolve_unmatched(
            unmatched_id=unmatched_id,
            resolution=request.POST.get("tindakan", ""),
            by=request.actor,
            at=request.now,
        )
    except Refused as refusal:
        return _unmatched(request, refusal, unmatched_id)
    return redirect("desk:unmatched")


def _bill(request: Request, bill_id: UUID, refusal: Refused | None = None) -> HttpResponse:
    found = _collected(request, bill_id)
    context = {
        "bill": found,
        "key": uuid4(),
        "refusal": refusal,
        "typed": request.POST,
        "stored": queries.stored_evidence(found) if found.state == "open" else None,
    }
    return render(request, "desk/payments/bill.html", context, status=status_of(refusal))


def _unmatched(request: Request, refusal: Refused | None = None, at_fault: UUID | None = None) -> HttpResponse:
    if not queries.keeps_money(request.actor):
        raise NotFound
    page = queries.unmatched(request.actor, request.GET.get("cursor", ""))
    context = {"page": page, "refusal": refusal, "at_fault": at_fault, "typed": request.POST.get("tindakan", "")}
    context["root"] = reverse("desk:unmatched") + "/"
    return render(request, "desk/payments/unmatched.html", context, status=422 if refusal else 200)


def _store(request: Request, found: BillView) -> UUID | None:
    """The picture that came with the form, or the one that came with an earlier try."""
    upload = request.FILES.get("bukti")
    if upload is None:
        stored = queries.stored_evidence(found)
        return stored[0] if stored else None
    try:
        return files.store(
            data=upload.read(),
            name=upload.name or "",
            owner_kind=EVIDENCE_OF,
            owner_id=found.id,
            by=request.actor,
            at=request.now,
        ).pk
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field="evidence") from refusal


def _key(request: Request) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        raise Refused("no-key", _("Muat ulang halaman ini, lalu coba lagi.")) from None


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Refused("no-amount", _("Muat ulang halaman ini, lalu coba lagi.")) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("no-date", _("Isi tanggal bayar seperti tertulis pada bukti."), field="paid_on") from None
