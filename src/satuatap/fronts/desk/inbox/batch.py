"""One act for several ticked cases: each by its own rules, and a page that says what went and what did not."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import Chosen
from satuatap.fronts.desk.handing.views import TO_ROLE, colleague
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused

from . import narrowing

VERBS = {"lengkap": "accept", "setuju": "approve"}
ACTS = ("ambil", "alih", *VERBS)
"""Nothing is ever returned or refused for several at once: each of these needs its own words."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case; ``problem`` says why it did not go."""

    number: str
    title: str
    problem: str


@open_to("staff")
@require_POST
def batch(request: Request) -> HttpResponse:
    """First what is about to be done, except for taking; then it is done, case by case."""
    act = request.POST.get("massal", "")
    if act not in ACTS:
        raise NotFound
    rows = queries.chosen_tasks(
        request.actor, [uuid_of(text) for text in request.POST.getlist("tugas")], formats.lang()
    )
    key = uuid_of(request.POST.get("key") or str(uuid4()))
    context = {"act": act, "rows": rows, "key": key, "base": prefix("desk:case"), "back": _list(request)}
    problems = {}
    if rows and (act == "ambil" or "pasti" in request.POST):
        try:
            outcomes = [_done(row, _doing(request, act, key)) for row in rows]
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
        else:
            gone = [one for one in outcomes if not one.problem]
            return render(
                request, "desk/inbox/done.html", context | {"gone": gone, "left": [o for o in outcomes if o.problem]}
            )
    takers = queries.takers(request.actor, [row.task_id for row in rows], now=request.now) if act == "alih" else ()
    more = {"takers": takers, "to_role": TO_ROLE, "typed": request.POST, "problems": problems}
    return render(request, "desk/inbox/batch.html", context | more, status=422 if problems else 200)


def _list(request: Request) -> str:
    return narrowing.written(narrowing.read_text(request.POST.get(narrowing.LIST, "")))


def _doing(request: Request, act: str, key: UUID) -> Callable[[Chosen], object]:
    """The act for one task. Raises ``Refused`` for what is wrong with all of them alike."""
    by, at = request.actor, request.now
    if act == "ambil":
        return lambda row: actions.claim(task_id=row.task_id, by=by, at=at)
    if act == "alih":
        reason = request.POST.get("alasan", "")
        if not request.POST.get("kepada"):
            raise Refused("whom", _("Pilih kepada siapa."), field="kepada")
        if not reason.strip():
            raise Refused("reason", _("Tulis alasannya, agar rekan Anda mengerti."), field="alasan")
        to = colleague(request)
        return lambda row: actions.reassign(task_id=row.task_id, to_account_id=to, reason=reason, by=by, at=at)
    verb = VERBS[act]
    return lambda row: actions.perform(
        case_id=row.case_id, step=row.step, verb=verb, key=uuid5(key, str(row.task_id)), by=by, at=at
    )


def _done(row: Chosen, do: Callable[[Chosen], object]) -> Outcome:
    """Each case is a transaction of its own: one that does not go holds up no other."""
    try:
        do(row)
    except Refused as refusal:
        return Outcome(row.number, row.title, refusal.message)
    except NotFound:
        return Outcome(row.number, row.title, _("Berkas ini tidak lagi pada giliran Anda."))
    return Outcome(row.number, row.title, "")
