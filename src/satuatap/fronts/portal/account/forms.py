"""The library's passkey forms, made to refuse damaged input in words.

What the browser's script sends may have been written by anybody. The library reads it without looking first, and a
missing part raises whatever it raises; here each of that means: this is no passkey.
"""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms


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
