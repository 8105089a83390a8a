"""The library's forms of the second step, made to refuse damaged input in words and a code that was used.

What the browser's script sends may have been written by anybody. The library reads it without looking first, and a
missing part raises whatever it raises; here each of that means: this is no passkey.
"""

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from django.core.cache import cache

COUNTS_FOR = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)  # seconds: clocks may differ


class SecondStepByCode(AuthenticateForm):
    """A code of the app opens once for as long as it counts; the library forgets it sooner."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not cache.add(f"second-step:{self.user.pk}:{code.strip()}", "used", timeout=COUNTS_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class Careful:
    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]
        except Exception:
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))  # type: ignore[attr-defined]


class SignInWithPasskey(Careful, forms.LoginWebAuthnForm):
    pass


class SecondStepWithPasskey(Careful, forms.AuthenticateWebAuthnForm):
    pass


class ProveWithPasskey(Careful, forms.ReauthenticateWebAuthnForm):
    pass


class AddPasskey(Careful, forms.AddWebAuthnForm):
    pass
