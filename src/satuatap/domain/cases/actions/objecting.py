"""Objecting to a refusal, and answering it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import policies
from ..events import ObjectionAnswered
from ..lifecycle import State
from ..models import Case, Objection
from .retaking import take_again

LONGEST = 2000


@transaction.atomic
def object_to_refusal(*, case_id: UUID, words: str, by: Actor, at: datetime) -> Objection:
    """Write down what the applicant has against a refusal: they themselves, or an officer of the office to whom they say
    it. Filed twice, it is the first. Raises ``NotFound`` to strangers, ``Refused`` for what was not refused."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or not (policies.is_applicant(by, case) or policies.works_on(by, case)):
        raise NotFound
    if case.state != State.REFUSED:
        raise Refused("not-refused", _("Keberatan hanya untuk permohonan yang ditolak."))
    if known := Objection.objects.filter(case=case).first():
        return known
    text = words.strip()[:LONGEST]
    if not text:
        raise Refused("words", _("Tulis apa keberatannya."), field="kata")
    filed = Objection.objects.create(case=case, words=text, filed_at=at, filed_by=by.id)
    record("case.objected", on=case, by=by, at=at, party_id=case.party_id)
    return filed


@transaction.atomic
def answer_objection(*, case_id: UUID, is_upheld: bool, answer: str, by: Actor, at: datetime) -> Objection:
    """Answer as whoever leads the office: the refusal stands, or the application is taken again at once, as a new case
    with its own clock. Answered twice, the first
    answer stands. Raises ``NotFound`` to others, also to the applicant."""
    found = Objection.objects.select_for_update().filter(case=case_id).select_related("case").first()
    if found is None or not policies.may_answer_objection(by, found.case):
        raise NotFound
    if found.answered_at is not None:
        return found
    text = answer.strip()[:LONGEST]
    if not text:
        raise Refused("answer", _("Tulis jawabannya, supaya pemohon tahu alasannya."), field="jawaban")
    found.answered_at, found.answered_by, found.is_upheld, found.answer = at, by.id, is_upheld, text
    found.save(update_fields=["answered_at", "answered_by", "is_upheld", "answer"])
    record("case.objection-answered", on=found.case, by=by, at=at, party_id=found.case.party_id)
    if is_upheld:
        take_again(found.case, by, at)
    publish(ObjectionAnswered(case_id=found.case_id))
    return found
