"""What a village does with a case that it filed elsewhere: correct it with the resident, take the product in, hand it over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.residents import actions as register
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..lifecycle import State, TaskState
from ..models import Case, Keeping, Place
from ..queries.collecting import is_collected_in_village, keeping_of
from .steps import perform

LONGEST = 80


@transaction.atomic
def take_up(*, case_id: UUID, mandate_id: UUID, by: Actor, at: datetime) -> Case:
    """An officer of the village corrects with the resident what came back: from now until it is sent, on that day.

    ``mandate_id`` is the word the resident gave today. Raises ``NotFound`` to other offices, ``Refused`` for a case that
    waits for nothing from the applicant, or a mandate that does not hold.
    """
    case = _followed(case_id, by)
    if case.waiting_for != "applicant":
        raise Refused("not-returned", _("Permohonan ini sedang tidak menunggu perbaikan."))
    if not residents.mandate_holds(mandate_id, case.party_id, case.service.code, timezone.localdate(at)):
        raise Refused("mandate", _("Catat dulu kuasa warga untuk hari ini."), field="cara")
    register.use_word(mandate_id=mandate_id, about=case.pk, by=by, at=at)
    case.filed_by, case.taken_up_at = by.id, at
    case.save(update_fields=["filed_by", "taken_up_at"])
    record("case.taken-up", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.filed_unit_id)
    return case


@transaction.atomic
def put_by(*, case_id: UUID, place: str, note: str, by: Actor, at: datetime) -> Keeping:
    """Write down where a finished paper lies: on a shelf of the office, with the courier to the village, in the village.

    The office that hands it over says the first two, the village that it arrived. Raises ``NotFound`` to others,
    ``Refused`` while there is nothing to collect and for a courier to a village that may not hand it over.
    """
    case = _locked(case_id)
    if place == Place.VILLAGE:
        if not policies.is_of_filing_village(by, case):
            raise NotFound
    else:
        policies.require_works_on(by, case)
    words = " ".join(note.split())[:LONGEST]
    if place not in Place.values or (place == Place.SHELF and not words):
        raise Refused("place", _("Tulis rak atau tempatnya, misalnya “Rak B, map 3”."), field="tempat")
    if case.state != State.APPROVED or case.ready_at is None:
        raise Refused("not-ready", _("Belum ada dokumen yang siap diambil."))
    if place != Place.SHELF and not is_collected_in_village(case, at):
        raise Refused("not-here", _("Dokumen layanan ini diserahkan di kantor yang menerbitkannya."))
    standing = keeping_of(case)
    if standing and (standing.place, standing.note) == (place, words):
        return Keeping.objects.filter(case=case).latest("at")
    kept = Keeping.objects.create(case=case, place=place, note=words, at=at, by=by.id)
    record("case.put-by", on=case, by=by, at=at, fields=[place], party_id=case.party_id)
    return kept


@transaction.atomic
def hand_over_in_village(*, case_id: UUID, collector: str, relation: str, key: UUID, by: Actor, at: datetime) -> Case:
    """Give the finished product to whoever collects it in the village: the case ends there, and what follows from its end
    happens once. Raises ``NotFound`` to other offices, ``Refused`` where the service or its place does not let it."""
    case = _followed(case_id, by)
    task = case.tasks.filter(kind="hand-over", state=TaskState.OPEN).first()
    known = case.commands.filter(key=key).first()
    if task is None and known is None:
        raise Refused("not-open", _("Dokumen ini belum siap atau sudah diserahkan."))
    step = task.step if task else known.step if known else ""
    body = {"collector": collector, "relation": relation, "how": "village"}
    return perform(case_id=case.pk, step=step, verb="hand-over", key=key, body=body, by=by, at=at)


def _followed(case_id: UUID, by: Actor) -> Case:
    case = _locked(case_id)
    if not policies.is_of_filing_village(by, case) or policies.is_applicant(by, case):
        raise NotFound
    return case


def _locked(case_id: UUID) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("filed_unit", "service")
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise NotFound
    return case
