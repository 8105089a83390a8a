"""Another officer takes over the computer: name and PIN, a new session, nothing left of the one before."""

import hashlib
import secrets
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.identity import actions
from satuatap.domain.identity import queries as identity
from satuatap.domain.visits import actions as halls
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.fronts.shared.proof import is_fresh, require_fresh
from satuatap.kernel.errors import Refused

COOKIE = f"{settings.SESSION_COOKIE_NAME}_komputer"
KEPT_SECONDS = 24 * 3600
BACKEND = settings.AUTHENTICATION_BACKENDS[0]
DEVICE, SINCE, SEEN, UNTIL = "device", "since", "seen", "until"


def computer(request: Request) -> str:
    """What is written down of this browser's secret; "" for one that has none."""
    secret = request.COOKIES.get(COOKIE, "")
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


@open_to("staff")
def switch(request: Request) -> HttpResponse:
    """Who may take over by PIN, and whether the present officer may come back so."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        account_id, pin = uuid_of(request.POST.get("siapa", "")), request.POST.get("pin", "")
        verdict, until = actions.try_pin(
            account_id=account_id, computer=computer(request), pin=pin, by=request.actor, at=request.now
        )
        if verdict == "right" and until is not None:
            page = _hand_counter(request, account_id)
            _begin(request, account_id, until)
            return redirect(*page)
        problems = {"pin": _said(verdict)}
    return _show(request, problems)


def _hand_counter(request: Request, account_id: UUID) -> tuple[object, ...]:
    """Whoever takes over the computer goes on at its counter, with the visitor who is there. Where that is not theirs,
    or they still sit elsewhere, the counter stays with the present officer. Answers the page to go to."""
    counter_id = visits.own_counter(request.actor)
    if counter_id is None:
        return ("desk:inbox",)
    try:
        to = identity.actor(account_id, timezone.localdate(request.now))
        halls.hand_counter(counter_id=counter_id, to=to, by=request.actor, at=request.now)
    except Refused:
        return ("desk:counters",)
    return "desk:counter", counter_id


def _show(request: Request, problems: dict[str, str]) -> HttpResponse:
    rows = identity.quick_desks(computer(request), now=request.now)
    own = request.actor.account_id
    context = {
        "others": [row for row in rows if row.account_id != own],
        "mine": next((row for row in rows if row.account_id == own), None),
        "has_pin": identity.has_pin(request.actor),
        "problems": problems,
        "chosen": request.POST.get("siapa", ""),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/switching/switch.html", context, status=422 if problems else 200)


def _said(verdict: str) -> str:
    return {
        "wrong": _("PIN tidak cocok. Setelah lima kali salah, PIN terkunci."),
        "locked": _("PIN terkunci. Masuk dengan kata sandi, lalu buat PIN baru."),
        "closed": _("Petugas itu belum masuk dengan kata sandi di komputer ini hari ini."),
    }[verdict]


def _begin(request: Request, account_id: object, until: datetime) -> None:
    """A new session for the other officer. It is no fresh proof: signing still asks for it."""
    account = get_user_model().objects.get(pk=account_id)
    device = request.session.get(DEVICE, "")
    logout(request)
    login(request, account, backend=BACKEND)
    now = int(request.now.timestamp())
    request.session[SINCE] = request.session[SEEN] = now
    request.session[UNTIL], request.session[DEVICE] = int(until.timestamp()), device


@open_to("staff")
@require_http_methods(["GET", "POST"])
def open_desk(request: Request) -> HttpResponse:
    """The present officer, who has just shown who they are, may come back to this computer until the office closes.

    A PIN that was typed before the proof is not kept for after it: it would stand in the session.
    """
    if request.method != "POST" or not is_fresh(request):
        return (
            redirect("desk:open_desk")
            if request.method == "POST"
            else require_fresh(request) or redirect("desk:switch")
        )
    secret = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    try:
        if pin := request.POST.get("pin_baru", ""):
            actions.set_pin(pin=pin, by=request.actor, at=request.now)
        actions.open_desk(
            computer=hashlib.sha256(secret.encode()).hexdigest(),
            until=closing(request),
            by=request.actor,
            at=request.now,
        )
    except Refused as refusal:
        return _show(request, {refusal.field or "": refusal.message})
    response = redirect(f"{reverse('desk:switch')}?selesai=dibuka")
    response.set_cookie(
        COOKIE, secret, max_age=KEPT_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


@open_to("staff")
@require_POST
def close_desk(request: Request) -> HttpResponse:
    """The present officer does not come back to this computer by PIN."""
    actions.close_desk(computer=computer(request), by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:switch')}?selesai=ditutup")


def closing(request: Request) -> datetime:
    """When the officer's offices close today; midnight where they keep no hours or are closed already."""
    today = timezone.localdate(request.now)
    ends = [
        span.end
        for unit_id in request.actor.unit_ids()
        for span in agencies.open_intervals(unit_id=unit_id, start=today, end=today)
    ]
    last = max(ends, default=request.now)
    midnight = timezone.make_aware(datetime.combine(today + timedelta(days=1), time()))
    return last if last > request.now else midnight
