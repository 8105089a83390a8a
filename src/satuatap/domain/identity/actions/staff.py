"""Roles held at units."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, rules
from ..models import RoleHolding
from .accounts import locked


@transaction.atomic
def grant(
    *,
    account_id: UUID,
    role: str,
    unit_id: UUID,
    from_on: date,
    to_on: date | None = None,
    capacity: str = "definitif",
    decree_number: str = "",
    by: Actor,
    at: datetime,
) -> RoleHolding:
    """Give an account a role at a unit between two days, both included. The same grant again changes nothing.

    Raises ``Refused("held")`` when the role is already held there without an end.
    """
    policies.require(policies.may_staff(by, unit_id))
    rules.require_days_in_order(from_on, to_on)
    rules.require_capacity(capacity)
    account = locked(account_id)
    same = RoleHolding.objects.filter(account=account, role=role, unit=unit_id)
    if held := same.filter(from_on=from_on, to_on=to_on).first():
        return held
    if to_on is None and same.filter(to_on=None).exists():
        raise Refused("held", _("Akun itu sudah memegang peran tersebut."), field="role")
    holding = RoleHolding.objects.create(
        account=account,
        role=role,
        unit_id=unit_id,
        from_on=from_on,
        to_on=to_on,
        capacity=capacity,
        decree_number=decree_number,
        granted_by=by.id,
        granted_at=at,
    )
    record("role.granted", on=holding, by=by, at=at, unit_id=unit_id, purpose=role)
    return holding


@transaction.atomic
def end_holding(*, holding_id: UUID, to_on: date, by: Actor, at: datetime) -> RoleHolding:
    """Set the last day of a holding."""
    holding = RoleHolding.objects.select_for_update().filter(pk=holding_id).first()
    if holding is None:
        raise NotFound
    policies.require(policies.may_staff(by, holding.unit_id))
    rules.require_days_in_order(holding.from_on, to_on)
    holding.to_on = to_on
    holding.save(update_fields=["to_on"])
    record("role.ended", on=holding, by=by, at=at, unit_id=holding.unit_id, purpose=holding.role)
    return holding
