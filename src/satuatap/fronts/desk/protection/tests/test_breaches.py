"""The pages of breaches: any officer reports, the protector does each step, others get nothing."""

import pytest
from django.urls import reverse
from tests.support import cast

from satuatap.domain.residents import queries
from satuatap.domain.residents.models import Breach, Person
from satuatap.fronts.shared.copies import layout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]
REPORT = {"kejadian": "Daftar terkirim ke grup.", "diketahui": "2026-11-23T10:00"}
WHOLE = {
    "kejadian": "Daftar terkirim ke grup.", "data": "Nama dan NIK", "terkena": "Satu dusun", "kapan": "Minggu",
    "penanganan": "Pesan dihapus", "langkah": "nyatakan",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


def test_from_the_report_to_the_notice(budi, tono, rani, civil, client_of, noon):
    wira = cast.make_officer("Wira Contoh", civil, "data-protection-officer")
    report = reverse("desk:breach_report")
    assert client_of(budi).post(report, REPORT | {"kejadian": ""}).status_code == 422
    page = client_of(budi).post(report, REPORT)["Location"]
    assert "Daftar terkirim ke grup." in client_of(budi).get(page).text
    assert client_of(tono).get(page).status_code == 404
    assert client_of(rani).get(page).status_code in (302, 403, 404)

    desk = client_of(wira)
    assert "Daftar terkirim" in desk.get(reverse("desk:breaches")).text
    assert client_of(budi).post(page, WHOLE).status_code == 404
    assert desk.post(page, WHOLE | {"data": ""}).status_code == 422
    assert desk.post(page, WHOLE).status_code == 302
    nik = Person.objects.get(party=rani.party_id).nik
    desk.post(page, {"langkah": "tambah", "daftar": nik})
    assert "1 orang dicatat, 0 NIK tidak dikenal" in desk.get(page).text
    desk.post(page, {"langkah": "kabari"})
    desk.post(page, {"langkah": "otoritas", "acuan": "Surel 12"})
    shown = desk.get(page).text
    assert "Surel 12" in shown
    assert nik not in shown
    assert queries.breach(wira, Breach.objects.get().pk, noon).told == 1

    own = client_of(rani).get(reverse("portal:account-breaches")).text
    assert "Nama dan NIK" in own
    assert "KD-2026-001" in own


def test_the_layouts_of_papers_are_there_and_name_what_they_are_given():
    assert "content.clock" in layout("breach-notice")
    assert "content.parts" in layout("data-copy")
