"""Recording who acts for whom."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7
from satuatap.kernel.jobs import publish

from .. import events, policies, queries, rules
from ..models import FamilyMember, How, Mandate, MandateKind, Party, Person
from ..queries.accounts import in_force
from ..queries.families import place_of


@transaction.atomic
def record_mandate(
    *,
    principal_id: UUID,
    kind: str,
    scope: Sequence[str],
    how: str,
    by: Actor,
    at: datetime,
    agent_id: UUID | None = None,
    agent_name: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    reference: str = "",
    stamp_serial: str = "",
    witness1: str = "",
    witness2: str = "",
    paper: tuple[str, bytes] | None = None,
    paper_follows: bool = False,
) -> Mandate:
    """Write down that somebody acts for a party from ``from_on`` (today) until ``to_on``.

    ``parent``: both stand on one card and the child is a minor; ends with minority. ``wali``: ``reference`` is the
    court order. ``kuasa``: ``reference`` is the deed, with named services and an end. ``assisted``: an officer files
    for somebody present, named by ``agent_name`` or else as the officer, for that day. ``scope`` holds codes of
    services, ``["*"]`` for all. Raises ``Refused`` in words where one of these is missing, ``NotFound`` to strangers:
    staff who serve people record any, a parent seen in person the own one, a principal a power of attorney by code.
    """
    principal = _party(principal_id)
    _require_may_record(by, principal_id=principal_id, agent_id=agent_id, kind=kind, how=how)
    if how not in How.values or kind not in MandateKind.values:
        raise ValueError(f"no such mandate: {kind} by {how}")
    first = from_on or at.date()
    to_on = _end_of(kind, principal_id, agent_id, first, to_on)
    rules.require_consent(how=how, witness1=witness1, witness2=witness2)
    rules.require_paper(how=how, has_paper=paper is not None or paper_follows or kind != MandateKind.ASSISTED)
    rules.require_grounds(kind=kind, scope=scope, to_on=to_on, reference=reference)
    rules.require_days(first, to_on)
    if agent_id == principal_id:
        raise Refused("oneself", _("Untuk diri sendiri tidak perlu kuasa."), field="agent_id")
    agent = _party(agent_id) if agent_id else None
    name = "" if agent else _name(agent_name, kind, by)
    mandate_id = uuid7()
    mandate = Mandate.objects.create(
        pk=mandate_id, principal=principal, agent=agent, agent_name=name, kind=kind, scope=list(scope), from_on=first,
        to_on=to_on, how=how, reference=reference.strip(), evidence_file_id=_kept(mandate_id, paper, by=by, at=at),
        stamp_serial=stamped(mandate_id, stamp_serial, by=by, at=at), witness1=witness1.strip(), witness2=witness2.strip(), recorded_by=by.id, recorded_at=at,
    )  # fmt: skip
    record("residents.mandate-recorded", on=mandate, by=by, at=at, party_id=principal_id)
    return mandate


def _name(told: str, kind: str, by: Actor) -> str:
    """Who acts, of whom the register knows nothing. Raises ``Refused`` where nobody is named."""
    if name := told.strip() or (by.name if kind == MandateKind.ASSISTED else ""):
        return name
    raise Refused("agent", _("Sebutkan siapa yang mewakili."), field="agent_name")


def _kept(mandate_id: UUID, paper: tuple[str, bytes] | None, *, by: Actor, at: datetime) -> UUID | None:
    """The photo of what was signed, among the files."""
    if paper is None:
        return None
    name, data = paper
    try:
        return files.store(data=data, name=name, owner_kind="residents.mandate", owner_id=mandate_id, by=by, at=at).pk
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field="paper") from None


def stamped(mandate_id: UUID, serial: str, *, by: Actor, at: datetime) -> str:
    """The serial of the *meterai* on a mandate, noted as used; "" without one."""
    if not serial.strip():
        return ""
    return files.use_stamp(serial=serial, owner_kind="residents.mandate", owner_id=mandate_id, by=by, at=at)


def _party(party_id: UUID) -> Party:
    found = Party.objects.filter(pk=party_id).first()
    if found is None:
        raise NotFound
    return found


def _require_may_record(by: Actor, *, principal_id: UUID, agent_id: UUID | None, kind: str, how: str) -> None:
    is_seen = by.party_id is not None and policies.is_own(by, by.party_id)
    policies.require(
        policies.serves_people(by),
        is_seen and kind == MandateKind.PARENT and by.party_id == agent_id,
        is_seen and kind == MandateKind.KUASA and by.party_id == principal_id and how == How.CODE,
    )


def _end_of(kind: str, principal_id: UUID, agent_id: UUID | None, first: date, to_on: date | None) -> date | None:
    """The last day: that of minority at the latest for parents, the day itself for an officer who assists."""
    if kind == MandateKind.ASSISTED:
        return to_on or first
    if kind != MandateKind.PARENT:
        return to_on
    seats = FamilyMember.objects.filter(
        to_on=None, person__in=[principal_id, agent_id], family__members__person=principal_id,
        family__members__to_on=None,
    ).select_related("person")  # fmt: skip
    by_person = {seat.person_id: place_of(seat) for seat in seats}
    child, parent = by_person.get(principal_id), by_person.get(agent_id) if agent_id else None
    rules.require_parent(child=child, parent=parent, on=first)
    last = rules.last_day_of_minority(Person.objects.get(pk=principal_id).born_on, first)
    return min(to_on or last, last)


@transaction.atomic
def entrust(*, mandate_id: UUID, about: UUID, by: Actor, at: datetime) -> None:
    """Let a mandate reach an affair (a case) that its holder has begun under it. Raises ``NotFound`` to all others, and
    for a mandate that is no longer in force."""
    mandate = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    is_holder = mandate is not None and by.party_id is not None and mandate.agent_id == by.party_id
    if mandate is None or not is_holder or not mandate.is_in_force(at.date()):
        raise NotFound
    if about not in mandate.abouts:
        mandate.abouts = [*mandate.abouts, about]
        mandate.save(update_fields=["abouts"])
        record("residents.mandate-used", on=mandate, by=by, at=at, party_id=mandate.principal_id)


@transaction.atomic
def carry_over(*, before: UUID, about: UUID, principal_id: UUID, by: Actor, at: datetime) -> None:
    """Let the mandates that reach an affair (a case) reach the one that continues it, for as long as they last. What has
    ended by then reaches no further, nor does the word somebody gave an officer for one day."""
    held = Mandate.objects.select_for_update().filter(
        in_force(timezone.localdate(at)), principal=principal_id, abouts__contains=[before], revoked_at=None
    )
    for mandate in held.exclude(kind=MandateKind.ASSISTED).exclude(abouts__contains=[about]).order_by("id"):
        mandate.abouts = [*mandate.abouts, about]
        mandate.save(update_fields=["abouts"])
        record("residents.mandate-used", on=mandate, by=by, at=at, party_id=mandate.principal_id)


@transaction.atomic
def use_word(*, mandate_id: UUID, about: UUID, by: Actor, at: datetime) -> None:
    """Tie the word somebody gave an officer to one more affair (a case), so that it is found again from there. Raises
    ``NotFound`` to everybody but the officer who wrote it down, and for a word that no longer holds."""
    mandate = Mandate.objects.select_for_update().filter(pk=mandate_id, kind=MandateKind.ASSISTED).first()
    if mandate is None or mandate.recorded_by != by.id or not mandate.is_in_force(timezone.localdate(at)):
        raise NotFound
    if about not in mandate.abouts:
        mandate.abouts = [*mandate.abouts, about]
        mandate.save(update_fields=["abouts"])
        record("residents.mandate-used", on=mandate, by=by, at=at, party_id=mandate.principal_id)


@transaction.atomic
def end_mandate(*, mandate_id: UUID, by: Actor, at: datetime) -> None:
    """Take a mandate back, at once; either side may, whoever it was offered to, and staff who serve people. For an
    organisation any officer who may give its powers.

    Ended twice, it stays ended. Raises ``NotFound`` to all others.
    """
    mandate = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if mandate is None:
        raise NotFound
    sides = {mandate.principal_id, mandate.agent_id}
    is_side = by.party_id is not None and by.party_id in sides
    is_giver = queries.may_give_powers(by, mandate.principal_id, at.date())
    policies.require(policies.serves_people(by), is_side, is_giver, queries.is_named(by, mandate))
    if mandate.revoked_at is not None:
        return
    mandate.revoked_at = at
    mandate.save(update_fields=["revoked_at"])
    record("residents.mandate-ended", on=mandate, by=by, at=at, party_id=mandate.principal_id)
    publish(events.PowerEnded(mandate_id=mandate.pk, was_offered=mandate.is_offered))
