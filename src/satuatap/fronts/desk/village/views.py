"""The first page of whoever works in a village office."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from satuatap.domain.cases import queries
from satuatap.domain.residents import policies
from satuatap.fronts.desk.register.words import purposes
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render

SIGN, GIVE = "sign", "hand-over"


@open_to("staff")
@require_safe
def village(request: Request) -> HttpResponse:
    """Find a resident, today's letters with whose turn each is, and where things stand that went to other offices."""
    policies.require(policies.is_of_village(request.actor))
    lang = formats.lang()
    letters = queries.village_letters(request.actor, now=request.now, lang=lang)
    context = {
        "purposes": purposes(),
        "drafts": queries.drafts_of(request.actor, lang=lang),
        "letters": letters,
        "at_work": sum(row.kind not in (SIGN, GIVE) for row in letters),
        "to_sign": sum(row.kind == SIGN for row in letters),
        "to_give": sum(row.kind == GIVE for row in letters),
        "may_sign": bool(request.actor.unit_ids("village-head")),
        "elsewhere": queries.filed_elsewhere(request.actor, now=request.now, lang=lang),
        "case_base": prefix("desk:case"),
        "draft_base": prefix("portal:case"),
    }
    return render(request, "desk/village/home.html", context)
