"""Beginning an application: for whom, and off to the first question."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from satuatap.domain.cases import actions, queries
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.fronts.shared.onward import FIELD
from satuatap.kernel.errors import NotFound, Refused


@open_to("resident")
def apply(request: Request, code: str) -> HttpResponse:
    """Whom the application is for; who is the only one is not asked but told. A new account says first who it is."""
    standard = catalog.standard(code, lang=formats.lang())
    people = residents.represented(request.actor)
    if not people:
        return redirect(f"{reverse('portal:account-match')}?{urlencode({FIELD: request.path})}")
    context = {
        "standard": standard,
        "people": people,
        "papers": [paper for paper in standard.papers if not (paper.source or paper.is_for_some)],
        "may_need_more": any(paper.is_for_some for paper in standard.papers),
        "key": uuid4(),
        "refusal": None,
    }
    if request.method != "POST":
        return render(request, "portal/cases/start.html", context)
    try:
        case = _begin(request, code, {person.party_id for person in people})
    except Refused as refusal:
        context["refusal"] = refusal
        return render(request, "portal/cases/start.html", context, status=422)
    filling = queries.filling(actor=request.actor, case_id=case.pk, lang=formats.lang())
    return redirect("portal:case_page", number=case.number, page=filling.form.pages[0].key)


def _begin(request: Request, code: str, offered: set[UUID]) -> Any:
    party_id = uuid_of(request.POST["untuk"]) if "untuk" in request.POST else request.actor.party_id
    key = uuid_of(request.POST.get("key", ""))
    if party_id not in offered:
        raise NotFound
    return actions.start_draft(
        service_code=code,
        party_id=party_id,
        channel="portal",
        key=key,
        applicant_kind="self" if party_id == request.actor.party_id else "represented",
        language=formats.lang(),
        by=request.actor,
        at=request.now,
    )
