"""Who was turned away is read by those who protect data, and by heads of an office for their own staff."""

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.audit.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "desk:attempts"


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def wira(civil):
    """Whoever protects the region's data."""
    return make_officer("Wira Contoh", civil, "data-protection-officer")


@pytest.fixture
def turned_away(rani, budi, client_of):
    """Budi of licensing asked the register for Rani, and the page of a case that is not there."""
    client_of(budi).get(reverse("desk:resident", args=[rani.party_id]))
    client_of(budi).get(reverse("desk:case", args=["BWI-26-AAAA-AAAA-A"]))
    return tuple(Entry.objects.filter(verb="turned-away").order_by("id").values_list("pk", flat=True))


def test_the_list_says_who_from_where_asked_for_what_and_names_nobody_else(turned_away, wira, client_of):
    page = client_of(wira).get(reverse(PAGE)).text

    for words in ("Budi Contoh", "DPMPTSP", "Data penduduk", "Berkas permohonan", "23 Nov"):
        assert words in page
    assert "Rani Contoh" not in page


def test_it_is_narrowed_by_what_was_asked_for_and_by_office(turned_away, wira, tono, civil, client_of):
    client_of(tono).get(reverse("desk:case", args=["BWI-26-AAAA-AAAA-A"]))
    desk = client_of(wira)

    register = desk.get(reverse(PAGE), {"hal": "penduduk"}).text
    assert "Budi Contoh" in register
    assert "Tono Contoh" not in register
    office = desk.get(reverse(PAGE), {"instansi": str(civil.pk)}).text
    assert "Tono Contoh" in office
    assert "Budi Contoh" not in office


def test_whose_data_were_asked_for_stands_on_the_page_of_one_and_opening_it_is_a_look(
    turned_away, rani, wira, client_of
):
    page = client_of(wira).get(reverse("desk:attempt", args=[turned_away[0]])).text

    assert "Rani Contoh" in page
    look = Entry.objects.filter(verb="looked", party_id=str(rani.party_id)).get()
    assert (look.by, look.purpose, look.fields) == (wira.id, "memeriksa percobaan membuka data", ["name"])


def test_a_head_reads_of_the_own_staff_only_and_opens_nothing(turned_away, sari, tono, client_of):
    assert "Budi Contoh" in client_of(sari).get(reverse(PAGE)).text
    assert "Budi Contoh" not in client_of(tono).get(reverse(PAGE)).text
    assert client_of(sari).get(reverse("desk:attempt", args=[turned_away[0]])).status_code == 404


def test_others_have_no_such_page(turned_away, budi, rani, client_of):
    assert client_of(budi).get(reverse(PAGE)).status_code == 404
    assert client_of(rani).get(reverse(PAGE)).status_code == 404
    assert reverse(PAGE) not in client_of(budi).get(reverse("desk:inbox")).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, budi, tono, wira, client_of, django_assert_num_queries):
    for n in range(rows):
        client_of((budi, tono)[n % 2]).get(reverse("desk:case", args=["BWI-26-AAAA-AAAA-A"]))
    desk = client_of(wira)
    desk.get(reverse(PAGE))
    with django_assert_num_queries(11):
        desk.get(reverse(PAGE))
