"""The demonstration cast: people who do not exist, made by the same public actions as everybody else."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.agencies import actions as places
from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.identity import actions as identity
from satuatap.domain.identity import queries as accounts
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents import queries as people
from satuatap.domain.visits import actions as visits
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ..queries import cast_of

PURPOSE = "menyiapkan orang peraga"
PROVING = ("front-officer", "registration-operator", "village-officer", "village-head")


class CastMember(msgspec.Struct, frozen=True):
    """Somebody to sign in as: ``login`` is an e-mail address or a phone number, ``role`` says who it is."""

    login: str
    name: str
    role: str


class Cast(msgspec.Struct, frozen=True):
    """Everybody to sign in as, with the one password they share."""

    password: str
    accounts: tuple[CastMember, ...]


@transaction.atomic
def demonstrate(*, path: Path, by: Actor, at: datetime) -> Cast:
    """Make the cast of a pack that is installed: people, families, accounts, roles, authority, proof.

    Accounts get their proof from an officer of the pack who has seen them. A second time nobody is made again. Raises
    ``Refused("production")`` where real people are served, and ``Refused("pack")`` for a pack without a cast.
    """
    if settings.PRODUCTION:
        raise Refused("production", _("Orang peraga tidak pernah dibuat di sistem yang dipakai sungguhan."))
    told = cast_of(path)
    if not told:
        raise Refused("pack", _("Paket ini tidak memuat orang peraga."))
    parties = {person["key"]: _person(person, by=by, at=at) for person in told["persons"]}
    for family in told.get("families", ()):
        _family(family, parties, by=by, at=at)
    made = {account["key"]: _account(account, told["password"], by=by, at=at) for account in told["accounts"]}
    for account in told["accounts"]:
        _staff(account, made[account["key"]], told["from"], by=by, at=at)
    for account in told["accounts"]:
        if account.get("proven_at"):
            _prove(made[account["key"]], parties[account["person"]], account["proven_at"], told, made, at=at)
    for mandate in told.get("mandates", ()):
        _mandate(mandate, parties, told, made, at=at)
    for head in told.get("neighbours", ()):
        _neighbour(head, told, made, at=at)
    for van in told.get("vans", ()):
        _van(van, by=by, at=at)
    record("pack.demonstrated", by=by, at=at)
    return Cast(told["password"], _cast(told))


def _van(told: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """A van that does not exist, so that its timetable can be looked at; each stop says that it is an example."""
    code = told["code"]
    places.put_site(code=code, name=told["name"], short_name=told["short_name"], kind="van", by=by, at=at)
    rows = [
        places.StopRow(
            timezone.localdate(at) + timedelta(days=stop["in"]), opens, closes, stop["place"], stop["area"],
            is_example=True,
        )
        for stop in told["stops"]
        for opens, closes in stop["hours"]
    ]  # fmt: skip
    places.put_stops(site_code=code, rows=rows, by=by, at=at)
    if tables := told.get("tables"):
        _tables(agencies.site(code).pk, told, tables, by=by, at=at)


def _tables(
    site_id: UUID, van: Mapping[str, Any], tables: Sequence[Mapping[str, Any]], *, by: Actor, at: datetime
) -> None:
    """What an office needs on the van so that visitors can take a number there: a counter and a queue."""
    zone = visits.put_zone(site_id=site_id, code="van", name=van["short_name"], by=by, at=at)
    for table in tables:
        counter = places.put_counter(
            site_code=van["code"], unit_code=table["unit"], name=table["counter"], by=by, at=at
        )  # fmt: skip
        lane = visits.put_lane(
            site_id=site_id, unit_id=counter.unit_id, code=table["unit"], letter=table["letter"], name=table["name"],
            minutes=table["minutes"], by=by, at=at,
        )  # fmt: skip
        visits.put_post(counter_id=counter.pk, lane_id=lane.pk, zone_id=zone.pk, by=by, at=at)


def _person(told: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    facts = {key: value for key, value in told.items() if key != "key"}
    try:
        with transaction.atomic():
            return residents.register_person(**facts, origin="SIAK-verified", by=by, at=at).pk
    except Refused as refusal:
        if refusal.code != "nik-taken":
            raise
    return people.find(by, told["nik"], PURPOSE, at=at)[0].party_id


def _family(told: Mapping[str, Any], parties: Mapping[str, UUID], *, by: Actor, at: datetime) -> None:
    facts = {
        "area_code" if key == "area" else key: value for key, value in told.items() if key not in ("key", "members")
    }
    members = [residents.Member(parties[member["person"]], member["relation"]) for member in told["members"]]
    residents.put_family(**({"address": ""} | facts), members=members, origin="SIAK-verified", by=by, at=at)


def _account(told: Mapping[str, Any], password: str, *, by: Actor, at: datetime) -> UUID:
    for login in (told.get("email"), told.get("phone")):
        if login and (known := accounts.by_address(accounts.address(login))):
            return known.pk
    return identity.create_account(
        name=told["name"], phone=told.get("phone", ""), email=told.get("email", ""), password=password,
        language=told.get("language", "id"), is_proven=True, is_demo=True, by=by, at=at,
    ).pk  # fmt: skip


def _staff(told: Mapping[str, Any], account_id: UUID, first: date, *, by: Actor, at: datetime) -> None:
    for holding in told.get("holdings", ()):
        unit = agencies.unit(holding["unit"])
        identity.grant(account_id=account_id, role=holding["role"], unit_id=unit.pk, from_on=first, by=by, at=at)
    for authority in told.get("authorities", ()):
        renamed = {"unit": "unit_id", "decree": "decree_number", "from": "from_on", "to": "to_on"}
        terms = {renamed.get(key, key): value for key, value in authority.items()}
        terms["unit_id"] = agencies.unit(authority["unit"]).pk
        identity.put_authority(account_id=account_id, **terms, by=by, at=at)


def _prove(
    account_id: UUID, party_id: UUID, unit_code: str, told: Mapping[str, Any], made: Mapping[str, UUID], *, at: datetime
) -> None:
    """An officer of the unit has seen the person and says so."""
    unit, officer = agencies.unit(unit_code), _officer(unit_code, told, made, at)
    residents.link_account(account_id=account_id, party_id=party_id, how="seen", unit_id=unit.pk, by=officer, at=at)


def _officer(unit_code: str, told: Mapping[str, Any], made: Mapping[str, UUID], at: datetime) -> Actor:
    """Somebody of the cast who sits before people at the unit. Raises ``Refused("pack")`` where nobody does."""
    for account in told["accounts"]:
        for holding in account.get("holdings", ()):
            if holding["unit"] == unit_code and holding["role"] in PROVING:
                return accounts.actor(made[account["key"]], at.date())
    raise Refused("pack", _("Di %(unit)s tidak ada petugas peraga yang menemui warga.") % {"unit": unit_code})


def _mandate(
    told: Mapping[str, Any],
    parties: Mapping[str, UUID],
    cast: Mapping[str, Any],
    made: Mapping[str, UUID],
    *,
    at: datetime,
) -> None:
    """Who acts for whom, written down by an officer; not again when it stands already."""
    principal, agent = parties[told["principal"]], parties[told["agent"]]
    account = next(account["key"] for account in cast["accounts"] if account.get("person") == told["agent"])
    if principal in people.standing(made[account], at.date()).acts_for:
        return
    residents.record_mandate(
        principal_id=principal, agent_id=agent, kind=told["kind"], scope=told["services"], how="spoken",
        witness1="", witness2="", by=_officer(told["recorded_at"], cast, made, at), at=at,
    )  # fmt: skip


def _neighbour(told: Mapping[str, Any], cast: Mapping[str, Any], made: Mapping[str, UUID], *, at: datetime) -> None:
    """Who heads an RT or RW, named by an officer of the village; not again while they stand in its list."""
    unit, officer = agencies.unit(told["recorded_at"]), _officer(told["recorded_at"], cast, made, at)
    area_code = unit.area.code if unit.area else ""
    listed = {(row.name, row.rw.zfill(3), row.rt.zfill(3)) for row in people.neighbours(officer, area_code)}
    if (told["name"], told["rw"].zfill(3), told.get("rt", "").zfill(3)) not in listed:
        residents.name_neighbour(
            area_code=area_code, rw=told["rw"], rt=told.get("rt", ""), name=told["name"], phone=told["phone"], by=officer,
            at=at,
        )  # fmt: skip


def _cast(told: Mapping[str, Any]) -> tuple[CastMember, ...]:
    roles = catalog.role_names()
    found = []
    for account in told["accounts"]:
        held = [
            f"{roles.get(holding['role'], holding['role'])}, {agencies.unit(holding['unit']).short_name}"
            for holding in account.get("holdings", ())
        ]
        role = "; ".join(held) or (_("warga") if account.get("proven_at") else _("warga, belum ditemui petugas"))
        found.append(CastMember(account.get("email") or account["phone"], account["name"], role))
    return tuple(found)
