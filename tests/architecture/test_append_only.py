"""What is only ever added to is never locked, changed or deleted: the application's role may not, and would answer 500.

The tests write as the owner of the tables, who may; so this is read in the code.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from satuatap.domain.audit.models import APPEND_ONLY as OF_AUDIT
from satuatap.domain.cases.models import APPEND_ONLY as OF_CASES
from satuatap.domain.consents.models import APPEND_ONLY as OF_CONSENTS
from satuatap.domain.correspondence.models import APPEND_ONLY as OF_LETTERS
from satuatap.domain.residents.models import APPEND_ONLY as OF_RESIDENTS

SOURCE = Path(__file__).parents[2] / "src" / "satuatap"
FORBIDDEN = {"select_for_update", "update", "delete", "bulk_update", "update_or_create"}
SEALER = "domain/audit/actions.py Entry.update"  # which sets the block of an entry, once, and may by a right of its own
TABLES = {*OF_AUDIT, *OF_CASES, *OF_CONSENTS, *OF_LETTERS, *OF_RESIDENTS}
MODELS = {model.__name__ for model in apps.get_models() if model._meta.db_table in TABLES}


def root(node: ast.expr) -> str:
    """The name a chain of calls begins with: ``Entry`` of ``Entry.objects.filter(...).update(...)``."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def writes(text: str) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN and root(node.value) in MODELS:
            yield node.lineno, root(node.value), node.attr


def test_the_models_are_found():
    assert {"Version", "CivilEvent", "Consent", "EventChange", "EventStep", "Entry", "Command"} <= MODELS


@pytest.mark.parametrize("chain", ["Entry.objects.filter(pk=1).update(by=2)", "CivilEvent.objects.select_for_update()"])
def test_a_write_is_seen(chain):
    assert [attr for _line, _model, attr in writes(chain)] == [chain.rpartition(".")[2].partition("(")[0]]


def test_nothing_locks_or_changes_what_is_only_added_to():
    found = [
        f"{path.relative_to(SOURCE)} {model}.{attr}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
        for _line, model, attr in writes(path.read_text(encoding="utf-8"))
    ]
    assert [line for line in found if line != SEALER] == []
