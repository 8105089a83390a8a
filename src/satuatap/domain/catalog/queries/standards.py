"""One standard, in force on a day or of one revision, in the language wanted."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.kernel.errors import NotFound

from .. import rules
from ..models import Compiled
from .views import Standard

SOURCE_LANGUAGE = "id"


def standard(code: str, *, lang: str = SOURCE_LANGUAGE, on: date | None = None) -> Standard:
    """The standard in force. Raises ``NotFound`` for a service that is not there, not active or not yet in force."""
    rows = in_force(on).filter(revision__service__code=code, revision__service__active=True)
    row = best_language(rows, lang).order_by("-revision__valid_from", "-revision__number", "rank").first()
    if row is None:
        raise NotFound
    return _standard(row)


def standards(codes: Iterable[str], *, lang: str = SOURCE_LANGUAGE, on: date | None = None) -> dict[str, Standard]:
    """The standards in force of several services, by code; what is not there, not active or not yet in force is left
    out."""
    service = "revision__service_id"
    rows = in_force(on).filter(revision__service__code__in=set(codes), revision__service__active=True)
    newest = best_language(rows, lang).order_by(service, "-revision__valid_from", "-revision__number", "rank")
    return {row.revision.service.code: _standard(row) for row in newest.distinct(service)}


def standard_of(revision_id: UUID, lang: str = SOURCE_LANGUAGE) -> Standard:
    """The standard as one revision says it, in force or not: a case reads the one it began under."""
    rows = Compiled.objects.filter(revision_id=revision_id).select_related("revision__service__unit")
    row = best_language(rows, lang).order_by("rank").first()
    if row is None:
        raise NotFound
    return _standard(row)


def in_force(on: date | None) -> QuerySet[Compiled]:
    return Compiled.objects.filter(revision__valid_from__lte=on or timezone.localdate()).select_related(
        "revision__service__unit"
    )


def best_language(rows: QuerySet[Compiled], lang: str) -> QuerySet[Any]:
    rank = Case(When(lang=lang, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(lang__in={lang, SOURCE_LANGUAGE}).annotate(rank=rank)


def _standard(row: Compiled) -> Standard:
    revision = row.revision
    unit = revision.service.unit
    return msgspec.structs.replace(
        msgspec.json.decode(row.body, type=Standard),
        revision_id=revision.pk,
        number=revision.number,
        valid_from=revision.valid_from,
        decree_number=revision.decree_number,
        decree_on=revision.decree_on,
        unit_code=unit.code if unit else "",
        unit_name=unit.name if unit else kind_name(revision.service.unit_kind),
        unit_short_name=unit.short_name if unit else kind_name(revision.service.unit_kind),
    )


def kind_name(kind: str) -> str:
    """What people call the unit of a service that belongs to a kind of unit."""
    names = {
        "village": _("Pemerintah desa atau kelurahan"), "desa": _("Pemerintah desa"), "kelurahan": _("Kelurahan"),
        "district": _("Kecamatan"),
    }  # fmt: skip
    return names.get(kind, kind)


def texts_of(body: rules.Body) -> dict[str, str]:
    """Every text of a body that people read, by JSON pointer: what can be translated."""
    return rules.texts_of(body)


def settle_pointer(body: rules.Body, pointer: str) -> str:
    """A pointer that names list entries by their key (``/papers/gambar/name``) with places instead of keys.

    Raises ``KeyError`` when nothing stands there.
    """
    return rules.settle_pointer(body, pointer)
