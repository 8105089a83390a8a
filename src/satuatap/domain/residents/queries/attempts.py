"""Who asked for what is not theirs and was turned away, for those who see to it that people look only where they may."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit import queries as audit
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page

from .. import policies
from .looks import Look, in_words, offices_of


@dataclass(frozen=True, slots=True)
class Attempts:
    """A page of attempts, the offices they came from, by name, and which of them was asked for."""

    page: Page[Look]
    units: tuple[tuple[UUID, str], ...]
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, and whose data it was about, where the address named somebody."""

    look: Look
    party_id: UUID | None


def attempts(actor: Actor, cursor: str = "", unit: str = "", pages: Collection[str] = ()) -> Attempts:
    """The attempts, newest first: all for those who protect data, those of their own staff for heads of an office.

    Raises ``NotFound`` to others. ``unit`` is the id of an office as it came with a request, ``pages`` are the names of
    addresses. It names nobody whose data it was about.
    """
    policies.require(policies.oversees_looks(actor))
    own = None if policies.protects_data(actor) else actor.unit_ids(*policies.HEAD_ROLES)
    there = audit.units_turned_away() if own is None else own
    unit_id = next((pk for pk in there if str(pk) == unit), None)
    found = audit.turned_away(own if unit_id is None else {unit_id}, pages, cursor)
    held = identity.held({act.by for act in found.rows})
    units = agencies.units(there | offices_of(held))
    offices = sorted(((pk, units[pk].short_name) for pk in there if pk in units), key=lambda row: row[1])
    return Attempts(Page(in_words(found.rows, held, units), found.next, found.previous), tuple(offices), unit_id)


def attempt(actor: Actor, attempt_id: int) -> Attempt:
    """One attempt for those who protect data. Raises ``NotFound`` to others."""
    policies.require(policies.protects_data(actor))
    act = audit.turned_away_once(attempt_id)
    if act is None:
        raise NotFound
    return Attempt(in_words([act])[0], UUID(act.party_id) if act.party_id else None)
