"""Roles, deputies and the authority to sign."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, queries, rules
from ..models import Deputy, RoleHolding, SigningAuthority
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


@transaction.atomic
def put_authority(
    *,
    account_id: UUID,
    unit_id: UUID,
    title_line: str,
    decree_number: str,
    decree_on: date,
    from_on: date,
    to_on: date | None = None,
    capacity: str = "definitif",
    includes: Iterable[str] = (),
    excludes: Iterable[str] = (),
    mode: str = "internal",
    nip: str = "",
    by: Actor,
    at: datetime,
) -> SigningAuthority:
    """Enter the decree by which an official signs for a unit; the same decree again corrects its terms.

    ``includes`` and ``excludes`` name document types; without ``includes`` the decree covers every type. ``mode`` is
    basah, internal or bsre (``ValueError`` otherwise). Raises ``Refused("decree")`` without number or title.
    """
    policies.require(policies.may_staff(by, unit_id))
    rules.require_days_in_order(from_on, to_on)
    rules.require_capacity(capacity)
    if not decree_number.strip() or not title_line.strip():
        raise Refused("decree", _("Nomor SK dan nama jabatan perlu diisi."), field="decree_number")
    locked(account_id)
    terms = {
        "title_line": title_line.strip(),
        "decree_on": decree_on,
        "from_on": from_on,
        "to_on": to_on,
        "includes": sorted(set(includes)),
        "excludes": sorted(set(excludes)),
        "mode": SigningAuthority.Mode(mode).value,
        "nip": nip,
    }
    decree = {
        "account_id": account_id,
        "unit_id": unit_id,
        "decree_number": decree_number.strip(),
        "capacity": capacity,
    }
    return _put(decree, terms, by=by, at=at)


def _put(decree: dict[str, Any], terms: dict[str, Any], *, by: Actor, at: datetime) -> SigningAuthority:
    authority, is_new = SigningAuthority.objects.select_for_update().get_or_create(
        **decree, defaults={**terms, "put_by": by.id, "put_at": at}
    )
    changed = [name for name, value in terms.items() if getattr(authority, name) != value]
    if is_new or changed:
        for name in changed:
            setattr(authority, name, terms[name])
        authority.put_by, authority.put_at = by.id, at
        authority.save()
        record("authority.put", on=authority, by=by, at=at, unit_id=authority.unit_id, fields=changed)
    return authority


@transaction.atomic
def name_deputy(
    *,
    account_id: UUID,
    deputy_id: UUID,
    unit_id: UUID,
    role: str,
    from_on: date,
    to_on: date,
    by: Actor,
    at: datetime,
) -> Deputy:
    """Let a colleague stand in for a role during a dated leave. The deputy signs only under an authority of their own.

    Naming the same deputy from the same day again moves the end of the leave. Raises ``Refused("not-held")`` when the
    role is not held at the unit on the first day of leave.
    """
    policies.require(policies.may_name_deputy(by, account_id, unit_id))
    rules.require_days_in_order(from_on, to_on)
    if account_id == deputy_id:
        raise Refused("deputy", _("Pengganti harus orang lain."), field="deputy")
    locked(account_id)
    if not RoleHolding.objects.filter(queries.in_force(from_on), account=account_id, unit=unit_id, role=role).exists():
        raise Refused("not-held", _("Peran itu tidak dipegang pada hari pertama cuti."), field="role")
    deputy, is_new = Deputy.objects.get_or_create(
        account_id=account_id,
        deputy_id=deputy_id,
        unit_id=unit_id,
        role=role,
        from_on=from_on,
        defaults={"to_on": to_on, "named_by": by.id, "named_at": at},
    )
    if not is_new and deputy.to_on != to_on:
        deputy.to_on = to_on
        deputy.save(update_fields=["to_on"])
    record("deputy.named", on=deputy, by=by, at=at, unit_id=unit_id, purpose=role)
    return deputy
