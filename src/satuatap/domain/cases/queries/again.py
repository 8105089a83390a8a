"""Papers that can be handed in again: documents this system issued, and what earlier applications already had."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Concat

from satuatap.domain.catalog.queries import Standard
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.models import Document
from satuatap.kernel.actors import Actor

from ..models import Case, Defect, Paper
from . import standards

DOCUMENT, SHEET = "dokumen", "lembar"
MOST_EACH, MOST_SHEETS = 3, 60


@dataclass(frozen=True, slots=True)
class Again:
    """One paper to hand in again for a requirement: ``value`` names it, ``instead`` the substitute it counts as.

    ``number`` and ``until`` are of a document of ours; a sheet has the number of the application and ``at``, its day.
    """

    value: str
    instead: str
    title: str
    number: str
    at: datetime | None
    until: date | None
    file_id: UUID
    document_id: UUID | None

    @property
    def is_document(self) -> bool:
        return self.document_id is not None


def again(actor: Actor, case: Case, standard: Standard, today: date) -> dict[str, tuple[Again, ...]]:
    """By requirement what the applicant has already; two queries. Only for those who look after the party's affairs.

    A document fits by its kind, a sheet by the key it was handed in for; what has run out, was revoked or found wanting
    is left out, and so is what needs a *meterai*: its serial counts once.
    """
    asked = [paper for paper in standard.papers if not paper.meterai]
    wanted = {key: paper.key for paper in asked for key in (*paper.instead, paper.key)}
    found: dict[str, list[Again]] = {}
    for key, one in (*_documents(actor, case, wanted, today), *_sheets(actor, case, wanted, standard)):
        rows = found.setdefault(wanted[key], [])
        if len(rows) < MOST_EACH and one.file_id not in {row.file_id for row in rows}:
            rows.append(one)
    return {key: tuple(rows) for key, rows in found.items()}


def _documents(actor: Actor, case: Case, wanted: dict[str, str], today: date) -> Iterator[tuple[str, Again]]:
    for document in documents.in_force(actor, case.party_id, wanted, today):
        if document.file_id is not None:
            instead = "" if wanted[document.type] == document.type else document.type
            yield document.type, _of_document(document, instead, document.file_id)


def _of_document(document: Document, instead: str, file_id: UUID) -> Again:
    return Again(
        value=f"{DOCUMENT}:{document.pk}",
        instead=instead,
        title=document.title,
        number=document.number,
        at=document.issued_at,
        until=document.valid_until,
        file_id=file_id,
        document_id=document.pk,
    )


def _sheets(actor: Actor, case: Case, wanted: dict[str, str], standard: Standard) -> Iterator[tuple[str, Again]]:
    own = Case.objects.minded_by(actor).filter(party=case.party_id, submitted_at__isnull=False).exclude(pk=case.pk)
    about = Concat(Value("paper:"), OuterRef("key"), output_field=CharField())
    wanting = Defect.objects.filter(case=OuterRef("case"), about=about, found_at__gt=OuterRef("attached_at"))
    sheets = Paper.objects.filter(case__in=own, current=True, key__in=wanted, document=None).exclude(Exists(wanting))
    for sheet in sheets.select_related("file", "case").order_by("-attached_at", "-id")[:MOST_SHEETS]:
        key = sheet.instead or sheet.key
        if wanted.get(key) != sheet.key or not _is_same_paper(sheet, case, standard):
            continue
        yield (
            key,
            Again(
                value=f"{SHEET}:{sheet.pk}",
                instead=sheet.instead,
                title=sheet.file.name,
                number=sheet.case.number,
                at=sheet.attached_at,
                until=None,
                file_id=sheet.file.pk,
                document_id=None,
            ),
        )


def _is_same_paper(sheet: Paper, case: Case, standard: Standard) -> bool:
    """Two services may call different papers by one key: across services the name decides."""
    if sheet.case.service_id == case.service_id:
        return True
    here, there = standard.paper(sheet.key), standards.standard(sheet.case.revision_id).paper(sheet.key)
    return here is not None and there is not None and here.name == there.name
