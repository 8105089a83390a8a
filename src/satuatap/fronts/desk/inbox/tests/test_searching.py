"""The search in the bar of the desk: by number, card or name, posted, within the own office, written down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.models import Person

pytestmark = pytest.mark.django_db

SEARCH = reverse("desk:search")
PURPOSE = "mencari berkas yang ditangani unitnya"


@pytest.fixture
def case(licensing, rani, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return Case.objects.get(pk=make_case(rani, noon - timedelta(hours=1)).pk)


@pytest.fixture
def nik(case):
    return Person.objects.get(party_id=case.party_id).nik


def search(client, text, status=200):
    answer = client.post(SEARCH, {"q": text})
    assert answer.status_code == status
    return answer.content.decode()


def test_a_case_is_found_by_its_number_and_opens_at_once(case, budi, client_of):
    answer = client_of(budi).post(SEARCH, {"q": case.number.lower().replace("-", " ")})

    assert answer.url == reverse("desk:case", args=[case.number])


def test_a_case_is_found_by_nik_and_by_the_beginning_of_a_name(case, nik, budi, client_of):
    for text in (nik, f"{nik[:4]} {nik[4:8]} {nik[8:12]} {nik[12:]}", "  RANI c"):
        page = search(client_of(budi), text)
        assert case.number in page
        assert "••••" in page
        assert nik not in page.replace(f'value="{text}"', "")


def test_everybody_shown_can_read_that_they_were(case, rani, budi, client_of):
    search(client_of(budi), "Rani")

    assert [look.purpose for look in residents.looks(rani, rani.party_id).rows] == [PURPOSE]
    assert Entry.objects.filter(verb="cases.searched", purpose=PURPOSE).count() == 1
    assert not any("Rani" in str(vars(entry)) for entry in Entry.objects.filter(verb__startswith="cases.search"))


def test_another_office_finds_nothing_and_nobody_is_shown(case, nik, tono, client_of):
    for text in (case.number, nik, "Rani"):
        page = search(client_of(tono), text)
        assert "Tidak ada berkas" in page
        assert "Izin" not in page.split("<main")[1]
    assert not Entry.objects.filter(verb="looked").exists()


def test_too_little_is_refused_with_a_trace(case, budi, client_of):
    assert "tiga huruf" in search(client_of(budi), "Ra", status=422)
    assert Entry.objects.filter(verb="cases.search-refused").count() == 1


def test_signs_of_a_pattern_are_letters_like_others(case, budi, client_of):
    for text in ("R%n", "ra_i", "%%%"):
        assert "Tidak ada berkas" in search(client_of(budi), text)


def test_nothing_is_searched_by_an_address(case, nik, budi, client_of):
    for address in (SEARCH, reverse("desk:inbox"), reverse("desk:files")):
        page = client_of(budi).get(address, {"q": nik}).content.decode()
        assert nik not in page.replace(f"?q={nik}", "")  # the address somebody made by hand
        assert 'role="search" method="post"' in page
    assert not Entry.objects.filter(verb="cases.searched").exists()


def test_those_at_a_counter_go_on_to_the_register_and_others_do_not(case, licensing, budi, sari, client_of):
    onward = "Cari orangnya untuk membuat permohonan"

    assert onward in search(client_of(budi), "Siapa")
    assert onward not in search(client_of(sari), "Siapa")


def test_whoever_works_nowhere_finds_no_such_page(case, rani, client_of):
    assert client_of(rani).post(SEARCH, {"q": "Rani"}).status_code in (403, 404)


def test_the_manager_of_the_mall_finds_no_case_of_an_agency(case, client_of):
    manager = make_officer("Mira Contoh", make_unit("mpp", name="MPP"), "mall-manager")

    assert case.number not in search(client_of(manager), "Rani")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_a_search_does_not_grow(rows, case, rani, budi, client_of, noon, django_assert_max_num_queries):
    for number in range(rows - 1):
        make_case(rani, noon - timedelta(minutes=number))
    client = client_of(budi)
    search(client, "Rani")

    with django_assert_max_num_queries(12):
        search(client, "Rani")
