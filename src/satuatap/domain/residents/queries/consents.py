"""What somebody, and those for whom they speak, agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.domain.consents import queries as consents
from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications import queries as notifications
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..models import AccountLink, Mandate, Person
from .accounts import in_force
from .naming import names

PARENTS = ("parent", "wali")
ABOUT = consents.PURPOSES


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be agreed to now: the words in force, what it would be about (masked; "" for the person), since
    when it holds, and whether other words were agreed to before. ``version`` is the one that is read."""

    purpose: str
    words: consents.Words
    about: str
    holds: bool
    was_other: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """The register for one person: what may be chosen, and every line, newest first. ``party_id`` is None for oneself."""

    party_id: UUID | None
    name: str
    choices: tuple[Choice, ...]
    lines: tuple[consents.Line, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """Of whom a consent speaks: by purpose the number, address, account or person."""

    account_id: UUID | None
    party_id: UUID | None
    subjects: Mapping[str, str]


def owner(actor: Actor, party_id: UUID | None, on: date) -> Owner:
    """Oneself, or a child or ward for whom the actor speaks. Raises ``NotFound`` for anybody else."""
    if party_id is None or party_id == actor.party_id:
        if actor.account_id is None:
            raise NotFound
        return _of_account(actor.account_id, actor.party_id if actor.proof >= policies.SEEN_IN_PERSON else None)
    policies.require(ground_for(actor, party_id, on) != "" and policies.is_own(actor, party_id))
    return owner_of_party(party_id)


def ground_for(actor: Actor, party_id: UUID, on: date) -> str:
    """As what the actor speaks for a person: *parent*, *wali*, or "" for not at all."""
    held = Mandate.objects.filter(
        in_force(on), principal=party_id, agent=actor.party_id, revoked_at=None, kind__in=PARENTS
    )
    return held.values_list("kind", flat=True).first() or "" if actor.party_id else ""


def owner_of_party(party_id: UUID) -> Owner:
    """Somebody of the register, with an account or without; for rooms that have shown that it may be."""
    link = AccountLink.objects.filter(party=party_id, ended_at=None).first()
    if link is not None:
        return _of_account(link.account_id, party_id)
    person = Person.objects.filter(party=party_id).only("phone", "email").first()
    if person is None:
        raise NotFound
    return Owner(None, party_id, _subjects(person.phone, person.email, None, party_id))


def _of_account(account_id: UUID, party_id: UUID | None) -> Owner:
    account = identity.account(account_id)
    phone = account.phone if account.phone_proven_at else ""
    email = account.email if account.email_proven_at else ""
    return Owner(account_id, party_id, _subjects(phone or "", email or "", account_id, party_id))


def _subjects(phone: str, email: str, account_id: UUID | None, party_id: UUID | None) -> dict[str, str]:
    of = {"phone": phone, "email": email, "account": str(account_id or ""), "person": str(party_id or "")}
    return {purpose: of[kind] for purpose, kind in ABOUT.items() if of[kind]}


def is_child(party_id: UUID | None, adult_from: int, on: date) -> bool:
    """Whether the register knows somebody as too young to agree alone; of whom it does not know nobody says so."""
    born_on = Person.objects.filter(party=party_id).values_list("born_on", flat=True).first() if party_id else None
    return born_on is not None and consents.age_on(born_on, on) < adult_from


def require_grown_up(actor: Actor, purpose: str, on: date) -> None:
    """Raises ``Refused("child")`` for somebody whose parent agrees for them."""
    wording = consents.in_force(on).get(purpose)
    if wording is not None and is_child(actor.party_id, wording.adult_from, on):
        words = _("Untuk yang belum %(age)s tahun, orang tua atau wali yang menyetujui.")
        raise Refused("child", words % {"age": wording.adult_from}, field="purpose")


def agreed(actor: Actor, on: date, language: str) -> tuple[Agreed, ...]:
    """Oneself first, then the children and wards for whom the actor speaks as parent or guardian."""
    found = [_agreed(owner(actor, None, on), None, "", on, language)]
    held = Mandate.objects.filter(in_force(on), agent=actor.party_id, revoked_at=None, kind__in=PARENTS)
    minded = set(held.values_list("principal", flat=True)) & actor.acts_for if actor.party_id else set()
    called = names(minded) if minded and policies.is_own(actor, min(minded)) else {}
    for party_id in sorted(called, key=lambda each: called[each]):
        found.append(_agreed(owner_of_party(party_id), party_id, called[party_id], on, language))
    return tuple(found)


def agreed_by(party_id: UUID, on: date, language: str) -> Agreed:
    """The register for one person, for counters and for the copy of somebody's data."""
    return _agreed(owner_of_party(party_id), party_id, "", on, language)


def _agreed(whose: Owner, party_id: UUID | None, name: str, on: date, language: str) -> Agreed:
    lines = consents.lines([*set(whose.subjects.values())], on, language, whose.party_id)
    last = {(line.subject, line.words.purpose): line for line in reversed(lines)}
    choices = []
    for purpose, words in consents.offered(on, language).items():
        if subject := whose.subjects.get(purpose, ""):
            line = last.get((subject, purpose))
            is_address = ABOUT[purpose] in ("phone", "email")
            choices.append(
                Choice(
                    purpose, words, notifications.masked(subject) if is_address else "",
                    holds=bool(line and line.holds), was_other=bool(line and line.given and not line.holds),
                )
            )  # fmt: skip
    return Agreed(party_id, name, tuple(choices), lines)


def may_use_phone_beyond(party_id: UUID, on: date) -> bool:
    """Whether the person's village may use their telephone number for other things than their own affairs."""
    return consents.holds(consents.VILLAGE_PHONE, party_id, on)
