"""From how many people on a copy needs a second person: data of packs."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import policies
from ..models import CopyLimit


@transaction.atomic
def put_limits(*, above: Mapping[date, int], by: Actor, at: datetime) -> int:
    """Bring the limits, by the day from which they hold, to what is given; how many that changes. For the installer
    alone."""
    policies.require_system(by)
    known = dict(CopyLimit.objects.values_list("from_on", "above"))
    gone = known.keys() - above.keys()
    changed = {on: number for on, number in above.items() if known.get(on) != number}
    CopyLimit.objects.filter(from_on__in=gone).delete()
    for on, number in changed.items():
        CopyLimit.objects.update_or_create(from_on=on, defaults={"above": number})
    if gone or changed:
        record("book.limits-put", by=by, at=at)
    return len(gone) + len(changed)
