"""A letter without an officer: chosen, filled in, sent, sealed by the system, printed. What needs an officer gets a number."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import CaseView, Filling
from satuatap.domain.documents.queries import DocumentRow
from satuatap.domain.regions import queries as regions
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.filling import fill, offers_of
from satuatap.fronts.shared.forms import bind
from satuatap.fronts.shared.http import uuid_of
from satuatap.kernel import forms
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .machine import KioskRequest, at_kiosk, guest_of, known, page

LOOKS_AGAIN = 3  # seconds between two looks whether the letter is there
WAITS = 60  # seconds after which nobody is kept standing here


@at_kiosk
@require_safe
def services(request: KioskRequest) -> HttpResponse:
    """What can be had here at once, and what needs an officer and why; where there is nothing, that is said."""
    request.guest = guest_of(request)
    on = timezone.localdate(request.now)
    rows = queries.at_kiosk(request.device.site_code, formats.lang(), on)
    return page(
        request, "kiosk/services.html",
        at_once=[row for row in rows if not row.why_not], by_officer=[row for row in rows if row.why_not],
        root=reverse("kiosk:services", args=[request.secret]) + "/", key=uuid7(),
    )  # fmt: skip


@known("surat")
@require_POST
def begin(request: KioskRequest, code: str) -> HttpResponse:
    """Begin one, in the person's own name. Who may not have it reads why, and is offered a number."""
    offered = {
        row.code: row for row in queries.at_kiosk(request.device.site_code, "id", timezone.localdate(request.now))
    }
    if code not in offered or request.guest.party_id is None:
        raise NotFound
    try:
        if why_not := offered[code].why_not:
            raise Refused("by-officer", why_not)
        case = actions.start_draft(
            service_code=code, party_id=request.guest.party_id, channel="kiosk", key=uuid_of(request.POST.get("key", "")),
            site_code=request.device.site_code, language=formats.lang(), by=request.guest, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return page(
            request, "kiosk/refused.html", refusal=refusal.message,
            service=offered[code].name,
        )  # fmt: skip
    return redirect("kiosk:form", kiosk=request.secret, number=case.number, page=queries.first_page(case))


def _filling(request: KioskRequest, number: str) -> Filling:
    return queries.filling(actor=request.guest, case_id=queries.case_id_of(number), lang=formats.lang())


@known("surat")
@require_http_methods(["GET", "POST"])
def form(request: KioskRequest, number: str, page: str) -> HttpResponse:
    """One page of the form, with what the register knows already in it."""
    filling = _filling(request, number)
    if not filling.is_open:
        return redirect("kiosk:letter", kiosk=request.secret, number=number)
    if page not in {part.key for part in filling.form.pages}:
        raise NotFound
    villages = regions.villages_grouped(regions.home().code)
    typed, problems = None, {}
    if request.method == "POST":
        typed = forms.restructure(filling.form, page, request.POST)
        if not typed:
            parsed, problems = fill(request, filling, page, offers_of(filling, villages))
            typed = parsed.typed
            actions.save_answers(
                case_id=filling.case_id, page=page, answers=parsed.answers, by=request.guest, at=request.now
            )
            if not problems:
                return redirect(_onward(request, filling, parsed.answers, page))
    return _form(request, filling, page, villages=villages, typed=typed, problems=problems)


def _form(
    request: KioskRequest, filling: Filling, key: str,
    *, villages: Any, typed: Any, problems: dict[str, str],
) -> HttpResponse:  # fmt: skip
    bound = bind(
        filling.form, key, filling.answers, typed=typed, problems=problems, known=filling.known,
        offers=filling.offered, areas=villages, extent=regions.home().extent, labels=filling.labels,
    )  # fmt: skip
    keys = [part.key for part in forms.visible_pages(filling.form, filling.answers)]
    place = keys.index(key) + 1 if key in keys else 1
    return page(
        request, "kiosk/form.html", filling=filling, bound=bound, problems=problems,
        step=place, steps=len(keys) + 1,
    )  # fmt: skip


def _onward(request: KioskRequest, filling: Filling, answers: dict[str, Any], key: str) -> str:
    keys = [part.key for part in forms.visible_pages(filling.form, answers)]
    later = keys[keys.index(key) + 1 :] if key in keys else []
    if later:
        return reverse("kiosk:form", args=[request.secret, filling.number, later[0]])
    return reverse("kiosk:review", args=[request.secret, filling.number])


@known("surat")
@require_http_methods(["GET", "POST"])
def review(request: KioskRequest, number: str) -> HttpResponse:
    """Everything once more; the one button sends it."""
    filling, problem = _filling(request, number), ""
    if filling.is_open and request.method == "POST":
        key = uuid_of(request.POST.get("key", ""))
        try:
            actions.hand_in(case_id=filling.case_id, key=key, by=request.guest, at=request.now)
        except Refused as refusal:
            problem = refusal.message
    if not filling.is_open or (request.method == "POST" and not problem):
        return redirect("kiosk:letter", kiosk=request.secret, number=number)
    sections = forms.present(filling.form, filling.answers, labels=filling.labels)
    return page(
        request, "kiosk/review.html", filling=filling, sections=sections, problem=problem,
        edits={part.key: reverse("kiosk:form", args=[request.secret, number, part.key]) for part in filling.form.pages}, key=uuid7(),
    )  # fmt: skip


@known("surat")
@require_safe
def letter(request: KioskRequest, number: str) -> HttpResponse:
    """What became of it: sealed some seconds later and ready to print, or an officer goes on and the reason is said."""
    found = queries.get_case_by_number(actor=request.guest, number=number, now=request.now, lang=formats.lang())
    if not found.is_applicant or found.state == "draft":
        raise NotFound
    document, fallen = _ready(found), next((seal for seal in found.seals if not seal.is_put), None)
    waits = not (document or fallen) and _is_new(found, request)
    return page(
        request, "kiosk/letter.html", case=found, document=document, fallen=fallen,
        refresh=LOOKS_AGAIN if waits else 0, papers=reverse("kiosk:papers", args=[request.secret]) + "/",
    )  # fmt: skip


def _ready(found: CaseView) -> DocumentRow | None:
    return next((row for row in found.documents if row.has_pdf and row.state == "issued"), None)


def _is_new(found: CaseView, request: KioskRequest) -> bool:
    return found.submitted_at is not None and (request.now - found.submitted_at).total_seconds() < WAITS
