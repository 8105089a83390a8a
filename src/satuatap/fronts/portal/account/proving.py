"""The page that takes a code from whoever is not signed in: the right one goes on with what was begun."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import Refused

from . import codes


def by_code(
    request: Request, purpose: str, done: Callable[[codes.Pending], HttpResponse], *, here: str, back: str, act: str,
    again: str,
) -> HttpResponse:  # fmt: skip
    """``here`` and ``back`` name the addresses of this page and of where it began; ``act`` and ``again`` are the words of
    the button and of the way back."""
    waiting = codes.pending(request, purpose)
    if waiting is None and request.method == "GET":
        return redirect(back)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            if "resend" in request.POST:
                codes.resend(request, purpose)
                return redirect(here)
            return done(codes.check(request, purpose, request.POST.get("code", "")))
        except Refused as refusal:
            problems = {"code" if refusal.field == "code" else "": refusal.message}
    context = {
        "address": waiting.address if waiting else None,
        "is_waiting": codes.pending(request, purpose) is not None,
        "problems": problems,
        "act": act,
        "back": reverse(back),
        "again": again,
    }
    return render(request, "portal/queue/code.html", context, status=422 if problems else 200)
