"""Who is asking. Built once for a request by the middleware; no room looks a person up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held at a unit today, e.g. ``front-officer`` at the licensing agency."""

    role: str
    unit_id: UUID
    unit_code: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A resident, a member of staff (who is a resident too), the system, or nobody signed in.

    ``party_id`` is the actor's own entry in the register, ``acts_for`` are the parties the actor may represent today
    by mandate in everything, ``entrusted`` the single affairs (cases) of others that were put into the actor's hands.
    ``proof`` is the proof level of the account: 0 phone or e-mail, 1 NIK matched, 2 seen in person.
    """

    id: str = ""
    name: str = ""
    account_id: UUID | None = None
    party_id: UUID | None = None
    proof: int = 0
    acts_for: frozenset[UUID] = frozenset()
    entrusted: frozenset[UUID] = frozenset()
    holdings: tuple[Holding, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.id)

    @property
    def is_staff(self) -> bool:
        return bool(self.holdings)

    @property
    def is_system(self) -> bool:
        return self.id.startswith("system:")

    @property
    def parties(self) -> frozenset[UUID]:
        """Every party whose affairs this actor may see: the own one and those represented."""
        return self.acts_for | {self.party_id} if self.party_id else self.acts_for

    def minds(self, about: UUID, party_id: UUID | None) -> bool:
        """Whether an affair of a party is the actor's to look after: the party's own, or one put into their hands."""
        return party_id in self.parties or about in self.entrusted

    def unit_ids(self, *roles: str) -> frozenset[UUID]:
        """The units at which the actor holds one of the roles; any role when none is named."""
        return frozenset(h.unit_id for h in self.holdings if not roles or h.role in roles)

    def holds(self, role: str, unit_id: UUID | None) -> bool:
        return any(h.role == role and h.unit_id == unit_id for h in self.holdings)

    def roles(self) -> frozenset[str]:
        return frozenset(h.role for h in self.holdings)


NOBODY = Actor()


def system(name: str) -> Actor:
    """The actor under which a background job or a command writes, e.g. ``system("worker")``."""
    return Actor(id=f"system:{name}", name=name)


def bearer_actor(party_id: UUID, name: str, *, proof: int) -> Actor:
    """The actor of somebody who has proven at a machine who they are, and has no account."""
    return Actor(id=f"party:{party_id}", name=name, party_id=party_id, proof=proof)


def account_actor(
    account_id: UUID,
    name: str,
    *,
    party_id: UUID | None = None,
    proof: int = 0,
    acts_for: Iterable[UUID] = (),
    entrusted: Iterable[UUID] = (),
    holdings: Iterable[Holding] = (),
) -> Actor:
    """The actor of a signed-in account."""
    return Actor(
        id=f"account:{account_id}",
        name=name,
        account_id=account_id,
        party_id=party_id,
        proof=proof,
        acts_for=frozenset(acts_for),
        entrusted=frozenset(entrusted),
        holdings=tuple(holdings),
    )
