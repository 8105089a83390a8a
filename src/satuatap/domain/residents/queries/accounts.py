"""Whose account is whose, who acts for whom, and how a person is reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..models import EVERY_SERVICE, AccountLink, Mandate, OrganisationOfficer, Party


@dataclass(frozen=True, slots=True)
class Contact:
    """How a party is told something: an account with its language ("" without one), addresses by channel (*sms*,
    *email*)."""

    account_id: UUID | None
    channels: Mapping[str, str]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """The person an account belongs to, and how surely."""

    party_id: UUID
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class Standing:
    """For whom an account stands on a day: its own person, the parties it stands for in everything, and the single
    affairs (cases) entrusted to it."""

    party_id: UUID | None = None
    acts_for: frozenset[UUID] = frozenset()
    entrusted: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class MandateRow:
    """One mandate as the page of either side shows it; ``is_given`` by the reader's own party. ``given_by`` is the name of
    the officer who gave the power of an organisation."""

    mandate_id: UUID
    kind: str
    principal_name: str
    agent_name: str
    scope: tuple[str, ...]
    from_on: date
    to_on: date | None
    is_given: bool
    is_in_force: bool
    is_offered: bool = False
    given_by: str = ""


SIDES = ("principal", "agent", "given_by")


def in_force(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def _mandated(agent: Any, on: date) -> QuerySet[Mandate]:
    """Mandates for every service. One for named services opens those only: see ``mandate_for``."""
    return Mandate.objects.filter(in_force(on), agent=agent, revoked_at=None, scope__contains=[EVERY_SERVICE])


def _offices(person: Any, on: date) -> QuerySet[OrganisationOfficer]:
    return OrganisationOfficer.objects.filter(in_force(on), person=person, rights__contains=["apply"])


# In SQL, because every page of somebody signed in asks it: put together by Django it would cost more than it does.
PARTIES = """
    SELECT link.party_id, ARRAY(
        SELECT principal_id FROM residents_mandate
        WHERE agent_id = link.party_id AND revoked_at IS NULL AND scope @> ARRAY[%(every)s::varchar]
          AND from_on <= %(on)s AND (to_on IS NULL OR to_on >= %(on)s)
        UNION
        SELECT organisation_id FROM residents_organisationofficer
        WHERE person_id = link.party_id AND rights @> ARRAY['apply'::varchar]
          AND from_on <= %(on)s AND (to_on IS NULL OR to_on >= %(on)s)
        UNION
        SELECT party_id FROM residents_accountlink
        WHERE account_id = link.account_id AND ended_at IS NOT NULL AND level < 2
    ), ARRAY(
        SELECT unnest(abouts) FROM residents_mandate
        WHERE agent_id = link.party_id AND revoked_at IS NULL
          AND from_on <= %(on)s AND (to_on IS NULL OR to_on >= %(on)s)
    )
    FROM residents_accountlink AS link
    WHERE link.account_id = %(account)s AND link.ended_at IS NULL
"""


def standing(account_id: UUID, on: date) -> Standing:
    """For whom an account stands on a day; one query.

    In everything: for children and wards, organisations for which it may apply, and the person the account described
    before it was linked to the register. For nobody: an account without a person.
    """
    with connection.cursor() as cursor:
        cursor.execute(PARTIES, {"account": account_id, "on": on, "every": EVERY_SERVICE})
        found = cursor.fetchone()
    if found is None:
        return Standing()
    party_id, others, abouts = found
    return Standing(party_id, frozenset(others) - {party_id}, frozenset(abouts))


def acts_for(party_id: UUID, on: date) -> frozenset[UUID]:
    """The parties a person stands for in everything on a day; one query."""
    wards = _mandated(party_id, on).values_list("principal")
    return frozenset(found for (found,) in wards.union(_offices(party_id, on).values_list("organisation")))


def mandate_for(agent_id: UUID, principal_id: UUID, service_code: str, on: date) -> Mandate | None:
    """The mandate under which one party may act for another in a service on a day, the widest first."""
    found = Mandate.objects.filter(in_force(on), agent=agent_id, principal=principal_id, revoked_at=None)
    return found.filter(scope__overlap=[service_code, EVERY_SERVICE]).order_by("scope", "id").first()


def mandate_holds(mandate_id: UUID, principal_id: UUID, service_code: str, on: date) -> bool:
    """Whether a mandate of this party reaches a service on a day, whoever holds it."""
    found = Mandate.objects.filter(in_force(on), pk=mandate_id, principal=principal_id, revoked_at=None)
    return found.filter(scope__overlap=[service_code, EVERY_SERVICE]).exists()


def words_about(principal_id: UUID, about: UUID, mandates: Any) -> tuple[Mandate, ...]:
    """The mandate of an affair (a case) and the words given later in the same, oldest first; for those who have seen to
    who may know. ``mandates`` are their ids, or the question for them."""
    given = Mandate.objects.filter(Q(pk__in=mandates) | Q(abouts__contains=[about], kind="assisted"))
    return tuple(given.filter(principal=principal_id).select_related("evidence_file").order_by("recorded_at", "id"))


def mandates(actor: Actor, on: date) -> tuple[MandateRow, ...]:
    """The mandates that the actor has given and holds, newest first."""
    if actor.party_id is None:
        return ()
    found = (
        Mandate.objects.filter(Q(principal=actor.party_id) | Q(agent=actor.party_id))
        .select_related(*SIDES)
        .order_by("-recorded_at", "-id")[:50]
    )
    return tuple(row_of(mandate, actor, on) for mandate in found)


def row_of(mandate: Mandate, actor: Actor, on: date) -> MandateRow:
    return MandateRow(
        mandate_id=mandate.pk,
        kind=mandate.kind,
        principal_name=mandate.principal.name,
        agent_name=mandate.agent.name if mandate.agent else mandate.agent_name,
        scope=tuple(mandate.scope),
        from_on=mandate.from_on,
        to_on=mandate.to_on,
        is_given=mandate.principal_id == actor.party_id,
        is_in_force=mandate.is_in_force(on),
        is_offered=mandate.is_offered and mandate.revoked_at is None,
        given_by=mandate.given_by.name if mandate.given_by else "",
    )


@dataclass(frozen=True, slots=True)
class AccountOf:
    """The account of a person as an officer at a counter sees it: addresses masked, since when, proven where."""

    account_id: UUID
    phone: str
    email: str
    level: int
    linked_at: datetime
    proven_where: str
    recovered_at: datetime | None


def account_of(actor: Actor, party_id: UUID) -> AccountOf | None:
    """The account of a person, for staff who serve people; None where there is none. Raises ``NotFound`` to others."""
    policies.require(policies.serves_people(actor))
    link = AccountLink.objects.filter(party=party_id, ended_at=None).select_related("account").first()
    if link is None:
        return None
    account = link.account
    return AccountOf(
        account_id=account.pk,
        phone=identity.Address("phone", account.phone).masked if account.phone else "",
        email=identity.Address("email", account.email).masked if account.email else "",
        level=link.level,
        linked_at=link.linked_at,
        proven_where=_name_of_unit(account.proof_where),
        recovered_at=account.recovered_at,
    )


def _name_of_unit(code: str) -> str:
    try:
        return agencies.unit(code).short_name if code else ""
    except NotFound:
        return code


def link_of_account(account_id: UUID) -> Link | None:
    """The person an account belongs to, as far as is known."""
    found = AccountLink.objects.filter(account=account_id, ended_at=None).select_related("party").first()
    return Link(found.party_id, found.party.name, found.level) if found else None


def contact(party_id: UUID) -> Contact:
    """How to tell a party something: by its account's addresses, else by those of the register. Raises ``NotFound``."""
    party = Party.objects.filter(pk=party_id).select_related("person", "organisation").first()
    if party is None:
        raise NotFound
    link = AccountLink.objects.filter(party=party_id, ended_at=None).select_related("account").first()
    body = getattr(party, "person", None) or party.organisation
    phone, email = (link.account.phone, link.account.email) if link else (body.phone, body.email)
    given = {"sms": phone or "", "email": email or ""}
    channels = {name: to for name, to in given.items() if to}
    return Contact(link.account_id, channels, link.account.language) if link else Contact(None, channels)


def knows_digits(party_id: UUID | None, digits: str) -> bool:
    """Whether somebody knows the last four digits of a party's phone, or its birth date as DDMMYYYY.

    False for None, with the same reads and in the same time as for a party.
    """
    account_phone = AccountLink.objects.filter(party=OuterRef("pk"), ended_at=None).values_list("account__phone")
    row = (
        Party.objects.filter(pk=party_id or UUID(int=0))
        .values_list("person__born_on", Coalesce("person__phone", "organisation__phone"), ArraySubquery(account_phone))
        .first()
    )
    born_on, phone, account_phones = row or (None, "", [])
    return rules.digits_match(digits.strip(), phones=[p for p in (phone, *account_phones) if p], born_on=born_on)
