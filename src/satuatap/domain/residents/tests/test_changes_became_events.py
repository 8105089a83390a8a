"""What was put right before there were events, brought forwards into events and back again."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from satuatap.domain.residents import queries
from satuatap.domain.residents.models import CivilEvent, EventChange, Person
from satuatap.domain.residents.tests.factories import BY, NOON, TODAY, make_household

pytestmark = pytest.mark.django_db
NAME = "0012_changes_are_events"
MOVED = import_module(f"satuatap.domain.residents.migrations.{NAME}")
COLUMNS = ("party_id", "field", "was", "became", "origin", "document", "document_on", "changed_at", "changed_by")


@pytest.fixture
def then():
    """The models as they were, with the table of changes there again for as long as the test runs."""
    loader = MigrationLoader(connection)
    apps = loader.project_state(("residents", NAME)).apps
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(apps.get_model("residents", "FactChange"))
    return apps


def changes(apps: Any) -> list[tuple[Any, ...]]:
    return list(apps.get_model("residents", "FactChange").objects.order_by("changed_at", "id").values_list(*COLUMNS))


def test_changes_of_a_register_become_events_and_changes_again(then):
    people = make_household()
    EventChange.objects.all().delete()
    CivilEvent.objects.all().delete()
    rani = Person.objects.get(pk=people["rani"].pk)
    fact_change = then.get_model("residents", "FactChange")
    for number, (field, was, became) in enumerate(
        [
            ("birth_place", "", "Jember"), ("birth_place", "Jember", "Banyuwangi"), ("occupation", "9", "88"),
            ("name", "Rani Conto", "Rani Contoh"), ("born_on", "1994-05-14", "1994-05-15"),
        ]
    ):  # fmt: skip
        fact_change.objects.create(
            party_id=rani.pk, field=field, was=was, became=became, origin="SIAK-verified", document=f"Akta {number}",
            document_on=TODAY, changed_at=NOON.replace(minute=number), changed_by=BY.id,
        )  # fmt: skip
    before = changes(then)

    MOVED.tell(then, None)

    corrections = CivilEvent.objects.filter(kind="correction").order_by("id")
    assert [event.document for event in corrections] == [f"Akta {number}" for number in range(5)]
    assert queries.differences() == []
    entered = EventChange.objects.filter(event__kind="enter", party=rani.pk).earliest("id").facts
    assert (entered["name"], entered["occupation"], entered["born_on"]) == ("Rani Conto", 9, "1994-05-14")
    assert "birth_place" not in entered
    assert queries.as_of(rani.pk, TODAY).facts["birth_place"] == "Banyuwangi"
    assert not EventChange.objects.filter(party=people["agus"].pk).exists()  # of whom nothing was put right

    fact_change.objects.all().delete()
    MOVED.untell(then, None)
    assert changes(then) == before
