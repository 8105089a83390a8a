"""Following a bundle: how far all of it has come, what one has to do next, and taking all of it back."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import ENDS
from satuatap.domain.cases.queries import BundleView, FileRow
from satuatap.fronts.portal.cases.rows import CaseRow, case_rows
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import Refused

from .stages import of_bundle, unfinished


@dataclass(frozen=True, slots=True)
class Progress:
    """One application on the page of its bundle; ``after`` names what it waits for."""

    row: CaseRow
    unit: str
    after: str


@open_to("resident")
def bundle(request: Request, bundle_id: UUID) -> HttpResponse:
    """All applications of a life event, one sentence about them, and the next thing to do; a draft leads to its form."""
    found = queries.bundle(actor=request.actor, bundle_id=bundle_id, now=request.now, lang=formats.lang())
    if not found.is_sent:
        filling = of_bundle(request, bundle_id)
        lines = queries.bundle_lines(filling, formats.lang())
        return redirect(unfinished(filling, lines, request.now))
    context = {
        "bundle": found,
        "rows": _rows(found),
        "sentence": sentence(found.rows),
        "next": next_acts(found),
        "was_sent": "terkirim" in request.GET,
    }
    return render(request, "portal/bundles/bundle.html", context)


def _rows(found: BundleView) -> list[Progress]:
    rows = zip(case_rows(found.rows), found.rows, strict=True)
    return [Progress(row, file.unit_name, found.after.get(row.number, "")) for row, file in rows]


def sentence(rows: tuple[FileRow, ...]) -> str:
    """How far all of it has come, in one sentence."""
    over = [row for row in rows if row.state in ENDS]
    done = sum(row.badge == "completed" for row in rows)
    if len(over) == len(rows):
        if done == len(rows):
            return _("Semua permohonan sudah selesai.")
        words = _("%(done)s dari %(all)s permohonan selesai; yang lain sudah ditutup.")
        return words % {"done": done, "all": len(rows)}
    units = sorted(
        {row.unit_name for row in rows if row.state not in ENDS and row.badge != "held" and not _is_mine(row)}
    )
    told = _("%(done)s dari %(all)s permohonan selesai.") % {"done": done, "all": len(rows)}
    if units:
        told += " " + _("Yang sedang mengerjakan: %(units)s.") % {"units": ", ".join(units)}
    return told


def _is_mine(row: FileRow) -> bool:
    return row.badge in ("draft", "returned", "awaiting-payment", "ready")


def next_acts(found: BundleView) -> list[tuple[str, str]]:
    """Everything the applicant has to do now, and where, what stops the clock first; nothing when others are at work."""
    words = {
        "returned": _("Perbaiki “%(title)s”."),
        "awaiting-payment": _("Bayar tagihan untuk “%(title)s”."),
        "draft": _("Lengkapi dan kirim “%(title)s”: permohonan ini belum dapat dimulai bersama yang lain."),
        "ready": _("Terima dokumen “%(title)s”."),
    }
    return [
        (text % {"title": row.title}, reverse("portal:case", args=[row.number]))
        for badge, text in words.items()
        for row in found.rows
        if row.badge == badge
    ]


@open_to("resident")
def bundle_withdraw(request: Request, bundle_id: UUID) -> HttpResponse:
    """Take everything back that has not been decided: asked once more, because it cannot be undone."""
    found = queries.bundle(actor=request.actor, bundle_id=bundle_id, now=request.now, lang=formats.lang())
    refusal = None
    if request.method == "POST":
        try:
            reason = request.POST.get("alasan", "")[:300]
            left = actions.withdraw_bundle(bundle_id=bundle_id, reason=reason, by=request.actor, at=request.now)
            return redirect("portal:bundle", bundle_id=bundle_id) if left else redirect("portal:cases")
        except Refused as problem:
            refusal = problem
    rows = [row for row in found.rows if row.number in found.may_withdraw]
    count = ngettext("%(num)s permohonan", "%(num)s permohonan", len(rows)) % {"num": len(rows)}
    back = reverse("portal:bundle", args=[bundle_id])
    context = {"bundle": found, "rows": rows, "count": count, "refusal": refusal, "back": back}
    return render(request, "portal/bundles/withdraw.html", context, status=422 if refusal else 200)
