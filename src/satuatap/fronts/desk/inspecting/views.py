"""An inspector's visits: the list, the page that goes along without signal, photos, and the report."""

import json
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import Visit
from satuatap.domain.documents import queries as documents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment, shown
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.fronts.shared.statics import STATIC
from satuatap.kernel.errors import NotFound, Refused

from . import reading
from .words import phone_words

Problems = dict[str, str]


@open_to("staff")
@require_safe
def visits(request: Request) -> HttpResponse:
    """The visits of the officer's roles, by day."""
    rows = queries.visits(request.actor, now=request.now, lang=formats.lang())
    groups = {when: [row for row in rows if row.when == when] for when in ("late", "today", "coming", "open")}
    context = {"groups": groups, "base": reverse("desk:visits"), "cases": prefix("desk:case"), "count": len(rows)}
    return render(request, "desk/inspecting/visits.html", context)


def _visit(request: Request, number: str, step: str) -> Visit:
    """The visit, and the look at where it goes and whom to call."""
    visit = queries.visit(actor=request.actor, number=number, step=step, now=request.now, lang=formats.lang())
    record_look(
        by=request.actor, at=request.now, purpose=f"meninjau lokasi berkas {visit.number}", party_id=visit.party_id,
        unit_id=visit.unit_id, fields=["name", "address", "phone"],
    )  # fmt: skip
    return visit


@open_to("staff")
@require_safe
def visit(request: Request, number: str, step: str) -> HttpResponse:
    """The page for the phone. It is there also once the step is done: a phone may still keep something of it."""
    return _show(request, _visit(request, number, step))


def _show(request: Request, found: Visit, problems: Problems | None = None) -> HttpResponse:
    context = {
        "visit": found,
        "inspection": found.inspection,
        "problems": problems or {},
        "typed": request.POST,
        "key": request.POST.get("key") or uuid4(),
        "words": json.dumps(phone_words()),
        "base": f"{prefix('desk:case')}{found.number}/foto/",
    }
    return render(request, "desk/inspecting/visit.html", context, status=422 if problems else 200)


@open_to("staff")
@require_POST
def save(request: Request, number: str, step: str) -> HttpResponse:
    """Keep what was sent: all of a plain form, or the one thing a phone could send just now. With ``kirim`` the report
    goes out. A phone is answered in JSON, refusals too: it keeps what was refused."""
    found = queries.visit(actor=request.actor, number=number, step=step, now=request.now, lang=formats.lang())
    is_phone = "application/json" in request.headers.get("Accept", "")
    try:
        _keep_unless_sent(request, found)
        if drop := request.POST.get("buang", ""):
            actions.drop_photo(
                case_id=found.case_id, step=step, photo_id=uuid_of(drop), by=request.actor, at=request.now
            )
        if is_sent := request.POST.get("tindakan") == "kirim":
            actions.perform(
                case_id=found.case_id, step=step, verb="report", key=uuid_of(request.POST.get("key", "")),
                by=request.actor, at=request.now,
            )  # fmt: skip
    except Refused as refusal:
        if is_phone:
            return JsonResponse({"code": refusal.code, "field": refusal.field, "words": refusal.message}, status=409)
        return _show(request, _visit(request, number, step), {_input_of(refusal): refusal.message})
    if is_phone:
        return JsonResponse({"sent": is_sent})
    if is_sent:
        return redirect(f"{reverse('desk:case', args=[found.number])}?selesai=report")
    return redirect("desk:visit", number=found.number, step=step)


def _keep_unless_sent(request: Request, found: Visit) -> None:
    """Keep what came. A report that comes again brings what is there already: then the step is done by itself."""
    try:
        _keep(request, found)
    except Refused as refusal:
        if refusal.code != "not-open" or request.POST.get("tindakan") != "kirim":
            raise


def _keep(request: Request, found: Visit) -> None:
    """Findings, who came along, photos: in this order, so that a refused photo loses no word."""
    items, place = found.inspection.items, {"case_id": found.case_id, "step": found.inspection.step}
    noted, said = reading.noted(request, items), {"bersama", "tanpa-posisi"} & set(request.POST)
    if noted or said:
        actions.note_findings(
            **place, noted=noted, companions=request.POST.get("bersama"),
            no_position=request.POST.get("tanpa-posisi"), by=request.actor, at=request.now,
        )  # fmt: skip
    for item, key, data, taken in reading.photos(request, items, found.inspection.task_id):
        actions.add_photo(**place, item=item, key=key, data=data, taken=taken, by=request.actor, at=request.now)


def _input_of(refusal: Refused) -> str:
    """The input a refusal belongs to: of the checklist it names the item."""
    if refusal.code == "checklist":
        return "tanpa-posisi" if refusal.field == "posisi" else f"periksa.{refusal.field}"
    return refusal.field or ""


@open_to("staff")
@require_POST
def plan(request: Request, number: str, step: str) -> HttpResponse:
    """Set or change the day; the applicant is told."""
    found = queries.visit(actor=request.actor, number=number, step=step, now=request.now, lang=formats.lang())
    try:
        actions.plan_inspection(
            case_id=found.case_id, step=step, on=_day(request.POST.get("tanggal", "")),
            hour=reading.hour(request.POST.get("pukul", "")), why=request.POST.get("sebab", ""), by=request.actor,
            at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _show(request, _visit(request, number, step), {refusal.field or "": refusal.message})
    return redirect("desk:visit", number=found.number, step=step)


def _day(text: str) -> date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Refused("day", _("Pilih tanggal peninjauan."), field="tanggal")
    return found


@open_to("staff")
@require_safe
def photo(request: Request, number: str, photo_id: UUID) -> HttpResponse:
    """One photo, without what the camera wrote into it."""
    head = queries.head(actor=request.actor, number=number)
    file, data = queries.photo(actor=request.actor, case_id=head.id, photo_id=photo_id, at=request.now)
    return shown(data, file.name, file.media_type)


@open_to("staff")
@require_safe
def report(request: Request, number: str, visit_id: UUID) -> HttpResponse:
    """The report of a visit with its photos, and the sealed sheet of it, for everybody who works on the case."""
    case, found = _reported(request, number, visit_id)
    context: dict[str, Any] = {
        "case": case,
        "inspection": found,
        "sheet": next((row for row in documents.of_about(visit_id) if row.state == "issued"), None),
        "base": f"{prefix('desk:case')}{case.number}/foto/",
    }
    return render(request, "desk/inspecting/report.html", context)


@open_to("staff")
@require_safe
def report_pdf(request: Request, number: str, visit_id: UUID) -> HttpResponse:
    """The sealed sheet of a visit. Raises ``NotFound`` while it is being made."""
    _reported(request, number, visit_id)
    if (sheet := documents.sheet_about(visit_id)) is None:
        raise NotFound
    return attachment(sheet[1], sheet[0], "application/pdf")


def _reported(request: Request, number: str, visit_id: UUID) -> tuple[queries.CaseView, queries.InspectionView]:
    """A visit whose report was sent; the look is recorded."""
    case = queries.get_case_by_number(actor=request.actor, number=number, now=request.now, lang=formats.lang())
    found = [one for one in case.inspections if one.id == visit_id and one.reported_at and one.report]
    if case.is_applicant or not found:
        raise NotFound
    record_look(
        by=request.actor, at=request.now, purpose=f"membaca berita acara berkas {case.number}", party_id=case.party_id,
        unit_id=case.unit_id, fields=["inspection"],
    )  # fmt: skip
    return case, found[0]


@lru_cache(maxsize=1)
def _worker_source() -> str:
    return (STATIC / "js" / "inspection-worker.js").read_text(encoding="utf-8")


@open_to("public")
@require_safe
def worker(_request: Request) -> HttpResponse:
    """The program that shows the opened visits again where there is no signal. It stands beside the pages it serves,
    because a browser lets it see no others, and holds nothing of anybody."""
    answer = HttpResponse(_worker_source(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@open_to("public")
@require_safe
def offline(request: Request) -> HttpResponse:
    """What the phone shows without signal in place of the list: the visits it keeps, written by the phone itself."""
    return render(request, "desk/inspecting/offline.html", {"words": json.dumps(phone_words())})
