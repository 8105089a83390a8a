"""Signing a batch from the desk: opened, pulled out, signed in the background, taken up again."""

from uuid import uuid4

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from satuatap.domain.cases.models import Case, Note, Task
from satuatap.domain.cases.tests.factories import do, make_case, make_service
from satuatap.domain.documents import ports
from satuatap.domain.documents.models import Document, SigningBatch
from satuatap.domain.documents.tests.factories import Renderer, Signer
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db
LIST = "/meja/tanda-tangan"


@pytest.fixture(autouse=True)
def machines(monkeypatch):
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})


@pytest.fixture
def waiting(rani, licensing, budi, sari, noon, messages, time_machine, run_jobs):
    """Three permits that wait for Sari's signature."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon, flow=[SHORT_CHECK, *SIGN])
    cases = [do(make_case(rani, noon), "periksa", "accept", budi, noon) for _ in range(3)]
    run_jobs()
    return cases


SHORT_CHECK = {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"}
SIGN = [
    {"step": "tanda", "do": "sign", "by": "head-of-agency", "name": "Tanda tangan"},
    {"step": "terbit", "do": "issue", "document": "izin", "content": {"teks": "form.teks"}},
    {"step": "serah", "do": "hand-over", "by": "front-officer", "name": "Penyerahan"},
]


@pytest.fixture
def desk(sari, client_of):
    """Sari's browser, in which she has just shown who she is."""
    client = client_of(sari)
    session = client.session
    request = type("Asked", (), {"session": session})
    record_authentication(request, Account.objects.get(pk=sari.account_id), "password")
    session.save()
    return client


def draft_of(case):
    return str(Document.objects.get(about=case.pk).pk)


def opens(desk, case):
    answer = desk.get(reverse("desk:draft", args=[case.number, draft_of(case)]))
    assert answer.headers["Content-Type"] == "application/pdf"


def sends(desk, cases, key=None, **more):
    return desk.post(LIST, {"key": key or str(uuid4()), "dokumen": [draft_of(case) for case in cases], **more})


def words(desk, address):
    return desk.get(address).content.decode()


def state(case):
    return Case.objects.get(pk=case.pk).place["open"]


def test_the_rest_is_signed_and_the_one_pulled_out_waits_with_its_reason(waiting, desk, run_jobs):
    opens(desk, waiting[0])

    answer = sends(desk, waiting, **{f"tunda.{draft_of(waiting[2])}": "Namanya salah ketik."})
    run_jobs()

    assert "2 dari 2 dokumen sudah ditandatangani." in words(desk, answer.url)
    assert [state(case) for case in waiting] == [["serah"], ["serah"], ["tanda"]]
    assert "Namanya salah ketik." in Note.objects.get(case=waiting[2]).text
    assert "Namanya salah ketik." in words(desk, LIST)


def test_nothing_is_signed_unread_and_what_was_typed_stays(waiting, desk):
    answer = sends(desk, waiting[:2], **{f"tunda.{draft_of(waiting[2])}": "Namanya salah ketik."})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "paling sedikit satu draf" in text
    assert "Namanya salah ketik." in text
    assert not SigningBatch.objects.exists()


def test_pressed_twice_it_is_one_batch(waiting, desk, run_jobs):
    opens(desk, waiting[0])
    key = str(uuid4())

    first, second = sends(desk, waiting, key), sends(desk, waiting, key)
    run_jobs()

    assert first.url == second.url
    assert SigningBatch.objects.count() == 1
    assert Document.objects.filter(state="issued").count() == 3


def test_one_that_cannot_be_signed_leaves_the_others_and_is_taken_up_again(waiting, desk, budi, noon, run_jobs):
    opens(desk, waiting[0])
    answer = sends(desk, waiting)
    Document.objects.filter(about=waiting[1].pk).update(state="draft")  # it was set anew in between
    run_jobs()

    page = words(desk, answer.url)
    assert "2 dari 3 dokumen sudah ditandatangani." in page
    assert "masih disiapkan" in page
    assert "Kumpulan yang belum tuntas" in words(desk, LIST)

    Document.objects.filter(about=waiting[1].pk).update(state="ready")
    assert desk.post(answer.url).status_code == 302
    run_jobs()

    assert "3 dari 3 dokumen sudah ditandatangani." in words(desk, answer.url)
    assert Document.objects.filter(state="issued").count() == 3


def test_what_could_not_be_issued_is_ordered_again_by_the_same_batch(waiting, desk, run_jobs, monkeypatch):
    opens(desk, waiting[0])
    machine = Signer()
    machine.fails = [ports.OutsideTrouble("down")]
    monkeypatch.setattr(ports, "signers", {"internal": machine})
    monkeypatch.setattr("satuatap.domain.documents.actions.issuing.MOST_ATTEMPTS", 1)
    answer = sends(desk, waiting)
    run_jobs()
    assert "2 dari 3" in words(desk, answer.url)
    assert Task.objects.filter(kind="issue", state="open").count() == 1

    desk.post(answer.url)
    run_jobs()

    assert "3 dari 3" in words(desk, answer.url)


def test_the_progress_page_is_a_fragment_for_the_page_that_asks_again(waiting, desk):
    opens(desk, waiting[0])
    address = sends(desk, waiting).url

    part = desk.get(address, headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="kumpulan"')
    assert 'hx-trigger="every 3s"' in part


def test_without_fresh_proof_it_is_asked_first(waiting, sari, client_of):
    answer = sends(client_of(sari), waiting)

    assert "/akun/" in answer.url
    assert not SigningBatch.objects.exists()


def test_another_agency_finds_neither_document_nor_batch(waiting, desk, tono, client_of):
    opens(desk, waiting[0])
    address = sends(desk, waiting).url

    assert client_of(tono).get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_and_the_batch_cost_the_same_for_one_and_for_three(rows, waiting, desk, django_assert_max_num_queries):
    opens(desk, waiting[0])
    with django_assert_max_num_queries(13):  # the region and what is down among them, which are remembered at work
        desk.get(LIST)
    address = sends(desk, waiting[:rows]).url
    with django_assert_max_num_queries(8):
        desk.get(address)


# -- on paper ------------------------------------------------------------------------------------------------------


def paper_of(case):
    return f"/meja/tanda-tangan/basah/{draft_of(case)}"


@pytest.fixture
def inked(waiting, sari):
    """From today on Sari signs with ink."""
    Account.objects.get(pk=sari.account_id).authorities.update(mode="basah")
    return waiting


def test_on_paper_from_the_print_to_the_issued_scan(inked, budi, sari, noon, client_of, run_jobs):
    client, case = client_of(budi), inked[0]
    assert case.number in client.get("/meja/tanda-tangan/basah").content.decode()
    client.post(paper_of(case), {"act": "print", "key": str(uuid4())})
    run_jobs()
    assert client.get(f"{paper_of(case)}/cetak").headers["Content-Type"] == "application/pdf"

    scan = SimpleUploadedFile("pindai.pdf", b"%PDF-1.7 scan", "application/pdf")
    form = {"penanda": str(sari.account_id), "tanggal": noon.date().isoformat()}
    assert client.post(paper_of(case), form).status_code == 422
    answer = client.post(paper_of(case), {**form, "pindaian": scan})
    run_jobs()

    assert "Dokumen sudah terbit" in client.get(answer.url).content.decode()
    assert state(case) == ["serah"]
    document = Document.objects.get(about=case.pk)
    assert (document.state, document.chain, document.print_id is not None) == ("issued", "basah", True)
    page = client.get(reverse("portal:verify_document", args=[document.token])).content.decode()
    assert "ditandatangani basah di kertas pada 23 November 2026" in page


def test_what_is_signed_on_paper_fails_in_a_batch_and_says_where_to_go(inked, desk, run_jobs):
    opens(desk, inked[0])

    answer = sends(desk, inked)
    run_jobs()

    assert "Cetak dari halaman Tanda tangan basah" in words(desk, answer.url)


def test_another_agency_finds_no_paper(inked, tono, client_of):
    assert client_of(tono).get(paper_of(inked[0])).status_code == 404
    assert client_of(tono).get(f"{paper_of(inked[0])}/cetak").status_code == 404
