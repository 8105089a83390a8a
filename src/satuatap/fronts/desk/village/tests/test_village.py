"""The village's own desk: today's letters, what it filed elsewhere, and two presses from a person to a draft."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.files.tests.pictures import picture
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_holding
from satuatap.domain.outboxes.tests.factories import FORM, make_desk
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents.models import Mandate, Party
from satuatap.domain.residents.tests.factories import CHILD, HEAD, make_family, make_person

pytestmark = pytest.mark.django_db
CERTIFICATE = {
    "code": "akta-coba", "name": "Akta coba", "record": "SIAK", "mode": "assist", "papers": [], "documents": [],
    "applicants": ["reporter"], "sites": [], "form": FORM,
    "file_at": [{"kind": "village", "from": "2026-01-02", "law": "unknown"}], "flow": [
        {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
    ],
}  # fmt: skip


@pytest.fixture
def village(noon, time_machine, client_of, licensing):
    """Wayan's browser, Wayan, and Agus of the village; civil registration has one service."""
    time_machine.move_to(noon, tick=False)
    unit, wayan, _revision = make_desk(noon)
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD))
    make_service(licensing, noon, **CERTIFICATE)
    return client_of(wayan), unit, wayan, agus


def begin(browser, agus, service="surat-coba", **typed):
    given = {"layanan": service, "sebagai": "self", "cara": "spoken", "key": str(uuid4())} | typed
    return browser.post(reverse("desk:begin", args=[agus.pk]), given)


def test_two_presses_lead_from_a_person_to_a_draft_that_knows_the_person(village):
    browser, _unit, _wayan, agus = village
    resident = browser.get(f"{reverse('desk:resident', args=[agus.pk])}?untuk=letter").text
    page = reverse("desk:write", args=[agus.pk])
    assert page in resident

    assert 'value="surat-coba"' in browser.get(page).text
    answer = begin(browser, agus)

    case = Case.objects.get()
    assert answer.status_code == 302
    assert (case.applicant_name, case.channel, case.uses_register) == ("Agus Contoh", "desk", True)
    assert Mandate.objects.get().how == "spoken"
    assert case.title in browser.get(reverse("desk:village")).text
    assert case.title in browser.get(f"{reverse('desk:resident', args=[agus.pk])}?untuk=letter").text


def test_the_same_press_twice_is_one_draft(village):
    browser, _unit, _wayan, agus = village
    key = str(uuid4())

    for _ in range(2):
        assert begin(browser, agus, key=key).status_code == 302

    assert Case.objects.count() == 1


def test_the_village_files_at_civil_registration_as_reporter_and_follows_it(village, client_of, budi, noon):
    browser, unit, wayan, agus = village
    page = browser.get(reverse("desk:write", args=[agus.pk])).text
    assert f"{reverse('desk:begin', args=[agus.pk])}?layanan=akta-coba" in page

    assert begin(browser, agus, "akta-coba", sebagai="reporter").status_code == 302
    case = Case.objects.get()
    actions.save_answers(case_id=case.pk, page="isian", answers={"tujuan": "Melapor"}, by=wayan, at=noon)
    actions.hand_in(case_id=case.pk, key=uuid4(), by=wayan, at=noon)

    assert case.applicant_kind == "reporter"
    colleague = make_officer("Sumi Contoh", unit, "village-secretary")
    home = client_of(colleague).get(reverse("desk:village")).text
    assert "Akta coba" in home
    assert "DPMPTSP" in home
    opened = client_of(colleague).get(reverse("desk:case", args=[case.number]))
    assert opened.url == reverse("desk:filed_case", args=[case.number])  # how far it is, not what is in it


def test_the_village_files_only_what_a_standard_says_and_from_its_day_on(village, licensing, noon):
    browser, _unit, _wayan, agus = village
    later = [{"kind": "village", "from": "2027-01-01", "law": "unknown"}]
    make_service(licensing, noon, **CERTIFICATE | {"code": "akta-nanti", "file_at": later})
    make_service(licensing, noon, **CERTIFICATE | {"code": "akta-tidak", "file_at": []})

    page = browser.get(reverse("desk:write", args=[agus.pk])).text

    assert "layanan=akta-coba" in page
    assert "akta-nanti" not in page
    assert "akta-tidak" not in page


def test_a_letter_begins_with_a_slip_as_quickly_as_with_a_word(village):
    browser, _unit, _wayan, agus = village
    photo = SimpleUploadedFile("slip.jpg", picture(), "image/jpeg")

    assert begin(browser, agus, cara="signed-slip", slip=photo).status_code == 302

    mandate = Mandate.objects.get()
    assert (mandate.how, mandate.evidence_file is not None) == ("signed-slip", True)


def test_another_village_finds_no_door_and_sees_nothing(village, client_of, noon):
    browser, _unit, _wayan, agus = village
    begin(browser, agus)
    other = make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI)
    komang = make_officer("Komang Contoh", other, "village-officer")

    assert client_of(komang).get(reverse("desk:write", args=[agus.pk])).status_code == 404
    assert "Agus Contoh" not in client_of(komang).get(reverse("desk:village")).text


def test_the_desk_of_a_village_is_for_villages_only(village, client_of, budi):
    assert client_of(budi).get(reverse("desk:village")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_costs_the_same_for_many_letters(rows, village, noon, settings, django_assert_max_num_queries):
    browser, _unit, wayan, agus = village
    for _ in range(rows):
        for service, kind in (("surat-coba", "self"), ("akta-coba", "reporter")):
            begin(browser, agus, service, sebagai=kind)
    for case in Case.objects.all():
        actions.save_answers(case_id=case.pk, page="isian", answers={"tujuan": "Melamar"}, by=wayan, at=noon)
        actions.hand_in(case_id=case.pk, key=uuid4(), by=wayan, at=noon)
    settings.REMEMBER_SECONDS = 60  # names and outages, as at work
    browser.get(reverse("desk:village"))

    with django_assert_max_num_queries(12):
        page = browser.get(reverse("desk:village")).text
    assert page.count("Akta coba") == rows
    assert page.count("Petugas memeriksa") == rows


def test_the_letter_is_for_whom_of_the_household_one_chooses(village):
    browser, _unit, _wayan, _agus = village
    child = make_person("Bayu Contoh", born_on=date(2015, 3, 1))
    make_family((make_person("Ibu Contoh"), HEAD), (child, CHILD))
    page = browser.get(reverse("desk:write", args=[child.pk])).text

    assert "Ibu Contoh" in page
    mother = Party.objects.get(name="Ibu Contoh")
    assert reverse("desk:write", args=[mother.pk]) in page


def test_who_works_in_two_villages_sees_both_or_one(village, client_of, noon):
    browser, unit, wayan, agus = village
    begin(browser, agus)
    case = Case.objects.get()
    actions.save_answers(case_id=case.pk, page="isian", answers={"tujuan": "Melamar"}, by=wayan, at=noon)
    actions.hand_in(case_id=case.pk, key=uuid4(), by=wayan, at=noon)
    other = make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI)
    putu = make_officer("Putu Contoh", unit, "village-officer")
    make_holding(Account.objects.get(pk=putu.account_id), other, role="village-secretary")
    both = client_of(putu)

    home = reverse("desk:village")
    assert case.number in both.get(home).text
    assert case.number in both.get(f"{home}?kantor={unit.code}").text
    assert case.number not in both.get(f"{home}?kantor={other.code}").text
    assert 'name="kantor"' not in browser.get(home).text
