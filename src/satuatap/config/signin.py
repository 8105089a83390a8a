"""Settings of signing in (django-allauth); ``settings.py`` takes them over."""

import os
from pathlib import Path

_PRODUCTION = os.environ.get("SATUATAP_PRODUCTION") == "1"

SIGN_IN_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

AUTHENTICATION_BACKENDS = ["satuatap.fronts.portal.account.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:account"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "satuatap.domain.identity.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600

ACCOUNT_ADAPTER = "satuatap.fronts.portal.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address counts only once a code sent to it came back (codes.py)
ACCOUNT_USER_DISPLAY = "satuatap.fronts.portal.account.adapter.display"
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
# Our own pages count by themselves (fronts/shared/throttle.py); these are the library's pages for the second step.
# A whole mall may stand behind one address, so the narrow limit is the one by account.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/300s/key"}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SATUATAP_PROXIES") or _PRODUCTION)

MFA_ADAPTER = "satuatap.fronts.portal.account.adapter.SecondStepAdapter"
_FORMS = "satuatap.fronts.portal.account.forms"
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondStepByCode",
    "login_webauthn": f"{_FORMS}.SignInWithPasskey",
    "authenticate_webauthn": f"{_FORMS}.SecondStepWithPasskey",
    "reauthenticate_webauthn": f"{_FORMS}.ProveWithPasskey",
    "add_webauthn": f"{_FORMS}.AddPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "SatuAtap"
MFA_TOTP_TOLERANCE = 1

# A national digital identity or another OpenID Connect provider, when the machine is told of one.
SOCIALACCOUNT_ADAPTER = "satuatap.fronts.portal.account.adapter.OutsideAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address at another provider opens no account here
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}


def _outside_secret() -> str:
    """The client's secret, from the environment or from the file it names."""
    if path := os.environ.get("SATUATAP_OIDC_SECRET_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get("SATUATAP_OIDC_SECRET", "")


OUTSIDE_PAGES: list[str] = []  # where a form of ours may lead: the outside provider's sign-in page
if os.environ.get("SATUATAP_OIDC_ISSUER"):
    OUTSIDE_PAGES = [os.environ.get("SATUATAP_OIDC_PAGES") or os.environ["SATUATAP_OIDC_ISSUER"]]
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "ikd",
                "name": os.environ.get("SATUATAP_OIDC_NAME") or "IKD",
                "client_id": os.environ.get("SATUATAP_OIDC_CLIENT", ""),
                "secret": _outside_secret(),
                "settings": {"server_url": os.environ["SATUATAP_OIDC_ISSUER"]},
            }
        ],
    }
