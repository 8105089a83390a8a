"""Who looked at a person's data, in words that the person can read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit import queries as audit
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import Page


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when, who ("" for a system without a name), for which office, why, and at which fields."""

    at: datetime
    who: str
    unit_name: str
    purpose: str
    fields: tuple[str, ...]


def looks(actor: Actor, party_id: UUID, cursor: str = "") -> Page[Look]:
    """The looks at a person's data, newest first, for the person and whoever acts for them; empty for others."""
    page = audit.looks_at(actor, party_id, cursor)
    names = identity.names({act.by for act in page.rows})
    units = agencies.units({UUID(act.unit_id) for act in page.rows if act.unit_id})
    rows = tuple(
        Look(
            at=act.at,
            who=names.get(act.by, ""),
            unit_name=units[UUID(act.unit_id)].short_name if act.unit_id and UUID(act.unit_id) in units else "",
            purpose=act.purpose,
            fields=act.fields,
        )
        for act in page.rows
    )
    return Page(rows, page.next, page.previous)
