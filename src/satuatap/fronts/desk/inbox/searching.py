"""The search in the bar of the desk. What is searched for is posted: a NIK or a name in an address would stay in the
history of a shared computer and in the logs of servers."""

from django.http import HttpResponse
from django.shortcuts import redirect

from satuatap.domain.cases import queries
from satuatap.domain.residents import policies as register
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused


@open_to("staff")
def search(request: Request) -> HttpResponse:
    """Cases of the officer's units; a case's own number leads straight to it."""
    text, found, refusal = request.POST.get("q", "").strip()[:80], None, None
    if request.method == "POST":
        try:
            found = queries.search(request.actor, text, now=request.now, lang=formats.lang())
        except Refused as problem:
            refusal = problem
    if found and found.is_exact and found.rows:
        return redirect("desk:case", number=found.rows[0].number)
    context = {
        "searched": text,
        "found": found,
        "refusal": refusal,
        "base": prefix("desk:case"),
        "may_look_up": register.serves_people(request.actor),
    }
    return render(request, "desk/inbox/search.html", context, status=422 if refusal else 200)
