"""What of applications goes when its time is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from satuatap.domain.audit.actions import record
from satuatap.domain.retention.ports import Matter, Shelf
from satuatap.kernel.actors import Actor

from ..lifecycle import State
from ..models import Case, Export, Objection, Paper
from ..rules import drafts
from .drafts import drop_files, own_files, throw_away

NEVER_DECIDED = (State.WITHDRAWN, State.LAPSED)


def _drafts(at: datetime) -> QuerySet[Case]:
    """Drafts whose owner has known for a week that they go."""
    return Case.objects.filter(state=State.DRAFT, told_goes_at__lte=at - drafts.TOLD_BEFORE)


def _exports(at: datetime) -> QuerySet[Export]:  # noqa: ARG001 (as every shelf)
    return Export.objects.defer("content")


def _loose_papers(at: datetime) -> QuerySet[Paper]:  # noqa: ARG001
    """Papers of applications that were withdrawn or lapsed: nothing was ever decided on them."""
    return Paper.objects.filter(case__state__in=NEVER_DECIDED)


def destroy_drafts(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    for case in Case.objects.filter(pk__in=ids):
        throw_away(case, by=by, at=at)


def destroy_exports(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    for export in Export.objects.filter(pk__in=ids).defer("content"):
        record("export.dropped", on=export, by=by, at=at)
    Export.objects.filter(pk__in=ids).delete()


def destroy_papers(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    """The papers and, unless another application has them too, their files."""
    papers = Paper.objects.filter(pk__in=ids)
    file_ids = own_files(papers)
    for paper in papers.select_related("case"):
        record("case.paper-destroyed", on=paper.case, by=by, at=at, fields=[paper.key], party_id=paper.case.party_id)
    papers.delete()
    drop_files(file_ids, by=by, at=at)


def _objected() -> QuerySet[Any]:
    return Objection.objects.filter(answered_at=None).values("case_id")


def find(number: str) -> UUID | None:
    """The case that a number means."""
    return Case.objects.filter(number=number.strip().upper()).values_list("pk", flat=True).first()


SHELVES = {
    "draft": Shelf(_drafts, "goes_at", destroy_drafts, is_promised=True, case="pk", party="party_id", label="number"),
    "case-export": Shelf(_exports, "expires_at", destroy_exports, is_promised=True),
    "loose-paper": Shelf(
        _loose_papers, "case__closed_at", destroy_papers, case="case_id", party="case__party_id", label="case__number"
    ),
}
MATTERS = {"objection": Matter(cases=_objected)}
