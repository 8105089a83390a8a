"""For whom somebody may begin an application, and on what ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from satuatap.kernel.actors import Actor

from ..models import EVERY_SERVICE, Mandate, Party, PartyKind
from .accounts import in_force

SELF, ORGANISATION = "self", "organisation"
OWN_KINDS = (SELF, "heir", "reporter")  # as what one may apply in one's own name


@dataclass(frozen=True, slots=True)
class Ground:
    """Whom an application is for, and what makes the actor the one to send it: ``kind`` is self, organisation, or the
    kind of the mandate (parent, wali, kuasa)."""

    party_id: UUID
    name: str
    kind: str
    mandate_id: UUID | None = None
    is_limited: bool = False

    @property
    def is_self(self) -> bool:
        return self.kind == SELF


def grounds(actor: Actor, service_code: str, on: date) -> tuple[Ground, ...]:
    """Everybody for whom the actor may apply for a service: the own person first, then others by name; two queries."""
    return grounds_by_service(actor, [service_code], on)[service_code]


def grounds_by_service(actor: Actor, codes: Sequence[str], on: date) -> dict[str, tuple[Ground, ...]]:
    """The same for several services at once; two queries for all of them."""
    if actor.party_id is None:
        return dict.fromkeys(codes, ())
    mandates = _held(actor.party_id, codes, on)
    everybody = actor.parties | {mandate.principal_id for mandate in mandates}
    parties = list(Party.objects.filter(pk__in=everybody).values_list("pk", "name", "kind"))
    found = {}
    for code in codes:
        held = {m.principal_id: m for m in mandates if code in m.scope or EVERY_SERVICE in m.scope}
        rows = [
            _ground(actor, pk, name, kind, held.get(pk))
            for pk, name, kind in parties
            if pk in actor.parties or pk in held
        ]
        found[code] = tuple(sorted(rows, key=lambda row: (row.party_id != actor.party_id, row.name, row.party_id)))
    return found


def ground(actor: Actor, party_id: UUID, service_code: str, on: date) -> Ground | None:
    """The ground on which the actor may apply for one party; None where there is none."""
    if party_id == actor.party_id:
        return Ground(party_id, actor.name, SELF)
    return next((row for row in grounds(actor, service_code, on) if row.party_id == party_id), None)


def _held(agent_id: UUID, codes: Sequence[str], on: date) -> list[Mandate]:
    """The mandates that reach one of the services, the widest last: where there are two for one party, it is the one
    that counts."""
    found = Mandate.objects.filter(in_force(on), agent=agent_id, revoked_at=None)
    return list(found.filter(scope__overlap=[*codes, EVERY_SERVICE]).order_by("-scope", "id"))


def _ground(actor: Actor, party_id: UUID, name: str, kind: str, mandate: Mandate | None) -> Ground:
    if party_id == actor.party_id:
        return Ground(party_id, name, SELF)
    if mandate is not None and party_id not in actor.parties:
        return Ground(party_id, name, mandate.kind, mandate.pk, is_limited=True)
    if mandate is not None and kind != PartyKind.ORGANISATION:  # an officer who may apply needs no power besides
        return Ground(party_id, name, mandate.kind, mandate.pk)
    return Ground(party_id, name, ORGANISATION if kind == PartyKind.ORGANISATION else SELF)
