"""The sheets of a case, opened for those who may see it; every look by staff is recorded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.domain.audit.actions import record_look
from satuatap.domain.files import queries as files
from satuatap.domain.files.models import StoredFile
from satuatap.domain.residents import policies as register
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..models import Case, OutsideRecord, Paper
from ..rules.papers import is_identity
from . import standards


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    media_type: str
    data: bytes


def sheet(*, actor: Actor, case_id: UUID, paper_id: UUID, at: datetime) -> Sheet:
    """One sheet. A copy of an identity paper has its purpose written across it. The applicant gets the own file as it is.

    Raises ``NotFound`` to strangers and for sheets of other cases, ``Refused`` where it cannot be marked.
    """
    case = _visible(actor, case_id)
    found = Paper.objects.select_related("file").filter(case=case, pk=paper_id).first()
    if found is None:
        raise NotFound
    _note(actor, case, found.key, at)
    if policies.is_applicant(actor, case):
        return Sheet(found.file.name, found.file.media_type, files.contents(found.file))
    standard = standards.standard(case.revision_id).paper(found.key)
    if standard is None or not is_identity(standard):
        return Sheet(found.file.name, found.file.media_type, files.shown(found.file))
    data, media_type = files.marked(found.file, f"Hanya untuk {case.title} · {case.number}")
    return Sheet(found.file.name, media_type, data)


def outside_document(*, actor: Actor, case_id: UUID, at: datetime) -> tuple[StoredFile, bytes]:
    """The PDF of the outside system. Raises ``NotFound`` where there is none."""
    case = _visible(actor, case_id)
    found = OutsideRecord.objects.select_related("file").filter(case=case, file__isnull=False).first()
    if found is None or found.file is None:
        raise NotFound
    _note(actor, case, "outside-document", at)
    return found.file, files.contents(found.file)


def word_paper(*, actor: Actor, case_id: UUID, mandate_id: UUID, at: datetime) -> Sheet:
    """The photo of what somebody signed or thumb-printed so that the case could be filed for them, with its purpose
    across it; for who may see the case, and the village that filed it. Raises ``NotFound`` where there is none."""
    units = actor.unit_ids(*register.VILLAGE_ROLES)
    cases = Case.objects.filter(pk=case_id)
    case = cases.visible_to(actor).first() or cases.filed_from(units).first()
    if case is None:
        raise NotFound
    words = {row.pk: row for row in residents.words_about(case.party_id, case.pk, [case.mandate_id])}
    file = words[mandate_id].evidence_file if mandate_id in words else None
    if file is None:
        raise NotFound
    record_look(
        on=case, by=actor, at=at, purpose=f"melihat slip kuasa berkas {case.number}", fields=["mandate"],
        party_id=case.party_id, unit_id=case.filed_unit_id if case.filed_unit_id in units else case.unit_id,
    )  # fmt: skip
    data, media_type = files.marked(file, f"Hanya untuk kuasa {case.title} · {case.number}")
    return Sheet(file.name, media_type, data)


def _visible(actor: Actor, case_id: UUID) -> Case:
    case = Case.objects.visible_to(actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound
    return case


def _note(actor: Actor, case: Case, field: str, at: datetime) -> None:
    if case.party_id not in actor.parties:
        record_look(
            on=case,
            by=actor,
            at=at,
            purpose=f"membuka lampiran berkas {case.number}",
            fields=[field],
            party_id=case.party_id,
            unit_id=None if policies.is_applicant(actor, case) else case.unit_id,
        )
