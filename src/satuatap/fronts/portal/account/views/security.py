"""How an account is opened: phone, e-mail address, password, passkeys, the second step, open sessions."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.identity import actions, queries
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import Refused

from .. import codes
from .second_step import own_page

PURPOSE = "address"
SAVED = "saved"  # session key: what the toast of the next page says


@open_to("resident")
@never_cache
@require_safe
def security(request: Request) -> HttpResponse:
    """Everything with which somebody could get into the account, and every browser that is in it."""
    found: dict[str, list[Any]] = {}
    for authenticator in Authenticator.objects.filter(user_id=request.actor.account_id).order_by("created_at"):
        found.setdefault(authenticator.type, []).append(authenticator)
    recovery = found.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "account": request.user,
        "addresses": {kind: _address(request, kind) for kind in ("phone", "email")},
        "passkeys": [
            {"id": key.pk, "name": key.wrap().name, "created_at": key.created_at, "used_at": key.last_used_at}
            for key in found.get(Authenticator.Type.WEBAUTHN, [])
        ],
        "has_app": Authenticator.Type.TOTP in found,
        "codes_left": len(recovery[0].wrap().get_unused_codes()) if recovery else 0,
        "sessions": queries.sessions(request.actor, current=request.session.session_key or "", now=request.now),
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/security.html", context)


def _address(request: Request, kind: str) -> queries.Address | None:
    value = getattr(request.user, kind)
    return queries.Address(kind, value) if value else None


@own_page
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Set or change the password; every other browser is signed out."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            account = actions.set_password(
                account_id=request.user.pk,
                password=request.POST.get("password", ""),
                keep_session=request.session.session_key or "",
                by=request.actor,
                at=request.now,
            )
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
        else:
            update_session_auth_hash(request, account)
            request.session[SAVED] = _("Kata sandi tersimpan. Peramban lain sudah dikeluarkan.")
            return redirect("portal:account-security")
    context = {"problems": problems, "has_password": request.user.has_usable_password()}
    return render(request, "portal/account/password.html", context, status=422 if problems else 200)


@own_page
@require_http_methods(["GET", "POST"])
def address(request: Request, kind: str) -> HttpResponse:
    """Put another phone number or e-mail address; it counts once the code sent there has come back."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                actions.remove_address(account_id=request.user.pk, kind=kind, by=request.actor, at=request.now)
                request.session[SAVED] = _("Sudah dihapus dari akun Anda.")
                return redirect("portal:account-security")
            new = queries.address(request.POST.get("address", ""))
            if new.kind != kind:
                raise Refused("address", _WRONG_KIND[kind](), field="address")
            codes.send(request, PURPOSE, new)
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
        else:
            return redirect("portal:account-address-code")
    context = {
        "kind": kind,
        "present": _address(request, kind),
        "typed": request.POST.get("address", ""),
        "problems": problems,
    }
    return render(request, "portal/account/address.html", context, status=422 if problems else 200)


_WRONG_KIND = {
    "phone": lambda: _("Tulis nomor HP yang lengkap, misalnya 0812 3456 7890."),
    "email": lambda: _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id."),
}


@own_page
@require_http_methods(["GET", "POST"])
def address_code(request: Request) -> HttpResponse:
    """Take the code that was sent to the new address."""
    waiting = codes.pending(request, PURPOSE)
    if waiting is None and request.method == "GET":
        return redirect("portal:account-security")
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            if "resend" in request.POST:
                codes.resend(request, PURPOSE)
                return redirect("portal:account-address-code")
            done = codes.check(request, PURPOSE, request.POST.get("code", ""))
            actions.set_address(account_id=request.user.pk, address=done.address, by=request.actor, at=request.now)
        except Refused as refusal:
            problems = {"code": refusal.message}
        else:
            request.session[SAVED] = _("Tersimpan. Mulai sekarang kami menghubungi Anda di sana.")
            return redirect("portal:account-security")
    context = {
        "address": waiting.address if waiting else None,
        "is_waiting": codes.pending(request, PURPOSE) is not None,
        "problems": problems,
    }
    return render(request, "portal/account/address_code.html", context, status=422 if problems else 200)


@open_to("resident")
@require_POST
def end_session(request: Request, handle: str) -> HttpResponse:
    """Sign another browser out."""
    if not actions.end_session(handle=handle, by=request.actor, at=request.now):
        raise Http404
    request.session[SAVED] = _("Peramban itu sudah dikeluarkan.")
    return redirect("portal:account-security")


@open_to("resident")
@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """Sign every other browser out."""
    actions.end_sessions(
        account_id=request.user.pk,
        keep_session=request.session.session_key or "",
        by=request.actor,
        at=request.now,
    )
    request.session[SAVED] = _("Semua peramban lain sudah dikeluarkan.")
    return redirect("portal:account-security")
