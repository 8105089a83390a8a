"""How the sign-in library works here: our table of accounts, our words, our second step, no signals, no mails."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import segno
import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from satuatap.domain.identity import actions, queries
from satuatap.domain.identity.ports import SECOND_STEP
from satuatap.domain.notifications.actions import notify, send_code
from satuatap.fronts.shared import formats, onward
from satuatap.kernel.actors import NOBODY, account_actor
from satuatap.kernel.secrets import seal, unseal

from . import device

log = structlog.get_logger()

NEW_ACCOUNT = timedelta(minutes=15)
NOTICE = "notice"  # session key: a sentence for the next sign-in page


def display(account: Any) -> str:
    """How an account is called in the list of an authenticator app or of a phone's passkeys."""
    address = queries.address_of(account)
    return account.name or (address.masked if address else "SatuAtap")


def warn(account: Any, browser: str, *, used: str, at: datetime) -> None:
    """Tell an account that it was opened from a new browser, at the addresses that were not ``used`` to open it."""
    channels = {"sms": account.phone_proven_at and account.phone, "email": account.email_proven_at and account.email}
    channels.pop({"phone": "sms"}.get(used, used), None)
    try:
        notify(
            template="new-device",
            key=f"new-device:{account.pk}:{at.timestamp()}",
            account_id=account.pk,
            context={"device": browser or "–", "when": formats.short_moment(at)},
            path="/akun/keamanan",
            channels={name: address for name, address in channels.items() if address},
            language=account.language,
            by=account_actor(account.pk, account.name),
            at=at,
        )
    except LookupError:
        log.exception("no text for a warning; nobody is kept out for that")


class SecondStep(AuthenticateStage):
    """Asked of those who switched it on with an authenticator app.

    A passkey is another way to sign in, not one more lock: who adds one and later loses the phone must still get in
    with a code.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP])


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini ditutup. Tanyakan di loket atau balai desa."),
        "incorrect_code": _("Kode itu tidak cocok."),
        "incorrect_password": _("Kata sandi itu tidak cocok."),
        "invalid_login": _("Nomor atau surel itu tidak lengkap."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Coba beberapa menit lagi."),
        "rate_limited": _("Terlalu banyak percobaan. Coba beberapa menit lagi."),
    }

    def get_login_stages(self) -> list[str]:
        return [f"{SecondStep.__module__}.{SecondStep.__qualname__}"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff start at their desk, residents at their account."""
        is_staff = queries.actor_facts(request.user.pk, timezone.localdate())
        return reverse("desk:inbox" if is_staff else "portal:account")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def is_safe_url(self, url: str) -> bool:
        return bool(url) and onward.is_ours(url)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        now = int(timezone.now().timestamp())
        request.session["since"] = request.session["seen"] = now
        request.session["device"] = device.describe(request.headers.get("User-Agent", ""))

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        records = get_authentication_records(request, user)
        newest = records[-1] if records else {}
        now = timezone.now()
        by = account_actor(user.pk, user.name)
        actions.note_sign_in(account_id=user.pk, how=newest.get("method", ""), by=by, at=now)
        response = super().post_login(request, user, **facts)
        if not device.is_known(request, user) and now - user.created_at > NEW_ACCOUNT:
            warn(user, request.session["device"], used=newest.get("kind", ""), at=now)
        device.remember(request, response, user)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        return redirect("account_inactive")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods = [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]
        if is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
            passkey = {"id": "webauthn", "description": "", "url": reverse("mfa_reauthenticate_webauthn")}
            methods.append(passkey)
        return methods

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,  # noqa: ARG002 (the library's small talk is not ours)
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",  # noqa: ARG002
        message: str | None = None,
    ) -> None:
        if message and level >= messages.ERROR:
            request.session[NOTICE] = str(message)

    # The phone lives on our account.

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_proven_at is not None) if user.phone else None

    def get_user_by_phone(self, phone: str) -> Any:
        return queries.by_address(queries.Address("phone", phone))

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        if verified:
            self.set_phone_verified(user, phone)

    def set_phone_verified(self, user: Any, phone: str) -> None:
        by, address = account_actor(user.pk, user.name), queries.address(phone)
        actions.set_address(account_id=user.pk, address=address, by=by, at=timezone.now())

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:  # noqa: ARG002
        send_code(address=phone, code=code, by=NOBODY, at=timezone.now(), language=user.language)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode atau kunci itu tidak cocok. Coba sekali lagi."),
        "cannot_delete_authenticator": _("Langkah kedua tidak dapat dimatikan."),
        "cannot_generate_recovery_codes": _("Nyalakan dulu langkah kedua, lalu buat kode cadangan."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text.encode(), SECOND_STEP).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(bytes.fromhex(encrypted_text), SECOND_STEP).decode()

    def build_totp_svg(self, url: str) -> str:
        drawing = BytesIO()
        segno.make(url, error="m").save(drawing, kind="svg", xmldecl=False, scale=4, light="#fff")
        return drawing.getvalue().decode()

    def _get_user_identifier(self, user: Any) -> str:
        return display(user)

    def _get_site_name(self) -> str:
        return "SatuAtap"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": self._get_site_name()}


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Signing in with an identity from outside: the first time it opens an account with the name it gives.

    Addresses from outside are not taken over: here an address counts when a code sent to it came back.
    """

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(redirect("account_login"))
        if sociallogin.is_existing:
            return
        name = (sociallogin.account.extra_data.get("userinfo") or {}).get("name") or sociallogin.account.uid
        account = actions.create_account(name=name, is_from_outside=True, by=NOBODY, at=timezone.now())
        sociallogin.email_addresses = []
        sociallogin.connect(request, account)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **facts: Any) -> None:  # noqa: ARG002
        request.session[NOTICE] = str(_("Masuk lewat identitas digital tidak berhasil. Coba lagi atau pakai kode."))
        raise ImmediateHttpResponse(redirect("account_login"))
