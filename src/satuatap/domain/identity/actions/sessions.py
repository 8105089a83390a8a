"""Signing in, and ending what is signed in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import queries
from ..models import Account, QuickDesk, Session
from .accounts import own


@transaction.atomic
def note_sign_in(*, account_id: UUID, how: str, by: Actor, at: datetime) -> None:
    """Write down a sign-in: ``how`` is code, password, mfa or socialaccount."""
    record("account.signed-in", on=Account(pk=account_id), by=by, at=at, purpose=how)


@transaction.atomic
def end_session(*, handle: str, by: Actor, at: datetime) -> bool:
    """End one of the actor's own sessions; False when there is none of that name."""
    for session in Session.objects.filter(account=by.account_id) if by.account_id else ():
        if queries.handle_of(session.session_key) == handle:
            session.delete()
            record("account.session-ended", on=session.account, by=by, at=at)
            return True
    return False


@transaction.atomic
def end_sessions(*, account_id: UUID, keep_session: str = "", by: Actor, at: datetime) -> int:
    """End all sessions of the actor's account but one; returns how many."""
    account = own(account_id, by)
    ended, _kinds = Session.objects.filter(account=account).exclude(session_key=keep_session).delete()
    QuickDesk.objects.filter(account=account).delete()
    record("account.sessions-ended", on=account, by=by, at=at)
    return ended


@transaction.atomic
def clear_sessions(*, by: Actor, at: datetime) -> int:
    """Remove sessions that have run out; returns how many."""
    ended, _kinds = Session.objects.filter(expire_date__lt=at).delete()
    QuickDesk.objects.filter(until__lt=at).delete()
    record("sessions.cleared", by=by, at=at)
    return ended
