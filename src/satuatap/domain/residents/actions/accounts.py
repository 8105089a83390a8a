"""Joining accounts to people."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.actions import raise_proof, withdraw_proof
from satuatap.domain.identity.policies import may_prove
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, queries, rules
from ..models import AccountLink, Origin, Party, PartyKind, Person
from .consents import void_of_child
from .keys import write_keys
from .people import require_area, write_person

LEVELS = {"seen": policies.SEEN_IN_PERSON, "digital-id": policies.SEEN_IN_PERSON}
STATED, MATCHED = 0, 1


@transaction.atomic
def state_person(
    *,
    account_id: UUID,
    name: str,
    sex: int,
    born_on: date,
    by: Actor,
    at: datetime,
    nik: str = "",
    address: str = "",
    area_code: str = "",
) -> Party:
    """Let an account say who it is, so that it can apply before anybody has seen the person.

    The person described is one of its own and never one of the register, whatever the NIK: the register opens when
    an officer has seen the card (``link_account``). A NIK that fits name and birth date raises the account's proof
    level to 1. What is answered is the same for a known, an unknown and somebody else's NIK. Stating again corrects
    what was stated. Raises ``Refused`` for what cannot be, ``NotFound`` for another's account or one that is linked
    to the register.
    """
    policies.require(by.is_system, by.account_id == account_id)
    account = identity.account(account_id)
    link = AccountLink.objects.select_for_update().filter(account=account_id, ended_at=None).first()
    policies.require(link is None or link.level < policies.SEEN_IN_PERSON)
    digits = rules.nik_number(nik, provisional=False) or ""
    fits = bool(digits) and queries.match(digits, name, born_on)
    stated = {"stated_nik": digits, "address": address, "area_code": area_code}
    if link is None:
        party = write_person(
            name=name, sex=sex, born_on=born_on, at=at, phone=account.phone or "", email=account.email or "",
            origin=Origin.RESIDENT, origin_on=at.date(), **stated,
        )  # fmt: skip
        link = AccountLink(account=account, party=party, linked_at=at, by=by.id)
    else:
        party = _state_again(link.party_id, name=name, sex=sex, born_on=born_on, at=at, **stated)
    link.level = MATCHED if fits else STATED
    link.save()
    if fits and account.proof_level < MATCHED:
        raise_proof(account_id=account_id, how="nik", party_id=party.pk, by=by, at=at)
    record("residents.person-stated", on=party, by=by, at=at, party_id=party.pk, fields=["name", "nik", "born_on"])
    return party


def _state_again(party_id: UUID, *, name: str, sex: int, born_on: date, at: datetime, **stated: str) -> Party:
    rules.require_person(sex=sex, born_on=born_on, today=at.date())
    require_area(stated["area_code"])
    Party.objects.filter(pk=party_id).update(name=rules.person_name(name))
    Person.objects.filter(pk=party_id).update(sex=sex, born_on=born_on, origin_on=at.date(), **stated)
    write_keys([party_id])
    return Party.objects.get(pk=party_id)


@transaction.atomic
def link_account(
    *,
    account_id: UUID,
    party_id: UUID,
    by: Actor,
    at: datetime,
    how: str = "seen",
    unit_id: UUID | None = None,
) -> AccountLink:
    """Join an account to the person an officer of ``unit_id`` has seen, or whom a digital identity has proven.

    Raises the account's proof level to 2, for which ``unit_id`` is needed unless it stands there already. Another
    account of the person loses the link and its proof (a lost phone); what this account described before stays
    behind it with its cases. Linking again changes nothing. Raises ``NotFound`` to whoever may not prove it, for
    organisations, and for unknown accounts.
    """
    policies.require(by.is_system, may_prove(by, unit_id) and by.account_id != account_id)
    account = identity.account(account_id)
    party = Party.objects.select_for_update().filter(pk=party_id, kind=PartyKind.PERSON).first()
    if party is None:
        raise NotFound
    open_links = AccountLink.objects.select_for_update().filter(ended_at=None)
    mine = open_links.filter(account=account_id).first()
    if mine is None or mine.party_id != party_id:
        open_links.filter(account=account_id).update(ended_at=at)
        _part_others(party_id, unit_id=unit_id, by=by, at=at)
        mine = AccountLink(account=account, party=party, level=STATED)
    if mine.level < LEVELS[how]:
        mine.level, mine.linked_at, mine.by = LEVELS[how], at, by.id
        mine.save()
        record("residents.account-linked", on=mine, by=by, at=at, party_id=party_id, unit_id=unit_id)
    if account.proof_level < LEVELS[how]:
        raise_proof(account_id=account_id, how=how, unit_id=unit_id, party_id=party_id, by=by, at=at)
    void_of_child(party_id=party_id, by=by, at=at)
    return mine


def _part_others(party_id: UUID, *, unit_id: UUID | None, by: Actor, at: datetime) -> None:
    """Take the person from every other account, and with it the proof that the account is this person's."""
    links = AccountLink.objects.select_for_update().filter(party=party_id, ended_at=None)
    for link in links:
        link.ended_at = at
        link.save(update_fields=["ended_at"])
        record("residents.account-parted", on=link, by=by, at=at, party_id=party_id, unit_id=unit_id)
        withdraw_proof(account_id=link.account_id, unit_id=unit_id, by=by, at=at)


@transaction.atomic
def end_link(*, account_id: UUID, unit_id: UUID, by: Actor, at: datetime) -> None:
    """Part an account from its person, take its proof back and end its sessions, e.g. because the wrong one was linked.

    Raises ``NotFound`` when it has no person, and to whoever may not prove for the unit.
    """
    policies.require(may_prove(by, unit_id) and by.account_id != account_id)
    link = AccountLink.objects.select_for_update().filter(account=account_id, ended_at=None).first()
    if link is None:
        raise NotFound
    _part_others(link.party_id, unit_id=unit_id, by=by, at=at)
