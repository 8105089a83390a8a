"""The small tables of one case, brought along with its row in the same question to the database."""

from datetime import datetime
from typing import Any

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from ..models import Case, Command, Defect, OutsideRecord, Paper, Pause
from ..rules.clock import Rest
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


class Belongings(msgspec.Struct, frozen=True):
    happened: tuple[Happened, ...]
    defects: tuple[Found, ...]
    rests: tuple[Rest, ...]
    outside: tuple[OutsideView, ...]
    sheets: tuple[PaperView, ...]


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
        ),
    )


def belongings_of(case: Any) -> Belongings:
    """What ``with_belongings`` brought along: the newest command first, the rest in the order of time."""
    found = {
        "happened": case.happened,
        "defects": case.defect_rows,
        "rests": case.rests,
        "outside": case.outside,
        "sheets": case.sheets,
    }
    return msgspec.convert(found, Belongings, strict=False)


def _rows(model: type[Model], row: type, *order: str, **elsewhere: str) -> ArraySubquery:
    fields = {name: name for name in row.__annotations__} | elsewhere
    rows = model._default_manager.filter(case=OuterRef("pk")).order_by(*order)
    return ArraySubquery(rows.values(row=JSONObject(**fields)))
