"""Every column is called personal or plain, and the tables keep what their lists promise."""

from django.apps import apps

from satuatap.kernel import privacy

OURS = [model for model in apps.get_models() if model.__module__.startswith("satuatap.domain.")]
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


def test_constraints_and_indexes_carry_the_name_of_their_table():
    wrong = [
        f"{model._meta.label}: {thing.name}"
        for model in OURS
        for thing in (*model._meta.constraints, *model._meta.indexes)
        if not thing.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}")
    ]

    assert wrong == []
