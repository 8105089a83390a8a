"""Browsers that want to be told of something: subscribing, and forgetting."""

import json
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import ports, rules
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
    rules.require_subscription(endpoint, p256dh, auth, ports.push_sandboxes)
    facts = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "until": until}
    row, _is_new = Browser.objects.update_or_create(
        about_kind=about._meta.label_lower, about_id=about.pk, defaults=facts
    )
    record("message.browser-subscribed", on=about, by=by, at=at)
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
