"""Two people with one number: some of its errands get a number of their own."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict

from .. import policies, rules
from ..lifecycle import AT_COUNTER, UNFINISHED, VisitState
from ..models import Errand, Split, Visit
from .arriving import number_of
from .going import go_on, head_start, lock_visit
from .told import tell_way


@transaction.atomic
def split(*, visit_id: UUID, errand_ids: Collection[UUID], key: UUID, by: Actor, at: datetime) -> Visit:
    """Give these errands of a visit a second number that counts from the same arrival; returns its visit.

    The same ``key`` again answers the same number. A head start stays with the first number: it belongs to a person whom
    the guide saw, who grants the second one its own. Raises ``Refused`` as ``rules.require_splits`` does.
    """
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id))
    if present := Visit.objects.select_related("split").filter(key=key).first():
        if not Split.objects.filter(visit=present, of=visit).exists():
            raise Conflict("other-visit", _("Permintaan ini sudah dipakai untuk nomor lain. Mulai lagi."))
        return present
    policies.require(visit.state != VisitState.PENDING)
    rules.require_goes_on(VisitState(visit.state))
    errands = list(visit.errands.select_for_update().filter(state__in=[str(state) for state in UNFINISHED]))
    at_counter = {errand.pk for errand in errands if errand.state in AT_COUNTER}
    rules.require_splits(errand_ids, {errand.pk: errand.after_id for errand in errands}, at_counter)
    moved = [errand for errand in errands if errand.pk in errand_ids]
    second = _second(visit, moved, key, by, at)
    go_on(visit, at)
    go_on(second, at)
    return second


def _second(visit: Visit, moved: list[Errand], key: UUID, by: Actor, at: datetime) -> Visit:
    first = min(moved, key=lambda errand: errand.position)
    letter, number = number_of(first.lane_id, visit.day)
    second = Visit.objects.create(
        site_id=visit.site_id, day=visit.day, letter=letter, number=number, key=key, state=visit.state,
        channel=visit.channel, language=visit.language, came_at=visit.came_at, handed_at=at,
    )  # fmt: skip
    for errand in moved:
        errand.visit = second
        if errand.rank_at is not None:
            errand.rank_at += timedelta(minutes=head_start(visit))
        errand.save(update_fields=["visit", "rank_at"])
        tell_way(errand)
    Split.objects.create(visit=second, of=visit, at=at, by=by.id)
    record("visits.split", on=visit, by=by, at=at, party_id=visit.party_id)
    record("visits.number-handed-out", on=second, by=by, at=at)
    return second
