"""From how many people on a copy needs a second person: data of packs."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel import dated
from satuatap.kernel.actors import Actor

from .. import policies
from ..models import CopyLimit


@transaction.atomic
def put_limits(*, above: Mapping[date, int], by: Actor, at: datetime) -> int:
    """Bring the limits, by the day from which they hold, to what is given; how many that changes. For the installer
    alone."""
    policies.require_system(by)
    changed = dated.bring(CopyLimit, "above", above)
    if changed:
        record("book.limits-put", by=by, at=at)
    return changed
