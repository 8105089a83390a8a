"""Papers that can be handed in again: documents this system issued, and what earlier applications already had."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Concat

from satuatap.domain.catalog.queries import Standard
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.models import Document
from satuatap.domain.residents import policies as register
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor

from .. import policies
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


@dataclass(frozen=True, slots=True)
class Asking:
    """An application that is being filled in, as far as its papers go."""

    case_id: UUID
    service_id: UUID
    standard: Standard

    @property
    def keys(self) -> dict[str, str]:
        """For every key of a paper the requirement it is good for."""
        asked = [paper for paper in self.standard.papers if not paper.meterai]
        return {key: paper.key for paper in asked for key in (*paper.instead, *paper.letters, paper.key)}

    def instead(self, document_type: str) -> str:
        """The substitute that a document of ours counts as; "" where it is the paper itself."""
        return "" if document_type in own_kinds(self.standard) else document_type


def own_kinds(standard: Standard) -> frozenset[str]:
    """The kinds of document that are, by themselves, a paper which the standard asks for."""
    return frozenset(kind for paper in standard.papers for kind in (paper.key, *paper.letters))


def again(actor: Actor, case: Case, standard: Standard, today: date) -> dict[str, tuple[Again, ...]]:
    """By requirement what the applicant has already. Only for those who look after the party's affairs; the officer who
    fills the form for somebody is offered the documents of ours.

    A document fits by its kind, a sheet by the key it was handed in for; what has run out, was revoked or found wanting
    is left out, and so is what needs a *meterai*: its serial counts once.
    """
    asking = [Asking(case.pk, case.service_id, standard)]
    return again_in(actor, case.party_id, asking, today, files_for=policies.is_author(actor, case))[case.pk]


def again_in(
    actor: Actor, party_id: UUID, asking: Sequence[Asking], today: date, *, files_for: bool = False
) -> dict[UUID, dict[str, tuple[Again, ...]]]:
    """The same for several applications of one party, which are being filled in together; two queries for all of them.
    Where one takes letters of ours, a letter of somebody on the same card counts too: what is filed for a child or about
    somebody who died. ``files_for``: the actor is an officer who files them under a recorded mandate."""
    found: dict[UUID, dict[str, list[Again]]] = {one.case_id: {} for one in asking}
    letters = {kind for one in asking for paper in one.standard.papers for kind in paper.letters}
    if not register.may_prefill(actor, party_id):  # what the register fills in says as much of them
        letters = set()
    near = residents.housemates(party_id) if letters else ()
    ours = documents.in_force(
        actor, party_id, _all_keys(asking), today, files_for=files_for, near=near, letters=letters
    )
    for case_id, key, row in (*_documents(ours, party_id, asking), *_sheets(actor, party_id, asking)):
        rows = found[case_id].setdefault(key, [])
        if len(rows) < MOST_EACH and row.file_id not in {other.file_id for other in rows}:
            rows.append(row)
    return {case_id: {key: tuple(rows) for key, rows in by_key.items()} for case_id, by_key in found.items()}


def _documents(
    found: Iterable[Document], party_id: UUID, asking: Sequence[Asking]
) -> Iterator[tuple[UUID, str, Again]]:
    """Those of the party first; one of somebody else says whose it is."""
    for document in sorted(found, key=lambda document: document.party_id != party_id):
        for one in asking:
            if document.file_id is not None and (key := one.keys.get(document.type)):
                row = _of_document(document, one.instead(document.type), document.file_id)
                is_own = document.party_id == party_id
                yield one.case_id, key, row if is_own else replace(row, title=f"{row.title}, {document.holder}")


def _all_keys(asking: Sequence[Asking]) -> set[str]:
    return {key for one in asking for key in one.keys}


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


def _sheets(actor: Actor, party_id: UUID, asking: Sequence[Asking]) -> Iterator[tuple[UUID, str, Again]]:
    here = [one.case_id for one in asking]
    own = Case.objects.minded_by(actor).filter(party=party_id, submitted_at__isnull=False).exclude(pk__in=here)
    about = Concat(Value("paper:"), OuterRef("key"), output_field=CharField())
    wanting = Defect.objects.filter(case=OuterRef("case"), about=about, found_at__gt=OuterRef("attached_at"))
    sheets = Paper.objects.filter(case__in=own, current=True, key__in=_all_keys(asking), document=None)
    rows = sheets.exclude(Exists(wanting)).select_related("file", "case").order_by("-attached_at", "-id")
    for sheet in rows[:MOST_SHEETS]:
        for one in asking:
            if one.keys.get(sheet.instead or sheet.key) == sheet.key and _is_same_paper(sheet, one):
                yield one.case_id, sheet.key, _of_sheet(sheet)


def _of_sheet(sheet: Paper) -> Again:
    return Again(
        value=f"{SHEET}:{sheet.pk}",
        instead=sheet.instead,
        title=sheet.file.name,
        number=sheet.case.number,
        at=sheet.attached_at,
        until=None,
        file_id=sheet.file.pk,
        document_id=None,
    )


def _is_same_paper(sheet: Paper, asking: Asking) -> bool:
    """Two services may call different papers by one key: across services the name decides."""
    if sheet.case.service_id == asking.service_id:
        return True
    here = asking.standard.paper(sheet.key)
    there = standards.standard(sheet.case.revision_id).paper(sheet.key)
    return here is not None and there is not None and here.name == there.name
