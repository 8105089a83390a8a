"""Marriages and divorces."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ... import codes
from ...lifecycle import Kind
from ...models import CivilEvent
from ...rules import Change, Member
from ..recording import Source
from .telling import family, require_tells_of, tell


@transaction.atomic
def report_marriage(
    *,
    party_id: UUID,
    on: date,
    source: Source,
    by: Actor,
    at: datetime,
    partner_id: UUID | None = None,
    family_id: UUID | None = None,
    joins: Sequence[Member] = (),
    about: UUID | None = None,
) -> CivilEvent:
    """Two people married; ``partner_id`` None for somebody whom this register does not know.

    ``joins`` are those who move to the card ``family_id`` with it, and what they are there. Without them everybody
    stays where they are, until a card of their own is entered. Raises ``NotFound`` unless the actor records for all.
    """
    facts = _both(party_id, partner_id, codes.MARRIED)
    area_code = require_tells_of(by, *facts, *(member.party_id for member in joins))
    if family_id is not None:
        card = family(by, family_id)
        for member in joins:
            facts.setdefault(member.party_id, {}).update(family=str(card.pk), relation=member.relation)
    changes = [Change(given, party=changed) for changed, given in facts.items()]
    return tell(Kind.MARRIAGE, on, changes, area_code=area_code, source=source, about=about, by=by, at=at)


@transaction.atomic
def report_divorce(
    *,
    party_id: UUID,
    on: date,
    source: Source,
    by: Actor,
    at: datetime,
    partner_id: UUID | None = None,
    about: UUID | None = None,
) -> CivilEvent:
    """A marriage ended by a court's word. Both stay on their card until one of them moves."""
    facts = _both(party_id, partner_id, codes.DIVORCED)
    area_code = require_tells_of(by, *facts)
    changes = [Change(given, party=changed) for changed, given in facts.items()]
    return tell(Kind.DIVORCE, on, changes, area_code=area_code, source=source, about=about, by=by, at=at)


def _both(party_id: UUID, partner_id: UUID | None, marital: int) -> dict[UUID, dict[str, object]]:
    if party_id == partner_id:
        raise Refused("partner", _("Pilih dua orang yang berbeda."), field="partner")
    return {one: {"marital": marital} for one in (party_id, partner_id) if one is not None}
