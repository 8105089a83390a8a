"""Every column is called personal or plain, and the tables keep what their lists promise."""

from pathlib import Path

from django.apps import apps

from satuatap.domain.retention.rules import CLASSES, UNKNOWN
from satuatap.kernel import privacy, yamls

OURS = [model for model in apps.get_models() if model.__module__.startswith("satuatap.domain.")]
OF_RETENTION = {"retention.Hold", "retention.DestructionList", "retention.ListItem"}  # its own register, kept with it
SHIPPED = Path(__file__).parents[2] / "packs" / "nasional" / "protection.yaml"
TERMS = {value for name, value in vars(privacy).items() if name.startswith("KEEP_")}


def columns(model) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.concrete and not field.many_to_many}


def test_every_column_is_called_personal_or_plain():
    wrong = {}
    for model in OURS:
        declared = getattr(model, "Privacy", None)
        if declared is None:
            wrong[model._meta.label] = "no Privacy class"
            continue
        named = set(declared.personal) | set(declared.plain)
        if named != columns(model) or set(declared.personal) & set(declared.plain):
            wrong[model._meta.label] = sorted(named ^ columns(model))

    assert wrong == {}


def test_every_personal_column_says_how_long_it_is_kept():
    wrong = {
        f"{model._meta.label}.{name}": term
        for model in OURS
        for name, term in model.Privacy.personal.items()
        if term not in TERMS
    }

    assert wrong == {}


def test_every_table_with_personal_columns_belongs_to_a_class_of_the_schedule():
    classed = {table for told in CLASSES.values() for table in told.tables}
    personal = {model._meta.label for model in OURS if model.Privacy.personal and model._meta.label not in OF_RETENTION}

    assert sorted(personal - classed) == []
    assert sorted(classed - {model._meta.label for model in OURS}) == []


def test_the_shipped_schedule_names_every_class():
    told = yamls.load(SHIPPED.read_text(encoding="utf-8"), source="").value["retention"]
    assert {line["class"] for line in told} == set(CLASSES)
    usual = {code: told_of.usual for code, told_of in CLASSES.items() if told_of.usual != UNKNOWN}
    assert {line["class"]: line["kept"] for line in told if line["class"] in usual} == usual


def test_constraints_and_indexes_carry_the_name_of_their_table():
    wrong = [
        f"{model._meta.label}: {thing.name}"
        for model in OURS
        for thing in (*model._meta.constraints, *model._meta.indexes)
        if not thing.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}")
    ]

    assert wrong == []
