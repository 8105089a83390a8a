"""A letter of the village in an application of another office: offered, attached by reference, and filled in from."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.documents import ports
from satuatap.domain.documents.models import Document
from satuatap.domain.documents.tests.factories import Renderer, Signer, make_head, make_issued
from satuatap.domain.outboxes.tests.factories import make_desk
from satuatap.domain.residents.models import Party
from satuatap.domain.residents.tests.factories import HEAD, WIFE, make_family, make_person

pytestmark = pytest.mark.django_db
LETTER = "surat-coba"
FORM = {
    "type": "object",
    "required": ["anak", "lahir", "ayah"],
    "properties": {
        "anak": {"type": "string", "title": "Nama anak", "maxLength": 60},
        "lahir": {"format": "date", "title": "Tanggal lahir"},
        "ayah": {"type": "string", "title": "Nama ayah", "x-from": "party.name"},
    },
}
PAPER = {
    "key": "surat-lahir", "name": "Surat keterangan lahir", "law": "Perpres 96/2018",
    "letters": {LETTER: {"anak": "nama", "lahir": "lahir", "ayah": "ayah"}},
}  # fmt: skip
CERTIFICATE = {
    "code": "akta-coba", "name": "Akta coba", "record": "SIAK", "mode": "assist", "papers": [PAPER], "documents": [],
    "substitutes": [], "sites": [], "form": FORM,
    "flow": [{"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"}],
}  # fmt: skip
OTHER_LETTER = {
    "code": "surat-lain", "name": "Surat lain", "agency": {"kind": "village"}, "papers": [], "substitutes": [],
    "documents": [{"type": LETTER, "title": "Surat lain", "template": "uji", "layout": "unconfirmed"}], "sites": [],
}  # fmt: skip
WRITTEN = {"nama": "Arkana Bayu", "lahir": "2026-11-03", "ayah": "Bukan Agus"}


@pytest.fixture
def village(licensing, noon, messages, monkeypatch, time_machine):
    """Wayan of the village, Agus who lives there, and a certificate of another office."""
    time_machine.move_to(noon, tick=False)
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})
    unit, wayan, _revision = make_desk(noon)
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD))
    make_service(licensing, noon, **CERTIFICATE)
    return unit, wayan, agus


def issued(licensing, agus):
    _account, head = make_head(licensing)
    party = Party.objects.get(pk=agus.pk)
    return make_issued(head, unit=licensing, party=party, type=LETTER, content=WRITTEN)


def begin(wayan, agus, noon):
    return actions.start_draft(
        service_code="akta-coba", party_id=agus.pk, channel="desk", key=uuid4(), by=wayan, at=noon
    )


def at_hand(wayan, draft, noon):
    return queries.papers_at_hand(actor=wayan, case_id=draft.pk, today=noon.date())


def attach(draft, wayan, noon):
    (one,) = at_hand(wayan, draft, noon).again["surat-lahir"]
    return actions.reuse_paper(case_id=draft.pk, paper="surat-lahir", source=one.value, by=wayan, at=noon)


def test_the_officer_attaches_the_letter_and_types_nothing_again(village, licensing, noon):
    _unit, wayan, agus = village
    letter = issued(licensing, agus)
    draft = begin(wayan, agus, noon)
    sheet = attach(draft, wayan, noon)
    assert (sheet.document_id, sheet.instead, sheet.file_id) == (letter.pk, "", letter.file_id)

    filling = queries.filling(actor=wayan, case_id=draft.pk)
    assert filling.answers == {"anak": "Arkana Bayu", "lahir": "2026-11-03", "ayah": "Agus Contoh"}
    assert filling.from_letters == {"/anak", "/lahir"}  # the father is the register's to tell

    case = actions.hand_in(case_id=draft.pk, key=uuid4(), by=wayan, at=noon)
    assert case.answers["anak"] == "Arkana Bayu"


def test_a_letter_of_somebody_on_the_same_card_counts(village, licensing, noon):
    _unit, wayan, neighbour = village
    agus, wife = make_person("Adi Contoh"), make_person("Siti Contoh")
    make_family((agus, HEAD), (wife, WIFE))
    issued(licensing, neighbour)
    assert not begin(wayan, agus, noon).papers.exists()

    letter = issued(licensing, wife)
    draft = begin(wayan, agus, noon)
    assert [sheet.document_id for sheet in draft.papers.all()] == [letter.pk]
    assert queries.filling(actor=wayan, case_id=draft.pk).answers["anak"] == "Arkana Bayu"
    (offered,) = at_hand(wayan, draft, noon).again["surat-lahir"]
    assert "Siti Contoh" in offered.title

    Party.objects.filter(pk=wife.pk).update(restricted_at=noon)
    assert "surat-lahir" not in at_hand(wayan, draft, noon).again


def test_what_the_letter_says_cannot_be_typed_away_while_it_is_attached(village, licensing, noon):
    _unit, wayan, agus = village
    issued(licensing, agus)
    draft = begin(wayan, agus, noon)
    sheet = attach(draft, wayan, noon)
    actions.save_answers(
        case_id=draft.pk, page="isian", answers={"anak": "Nama Lain", "lahir": "2026-11-03"}, by=wayan, at=noon
    )
    assert queries.filling(actor=wayan, case_id=draft.pk).answers["anak"] == "Arkana Bayu"

    actions.remove_paper(case_id=draft.pk, paper_id=sheet.pk, by=wayan, at=noon)
    filling = queries.filling(actor=wayan, case_id=draft.pk)
    assert (filling.answers["anak"], filling.from_letters) == ("Nama Lain", frozenset())


def test_a_letter_that_was_revoked_fills_nothing_in(village, licensing, noon):
    _unit, wayan, agus = village
    letter = issued(licensing, agus)
    draft = begin(wayan, agus, noon)
    attach(draft, wayan, noon)
    Document.objects.filter(pk=letter.pk).update(state="revoked", revoked_at=noon, reason="Salah orang")

    assert queries.filling(actor=wayan, case_id=draft.pk).from_letters == frozenset()


def test_the_letter_of_somebody_else_is_not_offered(village, licensing, noon):
    _unit, wayan, agus = village
    issued(licensing, make_person("Orang Lain"))

    assert at_hand(wayan, begin(wayan, agus, noon), noon).again == {}


def test_without_the_letter_the_way_to_it_is_shown(village, licensing, noon):
    unit, wayan, agus = village
    make_service(unit, noon, **OTHER_LETTER)
    draft = begin(wayan, agus, noon)
    ((way,),) = at_hand(wayan, draft, noon).ways.values()
    assert (way.service_code, way.name, way.running) == ("surat-lain", "Surat lain", "")

    letter = actions.start_draft(
        service_code="surat-lain", party_id=agus.pk, channel="desk", key=uuid4(), by=wayan, at=noon
    )
    ((way,),) = at_hand(wayan, draft, noon).ways.values()
    assert (way.running, way.is_draft) == (letter.number, True)


def test_the_page_of_papers_leads_to_the_letter_and_takes_it_with_one_press(
    village, licensing, noon, client_of, settings, django_assert_max_num_queries
):
    settings.REMEMBER_SECONDS = 5
    unit, wayan, agus = village
    make_service(unit, noon, **OTHER_LETTER)
    draft = begin(wayan, agus, noon)
    page = reverse("portal:case_papers", args=[draft.number])
    browser = client_of(wayan)
    shown = browser.get(page).text
    assert f"{reverse('desk:begin', args=[agus.pk])}?layanan=surat-lain" in shown

    with django_assert_max_num_queries(12):
        browser.get(page)
    issued(licensing, agus)
    with django_assert_max_num_queries(12):
        shown = browser.get(page).text
    assert "Buat Surat lain" not in shown
    (press,) = re.findall(r'name="pakai" value="(surat-lahir\|[^"]+)"', shown)
    assert browser.post(page, {"pakai": press}).status_code == 302
    assert "Yang tertulis di sana sudah kami isikan." in browser.get(page).text


def test_the_one_letter_that_nobody_used_yet_is_in_the_draft_from_the_beginning(village, licensing, noon):
    _unit, wayan, agus = village
    letter = issued(licensing, agus)
    draft = begin(wayan, agus, noon)

    assert [sheet.document_id for sheet in draft.papers.filter(current=True)] == [letter.pk]
    assert queries.filling(actor=wayan, case_id=draft.pk).answers["anak"] == "Arkana Bayu"

    actions.hand_in(case_id=draft.pk, key=uuid4(), by=wayan, at=noon)
    assert not begin(wayan, agus, noon).papers.exists()  # the next child has a letter of its own


def test_of_two_letters_a_person_says_which(village, licensing, noon):
    _unit, wayan, agus = village
    for _child in range(2):
        issued(licensing, agus)

    assert not begin(wayan, agus, noon).papers.exists()
