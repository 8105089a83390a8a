"""A bill, paying it, coming back from the bank, the receipt."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.cases.queries import bill_labels
from satuatap.domain.payments import actions, queries
from satuatap.domain.payments.queries import BillView
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of
from satuatap.kernel.errors import NotFound, Refused


def _mine(request: Request, bill_id: UUID) -> BillView:
    """The bill, for those who may pay it only: officers read it at the desk. Raises ``NotFound``."""
    found = queries.bill(request.actor, bill_id)
    if not found.may_pay:
        raise NotFound
    names = bill_labels([found.about], formats.lang())
    return replace(found, lines=tuple(replace(line, label=names.get(line.label, line.label)) for line in found.lines))


@open_to("resident")
@require_safe
def bills(request: Request) -> HttpResponse:
    """Everything the person owes or has paid, also for those they act for."""
    page = queries.my_bills(request.actor, request.GET.get("cursor", ""))
    names = bill_labels([row.about for row in page.rows], formats.lang())
    rows = tuple(replace(row, label=names.get(row.label, row.label)) for row in page.rows)
    context = {"page": replace(page, rows=rows), "root": reverse("portal:bills") + "/"}
    return render(request, "portal/payments/bills.html", context)


@open_to("resident")
@require_safe
def bill(request: Request, bill_id: UUID) -> HttpResponse:
    """What is owed, to whom, and the ways to pay."""
    return _bill(request, bill_id)


@open_to("resident")
@require_POST
def pay(request: Request, bill_id: UUID) -> HttpResponse:
    """Start a payment, or take up the one that is running, and send the payer to the bank's page."""
    _mine(request, bill_id)
    try:
        page = actions.start_payment(
            bill_id=bill_id,
            key=UUID(request.POST.get("key", "")),
            return_to=request.build_absolute_uri(reverse("portal:bill-return", args=[bill_id])),
            by=request.actor,
            at=request.now,
        )
    except Refused as refusal:
        return _bill(request, bill_id, refusal)
    except ValueError:  # a form without its key
        return redirect("portal:bill", bill_id=bill_id)
    return HttpResponseRedirect(page)


@open_to("resident")
@require_safe
def back(request: Request, bill_id: UUID) -> HttpResponse:
    """Where the bank's page leads back to. It says what we know, never what the payer's screen claimed."""
    return render(request, "portal/payments/return.html", {"bill": _mine(request, bill_id)})


@open_to("resident")
@require_safe
def receipt(request: Request, bill_id: UUID) -> HttpResponse:
    """The receipt, to keep and to print."""
    found = _mine(request, bill_id)
    if found.receipt is None:
        raise NotFound
    return render(request, "portal/payments/receipt.html", {"bill": found, "receipt": found.receipt})


def _bill(request: Request, bill_id: UUID, refusal: Refused | None = None) -> HttpResponse:
    context = {"bill": _mine(request, bill_id), "key": uuid4(), "refusal": refusal}
    return render(request, "portal/payments/bill.html", context, status=status_of(refusal))
