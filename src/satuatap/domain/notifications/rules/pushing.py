"""To which addresses we push. A browser names its own: whoever could name any would make our server knock at other doors."""

from base64 import urlsafe_b64decode
from collections.abc import Collection
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

SERVICES = ("fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com")
"""The push services of Chrome, Firefox, Safari and Edge; each with the hosts under it."""

LONGEST_ADDRESS = 1000
POINT, AUTH = 65, 16  # bytes of a browser's two keys


def is_service(endpoint: str, sandboxes: Collection[str]) -> bool:
    """Whether an address is one of a known push service, or of the sandbox."""
    if len(endpoint) > LONGEST_ADDRESS or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        return False
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in sandboxes:
        return True
    is_plain = parts.scheme == "https" and port in {None, 443} and parts.username is None and "@" not in parts.netloc
    return is_plain and any(host == one or host.endswith(f".{one}") for one in SERVICES)


def require_subscription(endpoint: str, p256dh: str, auth: str, sandboxes: Collection[str]) -> None:
    """Raises ``Refused`` for an address that is none of a push service, and for keys that no browser has made."""
    if not is_service(endpoint, sandboxes) or _length(p256dh) != POINT or _length(auth) != AUTH:
        raise Refused("push", _("Peramban ini tidak dapat kami kabari. Pakai nomor HP."))


def _length(key: str) -> int:
    try:
        return len(urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except ValueError:
        return 0
