"""A draft begun on one device is found on another, with everything typed and the day until which it is kept."""

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_service, page_of
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)


def test_a_draft_is_found_again_on_another_device(rani, client_of):
    phone, library = client_of(rani), client_of(rani)
    phone.post(reverse("portal:apply", args=["izin-reklame"]), {"key": "0192f0c1-7d5e-7000-8000-000000000001"})
    case = Case.objects.get()
    page = reverse("portal:case_page", args=[case.number, page_of(case)])
    phone.post(page, {"teks": "Warung Rani", "luas": "", "versi": "", "nanti": "1"})

    home = library.get(reverse("portal:account")).text

    assert "Lanjutkan mengisi" in home
    assert "disimpan sampai 23 Des" in home
    assert case.number in library.get(reverse("portal:cases")).text
    reopened = library.get(reverse("portal:case", args=[case.number]), follow=True)
    assert "Warung Rani" in reopened.text


def test_two_windows_do_not_overwrite_each_other(rani, client_of):
    phone, library = client_of(rani), client_of(rani)
    phone.post(reverse("portal:apply", args=["izin-reklame"]), {"key": "0192f0c1-7d5e-7000-8000-000000000002"})
    case = Case.objects.get()
    page = reverse("portal:case_page", args=[case.number, page_of(case)])
    assert phone.post(page, {"teks": "Dari HP", "luas": "4", "versi": "0"}).status_code == 302

    answer = library.post(page, {"teks": "Dari perpustakaan", "luas": "4", "versi": "0"})

    assert answer.status_code == 409
    assert "Dari perpustakaan" in answer.text
    assert Case.objects.get().draft["teks"] == "Dari HP"
