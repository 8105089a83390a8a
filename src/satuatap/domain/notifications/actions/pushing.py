"""Browsers that want to be told of something: subscribing, and forgetting."""

import json
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.consents import actions as consents
from satuatap.domain.consents.queries import PUSH
from satuatap.domain.retention import queries as retention
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import ports, queries, rules
from ..models import Browser


@transaction.atomic
def subscribe(
    *, about: models.Model, endpoint: str, p256dh: str, auth: str, until: datetime, by: Actor, at: datetime
) -> Browser:
    """Tell a browser of a thing, until then; the last that asked is told. For rooms that have shown that it may be.

    Raises ``Refused`` for what is no push service, and ``NotFound`` where nothing is pushed.
    """
    if not ports.push_names:
        raise NotFound
    row = _keep(about._meta.label_lower, about.pk, endpoint, p256dh, auth, until)
    record("message.browser-subscribed", on=about, by=by, at=at)
    return row


@transaction.atomic
def subscribe_own(*, endpoint: str, p256dh: str, auth: str, by: Actor, at: datetime, language: str = "id") -> Browser:
    """Tell a browser whatever its account is told, for as long as the schedule says or until it is switched off; the last that asked is
    told. That is a consent, and stands in the register. Raises as ``subscribe`` does, and ``NotFound`` for who has no account."""
    if not ports.push_names or by.account_id is None:
        raise NotFound
    row = _keep(queries.ACCOUNT, by.account_id, endpoint, p256dh, auth, retention.keep_until("browser", at))
    consents.give(purpose=PUSH, whose=_own(by.account_id, by), how="browser", by=by, at=at, language=language)
    record("message.own-browser-subscribed", on=row, by=by, at=at)
    return row


@transaction.atomic
def unsubscribe(*, account_id: UUID, by: Actor, at: datetime) -> None:
    """The browser of an account is told nothing any more, and the consent is taken back. Said twice, it is said once. For
    rooms and pages that have shown that it may be: the owner says so, or was given the account back."""
    consents.withdraw(purpose=PUSH, whose=_own(account_id, by), how="browser", by=by, at=at)
    gone, _each = Browser.objects.filter(about_kind=queries.ACCOUNT, about_id=account_id).delete()
    if gone:
        record("message.own-browser-dropped", by=by, at=at)


def _own(account_id: UUID, by: Actor) -> consents.Whose:
    return consents.Whose(str(account_id), account_id, by.party_id if by.account_id == account_id else None)


def _keep(kind: str, about_id: UUID, endpoint: str, p256dh: str, auth: str, until: datetime) -> Browser:
    """Raises ``Refused`` for what is no push service."""
    rules.require_subscription(endpoint, p256dh, auth, ports.push_sandboxes)
    facts = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "until": until}
    row, _is_new = Browser.objects.update_or_create(about_kind=kind, about_id=about_id, defaults=facts)
    return row


@transaction.atomic
def forget_browsers(*, by: Actor, at: datetime) -> int:
    """Forget those whose time is over; returns how many."""
    if not by.is_system:
        raise NotFound
    gone, _each = Browser.objects.filter(until__lte=at).delete()
    if gone:
        record("message.browsers-forgotten", by=by, at=at)
    return gone


def address_of(browser_id: str) -> str:
    """A browser as its carrier needs it. Raises ``Gone``, also for one whose push service is not known any more."""
    found = Browser.objects.filter(pk=UUID(browser_id)).first()
    if found is None or not rules.is_service(found.endpoint, ports.push_sandboxes):
        raise ports.Gone("no such browser")
    return json.dumps({"endpoint": found.endpoint, "p256dh": found.p256dh, "auth": found.auth})


def forget(browser_id: str) -> None:
    Browser.objects.filter(pk=UUID(browser_id)).delete()
