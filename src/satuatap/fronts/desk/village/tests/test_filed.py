"""What a village filed elsewhere: it sees how far it is and why it came back, corrects it with the resident, and hands the
finished paper over; nobody else sees any of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, HandOver
from satuatap.domain.cases.tests.factories import RECORD, do, make_service
from satuatap.domain.files import actions as files
from satuatap.domain.files.tests.pictures import picture
from satuatap.domain.outboxes.tests.factories import FORM, make_desk
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.models import Mandate
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
HERE = [{"kind": "village", "from": "2026-01-02", "law": "unknown"}]
CERTIFICATE = {
    "code": "akta-coba", "name": "Akta coba", "record": "SIAK", "mode": "assist", "papers": [], "documents": [],
    "applicants": ["self"], "sites": [], "form": FORM, "file_at": HERE, "collect_at": HERE, "flow": RECORD,
}  # fmt: skip
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def village(noon, time_machine, licensing):
    """Tamansari, Wayan, and Agus who lives there; another office has a certificate."""
    time_machine.move_to(noon, tick=False)
    unit, wayan, _revision = make_desk(noon)
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD))
    make_service(licensing, noon, **CERTIFICATE)
    return unit, wayan, agus


@pytest.fixture
def case(village, noon):
    """Filed by Wayan for Agus."""
    _unit, wayan, agus = village
    mandate = spoken(wayan, agus, noon)
    key = uuid4()
    actions.start_draft(
        service_code="akta-coba", party_id=agus.pk, channel="desk", key=key, mandate_id=mandate.pk, by=wayan, at=noon
    )
    actions.save_answers(case_id=key, page="isian", answers={"tujuan": "Melapor"}, by=wayan, at=noon)
    return actions.hand_in(case_id=key, key=uuid4(), by=wayan, at=noon)


def spoken(wayan, agus, at):
    return residents.record_mandate(
        principal_id=agus.pk, kind="assisted", scope=["akta-coba"], how="spoken", by=wayan, at=at
    )


def returned(case, budi, at, text="Tulis keperluannya lebih jelas."):
    return do(case, "periksa", "return", budi, at, defects=[{"about": "field:/tujuan", "text": text}])


def recorded(case, budi, at, *, pdf=True):
    do(case, "periksa", "accept", budi, at, note="Hati-hati, pernah palsu.")
    file = files.store(data=PDF, name="kutipan.pdf", owner_kind="cases.case", owner_id=case.pk, by=budi, at=at)
    given = {"file_id": str(file.pk)} if pdf else {}
    return do(case, "catat", "record", budi, at, number="3510-LU-0001", **given)


def page(client, case, name="filed_case"):
    return client.get(reverse(f"desk:{name}", args=[case.number]))


def test_the_village_sees_each_turn_and_the_reasons_but_nobodys_notes(village, case, client_of, budi, noon):
    unit, wayan, _agus = village
    returned(case, budi, noon)

    text = page(client_of(wayan), case).text
    assert "Tulis keperluannya lebih jelas." in text
    assert "Dikembalikan untuk diperbaiki" in text
    colleague = make_officer("Sumi Contoh", unit, "village-secretary")
    listed = client_of(colleague).get(f"{reverse('desk:filed')}?tampil=returned").text
    assert case.number in listed

    Case.objects.filter(pk=case.pk).update(filed_by="account:somebody-who-left")
    case.refresh_from_db()
    seen = page(client_of(colleague), case).text
    assert "Melapor" not in seen  # what is in it stays with the office that decides
    assert budi.name not in seen


def test_an_act_that_was_taken_back_is_not_told(village, case, client_of, budi, noon):
    _unit, wayan, _agus = village
    returned(case, budi, noon)
    actions.undo(case_id=case.pk, reason="Salah tekan", key=uuid4(), by=budi, at=noon)

    found = queries.filed_case(wayan, case.number, now=noon)
    assert [one.what for one in found.moments] == ["sent"]


def test_a_colleague_corrects_it_with_todays_word_and_loses_it_when_it_is_sent(village, case, client_of, budi, noon):
    unit, wayan, agus = village
    returned(case, budi, noon)
    sumi = make_officer("Sumi Contoh", unit, "village-secretary")
    browser = client_of(sumi)
    assert browser.get(reverse("portal:case_correct", args=[case.number])).status_code == 404
    with pytest.raises(NotFound):
        queries.filling(actor=wayan, case_id=case.pk)  # who filed it needs the word anew, too

    answer = browser.post(reverse("desk:filed_correct", args=[case.number]), {"cara": "spoken"})
    assert answer.url == reverse("portal:case_correct", args=[case.number])
    assert browser.get(answer.url).status_code == 200
    mandate = Mandate.objects.latest("pk")
    case.refresh_from_db()
    assert (mandate.abouts, case.filed_by, mandate.principal_id) == ([case.pk], sumi.id, agus.pk)
    assert case.mandate_id != mandate.pk  # the first word stays findable, too

    actions.save_answers(case_id=case.pk, page="isian", answers={"tujuan": "Melapor kelahiran"}, by=sumi, at=noon)
    actions.correct(case_id=case.pk, key=uuid4(), by=sumi, at=noon)
    case.refresh_from_db()
    assert (case.state, case.taken_up_at, case.answers["tujuan"]) == (State.SUBMITTED, None, "Melapor kelahiran")
    with pytest.raises(NotFound):
        queries.filling(actor=sumi, case_id=case.pk)
    found = queries.filed_case(sumi, case.number, now=noon)
    assert [one.what for one in found.moments] == ["sent", "returned", "corrected"]


def test_a_word_of_yesterday_corrects_nothing(village, case, budi, noon):
    _unit, wayan, agus = village
    returned(case, budi, noon)
    actions.take_up(case_id=case.pk, mandate_id=spoken(wayan, agus, noon).pk, by=wayan, at=noon)

    tomorrow = noon + timedelta(days=1)
    with pytest.raises(Refused, match="hanya berlaku pada hari itu"):
        actions.save_answers(case_id=case.pk, page="isian", answers={"tujuan": "Lain"}, by=wayan, at=tomorrow)
    with pytest.raises(Refused, match="hanya berlaku pada hari itu"):
        actions.correct(case_id=case.pk, key=uuid4(), by=wayan, at=tomorrow)


def test_a_mandate_of_somebody_else_opens_nothing(village, case, budi, noon):
    _unit, wayan, _agus = village
    returned(case, budi, noon)
    other = make_person("Orang Lain")

    with pytest.raises(Refused, match="Catat dulu kuasa"):
        actions.take_up(case_id=case.pk, mandate_id=spoken(wayan, other, noon).pk, by=wayan, at=noon)


def test_the_village_prints_what_the_office_made_and_hands_it_over_once(village, case, client_of, budi, noon):
    unit, wayan, agus = village
    recorded(case, budi, noon)
    browser = client_of(wayan)
    assert "Buka dan cetak dokumen" in page(browser, case).text

    assert page(browser, case, "filed_document").content == PDF
    look = Entry.objects.filter(purpose__contains="mencetak dokumen").get()
    assert (look.party_id, look.unit_id) == (str(agus.pk), str(unit.pk))
    key = str(uuid4())
    for _press in range(2):
        given = {"act": "serah", "key": key, "penerima": "Agus Contoh", "hubungan": "self"}
        assert browser.post(reverse("desk:filed_act", args=[case.number]), given).status_code == 302

    taken = HandOver.objects.get()
    assert (taken.how, taken.collector, taken.case.state) == ("village", "Agus Contoh", State.COMPLETED)
    assert page(browser, case, "filed_document").status_code == 404  # it was collected
    assert "Diserahkan" in page(browser, case).text


def test_a_paper_that_has_not_arrived_cannot_be_handed_over(village, case, client_of, budi, noon):
    _unit, wayan, _agus = village
    recorded(case, budi, noon, pdf=False)
    with pytest.raises(Refused, match="belum sampai"):
        actions.hand_over_in_village(
            case_id=case.pk, collector="Agus Contoh", relation="self", key=uuid4(), by=wayan, at=noon
        )

    desk = client_of(budi)
    assert "Kirim ke Desa Tamansari" in desk.get(reverse("desk:case", args=[case.number])).text
    put = reverse("desk:put_by", args=[case.number])
    assert "Tulis rak" in desk.post(put, {"letak": "shelf", "tempat": " "}).text
    assert desk.post(put, {"letak": "courier", "tempat": "Pak Kurir, Senin"}).status_code == 302
    assert "Pak Kurir, Senin" in desk.get(reverse("desk:case", args=[case.number])).text
    browser = client_of(wayan)
    assert "Sedang dibawa kurir" in page(browser, case).text
    act = reverse("desk:filed_act", args=[case.number])
    browser.post(act, {"act": "tiba", "tempat": "Lemari pelayanan"})
    assert "Lemari pelayanan" in page(browser, case).text
    browser.post(act, {"act": "serah", "key": str(uuid4()), "penerima": "Ibu Agus", "hubungan": "family"})

    assert Case.objects.get(pk=case.pk).state == State.COMPLETED
    moments = [one.what for one in queries.filed_case(wayan, case.number, now=noon).moments]
    assert moments[-4:] == ["ready", "courier", "village", "collected"]


def test_what_its_service_does_not_let_the_village_give_out_stays_at_the_office(
    village, case, client_of, licensing, budi, noon
):
    _unit, wayan, agus = village
    make_service(licensing, noon, **CERTIFICATE | {"code": "akta-lain", "collect_at": []})
    key = uuid4()
    actions.start_draft(service_code="akta-lain", party_id=agus.pk, channel="desk", key=key, by=wayan, at=noon)
    actions.save_answers(case_id=key, page="isian", answers={"tujuan": "Melapor"}, by=wayan, at=noon)
    other = actions.hand_in(case_id=key, key=uuid4(), by=wayan, at=noon)
    recorded(other, budi, noon)

    assert "Layanan ini diserahkan di kantor" in page(client_of(wayan), other).text
    assert page(client_of(wayan), other, "filed_document").status_code == 404
    with pytest.raises(Refused, match="di kantor yang menerbitkannya"):
        do(other, "serah", "hand-over", wayan, noon, collector="Agus Contoh")
    with pytest.raises(Refused, match="di kantor yang menerbitkannya"):
        actions.put_by(case_id=other.pk, place="courier", note="", by=budi, at=noon)
    assert Case.objects.get(pk=other.pk).state == State.APPROVED


@pytest.mark.parametrize("name", ["filed_case", "filed_document", "filed_correct"])
def test_another_village_and_other_offices_find_nothing(name, village, case, client_of, budi, noon):
    returned(case, budi, noon)
    unit = make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI)
    komang = make_officer("Komang Contoh", unit, "village-officer")

    for stranger in (komang, budi):
        assert page(client_of(stranger), case, name).status_code == 404
        act = client_of(stranger).post(reverse("desk:filed_act", args=[case.number]), {"act": "serah"})
        assert act.status_code == 404
    assert case.number not in client_of(komang).get(reverse("desk:filed")).text


def test_the_paper_with_which_somebody_agreed_is_kept_with_the_case(village, case, client_of, budi, noon):
    _unit, wayan, _agus = village
    returned(case, budi, noon)
    browser, address = client_of(wayan), reverse("desk:filed_correct", args=[case.number])
    typed = {"cara": "thumb-print", "saksi1": "Saksi Satu", "saksi2": "Saksi Dua"}
    assert "Foto slip" in browser.post(address, typed).text

    photo = SimpleUploadedFile("cap.jpg", picture(), "image/jpeg")
    assert browser.post(address, typed | {"slip": photo}).status_code == 302
    assert Mandate.objects.get(how="thumb-print").evidence_file is not None
    slip = reverse("desk:word_paper", args=[case.number, Mandate.objects.get(how="thumb-print").pk])
    assert slip in page(browser, case).text
    assert "Cap jempol" in client_of(budi).get(reverse("desk:case", args=[case.number])).text
    unit = make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI)
    assert client_of(make_officer("Komang Contoh", unit, "village-officer")).get(slip).status_code == 404
    first = Mandate.objects.get(how="spoken").pk
    assert browser.get(reverse("desk:word_paper", args=[case.number, first])).status_code == 404  # there is no paper


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_many(rows, village, client_of, noon, django_assert_max_num_queries):
    _unit, wayan, agus = village
    for _row in range(rows):
        key = uuid4()
        actions.start_draft(service_code="akta-coba", party_id=agus.pk, channel="desk", key=key, by=wayan, at=noon)
        actions.save_answers(case_id=key, page="isian", answers={"tujuan": "Melapor"}, by=wayan, at=noon)
        actions.hand_in(case_id=key, key=uuid4(), by=wayan, at=noon)
    browser = client_of(wayan)
    browser.get(reverse("desk:filed"))

    with django_assert_max_num_queries(9):
        text = browser.get(reverse("desk:filed")).text
    assert text.count("Akta coba") == rows
