"""Booking: the lane, the day, the time; and for who is not signed in, a phone number that is proven by a code."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from satuatap.domain.appointments import actions, queries
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.kernel.errors import Refused

from ..account import codes
from ..account.proving import by_code
from ..phones import phone_of
from .times import choice, moment

PURPOSE = "appointment"


@open_to("public")
@require_GET
def lanes(request: Request) -> HttpResponse:
    """Where a time can be booked, and what the reader has booked."""
    context = {"plans": queries.plans(), "mine": queries.mine(request.actor, request.now)}
    return render(request, "portal/appointments/lanes.html", context)


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def times(request: Request, hall: str, lane: str) -> HttpResponse:
    """The days and times of a lane; pressing one books it, or asks for the phone number's code first."""
    problem = None
    if request.method == "POST":
        try:
            return _take(request, hall, lane)
        except Refused as refusal:
            problem = refusal
    context = choice(request, hall, lane) | {
        "problems": {problem.field or "": problem.message} if problem else {},
        "typed": request.POST.get("hp", ""),
        "needs_phone": not request.actor.is_known,
    }
    return render(request, "portal/appointments/times.html", context, status=status_of(problem) if problem else 200)


def _take(request: Request, hall: str, lane: str) -> HttpResponse:
    plan, starts_at, key = queries.plan(hall, lane), moment(request.POST.get("jam", "")), request.POST.get("key", "")
    if request.actor.is_known:
        return _book(request, plan.pk, starts_at, uuid_of(key))
    address = phone_of(request.POST.get("hp", ""))
    codes.send(request, PURPOSE, address, plan=str(plan.pk), at=starts_at.isoformat(), key=str(uuid_of(key)))
    return redirect("portal:appointment_code")


def _book(request: Request, plan_id: UUID, starts_at: datetime, key: UUID, phone: str = "") -> HttpResponse:
    booking = actions.book(
        plan_id=plan_id, starts_at=starts_at, key=key, phone=phone, language=get_language() or "id", by=request.actor,
        at=request.now,
    )  # fmt: skip
    return redirect("portal:appointment", booking=booking.token)


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: Request) -> HttpResponse:
    """Take the code that was sent to the phone; the right one books the time."""

    def done(proven: codes.Pending) -> HttpResponse:
        told, phone = proven.extra, proven.address.value
        plan_id, key = uuid_of(told["plan"]), uuid_of(told["key"])
        return _book(request, plan_id, datetime.fromisoformat(told["at"]), key, phone)

    return by_code(
        request, PURPOSE, done, here="portal:appointment_code", back="portal:appointments", act=_("Buat janji"),
        again=_("Pilih waktu lain"),
    )  # fmt: skip
