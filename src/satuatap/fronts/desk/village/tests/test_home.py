"""The first page of the village: letters of the day with way and turn, how quickly they go, and who lives there."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import do
from satuatap.domain.outboxes.tests.factories import SERVICE, make_desk
from satuatap.domain.residents import actions as register
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.queries import Glance, glance
from satuatap.domain.residents.tests.factories import FEMALE, make_household

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def village(noon, time_machine):
    time_machine.move_to(noon, tick=False)
    unit, wayan, _revision = make_desk(noon)
    return unit, wayan, make_household()


def send(party, by, at):
    draft = actions.start_draft(service_code=SERVICE, party_id=party.pk, channel="desk", key=uuid4(), by=by, at=at)
    actions.save_answers(case_id=draft.pk, page="isian", answers={"tujuan": "Melamar"}, by=by, at=at)
    return actions.hand_in(case_id=draft.pk, key=uuid4(), by=by, at=at)


def rows_of(page):
    table = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in table.split("</tr>")[:-1]]


def test_a_letter_that_is_done_stays_on_the_page_until_midnight(village, client_of, noon, time_machine):
    _unit, wayan, people = village
    waiting = send(people["bima"], wayan, noon)
    done = send(people["rani"], wayan, noon)
    do(done, "periksa", "accept", wayan, noon + 11 * MINUTE)
    time_machine.move_to(noon + 20 * MINUTE, tick=False)

    page = client_of(wayan).get(reverse("desk:village")).text
    first, last = rows_of(page)

    assert (waiting.number in first, "Bima Contoh Loket" in first and "Petugas memeriksa" in first) == (True, True)
    assert (done.number in last, "Rani Contoh Loket Selesai" in last, last.endswith("12.11")) == (True, True, True)
    assert re.search(r"Separuh surat selesai dalam</small><b>11 menit", page)

    time_machine.move_to(noon + timedelta(days=1), tick=False)
    assert done.number not in client_of(wayan).get(reverse("desk:village")).text


def test_half_of_the_letters_are_done_within_the_time_that_is_told(village, noon):
    _unit, wayan, people = village
    assert queries.letters_ended(wayan, now=noon) == ((), None)

    for number, minutes in enumerate((5, 9, 600)):
        case = send(people["rani"], wayan, noon)
        Case.objects.filter(pk=case.pk).update(submitted_at=noon - timedelta(days=number))
        do(case, "periksa", "accept", wayan, noon + minutes * MINUTE)
        Case.objects.filter(pk=case.pk).update(submitted_at=noon)
    draft = actions.start_draft(
        service_code=SERVICE, party_id=people["agus"].pk, channel="desk", key=uuid4(), by=wayan, at=noon
    )
    assert draft.submitted_at is None

    today, half = queries.letters_ended(wayan, now=noon + timedelta(days=1))
    assert (len(today), half) == (0, 9 * MINUTE)
    assert queries.letters_ended(wayan, now=noon + timedelta(days=60)) == ((), None)


def test_how_many_live_there_and_what_the_month_brought(village, client_of, noon):
    unit, wayan, people = village
    today = noon.date()
    assert glance(unit.area.code, today) == Glance(people=4, families=1, born=0, died=0)

    shown = Source(document="472.11/1", document_on=today, issuer="Bidan")
    card = people["agus"].person.memberships.get(to_on=None).family_id
    birth = register.report_birth(
        name="Ayu Contoh", sex=FEMALE, born_on=today, family_id=card, source=shown, by=wayan, at=noon
    )
    register.report_death(party_id=people["bima"].pk, on=today, source=shown, by=wayan, at=noon)

    page = client_of(wayan).get(reverse("desk:village")).text
    assert glance(unit.area.code, today) == Glance(people=4, families=1, born=1, died=1)
    assert re.search(r"jiwa, 1 KK", page)
    assert glance(unit.area.code, date(today.year + 1, today.month, 1)).born == 0
    register.cancel_event(event_id=birth.pk, reason="Salah kartu", by=wayan, at=noon + MINUTE)
    assert glance(unit.area.code, today).born == 0
