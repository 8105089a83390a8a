"""Asking again who somebody is, before signing or changing how the account is opened."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.identity import queries
from satuatap.fronts.shared import proof, throttle
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.fronts.shared.onward import onward
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.errors import Refused

from .. import codes
from ..entry import prove
from .second_step import Page

PURPOSE = "fresh"
PER_ACCOUNT = (Rate(10, 5 * 60),)


@open_to("resident")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def fresh(request: Request) -> HttpResponse:
    """Password, a code, or a passkey; then back to what was being done."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            if (answer := _take(request)) is not None:
                return answer
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
    account = request.user
    context = {
        "problems": problems,
        "onward": onward(request),
        "has_password": account.has_usable_password(),
        "addresses": _addresses(account),
        "waiting": codes.pending(request, PURPOSE),
        "has_passkey": Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.WEBAUTHN).exists(),
        "task": proof.kept_task(request),
    }
    return render(request, "portal/account/fresh.html", context, status=422 if problems else 200)


def _take(request: Request) -> HttpResponse | None:
    """One of the ways to show it; None when a code was sent and the page is to be shown again."""
    act = request.POST.get("act", "")
    if act == "send":
        address = next((a for a in _addresses(request.user) if a.kind == request.POST.get("kind")), None)
        if address is None:
            raise Refused("address", _("Pilih ke mana kode dikirim."), field="kind")
        codes.send(request, PURPOSE, address)
        return None
    throttle.require("fresh", str(request.user.pk), *PER_ACCOUNT)
    if act == "code":
        codes.check(request, PURPOSE, request.POST.get("code", ""))
        return done(request, "code")
    if not request.user.check_password(request.POST.get("password", "")):
        raise Refused("mismatch", _("Kata sandi itu tidak cocok."), field="password")
    return done(request, "password")


def _addresses(account: Any) -> list[queries.Address]:
    known = [("phone", account.phone), ("email", account.email)]
    return [queries.Address(kind, value) for kind, value in known if value]


def done(request: Request, method: str) -> HttpResponse:
    prove(request, method)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    if proof.kept_task(request):
        return redirect("account_resume")
    return redirect(onward(request) or "portal:account")


@open_to("resident")
@never_cache
@require_safe
def resume(request: Request) -> HttpResponse:
    """What was posted before the question, ready to be posted again by one press."""
    task = proof.kept_task(request)
    if task is None:
        return redirect("desk:inbox" if request.actor.is_staff else "portal:account")
    return render(request, "portal/account/resume.html", {"task": task})


class PasskeyAgain(Page, ReauthenticateWebAuthnView):
    template_name = "portal/account/fresh_passkey.html"

    def form_valid(self, form: Any) -> HttpResponse:
        flows.reauthenticate(self.request, form.cleaned_data["credential"])
        return _back(self.request)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


passkey_again = open_to("resident")(PasskeyAgain.as_view())
