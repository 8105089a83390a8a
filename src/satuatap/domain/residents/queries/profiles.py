"""One person or organisation as pages and letters need it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record_look
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.privacy import mask_nik

from .. import codes, policies, rules
from ..models import AccountLink, FactOrigin, FactReport, Family, FamilyMember, Party, PartyKind, Person

# What a look at a profile shows; the person reads these names in the record of looks.
SHOWN = (
    "name", "nik", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "phone", "email", "address",
    "kk", "father_name", "mother_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact whose origin is not that of the record it stands in."""

    field: str
    origin: str
    origin_on: date


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fact of which somebody says that it is wrong, not yet settled."""

    field: str
    words: str
    should_be: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What the register knows of a party. Words, not codes; "" where nothing is known.

    ``address_line`` is the whole address in one line, ``street`` only its first part. ``proof`` is the level at which
    an account is linked to this party (0: none, or as stated); ``is_married`` counts whoever was once. Persons have ``born_on``; organisations ``form``,
    ``nib`` and ``npwp``.
    """

    party_id: UUID
    kind: str
    name: str
    phone: str
    email: str
    area_code: str
    address_line: str
    street: str
    origin: str
    origin_on: date
    proof: int
    facts: tuple[Fact, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    nik: str = ""
    passport: str = ""
    elsewhere: str = ""
    is_provisional: bool = False
    sex: str = ""
    sex_code: int = 0
    born_on: date | None = None
    birth_place: str = ""
    father_name: str = ""
    mother_name: str = ""
    religion: str = ""
    marital: str = ""
    occupation: str = ""
    education: str = ""
    citizenship: str = ""
    is_married: bool = False
    is_foreigner: bool = False
    blood: str = ""
    status: str = ""
    kk: str = ""
    rt: str = ""
    rw: str = ""
    hamlet: str = ""
    postal_code: str = ""
    area_label: str = ""
    form: str = ""
    nib: str = ""
    npwp: str = ""
    is_restricted: bool = False
    restricted_facts: tuple[str, ...] = ()

    @property
    def masked_nik(self) -> str:
        return mask_nik(self.nik)

    @property
    def is_person(self) -> bool:
        return self.kind == PartyKind.PERSON

    def age(self, on: date) -> int:
        """Completed years. Raises ``ValueError`` for an organisation."""
        if self.born_on is None:
            raise ValueError("an organisation has no age")
        return rules.age(self.born_on, on)


def get_person(actor: Actor, party_id: UUID, purpose: str, *, at: datetime) -> Profile:
    """A profile for a page. Staff who serve people may see it for a purpose, and the look is written down.

    Raises ``NotFound`` for strangers, ``Refused("proof")`` to those whose own data it is but who were never seen in
    person, ``Refused("purpose")`` when staff name no purpose.
    """
    if policies.is_own(actor, party_id):
        return profile(party_id)
    if policies.serves_people(actor):
        found = profile(party_id)
        record_look(
            by=actor, at=at, purpose=purpose, fields=SHOWN, party_id=party_id, unit_id=policies.counter_of(actor)
        )
        return found
    if party_id in actor.parties:
        raise Refused("proof", _("Tunjukkan KTP di loket atau balai desa supaya data Anda terbuka di sini."))
    raise NotFound


def profile(party_id: UUID) -> Profile:
    """A profile for the use of other rooms, which see to who may read it. Raises ``NotFound``.

    One query for whoever stands on a card, two for others.
    """
    link = AccountLink.objects.filter(party=OuterRef("person"), ended_at=None).values("level")
    member = (
        FamilyMember.objects.filter(person=party_id, to_on=None)
        .select_related("person__party", "family")
        .annotate(proof=Subquery(link), facts=_facts_of("person"), wrong=_wrong_of("person"))
        .first()
    )
    if member is not None:
        found = person_profile(member.person.party, member.family, proof=member.proof or 0, facts=_read(member.facts))
        return replace(found, wrong=tuple(Wrong(**row) for row in member.wrong))
    return _profile_without_card(party_id)


def _profile_without_card(party_id: UUID) -> Profile:
    link = AccountLink.objects.filter(party=OuterRef("pk"), ended_at=None).values("level")
    party = (
        Party.objects.filter(pk=party_id)
        .select_related("person", "organisation")
        .annotate(proof=Subquery(link), facts=_facts_of("pk"), wrong=_wrong_of("pk"))
        .first()
    )
    if party is None:
        raise NotFound
    if party.kind == PartyKind.ORGANISATION:
        return _organisation(party, _read(party.facts))
    found = person_profile(party, None, proof=party.proof or 0, facts=_read(party.facts))
    return replace(found, wrong=tuple(Wrong(**row) for row in party.wrong))


def _facts_of(party: str) -> ArraySubquery:
    origins = FactOrigin.objects.filter(party=OuterRef(party)).order_by("field")
    return ArraySubquery(origins.values(fact=JSONObject(field="field", origin="origin", origin_on="origin_on")))


def _wrong_of(party: str) -> ArraySubquery:
    reports = FactReport.objects.filter(party=OuterRef(party), settled_at=None).order_by("reported_at", "id")
    return ArraySubquery(reports.values(row=JSONObject(field="field", words="words", should_be="should_be")))


def _read(facts: Iterable[Mapping[str, str]]) -> tuple[Fact, ...]:
    return tuple(Fact(f["field"], f["origin"], date.fromisoformat(f["origin_on"])) for f in facts)


def person_profile(
    party: Party, family: Family | None, *, proof: int = 0, facts: tuple[Fact, ...] = (), area_label: str | None = None
) -> Profile:
    """The profile of a person whose row is at hand; asks for the name of the area unless it is given."""
    person = party.person
    area_code = (family or person).area_code
    if area_label is None:
        area_label = regions.village_label(area_code) if area_code else ""
    line, street, hamlet, rt, rw = _address(person, family, area_label)
    return Profile(
        party_id=party.pk,
        kind=party.kind,
        is_restricted=party.restricted_at is not None,
        restricted_facts=tuple(party.restricted_facts or ()),
        name=party.name,
        phone=person.phone,
        email=person.email,
        area_code=area_code,
        area_label=area_label,
        address_line=line,
        street=street,
        origin=person.origin,
        origin_on=person.origin_on,
        proof=proof,
        facts=facts,
        nik=person.nik or "",
        passport=person.passport or "",
        elsewhere=person.elsewhere,
        is_provisional=person.provisional,
        sex=codes.label("sex", person.sex),
        sex_code=person.sex,
        born_on=person.born_on,
        birth_place=person.birth_place,
        father_name=person.father_name,
        mother_name=person.mother_name,
        religion=codes.label("religion", person.religion),
        marital=codes.label("marital", person.marital),
        occupation=codes.label("occupation", person.occupation),
        education=codes.label("education", person.education),
        citizenship=codes.label("citizenship", person.citizenship),
        is_married=person.marital not in (None, codes.UNMARRIED),
        is_foreigner=person.citizenship == codes.FOREIGNER,
        blood=codes.label("blood", person.blood),
        status=codes.label("status", person.status),
        rt=rt,
        rw=rw,
        hamlet=hamlet,
        kk=family.kk if family else "",
        postal_code=family.postal_code if family else "",
    )


def _address(person: Person, family: Family | None, area_label: str) -> tuple[str, str, str, str, str]:
    """The whole line, street, hamlet, RT and RW: those of the card, or the street of who stands on none."""
    parts = (family.address, family.hamlet, family.rt, family.rw) if family else (person.address, "", "", "")
    street, hamlet, rt, rw = parts
    village = area_label or person.elsewhere
    return rules.address_line(street=street, hamlet=hamlet, rt=rt, rw=rw, village=village), street, hamlet, rt, rw


def _organisation(party: Party, facts: tuple[Fact, ...]) -> Profile:
    body = party.organisation
    area_label = regions.village_label(body.area_code) if body.area_code else ""
    return Profile(
        party_id=party.pk,
        kind=party.kind,
        name=party.name,
        phone=body.phone,
        email=body.email,
        area_code=body.area_code,
        area_label=area_label,
        address_line=rules.address_line(street=body.address, hamlet="", rt="", rw="", village=area_label),
        street=body.address,
        origin=body.origin,
        origin_on=body.origin_on,
        proof=0,
        facts=facts,
        form=body.form,
        nib=body.nib or "",
        npwp=body.npwp,
    )
