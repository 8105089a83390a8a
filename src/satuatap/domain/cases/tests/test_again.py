"""Papers handed in again: what is offered, to whom, and what the officer sees of it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import Defect
from satuatap.domain.documents import ports
from satuatap.domain.documents.models import Document
from satuatap.domain.documents.tests.factories import Renderer, Signer, make_head, make_issued
from satuatap.domain.files import queries as queries_of_files
from satuatap.domain.residents.models import Party
from satuatap.kernel.errors import NotFound

from .factories import make_case, make_draft, make_service

pytestmark = pytest.mark.django_db
PAPERS = [{"key": "gambar", "name": "Gambar reklame", "law": "Perda 1/2024", "instead": ["sktm"]}]
SUBSTITUTES = [{"key": "sktm", "name": "Surat keterangan tidak mampu"}]


@pytest.fixture
def town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_service(licensing, noon, papers=PAPERS, substitutes=SUBSTITUTES)


@pytest.fixture
def letter(town, licensing, rani, monkeypatch):
    """A letter of modest means that this system issued to Rani."""
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})
    _account, head = make_head(licensing)
    return make_issued(head, unit=licensing, party=Party.objects.get(pk=rani.party_id))


def begin(actor, noon):
    return actions.start_draft(
        service_code="izin-reklame", party_id=actor.party_id, channel="portal", key=uuid4(), by=actor, at=noon
    )


def offers(actor, case, noon):
    return queries.papers_at_hand(actor=actor, case_id=case.pk, today=noon.date()).again


def test_a_paper_of_an_earlier_application_is_used_again_once(town, rani, noon):
    earlier, draft = make_case(rani, noon), begin(rani, noon)
    (one,) = offers(rani, draft, noon)["gambar"]
    assert (one.number, one.is_document) == (earlier.number, False)

    for _press in range(2):
        actions.reuse_paper(case_id=draft.pk, paper="gambar", source=one.value, by=rani, at=noon)

    sheet = draft.papers.get()
    assert (sheet.file_id, sheet.is_again) == (earlier.papers.get().file_id, True)


def test_a_document_of_ours_is_offered_while_it_holds(letter, rani, noon):
    document = letter
    draft = begin(rani, noon)
    (one,) = offers(rani, draft, noon)["gambar"]
    assert (one.number, one.instead, one.is_document) == (document.number, "sktm", True)

    actions.reuse_paper(case_id=draft.pk, paper="gambar", source=one.value, by=rani, at=noon)
    case = queries.get_case(actor=rani, case_id=draft.pk, now=noon)
    (sheet,) = next(line for line in case.requirements if line.key == "gambar").sheets
    assert (sheet.document_number, sheet.is_in_force(noon.date())) == (document.number, True)

    Document.objects.filter(pk=document.pk).update(valid_until=noon.date() - timedelta(days=1))
    assert offers(rani, begin(rani, noon), noon) == {}
    case = queries.get_case(actor=rani, case_id=draft.pk, now=noon)
    (sheet,) = next(line for line in case.requirements if line.key == "gambar").sheets
    assert not sheet.is_in_force(noon.date())


def test_what_an_officer_found_wanting_is_not_offered(town, rani, noon):
    earlier = make_case(rani, noon)
    later = noon + timedelta(hours=1)
    Defect.objects.create(
        case=earlier, step="periksa", about="paper:gambar", text="Gelap", found_at=later, found_by="x"
    )

    assert offers(rani, begin(rani, later), later) == {}


def test_nobody_is_offered_papers_of_others(town, rani, dewi, budi, noon):
    earlier = make_case(dewi, noon)
    draft = begin(rani, noon)
    assert offers(rani, draft, noon) == {}
    with pytest.raises(NotFound):
        actions.reuse_paper(
            case_id=draft.pk, paper="gambar", source=f"lembar:{earlier.papers.get().pk}", by=rani, at=noon
        )
    for stranger in (dewi, budi):
        with pytest.raises(NotFound):
            offers(stranger, draft, noon)


def test_a_draft_of_another_service_takes_what_is_called_the_same_only(town, licensing, rani, noon):
    make_service(licensing, noon, code="lain", papers=[PAPERS[0] | {"instead": []}], documents=[], substitutes=[])
    other = [PAPERS[0] | {"name": "Gambar bangunan", "instead": []}]
    make_service(licensing, noon, code="beda", papers=other, documents=[], substitutes=[])
    make_case(rani, noon)
    same, different = (
        actions.start_draft(service_code=code, party_id=rani.party_id, channel="portal", key=uuid4(), by=rani, at=noon)
        for code in ("lain", "beda")
    )

    assert list(offers(rani, same, noon)) == ["gambar"]
    assert offers(rani, different, noon) == {}


def test_one_click_on_the_page_and_the_officer_sees_where_it_is_from(letter, rani, budi, noon, client_of):
    document = letter
    draft = make_draft(rani, noon)
    actions.remove_paper(case_id=draft.pk, paper_id=draft.papers.get().pk, by=rani, at=noon)
    client, page = client_of(rani), reverse("portal:case_papers", args=[draft.number])
    assert document.number in client.get(page).text

    assert client.post(page, {"pakai": f"gambar|dokumen:{document.pk}"}).status_code == 302
    assert client.post(page, {"pakai": "gambar|dokumen:x"}).status_code == 404
    actions.hand_in(case_id=draft.pk, key=uuid4(), by=rani, at=noon)

    seen = client_of(budi).get(reverse("desk:case", args=[draft.number])).text
    assert f"Diterbitkan sistem ini, nomor {document.number}" in seen
    assert "Tidak perlu dicocokkan" in seen
    assert re.search(r'id="cocok.paper:gambar"[^>]*aria-pressed="true"', seen)
    assert "1 cocok" in seen


def test_an_uploaded_copy_of_ones_own_document_is_known_by_its_bytes(letter, rani, dewi, budi, noon, client_of):
    data = queries_of_files.contents(letter.file)
    draft, other = make_draft(rani, noon), make_draft(dewi, noon)
    for case, owner in ((draft, rani), (other, dewi)):
        actions.remove_paper(case_id=case.pk, paper_id=case.papers.get().pk, by=owner, at=noon)
        actions.attach_paper(case_id=case.pk, paper="gambar", data=data, name="surat.pdf", by=owner, at=noon)
        actions.hand_in(case_id=case.pk, key=uuid4(), by=owner, at=noon)

    sheet, of_others = draft.papers.get(current=True), other.papers.get(current=True)
    assert (sheet.document_id, sheet.instead) == (letter.pk, "sktm")
    assert of_others.document_id is None  # a copy of somebody else's is a paper like any other
    seen = client_of(budi).get(reverse("desk:case", args=[draft.number])).text
    assert f"Diterbitkan sistem ini, nomor {letter.number}" in seen
    assert re.search(r'id="cocok.paper:gambar"[^>]*aria-pressed="true"', seen)

    Document.objects.filter(pk=letter.pk).update(valid_until=noon.date() - timedelta(days=1))
    seen = client_of(budi).get(reverse("desk:case", args=[draft.number])).text
    assert "tidak berlaku lagi" in seen
    assert re.search(r'id="cocok.paper:gambar"[^>]*aria-pressed="false"', seen)
