"""The errand at the counter: its case found or begun, what is missing, to be paid and to be handed over."""

from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import RECORD, do, make_case, make_draft, make_service
from satuatap.domain.payments.models import Bill
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Errand
from satuatap.domain.visits.tests.factories import KIOSK, make_counter, make_lane

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_counter(make_lane(unit=licensing))


@pytest.fixture
def desk(place, rani, budi, noon, client_of):
    """Budi's browser at the counter, where Rani, whom the guide knows, is being served."""
    browser = client_of(budi)
    browser.post(reverse("desk:sit", args=[place.pk]))
    return browser


def serve(desk, place, noon, party_id=None, **ask):
    lane = place.posts.get().lane
    visit = actions.begin(
        site_id=place.site_id, asks=[actions.Ask(lane.pk, **ask)], channel="guide", key=uuid4(), party_id=party_id,
        by=KIOSK, at=noon,
    )  # fmt: skip
    actions.hand_out(visit_id=visit.pk, by=KIOSK, at=noon)
    press(desk, place, "panggil")
    press(desk, place, "mulai")


def press(desk, place, button, **typed):
    return desk.post(reverse("desk:counter_act", args=[place.pk, button]), {"key": uuid4()} | typed)


def screen(desk, place):
    return desk.get(reverse("desk:counter", args=[place.pk])).content.decode()


def test_the_cases_of_who_was_identified_are_offered_and_one_is_linked(desk, place, rani, noon):
    case = make_case(rani, noon)
    serve(desk, place, noon, rani.party_id)
    assert case.number in screen(desk, place)

    assert press(desk, place, "berkas", berkas=case.number).status_code == 302

    shown = screen(desk, place)
    assert reverse("desk:case", args=[case.number]) in shown
    assert Errand.objects.get().about == case.pk
    press(desk, place, "berkas", berkas="")
    assert Errand.objects.get().about is None


def test_a_case_is_found_by_its_number_and_the_applicant_reads_that_it_was_seen(desk, place, rani, budi, noon):
    case = make_case(rani, noon)
    serve(desk, place, noon)

    for _time in range(2):
        press(desk, place, "berkas", berkas=case.number.lower())

    assert case.applicant_name in screen(desk, place)
    looks = Entry.objects.filter(verb="looked", party_id=str(rani.party_id), by=budi.id, fields__contains=["case"])
    assert looks.count() == 1


def test_a_number_of_nobody_or_of_another_office_is_refused_alike(desk, place, rani, dewi, tono, noon, client_of):
    case = make_draft(rani, noon)  # not sent: only Rani sees it
    serve(desk, place, noon)

    answers = [press(desk, place, "berkas", berkas=number) for number in (case.number, "BWI-26-0000-0000-0")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("Tidak ada berkas bernomor itu" in answer.content.decode() for answer in answers)
    assert Errand.objects.get().about is None


def test_nothing_is_shown_or_linked_before_the_visitor_has_come(desk, place, rani, noon):
    case = make_case(rani, noon)
    lane = place.posts.get().lane
    visit = actions.begin(
        site_id=place.site_id, asks=[actions.Ask(lane.pk, about=case.pk)], channel="phone",
        key=uuid4(), party_id=rani.party_id, by=KIOSK, at=noon,
    )  # fmt: skip
    actions.hand_out(visit_id=visit.pk, by=KIOSK, at=noon)
    press(desk, place, "panggil")

    assert case.number not in screen(desk, place)
    assert press(desk, place, "berkas", berkas=case.number).status_code == 422
    assert not Entry.objects.filter(verb="looked", party_id=str(rani.party_id)).exists()


def test_an_application_begun_from_the_counter_is_the_errand_and_leads_back(desk, place, rani, noon):
    serve(desk, place, noon, rani.party_id, service="izin-reklame")
    shown = screen(desk, place)
    begin = f"{reverse('desk:begin', args=[rani.party_id])}?loket={place.pk}&amp;layanan=izin-reklame"
    assert begin in shown
    assert "Gambar reklame" in shown
    form = {"layanan": "izin-reklame", "sebagai": "self", "cara": "spoken", "key": str(uuid4())}

    answer = desk.post(begin.replace("&amp;", "&"), form)

    case = Case.objects.get()
    assert Errand.objects.get().about == case.pk
    assert "Kembali ke loket" in desk.get(answer.url).content.decode()
    assert "Masih kurang" in screen(desk, place)
    assert desk.get(reverse("desk:counters")).url == reverse("desk:counter", args=[place.pk])


def test_an_application_begun_after_the_visitor_went_on_is_tied_to_nobody(desk, place, rani, noon):
    serve(desk, place, noon, rani.party_id)
    press(desk, place, "selesai")
    form = {"layanan": "izin-reklame", "sebagai": "self", "cara": "spoken", "key": str(uuid4())}

    answer = desk.post(f"{reverse('desk:begin', args=[rani.party_id])}?loket={place.pk}", form)

    assert answer.status_code == 302
    assert Errand.objects.get().about is None


def test_who_acts_for_the_applicant_is_named(desk, place, rani, budi, noon):
    serve(desk, place, noon, rani.party_id)
    form = {
        "layanan": "izin-reklame", "sebagai": "kuasa", "cara": "signed-slip", "key": str(uuid4()), "wakil-nama": "Siti Contoh",
        "surat": "SK-1", "sampai": "2026-12-23", "meterai": "AB1234567",
    }  # fmt: skip
    desk.post(f"{reverse('desk:begin', args=[rani.party_id])}?loket={place.pk}", form)

    assert "Siti Contoh, penerima kuasa" in screen(desk, place)


def test_a_bill_leads_to_the_till_and_back_within_the_cost_of_a_page(
    desk, place, rani, budi, noon, django_assert_max_num_queries
):
    case = make_case(rani, noon, luas=9)
    do(case, "periksa", "accept", budi, noon)
    do(case, "survei", "report", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 184_000})
    serve(desk, place, noon, rani.party_id, about=case.pk)

    with django_assert_max_num_queries(12):
        shown = screen(desk, place)

    assert "Terima pembayaran" in shown


def test_other_pages_lead_back_while_the_counter_is_open(desk, place, budi):
    screen(desk, place)
    assert "Kembali ke loket" in desk.get(reverse("desk:new")).content.decode()
    assert "Kembali ke loket" not in screen(desk, place)
    press(desk, place, "tutup")
    desk.get(reverse("desk:counters"))

    assert "Kembali ke loket" not in desk.get(reverse("desk:new")).content.decode()


def test_another_office_is_told_that_the_case_is_not_theirs(desk, place, rani, noon):
    case = make_draft(rani, noon)
    serve(desk, place, noon, rani.party_id, about=case.pk)

    shown = screen(desk, place)
    assert "ditangani kantor lain" in shown
    assert case.number not in shown


def test_cash_is_taken_from_the_counter_and_the_visitor_is_still_there(desk, place, rani, budi, noon):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 184_000})
    serve(desk, place, noon, rani.party_id, about=case.pk)
    bill = Bill.objects.get()
    assert reverse("desk:bill", args=[bill.pk]) in screen(desk, place)

    paid = desk.post(
        reverse("desk:cash", args=[bill.pk]), {"key": str(uuid4()), "jumlah": str(bill.total)}, follow=True
    ).content.decode()

    assert "Kembali ke loket" in paid
    shown = desk.get(reverse("desk:counters"), follow=True).content.decode()
    assert "Sedang dilayani" in shown
    assert "Terima pembayaran" not in shown


def test_what_is_ready_is_handed_over_from_the_counter(desk, place, licensing, rani, budi, noon):
    make_service(licensing, noon, code="akta", flow=RECORD, documents=[], record="SIAK", mode="assist")
    case = make_case(rani, noon, service="akta")
    do(case, "periksa", "accept", budi, noon)
    do(case, "catat", "record", budi, noon, number="3510-LU-0001")
    serve(desk, place, noon, rani.party_id, about=case.pk)

    shown = screen(desk, place)

    assert "Serahkan dokumen" in shown
    assert reverse("desk:case", args=[case.number]) in shown
