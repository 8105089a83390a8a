"""Reading accounts, what they hold and who may sign."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from satuatap.kernel.actors import Actor, Holding, account_actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..models import Account, Deputy, ProofRecord, RoleHolding, Session
from ..sessions import SessionStore
from .authority import in_force

Address = rules.Address
MOST_SESSIONS = 50  # shown; more browsers than that are ended all at once


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has a role at a unit today, in their own right or as a deputy."""

    account_id: UUID
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role at a unit; one entry for each role."""

    account_id: UUID
    name: str
    unit_id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One change of an account's proof level, fit for the account's own page."""

    level: int
    how: str
    at: datetime
    unit_name: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that is signed in; ``handle`` names it without being the secret that opens it."""

    handle: str
    device: str
    since: datetime
    seen: datetime
    is_current: bool


def actor_facts(account_id: UUID, on: date) -> tuple[Holding, ...]:
    """Every role the account has at a unit on a day, in its own right or as deputy; none when it is not active."""
    account = for_request(account_id, on)
    return account.held if account else ()


# In SQL, because every page of somebody signed in asks it: put together by Django it would cost more than it does.
FOR_REQUEST = """
    SELECT account.*, held.roles, held.units, held.codes
    FROM identity_account AS account, LATERAL (
        SELECT array_agg(role ORDER BY code, role) AS roles,
               array_agg(unit_id ORDER BY code, role) AS units,
               array_agg(code ORDER BY code, role) AS codes
        FROM (
            SELECT role, unit_id FROM identity_roleholding
            WHERE account_id = account.id AND from_on <= %(on)s AND (to_on IS NULL OR to_on >= %(on)s)
            UNION
            SELECT away.role, away.unit_id
            FROM identity_deputy AS deputy
            JOIN identity_roleholding AS away USING (account_id, unit_id, role)
            WHERE deputy.deputy_id = account.id AND deputy.from_on <= %(on)s AND deputy.to_on >= %(on)s
              AND away.from_on <= %(on)s AND (away.to_on IS NULL OR away.to_on >= %(on)s)
        ) AS own_and_deputised
        JOIN agencies_unit AS unit ON unit.id = unit_id
    ) AS held
    WHERE account.id = %(account)s AND account.is_active
"""


def for_request(account_id: UUID, on: date) -> Account | None:
    """The account behind a session with that day's holdings in ``held``, in one query; None when it may not be used.

    Holdings are those in force and those of colleagues on leave whose deputy the account is; deputies have no deputies.
    """
    for account in Account.objects.raw(FOR_REQUEST, {"account": account_id, "on": on}):
        roles, units, codes = (getattr(account, column) or () for column in ("roles", "units", "codes"))
        account.held = tuple(map(Holding, roles, units, codes))
        return account
    return None


def actor(
    account_id: UUID,
    on: date,
    *,
    party_id: UUID | None = None,
    acts_for: Iterable[UUID] = (),
    entrusted: Iterable[UUID] = (),
) -> Actor:
    """The actor of an account outside a request, e.g. for a command that replays an officer's act.

    Raises ``NotFound`` when there is no such account or it may not be used.
    """
    account = for_request(account_id, on)
    if account is None:
        raise NotFound
    return account_actor(
        account.pk,
        account.name,
        party_id=party_id,
        proof=account.proof_level,
        acts_for=acts_for,
        entrusted=entrusted,
        holdings=account.held,
    )


def account(account_id: UUID) -> Account:
    """The account itself. Raises ``NotFound``."""
    try:
        return Account.objects.get(pk=account_id)
    except Account.DoesNotExist:
        raise NotFound from None


def require_settled(account_id: UUID, at: datetime) -> None:
    """Raises ``Refused("settling")`` when the account was given back at a counter less than a day ago."""
    recovered_at = Account.objects.filter(pk=account_id).values_list("recovered_at", flat=True).first()
    rules.require_settled(recovered_at, at)


def by_address(address: Address) -> Account | None:
    """The account with this phone number or e-mail address, active or not."""
    found = Q(phone=address.value) if address.kind == "phone" else Q(email=address.value)
    return Account.objects.filter(found).first()


def address(text: str) -> Address:
    """What was typed as a phone number or an e-mail address. Raises ``Refused("address")``."""
    return rules.address(text)


def person_name(text: str) -> str:
    """What was typed as a name, in the form it is kept. Raises ``Refused("name")``."""
    return rules.person_name(text)


def address_of(account: Account) -> Address | None:
    """How to reach an account: its phone, else its e-mail address, else None."""
    if account.phone:
        return Address("phone", account.phone)
    return Address("email", account.email) if account.email else None


def names(actor_ids: Iterable[str]) -> dict[str, str]:
    """The names behind actor ids such as ``account:0192…``; ids of other kinds are left out. One query."""
    ids = {text: text.removeprefix("account:") for text in actor_ids if text.startswith("account:")}
    known = dict(Account.objects.filter(pk__in=ids.values()).values_list("pk", "name")) if ids else {}
    return {text: known[UUID(plain)] for text, plain in ids.items() if UUID(plain) in known}


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody held at a unit between two days (None: still)."""

    role: str
    unit_id: UUID
    from_on: date
    to_on: date | None

    def on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def held(actor_ids: Iterable[str]) -> dict[str, tuple[Held, ...]]:
    """All roles that the accounts behind actor ids hold or held, by actor id. One query."""
    ids = [UUID(text.removeprefix("account:")) for text in actor_ids if text.startswith("account:")]
    rows = RoleHolding.objects.filter(account__in=ids).order_by("from_on", "role") if ids else ()
    found: dict[str, tuple[Held, ...]] = {}
    for row in rows:
        key = f"account:{row.account_id}"
        found[key] = (*found.get(key, ()), Held(row.role, row.unit_id, row.from_on, row.to_on))
    return found


def holding(role: str, on: date) -> tuple[UUID, ...]:
    """The accounts that hold a role on a day, at whatever unit."""
    rows = RoleHolding.objects.filter(in_force(on), role=role, account__is_active=True)
    return tuple(rows.order_by("account").values_list("account_id", flat=True).distinct())


def at_work(unit_ids: Iterable[UUID], on: date) -> frozenset[UUID]:
    """Those of the units where somebody holds a role on a day."""
    rows = RoleHolding.objects.filter(in_force(on), unit__in=list(unit_ids), account__is_active=True)
    return frozenset(rows.values_list("unit_id", flat=True).distinct())


def holders(unit_id: UUID, role: str, on: date) -> tuple[Holder, ...]:
    """Everybody who has the role at the unit on a day, deputies included, by name."""
    rows = RoleHolding.objects.filter(in_force(on), unit=unit_id, role=role, account__is_active=True).values_list(
        "account_id", "account__name"
    )
    deputies = Deputy.objects.filter(
        in_force(on),
        Exists(
            RoleHolding.objects.filter(
                in_force(on), account=OuterRef("account"), unit=OuterRef("unit"), role=OuterRef("role")
            )
        ),
        unit=unit_id,
        role=role,
        deputy__is_active=True,
    ).values_list("deputy_id", "deputy__name")
    return tuple(Holder(pk, name, role) for pk, name in sorted({*rows, *deputies}, key=lambda row: row[1]))


def staff_of(unit_ids: Iterable[UUID], on: date) -> tuple[Colleague, ...]:
    """Everybody who holds a role of their own at one of the units on a day."""
    rows = RoleHolding.objects.filter(in_force(on), unit__in=unit_ids, account__is_active=True)
    return tuple(Colleague(*row) for row in rows.values_list("account_id", "account__name", "unit_id", "role"))


def proofs(actor: Actor, account_id: UUID) -> tuple[Proof, ...]:
    """How an account came to its proof level, newest first; for the account itself, empty for others."""
    if not policies.is_own(actor, account_id):
        return ()
    rows = ProofRecord.objects.filter(account=account_id).order_by("-at", "-id")
    return tuple(
        Proof(level, how, at, unit_name or "")
        for level, how, at, unit_name in rows.values_list("level", "how", "at", "unit__name")
    )


def handle_of(session_key: str) -> str:
    """A name for a session that may stand on a page."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16]


def sessions(actor: Actor, *, current: str, now: datetime) -> tuple[OpenSession, ...]:
    """The browsers in which the actor is signed in, the present one first. ``current`` is its session key."""
    found = []
    rows = Session.objects.filter(account=actor.account_id, expire_date__gt=now).order_by("-expire_date")
    for row in rows[:MOST_SESSIONS] if actor.account_id else ():
        content = SessionStore().decode(row.session_data)
        since = datetime.fromtimestamp(content.get("since", now.timestamp()), UTC)
        seen = datetime.fromtimestamp(content.get("seen", since.timestamp()), UTC)
        is_current = row.session_key == current
        found.append(OpenSession(handle_of(row.session_key), content.get("device", ""), since, seen, is_current))
    return tuple(sorted(found, key=lambda s: (not s.is_current, -s.seen.timestamp())))
