"""What was looked at when a hall opened."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from satuatap.domain.agencies.models import Site
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..models import OpeningCheck, OpeningItem


@transaction.atomic
def tick(*, site_id: UUID, item: str, by: Actor, at: datetime, note: str = "") -> OpeningCheck:
    """Say that something was looked at today; said again, the later word counts."""
    policies.require(policies.runs_hall(by))
    site = Site.objects.filter(pk=site_id, active=True).first()
    if site is None or item not in OpeningItem.values:
        raise NotFound
    facts = {
        "note": " ".join(note.split())[:240], "checked_at": at, "checked_by": by.id, "checked_by_name": by.name,
    }  # fmt: skip
    check, _is_new = OpeningCheck.objects.update_or_create(
        site=site, day=at.astimezone(ZoneInfo(site.zone)).date(), item=item, defaults=facts
    )
    record("visits.opening-checked", on=check, by=by, at=at)
    return check
