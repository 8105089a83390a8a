"""Officers entered before there was a right to give powers."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from satuatap.domain.residents.actions import name_officer
from satuatap.domain.residents.models import OrganisationOfficer
from satuatap.domain.residents.tests.factories import BY, NOON, make_organisation, make_person

pytestmark = pytest.mark.django_db
BEFORE = ["apply", "pay", "appoint"]


def migrate(way):
    with connection.schema_editor(atomic=False) as editor:
        getattr(import_module("satuatap.domain.residents.migrations.0010_founders_give_powers"), way)(apps, editor)


def rights():
    return sorted(tuple(office.rights) for office in OrganisationOfficer.objects.all())


def seat(firm, *held):
    person = make_person("Dewi Contoh")
    name_officer(organisation_id=firm.pk, party_id=person.pk, title="", rights=held, by=BY, at=NOON)


def test_whoever_had_every_right_has_every_right():
    firm = make_organisation()
    OrganisationOfficer.objects.update(rights=BEFORE)
    seat(firm, "apply", "pay")

    for _again in range(2):
        migrate("add")

    assert rights() == [("apply", "pay"), (*BEFORE, "empower")]


def test_the_way_back_leaves_what_there_was():
    firm = make_organisation()
    seat(firm, "empower")
    seat(firm, "apply", "empower")

    migrate("take_away")

    assert rights() == [("apply",), tuple(BEFORE)]
