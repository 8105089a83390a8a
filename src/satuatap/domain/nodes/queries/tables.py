"""The tables whose rows are facts, and to which site a row of each belongs."""

# ruff: noqa: S608 (statements are put together from names of our own tables and columns only)

from functools import cache

from django.apps import apps
from django.db.models import Field, ForeignKey, GeneratedField, Model

from ..rules import ALSO_FACTS, LED_BY_THE_CENTRE, OWN_THERE

SITE = "agencies_site"


@cache
def watched() -> dict[str, type[Model]]:
    """Every table of the hall's own life. A new one is a fact from the day it is there, unless it is filled by packs."""
    hall = [
        model for model in apps.get_app_config("visits").get_models() if model._meta.model_name not in LED_BY_THE_CENTRE
    ]
    also = [model for model in apps.get_models() if model._meta.db_table in ALSO_FACTS]
    return {model._meta.db_table: model for model in [*hall, *also]}


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns that hold something of their own."""
    return tuple(
        str(field.column)
        for field in model._meta.concrete_fields
        if not isinstance(field, GeneratedField) and field.column not in OWN_THERE.get(model._meta.db_table, ())
    )


@cache
def site_in(table: str) -> str | None:
    """SQL that reads the site out of a row given as ``row``, through the columns it points with; None where a row belongs to
    no site (the record of who did what)."""
    model = watched()[table]
    path = _path(model, ())
    paths = [path] if path else _either(model)
    return f"COALESCE({', '.join(map(_through, paths))})" if paths else None


def _through(path: list[Field]) -> str:
    inner = f"(r.content->>'{path[0].column}')::uuid"
    for step in path[1:]:
        inner = f"(SELECT s.{step.column} FROM {step.model._meta.db_table} s WHERE s.id = {inner})"
    return inner


def _either(model: type[Model]) -> list[list[Field]]:
    """The ways through columns of which one is filled, e.g. a call for help from a counter or from a kiosk."""
    maybe = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey) and field.null]
    direct: list[Field] = [field for field in maybe if field.related_model._meta.db_table == SITE]
    if direct:
        return [direct]
    ways = [(field, _path(field.related_model, (model,))) for field in maybe]
    return [[field, *further] for field, further in ways if further]


def _path(model: type[Model], seen: tuple[type[Model], ...]) -> list[Field] | None:
    """The shortest way from a table to its site, by columns that are always filled."""
    found: list[list[Field]] = []
    for field in model._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or field.null or field.related_model in (*seen, model):
            continue
        target = field.related_model
        if target._meta.db_table == SITE:
            return [field]
        if further := _path(target, (*seen, model)):
            found.append([field, *further])
    return min(found, key=len, default=None)
