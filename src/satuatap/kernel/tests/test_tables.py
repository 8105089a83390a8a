"""The state of a step that creates all tables of a room."""

import pytest
from django.db import models
from django.db.migrations import AddField, CreateModel
from django.db.migrations.state import ProjectState

from satuatap.kernel.tables import CreateTables

HALL = CreateTables([CreateModel("Hall", [("id", models.BigAutoField(primary_key=True))])])
DESKS = CreateTables(
    [
        CreateModel("Desk", [("id", models.BigAutoField(primary_key=True))]),
        AddField("desk", "hall", models.ForeignKey("first.hall", models.PROTECT, related_name="desks")),
        AddField("desk", "beside", models.ForeignKey("second.desk", models.PROTECT, null=True)),
    ]
)


@pytest.mark.parametrize("drawn", ["first", "between", "last"])
def test_models_know_each_other_whenever_they_are_drawn(drawn):
    state = ProjectState()
    if drawn == "first":
        assert state.apps.get_models() == []
    HALL.state_forwards("first", state)
    if drawn == "between":
        assert state.apps.get_model("first", "Hall")._meta.related_objects == ()
    DESKS.state_forwards("second", state)

    hall, desk = state.apps.get_model("first", "Hall"), state.apps.get_model("second", "Desk")

    assert [field.name for field in desk._meta.local_fields] == ["id", "hall", "beside"]
    assert [link.get_accessor_name() for link in hall._meta.related_objects] == ["desks"]
    assert desk._meta.get_field("hall").related_model is hall
    assert desk._meta.get_field("beside").related_model is desk


def test_what_was_drawn_before_is_not_drawn_anew():
    state = ProjectState()
    HALL.state_forwards("first", state)
    hall = state.apps.get_model("first", "Hall")

    DESKS.state_forwards("second", state)

    assert state.apps.get_model("first", "Hall") is hall
