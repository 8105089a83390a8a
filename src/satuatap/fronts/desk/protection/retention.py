"""The retention schedule, what is held, what was destroyed, and lists that a head approves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.retention import actions
from satuatap.domain.retention import queries as retention
from satuatap.fronts.shared import formats
from satuatap.fronts.shared import retention as words
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render

from .answering import answered, choice

HOLD_INPUTS = {"subject": "apa", "told": "nomor", "cause": "sebab", "reason": "alasan"}
APPROVE, KEEP = "setuju", "simpan"


@open_to("staff")
@require_safe
def schedule(request: Request) -> HttpResponse:
    """Every class with its term, what the worker found, and what it did the last time."""
    context = {
        "rows": retention.classes(request.actor, timezone.localdate(request.now)),
        "page": retention.destroyed(request.actor, request.GET.get("cursor", "")),
        "words": words.class_words(),
        "spans": words.span_words,
        "fates": words.fate_words(),
        "bases": words.basis_words(),
    }
    return render(request, "desk/protection/schedule.html", context)


@open_to("staff")
@require_POST
def look(request: Request) -> HttpResponse:
    """Count anew what is over, and touch nothing."""
    actions.count(by=request.actor, at=request.now)
    return redirect("desk:schedule")


@open_to("staff")
@require_http_methods(["GET", "POST"])
def holds(request: Request) -> HttpResponse:
    """What is held, and the form for another hold."""
    page = retention.holds(request.actor, request.GET.get("cursor", ""))
    done, problems = answered(request, lambda: _hold(request), "desk:holds", HOLD_INPUTS, "nomor")
    if done is not None:
        return done
    context = {
        "page": page,
        "base": prefix("desk:hold", uuid=True),
        "subjects": list(words.subject_words().items()),
        "causes": words.cause_words(),
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/protection/holds.html", context, status=422 if problems else 200)


def _hold(request: Request) -> None:
    posted = request.POST
    actions.set_hold(
        subject=posted.get("apa", ""), told=posted.get("nomor", "")[:40], cause=posted.get("sebab", ""),
        reason=posted.get("alasan", ""), by=request.actor, at=request.now,
    )  # fmt: skip


@open_to("staff")
@require_http_methods(["GET", "POST"])
def hold(request: Request, hold_id: UUID) -> HttpResponse:
    """One hold, and its end."""
    found = retention.hold(request.actor, hold_id)
    done, problems = answered(request, lambda: _end(request, hold_id), "desk:holds", {}, "alasan")
    if done is not None:
        return done
    context = {"row": found, "causes": words.cause_words(), "problems": problems, "typed": request.POST}
    return render(request, "desk/protection/hold.html", context, status=422 if problems else 200)


def _end(request: Request, hold_id: UUID) -> None:
    actions.end_hold(hold_id=hold_id, reason=request.POST.get("alasan", ""), by=request.actor, at=request.now)


@open_to("staff")
@require_safe
def lists(request: Request) -> HttpResponse:
    """Lists for approval."""
    context = {
        "page": retention.lists(request.actor, request.GET.get("cursor", "")),
        "words": words.class_words(),
        "states": words.state_words(),
        "base": prefix("desk:destruction_list", uuid=True),
    }
    return render(request, "desk/protection/lists.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def destruction_list(request: Request, list_id: UUID) -> HttpResponse:
    """One list, to be read, printed, put forward and decided."""
    found = retention.destruction_list(request.actor, list_id, timezone.localdate(request.now))
    onward = reverse("desk:destruction_list", args=[list_id])
    done, problems = answered(request, lambda: _move(request, list_id), onward, {"decision": "putusan"}, "dasar")
    if done is not None:
        return done
    context = {
        "found": found,
        "row": found.row,
        "words": words.class_words()[found.row.code],
        "span": words.span_words(found.term.span),
        "basis": found.term.law or words.basis_words()[found.term.basis],
        "fate": words.fate_words()[found.term.fate],
        "state": words.state_words()[found.row.state],
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/protection/list.html", context, status=422 if problems else 200)


def _move(request: Request, list_id: UUID) -> None:
    posted = request.POST
    if posted.get("act") == "ajukan":
        actions.submit_list(list_id=list_id, by=request.actor, at=request.now)
        return
    is_approved = choice(request, "putusan", APPROVE, KEEP, _("Pilih dulu: disetujui, atau tetap disimpan."))
    actions.decide_list(
        list_id=list_id, is_approved=is_approved, words=posted.get("dasar", ""), by=request.actor, at=request.now
    )


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A class for the answer to a request for erasure; ``number`` is None where nobody counts."""

    name: str
    number: int | None
    words: str


ALWAYS_KEPT = ("register", "case", "document", "payment", "mandate", "audit")


def keeping(party_id: UUID, now: datetime) -> tuple[KeptRow, ...]:
    """What goes and what stays if somebody's request for erasure is granted, and until when."""
    names, told = words.class_words(), retention.schedule(timezone.localdate(now))
    counted = [
        KeptRow(names[row.term.code].name, row.number, _("Dihapus") if row.may_go else _until(row))
        for row in retention.about_person(party_id, now)
    ]
    stays = [KeptRow(names[code].name, None, _stays(told[code])) for code in ALWAYS_KEPT]
    return (*counted, *stays)


def _until(row: retention.Kept) -> str:
    if row.until is None:
        return _stays(row.term)
    return _("Tetap, sampai %(day)s") % {"day": formats.date_id(row.until)}


def _stays(term: retention.TermRow) -> str:
    why = term.law or words.basis_words()[term.basis]
    return _("Tetap: %(span)s (%(why)s)") % {"span": words.span_words(term.span), "why": why}
