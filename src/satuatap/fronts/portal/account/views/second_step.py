"""The library's pages for authenticator apps, passkeys and recovery codes, in our dress."""

from functools import wraps
from typing import Any

from allauth.account.mixins import NextRedirectMixin
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from satuatap.fronts.shared import proof
from satuatap.fronts.shared.audience import View, open_to
from satuatap.fronts.shared.line import is_node
from satuatap.fronts.shared.onward import onward
from satuatap.kernel.errors import Refused


def _sentence(error: ValidationError) -> str:
    return _("Bagian ini belum diisi.") if error.code == "required" else str(error.messages[0])


class Page:
    """Our templates, and refusals as our pages show them."""

    template_engine = "jinja2"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        forms = [kwargs.get("form") or context.get("form"), context.get("webauthn_form")]
        found = [form.errors.as_data() for form in forms if form is not None and form.is_bound]
        context["problems"] = {
            "" if name in {"__all__", "credential"} else name: _sentence(errors[0])
            for errors_by_name in found
            for name, errors in errors_by_name.items()
        }
        context["onward"] = onward(self.request)  # type: ignore[attr-defined]
        return context


def own_page(view: View) -> View:
    """For residents, and only with fresh proof. At the computer of a hall nothing is changed: its accounts are copies."""

    @open_to("resident")
    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_node():
            raise Refused("centre", _("Keamanan akun diubah di alamat pusat. Di sini yang lama tetap berlaku."))
        answer = proof.require_fresh(request)
        return view(request, *args, **kwargs) if answer is None else answer

    return asked


class SecondStepPage(Page, AuthenticateView):
    """The six digits of the app, a recovery code, or a passkey."""

    template_name = "portal/account/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"at_a_node": is_node()}


class AppOn(Page, ActivateTOTPView):
    template_name = "portal/account/app_on.html"


class AppOff(Page, DeactivateTOTPView):
    template_name = "portal/account/app_off.html"


class RecoveryCodes(Page, ViewRecoveryCodesView):
    template_name = "portal/account/recovery_codes.html"


class NewRecoveryCodes(Page, GenerateRecoveryCodesView):
    template_name = "portal/account/recovery_codes_new.html"


class PasskeyAdd(Page, AddWebAuthnView):
    """A passkey is always one that signs in by itself: kept on the device, opened by finger, face or PIN."""

    template_name = "portal/account/passkey_add.html"
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": webauthn.begin_registration(self.request.user, True)}
        return context

    def get_success_url(self) -> str:
        return reverse("mfa_index")


class PasskeyRemove(Page, RemoveWebAuthnView):
    template_name = "portal/account/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")


class PasskeySignIn(NextRedirectMixin, LoginWebAuthnView):
    """Asked by the sign-in page's script: the question as JSON, the answer as a form."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return JsonResponse({"request_options": webauthn.begin_authentication(user=None)})

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator: Authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=onward(self.request) or None)
        return flows.perform_passwordless_login(self.request, authenticator, login)


second_step = open_to("public")(SecondStepPage.as_view())
app_on = own_page(AppOn.as_view())
app_off = own_page(AppOff.as_view())
recovery_codes = own_page(RecoveryCodes.as_view())
new_recovery_codes = own_page(NewRecoveryCodes.as_view())
passkey_add = own_page(PasskeyAdd.as_view())
passkey_remove = own_page(PasskeyRemove.as_view())
passkey_sign_in = open_to("public")(PasskeySignIn.as_view())
