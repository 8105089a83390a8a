"""The small tables of one case, brought along with its row in the same question to the database."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from ..models import Case, Command, Defect, Keeping, Mark, Opinion, OutsideRecord, Paper, Pause, Post
from ..rules.clock import Rest
from .shelf import KeepingView
from .views import OutsideView, PaperView


class Happened(msgspec.Struct, frozen=True):
    """A command that was carried out."""

    at: datetime
    by: str
    by_name: str
    verb: str
    step: str
    payload: dict[str, Any]

    @property
    def words(self) -> str:
        """What its giver wrote with it."""
        body = self.payload.get("body", {})
        return str(body.get("reason") or body.get("note") or "")


class Found(msgspec.Struct, frozen=True):
    """Something that was found wrong."""

    about: str
    text: str
    found_at: datetime
    was_there: bool
    mended_at: datetime | None


class Said(msgspec.Struct, frozen=True):
    """That something was written in the thread, not what."""

    is_from_applicant: bool
    read_at: datetime | None


class Advice(msgspec.Struct, frozen=True):
    """An opinion, once it was given."""

    answer: str
    answered_by_name: str
    answered_at: datetime | None


class Marked(msgspec.Struct, frozen=True):
    """What one officer found when comparing; see ``marks``."""

    account_id: UUID
    about: str
    fits: bool
    note: str


class Belongings(msgspec.Struct, frozen=True):
    happened: tuple[Happened, ...]
    defects: tuple[Found, ...]
    rests: tuple[Rest, ...]
    outside: tuple[OutsideView, ...]
    sheets: tuple[PaperView, ...]
    said: tuple[Said, ...]
    advice: tuple[Advice, ...]
    marks: tuple[Marked, ...]
    keepings: tuple[KeepingView, ...]


def with_belongings(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases, each with what ``belongings_of`` reads."""
    return cases.annotate(
        happened=_rows(Command, Happened, "-seq"),
        defect_rows=_rows(Defect, Found, "found_at", "id"),
        rests=_rows(Pause, Rest, "begins_at"),
        outside=_rows(OutsideRecord, OutsideView, "recorded_at"),
        sheets=_rows(
            Paper,
            PaperView,
            "attached_at",
            "id",
            file_name="file__name",
            media_type="file__media_type",
            size="file__size",
            document_number="document__number",
            document_state="document__state",
            document_until="document__valid_until",
        ),
        said=_rows(Post, Said, "at", "id"),
        advice=_rows(Opinion, Advice, "asked_at", "id"),
        mark_rows=_rows(Mark, Marked, "at", "id"),
        keeping_rows=_rows(Keeping, KeepingView, "-at", "-id"),
    )


def belongings_of(case: Any) -> Belongings:
    """What ``with_belongings`` brought along: the newest command first, the rest in the order of time."""
    found = {
        "happened": case.happened,
        "defects": case.defect_rows,
        "rests": case.rests,
        "outside": case.outside,
        "sheets": case.sheets,
        "said": case.said,
        "advice": case.advice,
        "marks": case.mark_rows,
        "keepings": case.keeping_rows,
    }
    return msgspec.convert(found, Belongings, strict=False)


def _rows(model: type[Model], row: type, *order: str, **elsewhere: str) -> ArraySubquery:
    fields = {name: name for name in row.__annotations__} | elsewhere
    rows = model._default_manager.filter(case=OuterRef("pk")).order_by(*order)
    return ArraySubquery(rows.values(row=JSONObject(**fields)))
