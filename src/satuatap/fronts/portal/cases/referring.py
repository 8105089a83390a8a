"""An appointment at another office: written down by the applicant who made it, and saved to a calendar."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from satuatap.domain.cases import actions
from satuatap.domain.cases.queries import CaseView, ReferralView, standards
from satuatap.fronts.shared import formats, icalendar
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.forms import bind
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.kernel import forms
from satuatap.kernel.errors import NotFound, Refused

from .following import mine

LASTS = timedelta(hours=1)


@open_to("resident")
def referral(request: Request, number: str, step: str) -> HttpResponse:
    """Day, hour and place of an appointment that the applicant has made elsewhere."""
    found = mine(request, number)
    form = standards.step_form(found.standard.revision_id, step, formats.lang()) if _is_open(found, step) else None
    if form is None:
        raise NotFound
    page, problems, typed, status = form.pages[0].key, {}, None, 200
    if request.method == "POST":
        parsed = forms.fill(form, page, request.POST, {}, today=timezone.localdate(request.now))
        problems, typed, status = parsed.problems, parsed.typed, 422
        if not problems:
            try:
                actions.perform(
                    case_id=found.id, step=step, verb="refer", key=uuid_of(request.POST.get("key", "")),
                    body={"results": parsed.answers}, by=request.actor, at=request.now,
                )  # fmt: skip
            except Refused as refusal:
                problems, status = {refusal.field or "": refusal.message}, status_of(refusal)
            else:
                return redirect("portal:case", number=number)
    context = {"case": found, "bound": bind(form, page, {}, typed=typed, problems=problems), "key": uuid4()}
    return render(request, "portal/cases/referral.html", context, status=status)


def _is_open(found: CaseView, step: str) -> bool:
    return any(task.step == step and "refer" in task.verbs for task in found.tasks)


@open_to("resident")
@require_safe
def calendar(request: Request, number: str, step: str) -> HttpResponse:
    """The appointment as a file that every calendar reads."""
    found = mine(request, number)
    for row in found.referrals:
        if row.step == step:
            return icalendar.event(
                uid=f"{found.id}-{row.step}", when=_when(row), title=found.title, place=f"{row.place}, {row.system}",
                about=row.number, now=request.now, name=number,
            )  # fmt: skip
    raise NotFound


def _when(row: ReferralView) -> list[str]:
    """Hours have no zone: they are those of the place."""
    if row.at is None:
        return icalendar.on_day(row.on)
    begins = datetime.combine(row.on, row.at)
    return icalendar.between(begins, begins + LASTS)
