"""The person behind a number who was seen in person, or shows a card or QR: for machines at which nobody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor, account_actor, bearer_actor
from satuatap.kernel.errors import Refused

from .. import policies
from ..codes import ALIVE
from ..models import AccountLink, Person


@dataclass(frozen=True, slots=True)
class Proven:
    """A person of the register with the account that is theirs (None where there is none), and the telephone that reads
    its codes ("" for none)."""

    account_id: UUID | None
    party_id: UUID
    name: str
    phone: str

    @property
    def actor(self) -> Actor:
        """The person acting in their own affairs only: no role of theirs, and nobody they stand for."""
        if self.account_id is None:
            return bearer_actor(self.party_id, self.name, proof=policies.SEEN_IN_PERSON)
        return account_actor(self.account_id, self.name, party_id=self.party_id, proof=policies.SEEN_IN_PERSON)


def proven(nik: str, at: datetime) -> Proven | None:
    """Who has this NIK and was seen in person; None for everybody else, also while a recovered account settles."""
    return _proven(at, party__person__nik=nik)


def proven_phone(actor: Actor, party_id: UUID, *, at: datetime) -> str:
    """The telephone that a person's account has proven, for staff who serve people; "" where there is none."""
    policies.require(policies.serves_people(actor))
    found = _proven(at, party=party_id)
    return found.phone if found else ""


def proven_account(account_id: UUID, at: datetime) -> Proven | None:
    """The same by the account, e.g. some minutes later: what was taken away in between holds no longer."""
    return _proven(at, account=account_id)


def bearer(nik: str, at: datetime) -> Proven | None:
    """Whoever of the register has proven by a card or QR that this NIK is theirs, with or without an account; None for
    numbers that the register does not have, or not as somebody's who lives here."""
    return _bearer(at, nik=nik)


def bearer_again(party_id: UUID, at: datetime) -> Proven | None:
    """The same by the person, e.g. some minutes later."""
    return _bearer(at, party=party_id)


def _bearer(at: datetime, **which: object) -> Proven | None:
    person = Person.objects.filter(provisional=False, status=ALIVE, **which).select_related("party").first()
    if person is None:
        return None
    return _proven(at, party=person.party_id) or Proven(None, person.party_id, person.party.name, "")


def _proven(at: datetime, **which: object) -> Proven | None:
    link = (
        AccountLink.objects.filter(
            ended_at=None, level__gte=policies.SEEN_IN_PERSON, account__is_active=True,
            account__proof_level__gte=policies.SEEN_IN_PERSON, **which,
        )
        .select_related("account", "party")
        .first()
    )  # fmt: skip
    if link is None or not _is_settled(link, at):
        return None
    phone = (link.account.phone or "") if link.account.phone_proven_at else ""
    return Proven(link.account_id, link.party_id, link.party.name, phone)


def _is_settled(link: AccountLink, at: datetime) -> bool:
    try:
        identity.require_settled(link.account_id, at)
    except Refused:
        return False
    return True
