"""The question an officer asks the national register, and what its office answers for."""

from datetime import date
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of, whole
from satuatap.kernel.errors import NotFound, Refused

NAMES = ("kantor", "keperluan", "nomor", "kuota", "mulai", "akhir")
INPUTS = {"purpose": "keperluan", "reference": "nomor", "quota": "kuota", "from_on": "mulai", "to_on": "akhir"}


@open_to("staff")
@require_http_methods(["GET", "POST"])
def match(request: Request, party_id: UUID) -> HttpResponse:
    """Ask once, under an agreement of the own office; the answer is yes, no, or that it cannot be used."""
    policies.require(policies.serves_people(request.actor))
    rows = residents.agreements(request.actor, timezone.localdate(request.now))
    if not rows:
        raise NotFound
    person = residents.get_person(request.actor, party_id, _("Mencocokkan dengan data nasional"), at=request.now)
    if not person.is_person:
        raise NotFound
    outcome, problems = "", {}
    if request.method == "POST":
        try:
            asked = actions.match_nationally(
                party_id=party_id, agreement_id=uuid_of(request.POST.get("perjanjian", "")),
                key=uuid_of(request.POST.get("key", "")), by=request.actor, at=request.now,
            )  # fmt: skip
            outcome = asked.outcome
        except Refused as refusal:
            problems = {refusal.field or "perjanjian": refusal.message}
    context = {
        "person": person,
        "rows": [(str(row.agreement_id), row.purpose) for row in rows],
        "chosen": request.POST.get("perjanjian", "") or str(rows[0].agreement_id),
        "key": request.POST.get("key", "") if problems else uuid4(),
        "outcome": outcome,
        "problems": problems,
    }
    return render(request, "desk/matching/match.html", context, status=422 if problems else 200)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def usage(request: Request) -> HttpResponse:
    """How often the office asked in a month, for which purpose and with which answers; here its head enters agreements."""
    today = timezone.localdate(request.now)
    month = _month(request.GET.get("bulan", ""), today)
    typed = {name: " ".join(request.POST.get(name, "").split()) for name in NAMES}
    problems: dict[str, str] = {}
    rows = residents.usage(request.actor, month, today)
    if request.method == "POST":
        try:
            _enter(request, typed)
            return redirect("desk:usage")
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", "keperluan"): refusal.message}
    offices = agencies.units(request.actor.unit_ids(*policies.HEAD_ROLES)).values()
    context = {
        "rows": rows,
        "month": month,
        "offices": [(str(office.id), office.short_name) for office in offices],
        "typed": typed,
        "problems": problems,
    }
    return render(request, "desk/matching/usage.html", context, status=422 if problems else 200)


def _enter(request: Request, typed: dict[str, str]) -> None:
    from_on = _day(typed["mulai"])
    if from_on is None:
        raise Refused("from-on", _("Isi tanggal mulai berlakunya."), field="from_on")
    if typed["akhir"] and _day(typed["akhir"]) is None:
        raise Refused("to-on", _("Tulis tanggal akhirnya, atau kosongkan."), field="to_on")
    actions.put_agreement(
        unit_id=uuid_of(typed["kantor"]), purpose=typed["keperluan"], reference=typed["nomor"],
        quota=whole(typed["kuota"]) or 0, from_on=from_on, to_on=_day(typed["akhir"]), by=request.actor, at=request.now,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _month(text: str, today: date) -> date:
    """The first day of a month written 2026-11; this month for anything else."""
    return _day(f"{text}-01") or today.replace(day=1)
