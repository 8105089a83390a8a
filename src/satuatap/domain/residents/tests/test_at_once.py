"""Two officers of one organisation at the same moment."""

from datetime import timedelta

import pytest
from tests.support.together import at_once

from satuatap.domain.audit.models import Entry
from satuatap.domain.residents import actions
from satuatap.domain.residents.models import Mandate, OrganisationOfficer, Person
from satuatap.domain.residents.tests.factories import NOON, TODAY, make_organisation, make_person, resident
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officers():
    """Two directors of one organisation, and somebody outside."""
    rani, dewi, siti = make_person("Rani Contoh"), make_person("Dewi Contoh"), make_person("Siti Contoh")
    firm = make_organisation(rani, dewi)
    return firm, resident(rani), resident(dewi), siti


def offer(firm, by, siti, **facts):
    return actions.offer_power(
        nik=Person.objects.get(pk=siti.pk).nik, name="Siti Contoh", scope=["izin-reklame"],
        to_on=TODAY + timedelta(days=30), organisation_id=firm.pk, by=by, at=NOON, **facts,
    )  # fmt: skip


def test_a_button_pressed_many_times_gives_one_power(officers):
    firm, rani, _dewi, siti = officers
    key = uuid7()

    given = at_once(*[lambda: offer(firm, rani, siti, key=key)] * 4)

    assert {mandate.pk for mandate in given} == {key}
    assert Mandate.objects.count() == Entry.objects.filter(verb="residents.power-offered").count() == 1


def test_two_officers_end_a_power_once(officers):
    firm, rani, dewi, siti = officers
    mandate = offer(firm, rani, siti)
    actions.take_power(mandate_id=mandate.pk, by=resident(siti), at=NOON)

    at_once(*[lambda by=by: actions.end_mandate(mandate_id=mandate.pk, by=by, at=NOON) for by in (rani, dewi) * 2])

    assert Entry.objects.filter(verb="residents.mandate-ended").count() == 1


def test_a_right_taken_away_at_that_moment_gives_a_power_before_or_not_at_all(officers):
    firm, rani, dewi, siti = officers
    office = OrganisationOfficer.objects.get(person=dewi.party_id)
    for _round in range(4):
        Mandate.objects.all().delete()
        actions.change_rights(office_id=office.pk, rights=["apply", "empower"], by=rani, at=NOON)
        mandate, _changed = at_once(
            lambda: offer(firm, dewi, siti),
            lambda: actions.change_rights(office_id=office.pk, rights=["apply"], by=rani, at=NOON),
        )
        assert Mandate.objects.count() == (mandate is not None)
        if mandate is not None:
            offered = Entry.objects.filter(verb="residents.power-offered").latest("id")
            assert offered.pk < Entry.objects.filter(verb="residents.rights-changed").latest("id").pk
