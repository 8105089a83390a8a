"""Signing in with a code or a password, opening an account, signing out."""

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from requests.exceptions import RequestException

from satuatap.domain.identity import actions, queries
from satuatap.fronts.shared import throttle
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.codes import LIFE_SECONDS
from satuatap.fronts.shared.context import CARRIES_COOKIE
from satuatap.fronts.shared.http import Request, render
from satuatap.fronts.shared.onward import onward
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.actors import account_actor
from satuatap.kernel.errors import Refused

from .. import codes
from ..adapter import NOTICE
from ..entry import enter

PURPOSE = "sign-in"
PROVEN = "proven"  # session key: an address that was proven and has no account yet
ENDED = "ended"
PASSWORD_PER_ADDRESS = (Rate(10, 5 * 60), Rate(100, 24 * 3600))
PASSWORD_PER_CLIENT = (Rate(60, 5 * 60),)


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """Ask for a phone number or an e-mail address and send a code there, whether or not an account has it."""
    if request.actor.is_known:
        return _on(request)
    if request.method == "GET":
        return _sign_in_page(request, {})
    try:
        address = queries.address(request.POST.get("address", ""))
        codes.send(request, PURPOSE, address, onward=onward(request))
    except Refused as refusal:
        return _sign_in_page(request, {refusal.field or "": refusal.message})
    return redirect("account_code")


def _sign_in_page(request: Request, problems: dict[str, str]) -> HttpResponse:
    outside = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    words = request.session.pop(NOTICE, "") if settings.SESSION_COOKIE_NAME in request.COOKIES else ""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.pop(ENDED, False):
        words = _("Anda keluar otomatis karena lama tidak ada kegiatan. Yang sudah tersimpan tidak hilang.")
    context = {
        "typed": request.POST.get("address", ""),
        "problems": problems,
        "notice": words,
        "onward": onward(request),
        "outside": [{"id": app["provider_id"], "name": app["name"]} for app in outside],
    }
    return render(request, "portal/account/sign_in.html", context, status=422 if problems else 200)


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: Request) -> HttpResponse:
    """Take the code; the right one opens the account of the address, or leads to opening one."""
    waiting = codes.pending(request, PURPOSE)
    if request.actor.is_known or (waiting is None and request.method == "GET"):
        return _on(request) if request.actor.is_known else redirect("account_login")
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            if "resend" in request.POST:
                codes.resend(request, PURPOSE)
                return redirect("account_code")
            return _open(request, codes.check(request, PURPOSE, request.POST.get("code", "")))
        except Refused as refusal:
            problems = {"code": refusal.message}
    context = {
        "address": waiting.address if waiting else None,
        "is_waiting": codes.pending(request, PURPOSE) is not None,
        "problems": problems,
    }
    return render(request, "portal/account/code.html", context, status=422 if problems else 200)


def _open(request: Request, done: codes.Pending) -> HttpResponse:
    account = queries.by_address(done.address)
    target = done.extra.get("onward", "")
    if account is not None:
        actions.confirm_address(
            account_id=account.pk, address=done.address, by=account_actor(account.pk, account.name), at=request.now
        )
        return enter(request, account, "code", target, kind=done.address.kind)
    proven = {"kind": done.address.kind, "value": done.address.value, "at": request.now.timestamp(), "onward": target}
    if name := done.extra.get("name"):
        return _create(request, proven, name)
    request.session[PROVEN] = proven
    return redirect("account_name")


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_up(request: Request) -> HttpResponse:
    """Ask for a name and an address. An address that has an account already gets the same code and signs in."""
    if request.actor.is_known:
        return _on(request)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            name = queries.person_name(request.POST.get("name", ""))
            address = queries.address(request.POST.get("address", ""))
            codes.send(request, PURPOSE, address, onward=onward(request), name=name)
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
        else:
            return redirect("account_code")
    context = {"typed": request.POST, "problems": problems, "onward": onward(request)}
    return render(request, "portal/account/sign_up.html", context, status=422 if problems else 200)


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def name(request: Request) -> HttpResponse:
    """The last question to somebody whose address is proven and has no account yet."""
    proven = request.session.get(PROVEN) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if not proven or request.now.timestamp() - proven["at"] > LIFE_SECONDS:
        return redirect("account_login")
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _create(request, proven, request.POST.get("name", ""))
        except Refused as refusal:
            problems = {"name": refusal.message}
    context = {
        "typed": request.POST.get("name", ""),
        "problems": problems,
        "address": queries.Address(proven["kind"], proven["value"]),
    }
    return render(request, "portal/account/name.html", context, status=422 if problems else 200)


def _create(request: Request, proven: dict[str, Any], words: str) -> HttpResponse:
    account = actions.create_account(
        name=words,
        **{proven["kind"]: proven["value"]},
        is_proven=True,
        language=get_language() or "id",
        by=request.actor,
        at=request.now,
    )
    request.session.pop(PROVEN, None)
    return enter(request, account, "code", proven["onward"], kind=proven["kind"])


@open_to("public")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Sign in with a password; an unknown address and a wrong password get the same answer after the same work."""
    if request.actor.is_known:
        return _on(request)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _open_with_password(request)
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
    context = {"typed": request.POST.get("address", ""), "problems": problems, "onward": onward(request)}
    return render(request, "portal/account/password_sign_in.html", context, status=422 if problems else 200)


def _open_with_password(request: Request) -> HttpResponse:
    address = queries.address(request.POST.get("address", ""))
    typed = request.POST.get("password", "")
    if not typed:
        raise Refused("password", _("Tulis kata sandi Anda, atau masuk dengan kode."), field="password")
    throttle.require("password-client", throttle.client(request), *PASSWORD_PER_CLIENT)
    throttle.require("password-address", address.value, *PASSWORD_PER_ADDRESS)
    account = authenticate(request, password=typed, **{address.kind: address.value})
    if account is None:
        raise Refused("mismatch", _("Nomor atau surel dan kata sandi itu tidak cocok."), field="password")
    return enter(request, account, "password", onward(request))


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: Request) -> HttpResponse:
    if request.method == "POST":
        logout(request)
        answer = redirect(settings.LOGOUT_REDIRECT_URL)
        if CARRIES_COOKIE not in request.COOKIES:  # what a village desk carries is sealed, and outlives the session
            answer["Clear-Site-Data"] = '"storage"'  # what an inspector's phone keeps goes with the session
        return answer
    if not request.actor.is_known:
        return redirect("account_login")
    return render(request, "portal/account/sign_out.html")


@open_to("public")
@never_cache
def closed(request: Request) -> HttpResponse:
    """What somebody sees whose account was closed."""
    return render(request, "portal/account/closed.html", status=403)


@open_to("public")
@never_cache
@require_POST
def outside(request: Request, provider_id: str) -> HttpResponse:
    """Lead to an identity provider outside."""
    try:
        return openid_connect.login(request, provider_id)
    except RequestException:
        request.session[NOTICE] = _("Masuk lewat identitas digital tidak berhasil. Coba lagi atau pakai kode.")
        return redirect("account_login")


@open_to("public")
@never_cache
def outside_back(request: Request, provider_id: str) -> HttpResponse:
    """Back from the provider, with what it says of the person."""
    return openid_connect.callback(request, provider_id)


@open_to("public")
@never_cache
def cancelled(request: Request) -> HttpResponse:  # noqa: ARG001
    """Back from an identity outside without having used it."""
    return redirect("account_login")


def _on(request: Request) -> HttpResponse:
    home = "desk:inbox" if request.actor.is_staff else "portal:account"
    return redirect(onward(request) or resolve_url(home))
