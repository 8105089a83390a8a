"""Plainly fictitious people and what joins them. Every NIK and KK ends in 9 and three digits."""

from datetime import date, datetime
from itertools import cycle
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_account
from satuatap.domain.regions.tests.factories import TAMANSARI, make_area
from satuatap.domain.residents import actions
from satuatap.domain.residents.actions.organisations import OfficerRow
from satuatap.domain.residents.models import Family, Mandate, Party
from satuatap.domain.residents.rules import Member
from satuatap.kernel.actors import Actor, Holding, account_actor, system

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
TODAY = NOON.date()
BY = system("test")
MALE, FEMALE = 1, 2
HEAD, HUSBAND, WIFE, CHILD, PARENT = 1, 2, 3, 4, 7
_serials = cycle(range(9001, 9_990))  # those above are for tests that name a NIK nobody has


def make_nik(born_on: date, sex: int, district: str = "351024") -> str:
    """A NIK that fits a birth date and a sex, with a serial no real person has."""
    day = born_on.day + 40 * (sex == FEMALE)
    return f"{district}{day:02}{born_on:%m%y}{next(_serials):04}"


def make_person(
    name: str = "Rani Contoh", *, sex: int = FEMALE, born_on: date = date(1994, 5, 15), **facts: Any
) -> Party:
    """A person of the register; ``nik=""`` for one without."""
    nik = facts.pop("nik", None)
    nik = make_nik(born_on, sex) if nik is None else nik
    given = {"origin": "SIAK-verified", "birth_place": "Banyuwangi"} | facts
    return actions.register_person(name=name, sex=sex, born_on=born_on, nik=nik, by=BY, at=NOON, **given)


def make_family(*members: tuple[Party, int], area_code: str = TAMANSARI, **facts: Any) -> Family:
    """A card of the given people and their relations; of one new head where nobody is given."""
    make_area(area_code)
    seats = members or ((make_person(), HEAD),)
    given = {
        "kk": f"351024010120{next(_serials):04}", "address": "Jalan Contoh 3", "rt": "002", "rw": "001",
        "hamlet": "Krajan", "postal_code": "68454", "origin": "SIAK-verified",
    } | facts  # fmt: skip
    rows = [Member(party.pk, relation) for party, relation in seats]
    return actions.put_family(area_code=area_code, members=rows, by=BY, at=NOON, **given)


def make_household() -> dict[str, Party]:
    """A couple with two children on one card: Agus (head), Rani (wife), Sekar (12) and Bima (20)."""
    people = {
        "agus": make_person("Agus Contoh", sex=MALE, born_on=date(1990, 2, 1), marital=2, occupation=9),
        "rani": make_person("Rani Contoh", sex=FEMALE, born_on=date(1994, 5, 15), marital=2, occupation=88),
        "bima": make_person("Bima Contoh", sex=MALE, born_on=date(2006, 3, 9), marital=1),
        "sekar": make_person("Sekar Contoh", sex=FEMALE, born_on=date(2014, 8, 17), marital=1),
    }
    make_family((people["agus"], HEAD), (people["rani"], WIFE), (people["bima"], CHILD), (people["sekar"], CHILD))
    return people


def make_organisation(*officers: Party, name: str = "CV Contoh Bersama", **facts: Any) -> Party:
    people = officers or (make_person("Dewi Contoh"),)
    given = {"form": "CV", "nib": f"912026{next(_serials):07}"} | facts
    rows = [OfficerRow(party.pk, "Direktur") for party in people]
    return actions.register_organisation(**({"name": name, "officers": rows, "by": BY, "at": NOON} | given))


def make_mandate(principal: Party, agent: Party | None = None, **facts: Any) -> Mandate:
    """A guardian's mandate by court order, for every service; ``kind`` and the rest as given."""
    given = {"kind": "wali", "scope": ["*"], "how": "signed-slip", "reference": "12/Pdt.P/2026/CONTOH"} | facts
    if agent is not None:
        given["agent_id"] = agent.pk
    return actions.record_mandate(**({"principal_id": principal.pk, "by": BY, "at": NOON} | given))


def make_link(party: Party, unit_id: UUID, account: Account | None = None) -> Account:
    """An account whose person was seen by an officer of a unit."""
    account = account or make_account(name=party.name)
    actions.link_account(account_id=account.pk, party_id=party.pk, unit_id=unit_id, by=BY, at=NOON)
    account.refresh_from_db()
    return account


def resident(party: Party, *, proof: int = 2, acts_for: frozenset[UUID] = frozenset()) -> Actor:
    """A signed-in person without rows for the account."""
    return account_actor(party.pk, party.name, party_id=party.pk, proof=proof, acts_for=acts_for)


def officer(unit: Any, role: str = "front-officer", name: str = "Budi") -> Actor:
    """Somebody who works at a unit, without rows for the account."""
    return account_actor(unit.pk, name, proof=2, holdings=[Holding(role, unit.pk, unit.code)])
