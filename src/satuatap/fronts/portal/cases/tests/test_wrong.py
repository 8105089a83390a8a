"""A fact that the register filled in wrongly: reported from the form, seen by the officer, settled by the register's keeper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support import cast
from tests.support.queue import drain

from satuatap.domain.cases.actions import hand_in
from satuatap.domain.cases.actions.register import fact_of
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import JPEG, make_draft, make_service, page_of
from satuatap.domain.notifications.models import Message
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import CivilEvent, FactReport, Party

pytestmark = pytest.mark.django_db
TOLD = {"fakta": "/nama", "keterangan": "Kurang satu huruf.", "seharusnya": "Ranni Contoh"}
PUT_RIGHT = {
    "putusan": "keliru", "nilai": "Ranni Contoh", "dokumen": "Kutipan akta 3510-LT-2014", "tanggal": "2014-01-03",
}  # fmt: skip


@pytest.fixture
def draft(rani, licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_draft(rani, noon)


@pytest.fixture
def nita(civil):
    """Whoever keeps the population register."""
    return cast.make_officer("Nita Contoh", civil, "registration-operator")


def tell(client, draft, **changes):
    return client.post(reverse("portal:case_wrong", args=[draft.number]), TOLD | changes)


def test_a_wrong_fact_is_reported_beside_it_and_the_application_goes_on(draft, rani, budi, nita, noon, client_of):
    own, page = client_of(rani), reverse("portal:case_page", args=[draft.number, page_of(draft)])
    address = reverse("portal:case_wrong", args=[draft.number])
    assert address in own.get(page).text
    assert "Rani Contoh" in own.get(address).text

    answer = tell(own, draft, bukti=SimpleUploadedFile("ktp.jpg", JPEG, "image/jpeg"))

    assert answer.url == f"{page}?keliru=1"
    assert "Permohonan ini tetap berjalan" in own.get(answer.url).text
    report = FactReport.objects.get()
    assert (report.field, report.should_be, report.about) == ("name", "Ranni Contoh", draft.pk)
    hand_in(case_id=draft.pk, key=report.pk, by=rani, at=noon)
    flagged = client_of(budi).get(reverse("desk:case", args=[draft.number])).text
    assert "Pemohon melaporkan data keliru" in flagged
    assert "Ranni Contoh" in flagged

    desk, place = client_of(nita), reverse("desk:fact_report", args=[report.pk])
    listed = desk.get(reverse("desk:fact_reports")).text
    assert place in listed
    assert "Rani Contoh" not in listed
    opened = desk.get(place).text
    assert "Ranni Contoh" in opened
    assert desk.get(reverse("desk:fact_proof", args=[report.pk])).content == JPEG
    assert desk.post(place, {"hasil": " ", "putusan": "benar"}).status_code == 422
    assert desk.post(place, {"hasil": "Diperbaiki di SIAK."} | PUT_RIGHT).status_code == 302
    drain()

    told = own.get(reverse("portal:account-wrong")).text
    assert "Diperbaiki di SIAK." in told
    assert "Kini tertulis: <strong>Ranni Contoh</strong>. Menurut: Kutipan akta 3510-LT-2014, 3 Januari 2014" in told
    assert Party.objects.get(pk=draft.party_id).name == "Ranni Contoh"
    assert "Semula “Rani Contoh”, kini “Ranni Contoh”" in desk.get(place).text
    assert Message.objects.filter(template="fact-settled", account_id=rani.account_id).exists()
    assert "Pemohon melaporkan data keliru" not in client_of(budi).get(reverse("desk:case", args=[draft.number])).text
    assert Case.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"putusan": ""}, "Pilih dulu"),
        ({"nilai": " "}, "Isi data yang benar"),
        ({"nilai": "Rani Contoh"}, "sudah tertulis"),
        ({"nilai": "<b>"}, "seperti di KTP"),
        ({"dokumen": " "}, "dokumen sumbernya"),
        ({"tanggal": ""}, "tanggal dokumen"),
        ({"tanggal": "2031-01-01"}, "tanggal dokumen"),
        ({"hasil": " "}, "Tulis apa yang sudah dilakukan"),
    ],
)
def test_nothing_is_put_right_by_half(changes, sentence, draft, rani, nita, client_of):
    tell(client_of(rani), draft)
    place = reverse("desk:fact_report", args=[FactReport.objects.get().pk])

    answer = client_of(nita).post(place, PUT_RIGHT | {"hasil": "Diperbaiki."} | changes)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "3510-LT-2014" in answer.text or "dokumen" in changes
    assert Party.objects.get(pk=draft.party_id).name == "Rani Contoh"
    assert not CivilEvent.objects.filter(kind="correction").exists()


def test_what_is_right_already_stays(draft, rani, nita, client_of):
    tell(client_of(rani), draft)
    place = reverse("desk:fact_report", args=[FactReport.objects.get().pk])

    assert client_of(nita).post(place, {"putusan": "benar", "hasil": "Sama dengan akta."}).status_code == 302
    assert not CivilEvent.objects.filter(kind="correction").exists()
    assert Party.objects.get(pk=draft.party_id).name == "Rani Contoh"


def test_told_twice_it_is_reported_once(draft, rani, client_of):
    client = client_of(rani)
    tell(client, draft)
    tell(client, draft, keterangan="Sekali lagi.")

    assert FactReport.objects.get().words == "Kurang satu huruf."


def test_what_is_missing_is_said_and_nothing_typed_is_lost(draft, rani, client_of):
    answer = tell(client_of(rani), draft, keterangan="")

    assert answer.status_code == 422
    assert "apa yang salah" in answer.text
    assert "Ranni Contoh" in answer.text
    assert not FactReport.objects.exists()


def test_only_what_the_register_filled_in_can_be_reported(draft, rani, dewi, client_of):
    assert tell(client_of(rani), draft, fakta="/teks").status_code == 404
    assert tell(client_of(rani), draft, fakta="x").status_code == 404
    assert tell(client_of(dewi), draft).status_code == 404


def test_only_those_who_keep_the_register_see_reports(draft, rani, budi, tono, village, client_of):
    tell(client_of(rani), draft)
    report = FactReport.objects.get()
    elsewhere = cast.make_officer("Wayan Contoh", village, "front-officer")
    for officer in (budi, tono, elsewhere):
        client = client_of(officer)
        assert client.get(reverse("desk:fact_reports")).status_code == 404
        for name in ("fact_report", "fact_proof"):
            assert client.get(reverse(f"desk:{name}", args=[report.pk])).status_code == 404


@pytest.mark.parametrize(
    ("source", "fact"),
    [
        ("party.name", "name"), ("party.address_line", "address"), ("family.kk", "kk"), ("family.mother.nik", "family"),
        ("party.born_on", "born_on"),
    ],
)  # fmt: skip
def test_each_source_is_a_fact_that_can_be_reported(source, fact):
    assert fact_of(source) == fact
