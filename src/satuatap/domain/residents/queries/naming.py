"""What parties are called, for choices and lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from satuatap.kernel.actors import Actor

from ..models import Party


@dataclass(frozen=True, slots=True)
class Represented:
    """Somebody for whom the actor may act; ``is_self`` for the actor's own person."""

    party_id: UUID
    name: str
    is_self: bool


def names(party_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of several parties by one query; unknown ids are left out."""
    return dict(Party.objects.filter(pk__in=set(party_ids)).values_list("pk", "name"))


def represented(actor: Actor) -> tuple[Represented, ...]:
    """The actor's own person first, then those the actor stands for, by name; one query."""
    known = names(actor.parties)
    rows = [Represented(pk, name, pk == actor.party_id) for pk, name in known.items()]
    return tuple(sorted(rows, key=lambda row: (not row.is_self, row.name)))
