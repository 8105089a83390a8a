"""Requests of people about their own data, by the law's limit, and the answer to each."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.data_requests import request_words
from satuatap.fronts.shared.facts import fact_words
from satuatap.fronts.shared.http import Request, prefix, render

from .answering import answered, choice
from .looking import record_opening
from .retention import keeping

GRANT, REFUSE = "kabul", "tolak"
ERASURE = "erasure"


@open_to("staff")
@require_safe
def requests(request: Request) -> HttpResponse:
    """What waits, the nearest limit first; it names nobody."""
    policies.require(policies.protects_data(request.actor))
    context = {
        "page": residents.open_data_requests(request.actor, request.now, request.GET.get("cursor", "")),
        "words": request_words(),
        "base": prefix("desk:data_request", uuid=True),
    }
    return render(request, "desk/protection/data_requests.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def request(request: Request, demand_id: UUID) -> HttpResponse:
    """One request and its answer. Opening it is a look of its own."""
    found = residents.data_request(request.actor, demand_id, request.now)
    done, problems = answered(
        request, lambda: _answer(request, demand_id), "desk:data_requests", {"decision": "putusan"}, "jawaban"
    )
    if done is not None:
        return done
    record_opening(request, found.party_id, "menjawab permintaan tentang data pribadi")
    context = {
        "found": found,
        "name": residents.names([found.party_id]).get(found.party_id, ""),
        "words": request_words(),
        "names": [fact_words()[fact] for fact in found.facts],
        "kept": keeping(found.party_id, request.now) if found.kind == ERASURE else (),
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/protection/data_request.html", context, status=422 if problems else 200)


def _answer(request: Request, demand_id: UUID) -> None:
    is_granted = choice(request, "putusan", GRANT, REFUSE, _("Pilih dulu: dikabulkan, atau ditolak."))
    actions.answer_data_request(
        request_id=demand_id, is_granted=is_granted, answer=request.POST.get("jawaban", ""), by=request.actor,
        at=request.now,
    )  # fmt: skip
