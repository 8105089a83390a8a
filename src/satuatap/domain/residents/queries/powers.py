"""One mandate as both sides see it, and what was done under it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from satuatap.domain.audit import queries as audit
from satuatap.domain.audit.queries import Act
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import rules
from ..models import AccountLink, Mandate, MandateKind, Person
from .accounts import SIDES, MandateRow, row_of
from .offices import GIVES_POWERS, rights_in


@dataclass(frozen=True, slots=True)
class Power:
    """A mandate with the affairs it reaches; ``uses`` are for the giver: what its holder did with the giver's data.

    ``is_ours``: it is of an organisation whose officer the reader is.
    """

    row: MandateRow
    giver_id: UUID
    reference: str
    stamp_serial: str
    abouts: tuple[UUID, ...]
    is_for_me: bool
    is_ours: bool
    may_end: bool
    uses: tuple[Act, ...]


def power(actor: Actor, mandate_id: UUID, on: date) -> Power:
    """A mandate for whoever gave it, holds it, or is named in it, and for the officers of the organisation that gave it.

    Raises ``NotFound`` to all others.
    """
    mandate = Mandate.objects.filter(pk=mandate_id).select_related(*SIDES).first()
    if mandate is None or actor.party_id is None:
        raise NotFound
    is_for_me, rights = is_named(actor, mandate), rights_in(actor, mandate.principal_id, on)
    is_side = actor.party_id in (mandate.principal_id, mandate.agent_id)
    if not (is_side or is_for_me or rights):
        raise NotFound
    row = row_of(mandate, actor, on)
    return Power(
        row=row,
        giver_id=mandate.principal_id,
        reference=mandate.reference,
        stamp_serial=mandate.stamp_serial,
        abouts=tuple(mandate.abouts),
        is_for_me=is_for_me and mandate.revoked_at is None and (mandate.to_on is None or on <= mandate.to_on),
        is_ours=bool(rights) and mandate.agent_id != actor.party_id,
        may_end=(row.is_in_force or row.is_offered) and (is_side or GIVES_POWERS in rights),
        uses=_uses(actor, mandate) if row.is_given or rights else (),
    )


def powers_of(actor: Actor, organisation_id: UUID, on: date) -> tuple[MandateRow, ...]:
    """The powers that an organisation has given, newest first; for its officers, empty for all others."""
    if not rights_in(actor, organisation_id, on):
        return ()
    found = Mandate.objects.filter(principal=organisation_id, kind=MandateKind.KUASA).select_related(*SIDES)
    return tuple(row_of(mandate, actor, on) for mandate in found.order_by("-recorded_at", "-id")[:50])


def _uses(actor: Actor, mandate: Mandate) -> tuple[Act, ...]:
    accounts = AccountLink.objects.filter(party=mandate.agent_id).values_list("account", flat=True)
    by = [f"account:{pk}" for pk in accounts] if mandate.agent_id else []
    return audit.acts_about(actor, mandate.principal_id, by=by, since=mandate.recorded_at)


def offers(actor: Actor, on: date) -> tuple[MandateRow, ...]:
    """The powers that wait for the actor to take them."""
    nik = nik_of(actor)
    found = Mandate.objects.filter(agent_nik=nik, revoked_at=None, to_on__gte=on) if nik else Mandate.objects.none()
    rows = found.select_related(*SIDES).order_by("-recorded_at")[:20]
    return tuple(row_of(mandate, actor, on) for mandate in rows if _is_called(actor, mandate))


def is_named(actor: Actor, mandate: Mandate) -> bool:
    """Whether an offered power names the actor, who was seen in person: the NIK, and the name as the register has it."""
    return mandate.is_offered and mandate.agent_nik == nik_of(actor) and _is_called(actor, mandate)


def named_by(mandate: Mandate) -> UUID | None:
    """The person an offered power names; None where the register knows nobody of that number and name."""
    return person_of(mandate.agent_nik, mandate.agent_name)


def person_of(nik: str, name: str) -> UUID | None:
    """Whom a NIK and a name mean together; None where they do not fit. Never an answer to who wrote them."""
    known = Person.objects.filter(nik=nik).values_list("pk", "party__name").first()
    fits = known is not None and rules.name_letters(known[1]) == rules.name_letters(name)
    return known[0] if known is not None and fits else None


def nik_of(actor: Actor) -> str:
    """The NIK of somebody who was seen in person, "" for others: by it they are found who offered them something."""
    if actor.party_id is None or actor.proof < 2:
        return ""
    return Person.objects.filter(pk=actor.party_id).values_list("nik", flat=True).first() or ""


def _is_called(actor: Actor, mandate: Mandate) -> bool:
    return named_by(mandate) == actor.party_id
