"""Taking an application again whose refusal did not stand."""

from datetime import datetime
from uuid import uuid5

from satuatap.domain.audit.actions import record
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.actions import carry_over
from satuatap.kernel.actors import Actor, system

from ..models import Case, Paper
from ..queries import standards
from ..queries.numbers import next_number
from ..rules import engine
from .steps import carry_out, place_in_log

ENGINE = system("cases")
SAME = (
    "service_id", "revision_id", "unit_id", "site_id", "party_id", "mandate_id", "applicant_kind", "filed_by",
    "filed_unit_id", "channel", "language", "title", "applicant_name", "area_code", "uses_register",
)  # fmt: skip


def take_again(refused: Case, by: Actor, at: datetime) -> Case:
    """A new case with the answers and papers of a locked, refused one, by reference, sent at once: its clock begins anew,
    what the register says is read anew. Taken twice, it is the first."""
    if known := Case.objects.filter(retakes=refused).first():
        return known
    case = Case.objects.create(
        number=next_number(at), retakes=refused, started_at=at, **{name: getattr(refused, name) for name in SAME}
    )
    carry_over(before=refused.pk, about=case.pk, principal_id=case.party_id, by=by, at=at)
    papers = refused.papers.filter(current=True).order_by("attached_at", "id")
    Paper.objects.bulk_create(
        Paper(
            case=case, key=sheet.key, instead=sheet.instead, file_id=sheet.file_id, document_id=sheet.document_id,
            stamp_serial=sheet.stamp_serial, is_again=sheet.document_id is None, attached_at=at, attached_by=by.id,
        )
        for sheet in papers
    )  # fmt: skip
    record("case.taken-again", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)
    kept = standards.pick(residents.prefill_scope(case.party_id), standards.names_in(standards.flow(case.revision_id)))
    command = engine.Command(verb="submit", at=at, answers=refused.answers, facts=kept)
    body = {"note": f"Keberatan atas penolakan {refused.number} diterima"}
    key = uuid5(refused.pk, "taken-again")
    if (seq := place_in_log(case, key, "submit", "", body)) is not None:
        carry_out(case, command, key=key, seq=seq, body=body, by=ENGINE)
    return case
