"""Entering people."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import codes, policies, rules
from ..models import Origin, Party, PartyKind, Person
from ..queries.history import person_facts
from ..rules import Change
from .keys import write_keys
from .origins import set_origin
from .recording import Source, write_entry

REACHABLE = ("phone", "email")  # what only the person can know
PARENTS = ("father_name", "mother_name")


@transaction.atomic
def register_person(
    *,
    name: str,
    sex: int,
    born_on: date,
    by: Actor,
    at: datetime,
    nik: str = "",
    provisional: bool = False,
    birth_place: str = "",
    father_name: str = "",
    mother_name: str = "",
    religion: int | None = None,
    marital: int | None = None,
    occupation: int | None = None,
    education: int | None = None,
    citizenship: int = 1,
    blood: int | None = None,
    phone: str = "",
    email: str = "",
    address: str = "",
    area_code: str = "",
    passport: str = "",
    elsewhere: str = "",
    status: int = codes.ALIVE,
    origin: str = Origin.VILLAGE,
    origin_on: date | None = None,
) -> Party:
    """Enter a person; numbers stand for the lists in ``codes``. Address and area are for people on no card here,
    ``elsewhere`` names the regency or city of those who are registered outside. Phone and e-mail count as stated by the person, whatever the origin of the rest. Raises ``Refused`` for what cannot
    be, ``Refused("nik-taken")`` or ``Refused("passport-taken")`` when the number is somebody's already; what is only
    doubtful is told by ``queries.nik_warnings``. Raises ``NotFound`` to those who serve nobody.
    """
    policies.require(policies.serves_people(by))
    require_served(by, area_code)
    digits, document = new_numbers(nik, passport, provisional=provisional)
    on = origin_on or at.date()
    facts = {
        "nik": digits, "passport": document, "elsewhere": " ".join(elsewhere.split()), "provisional": provisional,
        "birth_place": birth_place, "father_name": father_name, "mother_name": mother_name, "religion": religion,
        "marital": marital, "occupation": occupation, "education": education, "citizenship": citizenship,
        "blood": blood, "phone": phone, "email": email, "address": address, "area_code": area_code,
        "status": status, "origin": origin, "origin_on": on,
    }  # fmt: skip
    party = write_person(name=name, sex=sex, born_on=born_on, at=at, **facts)
    write_keys([party.pk])
    entry = Change(person_facts(party.person), party=party.pk)
    write_entry([entry], on=on, source=Source(origin=origin), by=by, at=at, area_code=area_code)
    record("residents.person-registered", on=party, by=by, at=at, party_id=party.pk, fields=_given(facts))
    return party


def write_person(*, name: str, sex: int, born_on: date, at: datetime, **facts: Any) -> Party:
    """Check what is given and write the rows; the caller has seen to who may, and leaves the trace."""
    rules.require_person(sex=sex, born_on=born_on, today=at.date())
    listed = ("religion", "marital", "occupation", "education", "citizenship", "blood", "status")
    rules.require_codes(**{field: facts[field] for field in listed if field in facts})
    for field in REACHABLE:
        facts[field] = reachable(facts.get(field, ""), field)
    require_area(facts.get("area_code", ""))
    facts |= {field: parent_name(facts.get(field, "")) for field in PARENTS}
    party = Party.objects.create(kind=PartyKind.PERSON, name=rules.person_name(name), created_at=at)
    Person.objects.create(party=party, sex=sex, born_on=born_on, **facts)
    if facts["origin"] != Origin.RESIDENT:
        for field in REACHABLE:
            if facts[field]:
                set_origin(party.pk, field, Origin.RESIDENT, at.date())
    return party


def parent_name(text: str) -> str:
    """The name of a father or mother as it is kept; "" where the card leaves it open."""
    return rules.person_name(text) if text.strip() else ""


def reachable(text: str, field: str) -> str:
    """A phone number or e-mail address in its stored form, "" for none. Raises ``Refused`` under the field's name."""
    if not text.strip():
        return ""
    try:
        return identity.address(text).value
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field=field) from None


def require_served(by: Actor, area_code: str) -> None:
    """Raises ``Refused("not-here")`` where a village would enter somebody who lives in another."""
    if area_code and not policies.serves_area(by, area_code):
        words = _("Kantor Anda mendaftarkan warganya sendiri. Untuk warga desa lain, arahkan ke desanya atau ke mal.")
        raise Refused("not-here", words, field="area_code")


def new_numbers(nik: str, passport: str, *, provisional: bool) -> tuple[str | None, str | None]:
    """NIK and passport as they are kept. Raises ``Refused`` for what cannot be one, or is somebody's already."""
    digits, document = rules.nik_number(nik, provisional=provisional), rules.passport_number(passport)
    if digits and Person.objects.filter(nik=digits).exists():
        raise Refused("nik-taken", _("NIK ini sudah tercatat. Cari dulu orangnya."), field="nik")
    if document and Person.objects.filter(passport=document).exists():
        raise Refused("passport-taken", _("Nomor paspor ini sudah tercatat. Cari dulu orangnya."), field="passport")
    return digits, document


def require_area(code: str) -> None:
    """Raises ``Refused("area")`` for a code that is no area."""
    if code:
        try:
            regions.area(code)
        except NotFound:
            raise Refused("area", _("Pilih desa atau kelurahan dari daftar."), field="area_code") from None


def _given(facts: dict[str, Any]) -> list[str]:
    return ["name", "sex", "born_on", *(name for name, value in facts.items() if value not in (None, "", False))]
