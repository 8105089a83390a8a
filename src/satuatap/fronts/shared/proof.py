"""Fresh proof: before signing and before changing how an account is opened, the person says again who they are.

    if (answer := require_fresh(request)) is not None:
        return answer

What was posted is kept in the session and offered again after the proof, so that nothing has to be typed twice. The
same when a session was over by the time something was posted, and then to nobody but the person who posted it.
"""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from . import onward
from .http import is_part

MINUTES = 5
STASH = "task"
WHOSE = "whose"  # in a session that is over: the account that was signed in
MINE = "milik-akun"  # in a long form: whose it is, signed; a resident's browser forgets the session itself
MINE_SECONDS = 30 * 24 * 3600
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "frasa", "pin", "pin_baru", MINE})  # secrets are typed again
LARGEST_STASH = 64_000  # characters; what is larger is filled in again


@dataclass(frozen=True, slots=True)
class Task:
    """What was about to be done: the address and the fields that were posted to it."""

    path: str
    fields: tuple[tuple[str, str], ...]


def is_fresh(request: HttpRequest, minutes: int = MINUTES) -> bool:
    """Whether this browser proved in the last minutes who it is: by signing in, or on the page that asks again."""
    records = get_authentication_records(request, request.user)
    newest = max((record.get("at", 0) for record in records), default=0)
    return 0 <= request.now.timestamp() - newest <= minutes * 60


def require_fresh(request: HttpRequest, minutes: int = MINUTES) -> HttpResponse | None:
    """None when the proof is fresh; otherwise the answer that leads to the page that asks, and from there back."""
    if is_fresh(request, minutes):
        return None
    back = request.get_full_path()
    drop_task(request)
    if request.method == "POST":
        back = request.path
        _keep(request, str(request.user.pk))
    address = f"{reverse('account_reauthenticate')}?{urlencode({onward.FIELD: back})}"
    if is_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def keep_posted(request: HttpRequest) -> bool:
    """Keep what was posted after the session was over, for whoever was signed in; nothing of how an account is opened."""
    if request.method != "POST" or request.path.startswith(reverse("portal:account")):
        return False
    whose = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.get(WHOSE)
    whose = whose or _signed(request)
    return bool(whose) and _keep(request, whose)


def mine(request: HttpRequest) -> str:
    """Whose a long form is, signed, to be posted with it: should the session be over by then, it is kept for that account."""
    return signing.dumps(str(request.user.pk), salt=MINE)


def _signed(request: HttpRequest) -> str:
    try:
        return str(signing.loads(request.POST.get(MINE, ""), salt=MINE, max_age=MINE_SECONDS))
    except signing.BadSignature:
        return ""


def _keep(request: HttpRequest, whose: str) -> bool:
    fields = [[name, value] for name, values in request.POST.lists() for value in values if name not in NEVER_KEPT]
    if sum(len(name) + len(value) for name, value in fields) > LARGEST_STASH:
        return False
    request.session[STASH] = {"path": request.get_full_path(), "fields": fields, "whose": whose}
    return True


def kept_task(request: HttpRequest) -> Task | None:
    """What was about to be done when the proof was asked for; what somebody else was about to do is dropped."""
    stash = request.session.get(STASH)
    if not stash:
        return None
    if stash.get("whose") != str(request.user.pk):
        drop_task(request)
        return None
    return Task(stash["path"], tuple((name, value) for name, value in stash["fields"]))


def forget_second_steps(account_id: UUID) -> None:
    """Take away every passkey, authenticator and recovery code of an account: they may be in the lost phone."""
    Authenticator.objects.filter(user_id=account_id).delete()


def drop_task(request: HttpRequest) -> None:
    request.session.pop(STASH, None)
