"""Who is asking, and when: what every view may rely on."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.proof import WHOSE
from satuatap.kernel.actors import NOBODY, Actor, account_actor

Answer = Callable[[HttpRequest], HttpResponse]

STAFF_IDLE_SECONDS = 30 * 60
STAFF_LONGEST_SECONDS = 12 * 3600  # a working day: nobody stays signed in overnight at a shared desk
NOTED_EVERY_SECONDS = {True: 60, False: 3600}  # how exactly the last use is kept, for staff and for residents
SINCE, SEEN, ENDED = "since", "seen", "ended"
UNTIL = "until"  # of a session that began with a PIN: it ends when the office closes


class ActorMiddleware:
    """Sets ``request.now`` (the one clock of a request) and ``request.actor``.

    Two queries besides the session's own: the account with its holdings (by ``request.user``), and the parties it may
    represent. None for whoever has no session cookie. Sessions are not saved for every request: the last use is
    noted once a minute for staff, once an hour for residents.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.localtime()  # type: ignore[attr-defined]  # the region's day, also before seven
        request.actor = NOBODY  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            actor = self._actor(request)
            if self._is_over(request, actor):
                logout(request)
                request.session[ENDED] = True  # the sign-in page says why
                request.session[WHOSE] = str(actor.account_id)
            else:
                request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        account = request.user
        on = timezone.localdate(request.now)  # type: ignore[attr-defined]
        standing = residents.standing(account.pk, on)
        return account_actor(
            account.pk,
            account.name,
            party_id=standing.party_id,
            proof=account.proof_level,
            acts_for=standing.acts_for,
            entrusted=standing.entrusted,
            holdings=account.held,
        )

    def _is_over(self, request: HttpRequest, actor: Actor) -> bool:
        """Whether a member of staff was away too long; otherwise notes that the session is in use."""
        now = int(request.now.timestamp())  # type: ignore[attr-defined]
        since, seen = request.session.get(SINCE, now), request.session.get(SEEN, now)
        if now > request.session.get(UNTIL, now):
            return True
        if actor.is_staff and (now - seen > STAFF_IDLE_SECONDS or now - since > STAFF_LONGEST_SECONDS):
            return True
        if SEEN not in request.session or now - seen >= NOTED_EVERY_SECONDS[actor.is_staff]:
            request.session[SINCE], request.session[SEEN] = since, now
        return False
