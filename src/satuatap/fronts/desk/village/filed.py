"""What the village filed at other offices: where it stands, what came back, what may be handed over here."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import FiledView
from satuatap.domain.residents import policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.desk.people import word
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import shown
from satuatap.fronts.shared.http import Request, prefix, render, status_of, uuid_of
from satuatap.kernel.errors import Refused

from .views import chosen_office, offices_of

INPUTS = {"relation": "hubungan", "collector": "penerima"}


@open_to("staff")
@require_safe
def filed(request: Request) -> HttpResponse:
    """Everything the village filed elsewhere, narrowed to what runs, came back, is late, is ready or has ended."""
    policies.require(policies.is_of_village(request.actor))
    offices = offices_of(request)
    only, chosen = chosen_office(request, offices)
    view = request.GET.get("tampil", "")
    view = view if view in queries.FILED_VIEWS else queries.FILED_VIEWS[0]
    page = queries.filed(
        request.actor,
        now=request.now,
        view=view,
        cursor=request.GET.get("cursor", ""),
        lang=formats.lang(),
        unit_id=only,
    )
    context = {
        "page": page,
        "view": view,
        "counts": queries.filed_counts(request.actor, now=request.now, unit_id=only),
        "offices": [(office.code, office.name) for office in offices],
        "chosen": chosen,
        "base": prefix("desk:filed_case"),
    }
    return render(request, "desk/village/filed.html", context)


@open_to("staff")
@require_safe
def filed_case(request: Request, number: str) -> HttpResponse:
    """One of them: all that happened to it, and what the village can do now."""
    return _show(request, _found(request, number))


def _found(request: Request, number: str) -> FiledView:
    return queries.filed_case(request.actor, number, now=request.now, lang=formats.lang())


def _show(request: Request, found: FiledView, refused: Refused | None = None) -> HttpResponse:
    _looked(request, found, "mengikuti")
    field = refused.field or "" if refused else ""
    context = {
        "found": found,
        "row": found.row,
        "key": uuid4(),
        "problems": {INPUTS.get(field, field): refused.message} if refused else {},
        "typed": request.POST or {"hubungan": "self", "penerima": found.row.applicant_name},
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/village/filed_case.html", context, status=status_of(refused))


def _looked(request: Request, found: FiledView, why: str) -> None:
    record_look(
        by=request.actor, at=request.now, purpose=f"{why} berkas {found.row.number}", fields=["case", "name"],
        party_id=found.party_id, unit_id=min(request.actor.unit_ids(*policies.VILLAGE_ROLES)),
    )  # fmt: skip


@open_to("staff")
@require_POST
def filed_act(request: Request, number: str) -> HttpResponse:
    """The paper has come from the office, or somebody collects the product here."""
    found = _found(request, number)
    act, post = request.POST.get("act", ""), request.POST
    try:
        if act == "tiba":
            actions.put_by(
                case_id=found.case_id, place="village", note=post.get("tempat", ""), by=request.actor, at=request.now
            )
        else:
            actions.hand_over_in_village(
                case_id=found.case_id, collector=post.get("penerima", ""), relation=post.get("hubungan", ""),
                key=uuid_of(post.get("key", "")), by=request.actor, at=request.now,
            )  # fmt: skip
    except Refused as refusal:
        return _show(request, found, refusal)
    return redirect(f"{reverse('desk:filed_case', args=[number])}?selesai={'tiba' if act == 'tiba' else 'serah'}")


@open_to("staff")
@require_safe
def filed_document(request: Request, number: str) -> HttpResponse:
    """The finished document, as its office made it, to be printed here for whoever collects it."""
    sheet = queries.filed_document(request.actor, number, at=request.now)
    return shown(sheet.data, sheet.name, sheet.media_type)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def filed_correct(request: Request, number: str) -> HttpResponse:
    """What has to be mended, and the resident's word of today: with it the village opens the form again."""
    found = _found(request, number)
    if not found.may_correct:
        return redirect("desk:filed_case", number=number)
    person = residents.get_person(
        request.actor, found.party_id, f"memperbaiki berkas {found.row.number}", at=request.now
    )
    problems: dict[str, str] = {}
    refused, is_sent = None, False
    if request.method == "POST":
        try:
            if mandate_id := word.given(request, person, found.service_code):
                return _opened(request, found, mandate_id)
            is_sent = True
        except Refused as refusal:
            field = refusal.field or ""
            problems, refused = {word.INPUTS.get(field, field): refusal.message}, refusal
    context = {
        "found": found,
        "row": found.row,
        "problems": problems,
        "typed": request.POST,
        **word.context(request, person, problems, is_sent=is_sent),
    }
    return render(request, "desk/village/filed_correct.html", context, status=status_of(refused))


def _opened(request: Request, found: FiledView, mandate_id: UUID) -> HttpResponse:
    actions.take_up(case_id=found.case_id, mandate_id=mandate_id, by=request.actor, at=request.now)
    return redirect("portal:case_correct", number=found.row.number)
