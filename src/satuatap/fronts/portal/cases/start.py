"""Beginning an application: for whom, and off to the first question."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

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
    people = residents.grounds(request.actor, code, timezone.localdate(request.now))
    if not people:
        return redirect(f"{reverse('portal:account-match')}?{urlencode({FIELD: request.path})}")
    context = {
        "standard": standard,
        "people": people,
        "papers": [paper for paper in standard.papers if not (paper.source or paper.is_for_some)],
        "may_need_more": any(paper.is_for_some for paper in standard.papers),
        "key": uuid4(),
        "refusal": None,
        "roles": roles(),
    }
    if request.method != "POST":
        return render(request, "portal/cases/start.html", context)
    try:
        case = _begin(request, code, {person.party_id for person in people})
    except Refused as refusal:
        context["refusal"] = refusal
        return render(request, "portal/cases/start.html", context, status=422)
    return redirect("portal:case_page", number=case.number, page=queries.first_page(case))


def roles() -> dict[str, str]:
    """What one is to the party one applies for, in words."""
    return {
        "self": _("Saya sendiri"),
        "parent": _("Saya orang tuanya"),
        "wali": _("Saya walinya, dengan penetapan pengadilan"),
        "kuasa": _("Saya pemegang surat kuasanya"),
        "organisation": _("Saya pengurusnya"),
    }


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
        language=formats.lang(),
        by=request.actor,
        at=request.now,
    )
