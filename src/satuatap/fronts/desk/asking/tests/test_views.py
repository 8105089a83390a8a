"""The meter's two pages: said in words, and the same number of questions to the database however much is in it."""

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.cases.models import AskedTally
from satuatap.domain.cases.tests.factories import make_service
from satuatap.fronts.desk.asking.views import source_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def permit(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    return make_service(licensing, noon)


def tally(permit, noon, pointer, source="", times=10):
    AskedTally.objects.create(
        service=permit.service, unit=permit.service.unit, month=noon.date().replace(day=1), pointer=pointer,
        source=source, times=times,
    )  # fmt: skip


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_say_where_answers_stand_already(
    many, permit, licensing, noon, client_of, django_assert_max_num_queries
):
    tally(permit, noon, "")
    for pointer in ("/teks", "/luas", "paper:gambar")[:many]:
        tally(permit, noon, pointer)
        tally(permit, noon, pointer, "party.birth_place", 8)
    head = client_of(make_officer("Sari Contoh", licensing, "head-of-agency"))
    code = permit.service.code
    head.get(reverse("desk:asking"))

    with django_assert_max_num_queries(10):
        listed = head.get(reverse("desk:asking")).content.decode()
    with django_assert_max_num_queries(10):
        detail = head.get(reverse("desk:asked_questions", args=[code])).content.decode()

    assert f'href="{reverse("desk:asked_questions", args=[code])}"' in listed
    assert f'class="num">{"0,8" if many == 1 else "2,4"}</td>' in listed
    assert "Tulisan pada reklame" in detail
    assert "80 %" in detail
    assert "Data pemohon: Tempat lahir" in detail
    assert "Dapat terisi sendiri" in detail


def test_others_find_nothing(permit, budi, client_of):
    browser = client_of(budi)
    assert browser.get(reverse("desk:asking")).status_code == 404
    assert browser.get(reverse("desk:asked_questions", args=[permit.service.code])).status_code == 404


def test_sources_in_words():
    assert source_words("family.mother.name") == "Kartu keluarga, ibu: Nama"
    assert source_words("family.members.nik") == "Kartu keluarga, anggota: NIK"
    assert source_words("document") == "Dokumen yang kami terbitkan"
    assert source_words("") == ""
