"""An appointment at another office: written down by the applicant who made it, and saved to a calendar."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from satuatap.domain.cases import actions
from satuatap.domain.cases.queries import CaseView, ReferralView, standards
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.forms import bind
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.kernel import forms
from satuatap.kernel.errors import NotFound, Refused

from .following import mine

DAY, MOMENT = "%Y%m%d", "%Y%m%dT%H%M%S"
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
            return attachment(_event(found, row, request.now).encode(), f"{number}.ics", "text/calendar; charset=utf-8")
    raise NotFound


def _event(found: CaseView, row: ReferralView, now: datetime) -> str:
    """iCalendar (RFC 5545). Hours have no zone: they are those of the place."""
    if row.at is None:
        when = [f"DTSTART;VALUE=DATE:{row.on:{DAY}}"]
    else:
        begins = datetime.combine(row.on, row.at)
        when = [f"DTSTART:{begins:{MOMENT}}", f"DTEND:{begins + LASTS:{MOMENT}}"]
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SatuAtap//ID", "BEGIN:VEVENT",
        f"UID:{found.id}-{row.step}@satuatap", f"DTSTAMP:{now.astimezone(UTC):{MOMENT}}Z",
        *when, f"SUMMARY:{_safe(found.title)}", f"LOCATION:{_safe(f'{row.place}, {row.system}')}",
        f"DESCRIPTION:{_safe(row.number)}", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    return "\r\n".join(lines)


def _safe(text: str) -> str:
    """The text as iCalendar wants it: one line, its own signs escaped."""
    plain = " ".join(text.split()).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,")
