"""Homes from before the tables of a room became one step."""

from argparse import Namespace
from importlib import import_module

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from satuatap.config.commands import migrate

pytestmark = pytest.mark.django_db
WHOLE = "0001_tables"


def steps_of(room):
    return import_module(f"satuatap.domain.{room}.migrations.{WHOLE}").Migration.replaces


@pytest.fixture
def before():
    """The history of a home that has gone all the steps one by one, and those since the first release."""
    recorder = MigrationRecorder(connection)
    for room in settings.ROOMS:
        recorder.record_unapplied(room, WHOLE)
        for step in steps_of(room):
            recorder.record_unapplied(*step)  # an empty database notes them too
            recorder.record_applied(*step)
    return recorder


def left_to_do():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_a_home_that_went_every_step_has_nothing_left_to_do(before):
    assert len(steps_of("residents")) == 34
    assert left_to_do() == []
    assert migrate.half_way() == []

    call_command("migrate", verbosity=0, interactive=False)

    assert {(room, WHOLE) for room in settings.ROOMS} <= set(before.applied_migrations())


def test_a_home_that_stopped_on_the_way_is_told_so_and_left_alone(before, capsys):
    before.record_unapplied(*steps_of("visits")[-1])
    history = set(before.applied_migrations())

    assert migrate.run(Namespace()) == 1

    said = capsys.readouterr()
    assert "visits" in said.err
    assert "Tidak ada yang diubah" in said.err
    assert set(before.applied_migrations()) == history


def test_an_empty_home_and_one_of_today_go_on():
    assert migrate.half_way() == []
    assert left_to_do() == []
