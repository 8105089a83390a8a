"""What an office has issued: found by its number or code, and seen with what became of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.domain.audit.actions import record_look
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import EVER_ISSUED, State
from ..models import Document
from ..models.documents import DocumentQuerySet
from ..rules import verdicts
from ..rules.dates import local_day
from ..rules.numbers import tidy_code
from .one import DocumentRow, look_at

MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class IssuedView:
    """An issued document as its office sees it. ``standing`` is what it is worth today; ``may_take_back``: the
    reader may revoke it; ``replaces``: id and number of what it stands in the place of."""

    document: Document
    standing: str
    prepared_by: str
    may_take_back: bool
    may_correct: bool
    replaces: tuple[UUID, str] | None


def issued(actor: Actor, document_id: UUID, *, at: datetime) -> IssuedView:
    """One document that an office of the actor has issued; the look is recorded. Raises ``NotFound``."""
    document = _of_offices(actor).select_related("unit", "replaced_by").filter(pk=document_id).first()
    if document is None:
        raise NotFound
    record_look(on=document, by=actor, at=at, **look_at(document, actor))
    today = local_day(at, document.unit.zone)
    return IssuedView(
        document=document,
        standing=verdicts.standing(document.state, document.valid_until, today),
        prepared_by=identity.names([document.prepared_by]).get(document.prepared_by, ""),
        may_take_back=document.state == State.ISSUED and policies.may_take_back(actor, document, at),
        may_correct=document.state == State.ISSUED and policies.may_correct(actor, document, at),
        replaces=document.replaces.values_list("pk", "number").first(),
    )


def seek(actor: Actor, text: str) -> tuple[DocumentRow, ...]:
    """What the actor's offices have issued under a number or a code, newest first; nothing for another text."""
    found = _under(_of_offices(actor), text).order_by("-issued_at", "-pk")
    return tuple(DocumentRow(*row) for row in found.values_list(*DocumentRow.__dataclass_fields__)[:MOST_FOUND])


def numbered(actor: Actor, unit_id: UUID, text: str) -> Document | None:
    """What a unit has issued under a number or a code, for whoever works there; the newest, where there are several."""
    return _under(_of_offices(actor).filter(unit=unit_id), text).order_by("-pk").first()


def _under(documents: DocumentQuerySet, text: str) -> DocumentQuerySet:
    if not (words := " ".join(text.split())):
        return documents.none()
    code = tidy_code(words)
    return documents.filter(code=code) if code else documents.filter(number__in={words, words.upper()})


def keeps_issued(actor: Actor) -> bool:
    """Whether the actor looks after what an office has issued."""
    return bool(actor.unit_ids(*policies.REGISTRARS))


def _of_offices(actor: Actor) -> DocumentQuerySet:
    return Document.objects.filter(unit__in=actor.unit_ids(), state__in=sorted(EVER_ISSUED))
