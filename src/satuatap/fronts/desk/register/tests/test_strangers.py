"""A village officer of another village, an agency without the purpose, the mall manager: nothing, and a trace."""

import json
from base64 import b64encode
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import actor_of, make_officer

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.books.tests.factories import put, shipped
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area, make_home
from satuatap.domain.residents.models import CivilEvent, Family, Person
from satuatap.domain.residents.tests.factories import NOON, make_household, make_link
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
ROLES = {"another village": "village-officer", "an agency": "front-officer", "the mall": "mall-manager"}


@pytest.fixture
def people(time_machine):
    time_machine.move_to(NOON + timedelta(hours=1), tick=False)
    make_home()
    make_area(TAMANSARI)
    make_area(OTHER_TAMANSARI)
    return make_household()


@pytest.fixture(params=ROLES)
def stranger(request, people):
    elsewhere = (
        make_village(OTHER_TAMANSARI, code="desa-lain", name="Desa Lain")
        if request.param == "another village"
        else make_unit("dpmptsp")
    )
    return make_officer("Tono Contoh", elsewhere, ROLES[request.param])


def pages_of(party):
    """The addresses of a resident: the page with its household, the register as of a day, an event, what is told."""
    event = CivilEvent.objects.filter(changes__party=party.pk).earliest("id")
    own = reverse("desk:resident", args=[party.pk])
    return (
        f"{own}?untuk=letter",
        f"{own}?untuk=letter&pada={NOON.date()}",
        f"{reverse('desk:event', args=[event.pk])}?untuk=letter",
        f"{reverse('desk:tell_event', args=[party.pk, 'kematian'])}?untuk=letter",
    )


def traces(actor, since):
    return Entry.objects.filter(by=actor.id, pk__gt=since)


def test_a_strangers_way_into_the_register_is_closed_and_noted(people, stranger, client_of):
    family = Family.objects.get()
    desk, last = client_of(stranger), Entry.objects.latest("id").pk
    for address in pages_of(people["rani"]):
        answer = desk.get(address)
        assert answer.status_code == 404, address
        for words in ("Rani Contoh", "Agus Contoh", family.kk):
            assert words not in answer.text

    found = traces(stranger, last)
    assert {entry.verb for entry in found} == {"turned-away"}
    assert len(found) >= 3
    assert str(people["rani"].pk) in {entry.party_id for entry in found}


def test_a_search_by_name_finds_a_stranger_nobody_and_is_noted(people, stranger, client_of):
    desk = client_of(stranger)
    answer = desk.post(reverse("desk:residents"), {"orang": "Rani Contoh", "untuk": "letter"})

    assert "Agus Contoh" not in answer.text
    assert reverse("desk:resident", args=[people["rani"].pk]) not in answer.text
    if answer.status_code == 200:  # a village may search, among its own
        assert traces(stranger, 0).get().verb == "residents.searched"
    else:
        assert answer.status_code == 404
        assert traces(stranger, 0).get().verb == "turned-away"


def test_no_number_and_no_answer_for_scripts_tells_a_stranger_anything(people, stranger, client_of):
    """By NIK and card number, and from what the desk without a line reads as JSON."""
    desk, family, nik = client_of(stranger), Family.objects.get(), Person.objects.get(pk=people["rani"].pk).nik
    for number in (nik, family.kk):
        last = Entry.objects.latest("id").pk
        answer = desk.post(reverse("desk:residents"), {"orang": number, "untuk": "check"})
        assert "Rani Contoh" not in answer.text
        assert "Agus Contoh" not in answer.text
        assert traces(stranger, last).get().verb in ("residents.searched", "turned-away")
    for answer in carried(desk):
        assert answer.status_code in (200, 404)
        for words in ("Rani Contoh", nik, family.kk):
            assert words not in answer.text


def carried(desk):
    """What a device gets that would carry a village's register along: of another village its own, else nothing."""
    sent = {"name": "Laptop", "recovery": b64encode(bytes(32)).decode()}
    answer = desk.post(reverse("desk:outbox_register"), json.dumps(sent), content_type="application/json")
    device = answer.json()["id"] if answer.status_code == 200 else str(uuid7())
    wanted = json.dumps({"device": device, "since": 0})
    return answer, desk.post(reverse("desk:outbox_snapshot"), wanted, content_type="application/json")


def test_a_letter_of_another_village_stays_closed_and_is_noted(people, stranger, client_of):
    village = make_village()
    make_service(village, NOON)
    case = make_case(actor_of(make_link(people["rani"], village.pk)), NOON)
    desk, last = client_of(stranger), Entry.objects.latest("id").pk

    answer = desk.get(reverse("desk:case", args=[case.number]))

    assert answer.status_code == 404
    assert "Rani Contoh" not in answer.text
    assert traces(stranger, last).get().verb == "turned-away"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("desk:village", ()), ("desk:neighbours", ()), ("desk:books", ()), ("desk:book", ("induk-penduduk",)),
        ("desk:letter_numbers", ()), ("desk:letters_in", ()),
    ],
)  # fmt: skip
def test_who_writes_another_villages_code_into_an_address_is_not_shown_their_own(name, given, people, client_of):
    make_village()
    elsewhere = make_village(OTHER_TAMANSARI, code="desa-lain", name="Desa Lain")
    officer = make_officer("Tono Contoh", elsewhere, "village-secretary")
    put(*shipped())
    desk, last = client_of(officer), Entry.objects.latest("id").pk
    address = reverse(name, args=given)
    assert desk.get(f"{address}?kantor=desa-lain").status_code == 200
    assert not traces(officer, last).filter(verb="turned-away").exists()

    for code in ("desa-tamansari", "tidak-ada"):
        assert desk.get(f"{address}?kantor={code}").status_code == 404

    assert traces(officer, last).filter(verb="turned-away").count() == 2
