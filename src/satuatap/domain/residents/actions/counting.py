"""What tables of counts leave out, and the tables of wide areas: asked for, made by the worker, gone after a day."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.retention import queries as retention
from satuatap.kernel import dated
from satuatap.kernel.actors import Actor
from satuatap.kernel.jobs import defer

from .. import policies, queries
from ..models import SmallCells, Tally
from ..queries import counting


@transaction.atomic
def put_small_cells(*, under: Mapping[date, int], by: Actor, at: datetime) -> int:
    """Bring what is left out, by the day from which it holds, to what is given; how many that changes. For the
    installer alone."""
    policies.require(by.is_system)
    changed = dated.bring(SmallCells, "under", under)
    if changed:
        record("residents.small-cells-put", by=by, at=at)
    return changed


@transaction.atomic
def ask_tally(*, area_code: str, on: date, purpose: str, by: Actor, at: datetime) -> Tally:
    """Have the tables of a wide area made as of a day; those that stand are given. Raises ``NotFound`` for areas that are
    not the actor's to count, for villages, and for days to come."""
    policies.require(policies.counts(by, area_code) and queries.is_wide(area_code) and on <= at.date())
    Tally.objects.filter(area_code=area_code, on=on, expires_at__lte=at).delete()
    tally, is_new = Tally.objects.get_or_create(
        area_code=area_code, on=on, defaults={"asked_at": at, "expires_at": retention.keep_until("tally", at)}
    )
    if is_new:
        record("residents.tally-asked", on=tally, by=by, at=at, purpose=purpose, unit_id=policies.counter_of(by))
        defer("residents.make_tally", tally_id=str(tally.pk))
    return tally


@transaction.atomic
def make_tally(*, tally_id: UUID, by: Actor, at: datetime) -> None:
    """Count a wide area; again it changes nothing."""
    policies.require(by.is_system)
    tally = Tally.objects.select_for_update().filter(pk=tally_id, made_at=None).first()
    if tally is None:
        return
    tally.tables = counting.plain(queries.count(tally.area_code, tally.on, at))
    tally.made_at, tally.expires_at = at, retention.keep_until("tally", at)
    tally.save(update_fields=["tables", "made_at", "expires_at"])
    record("residents.tally-made", on=tally, by=by, at=at)
