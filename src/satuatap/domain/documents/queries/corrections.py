"""What is being corrected: for the office that does it, for who signs it, and for the holder who asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from satuatap.domain.files import queries as files
from satuatap.domain.files.models import StoredFile
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..lifecycle import OPEN_CORRECTIONS, CorrectionState, State
from ..models import Correction, Document
from ..rules import correcting as rules

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One that is under way, in the list of its office."""

    document_id: UUID
    title: str
    number: str
    holder: str
    state: str
    by_holder: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """One value as it was and as it will be."""

    name: str
    was: str
    will_be: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """The newest correction of a document. ``changed`` is what the draft says otherwise,
    ``draft_state`` "" without a draft."""

    state: str
    is_open: bool
    by_holder: bool
    words: str
    answer: str
    asked_at: datetime
    asked_by_name: str
    written_by_name: str
    evidence_name: str
    draft_id: UUID | None
    draft_state: str
    problem: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class ToSign:
    """A corrected draft that waits for a signature, with the number of what it takes the place of."""

    id: UUID
    about: UUID
    title: str
    holder: str
    corrects_number: str


def correction(document: Document) -> CorrectionView | None:
    """What is or was last corrected in a document that the caller may read; None for one that nobody found wrong."""
    rows = Correction.objects.select_related("draft", "evidence").filter(document=document)
    found = rows.order_by("-asked_at", "-pk").first()
    if found is None:
        return None
    draft = found.draft
    was = {line.name: line.text for line in rules.printed_lines(document.content)}
    will_be = {line.name: line.text for line in rules.printed_lines(draft.content)} if draft else {}
    return CorrectionView(
        state=found.state,
        is_open=found.state in OPEN_CORRECTIONS,
        by_holder=found.by_holder,
        words=found.words,
        answer=found.answer,
        asked_at=found.asked_at,
        asked_by_name=found.asked_by_name,
        written_by_name=found.written_by_name,
        evidence_name=found.evidence.name if found.evidence else "",
        draft_id=found.draft_id,
        draft_state=draft.state if draft else "",
        problem=draft.problem if draft else "",
        changed=tuple(Changed(name, was.get(name, ""), will_be.get(name, "")) for name in found.fields),
    )


def open_corrections(actor: Actor) -> tuple[CorrectionRow, ...]:
    """What the actor's offices have to correct, what nobody has looked at first, then the oldest."""
    rows = Correction.objects.filter(document__unit__in=actor.unit_ids(), state__in=sorted(OPEN_CORRECTIONS))
    found = rows.order_by("state", "asked_at", "pk").values_list(
        "document_id", "document__title", "document__number", "document__holder", "state", "by_holder", "asked_at"
    )
    return tuple(CorrectionRow(*row) for row in found[:MOST_SHOWN])


def evidence(actor: Actor, document_id: UUID) -> tuple[StoredFile, bytes]:
    """The proof that came with the newest correction, for the office of the document. Raises ``NotFound``."""
    rows = Correction.objects.select_related("evidence").filter(document=document_id, evidence__isnull=False)
    found = rows.filter(document__unit__in=actor.unit_ids()).order_by("-asked_at", "-pk").first()
    if found is None or found.evidence is None:
        raise NotFound
    return found.evidence, files.read(found.evidence.pk)


def corrections_to_sign(actor: Actor, *, today: date) -> tuple[ToSign, ...]:
    """Corrected drafts that the actor may sign today, the oldest first."""
    drafts = Document.objects.filter(unit__in=actor.unit_ids(), state=State.READY, corrects__isnull=False)
    rows = list(
        drafts.order_by("prepared_at", "pk").values_list(
            "pk", "about", "title", "holder", "corrects__number", "unit_id", "type"
        )[:MOST_SHOWN]
    )
    kinds = {(unit_id, kind) for *_rest, unit_id, kind in rows}
    mine = {pair for pair in kinds if identity.may_sign(actor, *pair, today)}
    return tuple(ToSign(*row[:5]) for row in rows if row[5:] in mine)


def answers_of(document_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """State and answer of the newest correction that the holder of each document asked for; one query."""
    rows = Correction.objects.filter(document__in=list(document_ids), by_holder=True).order_by("asked_at", "pk")
    kept = rows.exclude(state=CorrectionState.DONE).values_list("document_id", "state", "answer")
    return {document_id: (state, answer) for document_id, state, answer in kept}
