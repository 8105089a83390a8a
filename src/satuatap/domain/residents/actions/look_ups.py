"""Asking the national register, under the agreement of an office. No transaction stays open while it is spoken to."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record, record_look
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, ports, rules
from ..models import LookUp, LookUpAgreement, Origin, Person
from ..queries.look_ups import STANDING
from .origins import set_origin

ASKED = ("nik", "name", "born_on")
"""What is sent, and what a match makes as sure as the national register."""


@transaction.atomic
def put_agreement(
    *,
    unit_id: UUID,
    purpose: str,
    reference: str,
    quota: int,
    from_on: date,
    by: Actor,
    at: datetime,
    to_on: date | None = None,
) -> LookUpAgreement:
    """Enter what an office has agreed with the national register; one of the same purpose that runs ends the day before.

    Raises ``Refused`` for what cannot be, ``NotFound`` to all but the head of the office.
    """
    policies.require(by.is_system, unit_id in by.unit_ids(*policies.HEAD_ROLES))
    words, number = " ".join(purpose.split())[:120], " ".join(reference.split())[:120]
    rules.require_agreement(purpose=words, reference=number, quota=quota, from_on=from_on, to_on=to_on)
    running = LookUpAgreement.objects.select_for_update().filter(STANDING(from_on), unit=unit_id, purpose=words)
    for before in running.order_by("pk"):
        if before.from_on == from_on:
            raise Refused(
                "known", _("Perjanjian untuk keperluan itu sejak tanggal itu sudah tercatat."), field="purpose"
            )
        before.to_on = date.fromordinal(from_on.toordinal() - 1)
        before.save(update_fields=["to_on"])
    agreement = LookUpAgreement.objects.create(
        unit_id=unit_id, purpose=words, reference=number, quota=quota, from_on=from_on, to_on=to_on
    )
    record("residents.agreement-put", on=agreement, by=by, at=at, unit_id=unit_id)
    return agreement


def match_nationally(*, party_id: UUID, agreement_id: UUID, key: UUID, by: Actor, at: datetime) -> LookUp:
    """Ask whether number, name and birth date of a person belong together. A match makes them as sure as the national
    register; any other answer changes nothing. The same key asks the same question again and counts once.

    Raises ``Refused`` once the day's questions are used up, for a person without a number, and while nobody answers;
    ``NotFound`` to whoever sits at no counter of the office.
    """
    asked, person = _begun(party_id, agreement_id, key, by, at)
    if asked.outcome:
        return asked
    try:
        matched = _register().match(
            asked.pk, asked.agreement.purpose, person.nik or "", person.party.name, person.born_on
        )
        outcome = LookUp.Outcome.MATCH if matched else LookUp.Outcome.NO_MATCH
    except ports.NotMatched as problem:
        if problem.trouble == ports.Trouble.AWAY:
            words = _("Data nasional belum menjawab. Cocokkan dengan kartu aslinya; pertanyaannya dapat diulang nanti.")
            raise Refused("away", words) from None
        outcome = LookUp.Outcome.UNUSABLE
    return _answered(asked.pk, outcome, by=by, at=at)


def _register() -> ports.NationalRegister:
    if not ports.national_registers:
        raise ports.NotMatched(ports.Trouble.AWAY)
    return ports.national_registers[0]


@transaction.atomic
def _begun(party_id: UUID, agreement_id: UUID, key: UUID, by: Actor, at: datetime) -> tuple[LookUp, Person]:
    """The question, counted and written down before it is asked."""
    today = timezone.localdate(at)
    agreement = LookUpAgreement.objects.select_for_update().filter(STANDING(today), pk=agreement_id).first()
    if agreement is None or agreement.unit_id not in by.unit_ids(*policies.COUNTER_ROLES):
        raise NotFound
    person = Person.objects.select_related("party").filter(pk=party_id).first()
    if person is None:
        raise NotFound
    if not person.nik or person.provisional:
        raise Refused("nik", _("Orang ini belum punya NIK, jadi tidak ada yang dapat dicocokkan."))
    known = LookUp.objects.select_related("agreement").filter(pk=key).first()
    if known is not None:
        if (known.party_id, known.agreement_id) != (party_id, agreement.pk):
            raise NotFound
        return known, person
    rules.require_quota(asked=agreement.look_ups.filter(asked_on=today).count(), quota=agreement.quota)
    asked = LookUp.objects.create(
        pk=key, agreement=agreement, party_id=party_id, asked_at=at, asked_on=today, asked_by=by.id
    )
    record_look(by=by, at=at, purpose=agreement.purpose, fields=ASKED, party_id=party_id, unit_id=agreement.unit_id)
    record("residents.look-up-asked", on=asked, by=by, at=at, party_id=party_id, unit_id=agreement.unit_id)
    return asked, person


@transaction.atomic
def _answered(look_up_id: UUID, outcome: str, *, by: Actor, at: datetime) -> LookUp:
    asked = LookUp.objects.select_for_update().select_related("agreement").get(pk=look_up_id)
    if asked.outcome:
        return asked
    asked.outcome, asked.answered_at = outcome, at
    asked.save(update_fields=["outcome", "answered_at"])
    if outcome == LookUp.Outcome.MATCH:
        for field in ASKED:
            set_origin(asked.party_id, field, Origin.SIAK, timezone.localdate(at))
    record(
        "residents.look-up-answered", on=asked, by=by, at=at, party_id=asked.party_id,
        unit_id=asked.agreement.unit_id, purpose=outcome,
    )  # fmt: skip
    return asked
