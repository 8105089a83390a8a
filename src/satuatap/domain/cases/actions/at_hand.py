"""Handing in what the applicant has already, by reference."""

from datetime import datetime

from django.utils import timezone

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from ..models import Case, Paper
from ..queries import standards
from ..queries.again import Again, again


def hand_in_letters(case: Case, by: Actor, at: datetime) -> None:
    """Into a draft that has just begun: the letter of ours that is one of its papers, where exactly one holds that no
    application took before: the applicant's own, or of somebody on the same card. What it says need not be typed; it can be taken back like every paper."""
    asked = {paper.key for paper in standards.standard(case.revision_id).papers if paper.letters}
    if not (asked and case.uses_register):
        return
    offered = again(by, case, standards.standard(case.revision_id), timezone.localdate(at))
    for key in sorted(asked & offered.keys()):
        letters = {row.document_id: row for row in offered[key] if row.is_document}
        taken = Paper.objects.filter(document__in=letters, case__submitted_at__isnull=False)
        fresh = letters.keys() - set(taken.values_list("document", flat=True))
        if len(fresh) == 1:
            keep(case, key, letters[fresh.pop()], by, at)


def keep(case: Case, key: str, chosen: Again, by: Actor, at: datetime) -> Paper:
    """One sheet or document of the applicant as a paper of a case."""
    kept = Paper.objects.create(
        case=case, key=key, instead=chosen.instead, file_id=chosen.file_id, document_id=chosen.document_id,
        is_again=not chosen.is_document, attached_at=at, attached_by=by.id,
    )  # fmt: skip
    record("case.paper-used-again", on=case, by=by, at=at, fields=[key], party_id=case.party_id)
    return kept
