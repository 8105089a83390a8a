"""Who looked at one's data and at that of one's children; saying that a look is suspicious, and hearing what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support import cast
from tests.support.queue import drain

from satuatap.domain.audit.actions import record_look
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.catalog.actions import put_role_names
from satuatap.domain.identity.tests.factories import make_account
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents.models import LookReport, Party
from satuatap.domain.residents.tests.factories import make_mandate, make_person
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
PAGE = "portal:account-looks"


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def wira(civil):
    """Whoever protects the region's data."""
    return cast.make_officer("Wira Contoh", civil, "data-protection-officer")


def look_at(person, by, noon, purpose="memeriksa berkas BWI-26", **facts):
    record_look(by=by, at=noon, purpose=purpose, party_id=person.party_id, unit_id=by.holdings[0].unit_id, **facts)
    return Entry.objects.latest("id").pk


def child_of(person, name="Bima Contoh", **facts):
    child = make_person(name)
    make_mandate(child, Party.objects.get(pk=person.party_id), **facts)
    return child


def test_a_look_says_who_in_which_role_where_what_and_why(rani, budi, licensing, noon, client_of):
    make_service(licensing, noon)
    put_role_names(names={"front-officer": {"id": "Petugas loket"}}, by=system("test"), at=noon)
    case = make_case(rani, noon)
    look_at(rani, budi, noon, f"memeriksa berkas {case.number}", fields=["nik", "address", "gambar"], on=case)

    page = client_of(rani).get(reverse(PAGE)).text

    for words in ("Budi Contoh", "Petugas loket", "DPMPTSP", "NIK", "alamat", "lampiran", case.number):
        assert words in page
    assert reverse("portal:case", args=[case.number]) in page
    assert "Senin, 23 November 2026" in page


def test_looks_can_be_narrowed_to_one_agency(rani, budi, tono, noon, client_of):
    look_at(rani, budi, noon)
    look_at(rani, tono, noon)
    client = client_of(rani)

    page = client.get(reverse(PAGE), {"instansi": str(tono.holdings[0].unit_id)}).text

    assert "Tono Contoh" in page
    assert "Budi Contoh" not in page
    assert "Budi Contoh" in client.get(reverse(PAGE), {"instansi": "x"}).text


def test_who_looks_from_another_office_is_shown_with_their_own(rani, tono, licensing, noon, client_of):
    record_look(by=tono, at=noon, purpose="pertimbangan", party_id=rani.party_id, unit_id=licensing.pk)

    assert "Dispendukcapil" in client_of(rani).get(reverse(PAGE)).text


def test_a_parent_reads_who_looked_at_the_child(rani, budi, noon, client_of):
    child = child_of(rani)
    record_look(by=budi, at=noon, purpose="melihat anak", party_id=child.pk, unit_id=budi.holdings[0].unit_id)
    client = client_of(rani)

    assert "melihat anak" in client.get(reverse(PAGE), {"untuk": str(child.pk)}).text
    assert "melihat anak" not in client.get(reverse(PAGE)).text


def test_a_power_of_attorney_does_not_open_the_record_of_looks(rani, budi, noon, client_of):
    terms = {"kind": "kuasa", "scope": ["sktm"], "to_on": noon.date() + timedelta(days=9)}
    giver = child_of(rani, "Lina Contoh", **terms)
    record_look(by=budi, at=noon, purpose="x", party_id=giver.pk, unit_id=budi.holdings[0].unit_id)
    client = client_of(rani)

    assert client.get(reverse(PAGE), {"untuk": str(giver.pk)}).status_code == 404
    assert client.get(reverse("portal:account-look", args=[Entry.objects.latest("id").pk])).status_code == 404


def test_a_look_at_somebody_else_is_not_there(rani, dewi, budi, noon, client_of):
    look_id = look_at(dewi, budi, noon)
    client = client_of(rani)

    assert client.get(reverse("portal:account-look", args=[look_id])).status_code == 404
    assert client.post(reverse("portal:account-look", args=[look_id])).status_code == 404
    assert client.get(reverse("portal:account-look", args=[10**30])).status_code == 404
    assert client.get(reverse(PAGE), {"untuk": str(dewi.party_id)}).status_code == 404
    assert not LookReport.objects.exists()


def test_an_account_that_nobody_has_seen_is_told_how_to_open_the_record(client):
    client.force_login(make_account())
    assert "Buktikan dulu" in client.get(reverse(PAGE)).text


def test_a_suspicious_look_reaches_the_protector_and_the_answer_comes_back(rani, budi, wira, noon, messages, client_of):
    look_id = look_at(rani, budi, noon, "melihat-lihat")
    own, desk = client_of(rani), client_of(wira)
    address = reverse("portal:account-look", args=[look_id])
    assert own.post(address, {"keterangan": "Saya tidak kenal."}).status_code == 302
    assert own.post(address, {"keterangan": "Sekali lagi."}).status_code == 302
    drain()
    report = LookReport.objects.get()
    assert report.words == "Saya tidak kenal."
    assert Message.objects.get(template="look-reported").account_id == wira.account_id

    listed = desk.get(reverse("desk:look_reports")).text
    assert "Budi Contoh" in listed
    assert "Rani Contoh" not in listed
    page = reverse("desk:look_report", args=[report.pk])
    opened = desk.get(page).text
    assert "Rani Contoh" in opened
    assert "Saya tidak kenal." in opened
    assert desk.post(page, {"jawaban": " "}).status_code == 422
    assert desk.post(page, {"jawaban": "Petugas menangani pajak Anda."}).status_code == 302
    assert desk.post(page, {"jawaban": "Lagi."}).status_code == 422
    drain()

    assert "Petugas menangani pajak Anda." in own.get(address).text
    assert Message.objects.filter(template="look-answered", account_id=rani.account_id).exists()
    assert "Tidak ada laporan yang menunggu" in desk.get(reverse("desk:look_reports")).text
    assert "menjawab laporan tentang akses data" in own.get(reverse(PAGE)).text


def test_only_the_protector_sees_reports(rani, budi, tono, noon, client_of):
    look_id = look_at(rani, budi, noon)
    client_of(rani).post(reverse("portal:account-look", args=[look_id]))
    report = LookReport.objects.get()
    for officer in (budi, tono):
        assert client_of(officer).get(reverse("desk:look_reports")).status_code == 404
        assert client_of(officer).get(reverse("desk:look_report", args=[report.pk])).status_code == 404
        assert client_of(officer).post(reverse("desk:look_report", args=[report.pk])).status_code == 404


def test_nobody_answers_for_a_look_of_their_own(rani, wira, noon, client_of):
    look_id = look_at(rani, wira, noon)
    client_of(rani).post(reverse("portal:account-look", args=[look_id]))
    page = reverse("desk:look_report", args=[LookReport.objects.get().pk])

    answer = client_of(wira).post(page, {"jawaban": "Tidak apa-apa."})

    assert answer.status_code == 422
    assert "akses Anda sendiri" in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_look_and_three(
    rows, rani, budi, tono, wira, noon, client_of, django_assert_num_queries
):
    for n in range(rows):
        look_at(rani, (budi, tono)[n % 2], noon)
    for entry in Entry.objects.filter(verb="looked"):
        client_of(rani).post(reverse("portal:account-look", args=[entry.pk]))
    own, desk = client_of(rani), client_of(wira)
    own.get(reverse(PAGE))
    desk.get(reverse("desk:look_reports"))
    with django_assert_num_queries(12):
        own.get(reverse(PAGE))
    with django_assert_num_queries(12):
        desk.get(reverse("desk:look_reports"))


def test_a_look_that_only_names_its_application_leads_to_it_too(rani, budi, licensing, noon, client_of):
    make_service(licensing, noon)
    case = make_case(rani, noon)
    client_of(budi).get(reverse("desk:case", args=[case.number]))

    assert f'href="{reverse("portal:case", args=[case.number])}"' in client_of(rani).get(reverse(PAGE)).text
