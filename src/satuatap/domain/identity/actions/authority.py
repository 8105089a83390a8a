"""The decrees by which officials sign, and who stands in during a leave."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
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
    behalf_of: str = "",
    through: str = "",
    includes: Iterable[str] = (),
    excludes: Iterable[str] = (),
    mode: str = "internal",
    nip: str = "",
    by: Actor,
    at: datetime,
) -> SigningAuthority:
    """Enter the decree by which an official signs for a unit; the same decree again corrects its terms.

    ``includes`` and ``excludes`` name document types; without ``includes`` the decree covers every type. ``mode`` is
    basah, internal or bsre (``ValueError`` otherwise). Who signs *a.n.* names the title of the principal in ``behalf_of``,
    who signs *u.b.* also the one in between in ``through``. Raises ``Refused("decree")`` without number or title.
    """
    policies.require(policies.may_staff(by, unit_id))
    rules.require_days_in_order(from_on, to_on)
    rules.require_capacity(capacity)
    if not decree_number.strip() or not title_line.strip():
        raise Refused("decree", _("Nomor SK dan nama jabatan perlu diisi."), field="decree_number")
    behalf_of, through = behalf_of.strip(), through.strip()
    rules.require_principal(capacity, behalf_of, through)
    locked(account_id)
    terms = {
        "title_line": title_line.strip(),
        "behalf_of": behalf_of,
        "through": through,
        "decree_on": decree_on,
        "from_on": from_on,
        "to_on": to_on,
        "includes": sorted(set(includes)),
        "excludes": sorted(set(excludes)),
        "mode": SigningAuthority.Mode(mode).value,
        "nip": nip,
    }
    number = decree_number.strip()
    decree = {"account_id": account_id, "unit_id": unit_id, "decree_number": number, "capacity": capacity}
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
def end_authority(*, authority_id: UUID, to_on: date, by: Actor, at: datetime) -> SigningAuthority:
    """Set the last day of a decree; from the day after nobody signs under it. Raises ``NotFound``, ``Refused("days")``."""
    authority = SigningAuthority.objects.select_for_update().filter(pk=authority_id).first()
    if authority is None:
        raise NotFound
    policies.require(policies.may_staff(by, authority.unit_id))
    rules.require_days_in_order(authority.from_on, to_on)
    authority.to_on, authority.put_by, authority.put_at = to_on, by.id, at
    authority.save(update_fields=["to_on", "put_by", "put_at"])
    record("authority.ended", on=authority, by=by, at=at, unit_id=authority.unit_id, fields=["to_on"])
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


@transaction.atomic
def come_back(*, leave_id: UUID, today: date, by: Actor, at: datetime) -> None:
    """Somebody is back earlier than said, or does not go: the leave ended yesterday; one that began today or has not
    begun is called off. Whoever was away has the own work again at once. Raises ``NotFound``."""
    leave = Deputy.objects.select_for_update().filter(pk=leave_id).first()
    if leave is None:
        raise NotFound
    policies.require(policies.may_name_deputy(by, leave.account_id, leave.unit_id))
    if leave.to_on < today:
        return
    record("leave.ended", on=leave, by=by, at=at, unit_id=leave.unit_id, purpose=leave.role)
    if leave.from_on >= today:
        leave.delete()
        return
    leave.to_on = today - timedelta(days=1)
    leave.save(update_fields=["to_on"])
