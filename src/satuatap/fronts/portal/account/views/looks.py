"""Who looked at one's data and at that of one's children, what was suspicious, and what is wrong in the data."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.cases import queries as cases
from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.queries import Look
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.emergencies import emergency_words, verdict_words
from satuatap.fronts.shared.facts import fact_said, fact_words
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused

from .. import purposes
from .security import SAVED


@open_to("resident")
@require_safe
def looks(request: Request) -> HttpResponse:
    """Every recorded look, by day: at one's own data, or at that of a child or ward."""
    people = residents.watched(request.actor, timezone.localdate(request.now))
    if not people:
        return render(request, "portal/account/looks.html", {"people": ()})
    person = _chosen(request, people)
    given = request.GET
    record = residents.record_of_looks(request.actor, person, given.get("cursor", ""), given.get("instansi", ""))
    page = purposes.in_words(record.page)
    context = {
        "people": [(row.party_id, row.name) for row in people],
        "person": person,
        "units": record.units,
        "unit": record.unit_id or "",
        "page": page,
        "days": _by_day(page.rows),
        "numbers": _numbers(page.rows),
        "case_base": prefix("portal:case"),
        "look_base": prefix("portal:account-look"),
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/looks.html", context)


def _chosen(request: Request, people: tuple[residents.Watched, ...]) -> UUID:
    """Whose looks are asked for; the first of the people, oneself, unless somebody is named."""
    wanted = request.GET.get("untuk", "")
    chosen = uuid_of(wanted) if wanted else people[0].party_id
    if chosen not in {row.party_id for row in people}:
        raise NotFound
    return chosen


def _numbers(rows: Sequence[Look]) -> dict[int, str]:
    """The numbers of the applications that looks were about, by look: as recorded, or as the purpose says."""
    known = cases.numbers_of(row.case_id for row in rows if row.case_id)
    named = {row.id: known.get(row.case_id, "") if row.case_id else purposes.case_number(row.purpose) for row in rows}
    return {look_id: number for look_id, number in named.items() if number}


def _by_day(rows: tuple[Look, ...]) -> list[tuple[date, list[Look]]]:
    days = groupby(rows, key=lambda row: timezone.localtime(row.at).date())
    return [(day, list(found)) for day, found in days]


@open_to("resident")
@require_http_methods(["GET", "POST"])
def look(request: Request, look_id: int) -> HttpResponse:
    """One look, with the button that says it is suspicious; afterwards what was answered."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.report_look(
                look_id=look_id, words=request.POST.get("keterangan", ""), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problems = {"keterangan": refusal.message}
        else:
            request.session[SAVED] = _("Laporan terkirim. Jawabannya kami kabarkan.")
            return redirect("portal:account-look", look_id=look_id)
    today = timezone.localdate(request.now)
    found = residents.look(request.actor, look_id, today)
    opened = found.emergency_id
    context = {
        "emergency": residents.own_emergency(request.actor, opened, today, request.now) if opened else None,
        "kinds": emergency_words(),
        "verdicts": verdict_words(),
        "look": next(purposes.worded([found])),
        "number": _numbers([found]).get(found.id, ""),
        "problems": problems,
        "typed": request.POST.get("keterangan", ""),
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/look.html", context, status=422 if problems else 200)


@open_to("resident")
@require_safe
def wrong(request: Request) -> HttpResponse:
    """The facts that were reported as wrong, and what came of each."""
    rows = residents.own_reports(request.actor)
    context = {
        "rows": rows,
        "words": fact_words(),
        "said": fact_said,
        "numbers": cases.numbers_of(row.about for row in rows if row.about),
        "case_base": prefix("portal:case"),
    }
    return render(request, "portal/account/wrong.html", context)
