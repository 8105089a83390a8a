"""The plainest valid account, holding and authority."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from satuatap.domain.agencies.models import Unit
from satuatap.domain.identity import actions
from satuatap.domain.identity.models import Account, Deputy, RoleHolding, SigningAuthority
from satuatap.kernel.actors import Actor, Holding, account_actor, system

CLERK = system("tests")
AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
_numbers = count(1)


def make_unit(code: str = "", **changes: Any) -> Unit:
    code = code or f"unit-{next(_numbers)}"
    return Unit.objects.create(**{"code": code, "name": code, "short_name": code, "kind": "agency"} | changes)


def make_account(**changes: Any) -> Account:
    number = next(_numbers)
    return actions.create_account(
        **{"name": "Rani Wulandari", "phone": f"+6281234{number:06}", "is_proven": True, "by": CLERK, "at": AT}
        | changes
    )


def make_holding(account: Account, unit: Unit, **changes: Any) -> RoleHolding:
    facts = {"role": "front-officer", "from_on": date(2026, 1, 1)} | changes
    return actions.grant(account_id=account.pk, unit_id=unit.pk, by=CLERK, at=AT, **facts)


def make_authority(account: Account, unit: Unit, **changes: Any) -> SigningAuthority:
    facts = {
        "title_line": "Kepala Dinas Contoh",
        "decree_number": f"821/{next(_numbers)}/CONTOH",
        "decree_on": date(2025, 12, 1),
        "from_on": date(2026, 1, 1),
    } | changes
    return actions.put_authority(account_id=account.pk, unit_id=unit.pk, by=CLERK, at=AT, **facts)


def make_deputy(account: Account, deputy: Account, unit: Unit, **changes: Any) -> Deputy:
    facts = {"role": "front-officer", "from_on": date(2026, 11, 20), "to_on": date(2026, 11, 27)} | changes
    return actions.name_deputy(account_id=account.pk, deputy_id=deputy.pk, unit_id=unit.pk, by=CLERK, at=AT, **facts)


def as_actor(account: Account, unit: Unit | None = None, *roles: str) -> Actor:
    """The actor of an account, with roles at a unit without rows for them."""
    holdings = [Holding(role, unit.pk, unit.code) for role in roles] if unit else []
    return account_actor(account.pk, account.name, proof=account.proof_level, holdings=holdings)
