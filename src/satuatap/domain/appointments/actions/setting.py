"""What a pack says about booking a lane."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import policies
from ..models import Plan
from ..rules import Terms


@transaction.atomic
def put_plan(
    *, site_id: UUID, unit_id: UUID, code: str, name: str, terms: Terms, by: Actor, at: datetime, active: bool = True
) -> Plan:
    """Let a lane be booked, or change how; bookings that were made stay as they are."""
    policies.require(by.is_system)
    values = {"unit_id": unit_id, "name": name, "active": active, **msgspec.structs.asdict(terms)}
    plan = Plan.objects.filter(site_id=site_id, code=code).first()
    if plan is not None and all(getattr(plan, field) == value for field, value in values.items()):
        return plan
    plan = plan or Plan(site_id=site_id, code=code)
    for field, value in values.items():
        setattr(plan, field, value)
    plan.save()
    record("appointments.plan-put", on=plan, by=by, at=at, unit_id=unit_id)
    return plan


@transaction.atomic
def close_plans(*, site_id: UUID, keep: Collection[str], by: Actor, at: datetime) -> int:
    """Let no lane of a site be booked but those of the codes to ``keep``; bookings that were made hold. Returns how many
    could be booked before.
    """
    policies.require(by.is_system)
    closed = list(Plan.objects.select_for_update().filter(site_id=site_id, active=True).exclude(code__in=keep))
    for plan in closed:
        plan.active = False
        plan.save(update_fields=["active"])
        record("appointments.plan-closed", on=plan, by=by, at=at, unit_id=plan.unit_id)
    return len(closed)
