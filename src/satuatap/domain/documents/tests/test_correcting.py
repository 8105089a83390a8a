"""From the word that a document is wrong to the corrected one in its place."""

from datetime import timedelta

import pytest
from django.db import connection

from satuatap.domain.audit.models import Entry
from satuatap.domain.documents import actions, queries, tasks
from satuatap.domain.documents.events import (
    CorrectionAsked,
    CorrectionDeclined,
    DocumentFailed,
    DocumentIssued,
    DocumentRevoked,
)
from satuatap.domain.documents.models import Correction, Document, NumberEntry
from satuatap.domain.documents.ports import Unrenderable
from satuatap.domain.documents.tests.factories import (
    NOON,
    holder_actor,
    issue,
    make_head,
    make_issued,
    make_party,
    order,
    prepare,
    revoke,
)
from satuatap.domain.identity.tests.factories import as_actor, make_account
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=9)
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def document(head):
    return make_issued(head)


@pytest.fixture
def officer(village):
    return as_actor(make_account(name="Budi"), village, "village-officer")


def ask(document, by, key=None, words="Nama saya kurang satu huruf.", **more):
    return actions.ask_correction(document_id=document.pk, key=key or uuid7(), words=words, by=by, at=NOON, **more)


def begin(document, by, **more):
    facts = {"key": uuid7(), "words": "Nama salah.", "by_holder": False, "by": by, "at": NOON} | more
    return actions.open_correction(document_id=document.pk, **facts)


def write(document, by, **typed):
    made = actions.write_correction(document_id=document.pk, typed=typed, by=by, at=LATER)
    tasks.preview(str(made.pk))
    return Document.objects.get(pk=made.pk)


def standing(document):
    return queries.verify_token(document.token, at=LATER).state


def test_the_old_one_holds_until_the_moment_the_new_one_is_issued(head, document, officer, told):
    begin(document, officer)
    made = write(document, officer, nama="Rani Wulandhari")
    assert standing(document) == "valid"
    assert [row.id for row in queries.corrections_to_sign(head, today=NOON.date())] == [made.pk]

    order(made, head)
    assert standing(document) == "valid"
    made = issue(made)

    facts = queries.verify_token(document.token, at=LATER).facts
    assert (standing(document), standing(made)) == ("replaced", "valid")
    assert (facts.replaced_by_token, facts.replaced_by_number) == (made.token, made.number)
    assert "Wulandari" not in facts.reason
    assert made.content["nama"] == "Rani Wulandhari"
    assert made.content["lahir"] == document.content["lahir"]
    assert [e for e in told if isinstance(e, DocumentRevoked)] == [
        DocumentRevoked(document_id=document.pk, about=document.about, replaced=True)
    ]
    assert sum(isinstance(event, DocumentIssued) for event in told) == 1  # the first; no step waits for the second
    assert Correction.objects.get().state == "done"
    assert queries.corrections_to_sign(head, today=NOON.date()) == ()


def test_the_new_one_has_the_next_number_and_lasts_no_longer(head, document, officer):
    begin(document, officer)
    made = write(document, officer, nama="Rani W.")
    order(made, head, at=LATER)
    made = issue(made)

    numbers = NumberEntry.objects.order_by("number").values_list("number", "state")
    assert list(numbers) == [(1, "used"), (2, "used")]
    assert made.valid_until == document.valid_until


def test_what_the_holder_says_reaches_the_office_once(document, told):
    holder, key = holder_actor(document.party), uuid7()
    asked = ask(document, holder, key, upload=(PDF, "akta.pdf"))
    assert ask(document, holder, key).pk == asked.pk

    assert next(event for event in told if isinstance(event, CorrectionAsked)).correction_id == asked.pk
    assert Entry.objects.filter(verb="correction.asked").count() == 1
    with pytest.raises(Refused) as refusal:
        ask(document, holder)
    assert refusal.value.code == "open"
    assert queries.answers_of([document.pk]) == {document.pk: ("asked", "")}


def test_the_office_lists_what_it_has_to_correct_and_opens_the_proof(head, document, officer):
    ask(document, holder_actor(document.party), upload=(PDF, "akta.pdf"))

    [row] = queries.open_corrections(officer)
    assert (row.document_id, row.state, row.by_holder) == (document.pk, "asked", True)
    assert queries.evidence(officer, document.pk)[1] == PDF
    stranger = as_actor(make_account(name="Tono"))
    assert queries.open_corrections(stranger) == ()
    with pytest.raises(NotFound):
        queries.evidence(stranger, document.pk)


def test_strangers_ask_for_nothing_and_only_register_keepers_write(village, document, officer):
    with pytest.raises(NotFound):
        ask(document, holder_actor(make_party("Dewi")))
    with pytest.raises(NotFound):
        begin(document, as_actor(make_account(name="Tono")))
    with pytest.raises(Refused) as refusal:
        begin(document, as_actor(make_account(name="Wati"), village, "cashier"))
    assert refusal.value.code == "not-allowed"
    with pytest.raises(Refused) as refusal:
        write(document, officer, nama="x")
    assert refusal.value.code == "not-open"


@pytest.mark.parametrize(
    ("typed", "code"), [({}, "nothing"), ({"nama": "Rani Wulandari"}, "nothing"), ({"asing": "x"}, "nothing")]
)
def test_something_has_to_be_different(typed, code, document, officer):
    begin(document, officer)
    with pytest.raises(Refused) as refusal:
        write(document, officer, **typed)
    assert refusal.value.code == code
    assert Correction.objects.get().state == "asked"


def test_written_again_the_first_draft_is_dropped(document, officer):
    begin(document, officer)
    first = write(document, officer, nama="Rani W")
    second = write(document, officer, nama="Rani Wulandhari")

    first.refresh_from_db()
    assert (first.state, second.state) == ("void", "ready")
    assert queries.correction(document).changed[0].will_be == "Rani Wulandhari"


def test_declined_the_document_stays_and_the_holder_reads_why(document, officer, told):
    ask(document, holder_actor(document.party))
    made = write(document, officer, nama="Rani W")
    with pytest.raises(Refused, match="mengapa dokumen ini tetap"):
        actions.decline_correction(document_id=document.pk, answer=" ", by=officer, at=LATER)
    actions.decline_correction(document_id=document.pk, answer="Sesuai KTP-el.", by=officer, at=LATER)

    made.refresh_from_db()
    assert (made.state, standing(document)) == ("void", "valid")
    assert queries.answers_of([document.pk]) == {document.pk: ("declined", "Sesuai KTP-el.")}
    assert isinstance(told[-1], CorrectionDeclined)


def test_revoked_meanwhile_nothing_takes_its_place(head, document, officer):
    begin(document, officer)
    made = write(document, officer, nama="Rani W")
    order(made, head)
    revoke(document, head)
    issue(made)

    made.refresh_from_db()
    assert (made.state, standing(document)) == ("void", "revoked")
    assert Correction.objects.get().state == "declined"
    with pytest.raises(Refused) as refusal:
        begin(document, officer)
    assert refusal.value.code == "taken-back"


def test_a_head_whose_decree_leaves_out_this_type_does_not_sign_the_new_one(village, head, document, officer):
    begin(document, officer)
    made = write(document, officer, nama="Rani W")
    other = make_head(village, excludes=["sktm"])[1]

    assert queries.corrections_to_sign(other, today=NOON.date()) == ()
    with pytest.raises(Refused) as refusal:
        order(made, other)
    assert refusal.value.code == "no-authority"


def test_drafts_of_a_case_that_changes_are_dropped_and_its_corrections_are_not(document, officer):
    begin(document, officer)
    made = write(document, officer, nama="Rani W")
    other = prepare(about=document.about, party=document.party)
    actions.discard_drafts(about=document.about, by=officer, at=NOON)

    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.state, other.state) == ("ready", "void")


def test_a_new_one_that_cannot_be_set_raises_no_step(head, document, officer, renderer, told):
    begin(document, officer)
    made = write(document, officer, nama="Rani W")
    order(made, head)
    renderer.fails.append(Unrenderable("template", "baris 3"))
    issue(made)

    assert not any(isinstance(event, DocumentFailed) for event in told)
    assert standing(document) == "valid"
    assert "template" in queries.correction(document).problem


def test_whole_numbers_and_lists_keep_their_kind(head, officer):
    document = make_issued(head, content={"nama": "Rani", "sisi": 2, "hari": ["Senin"], "peta": {"x": 1}, "sah": True})
    begin(document, officer)
    with pytest.raises(Refused) as refusal:
        write(document, officer, sisi="dua")
    assert refusal.value.field == "sisi"
    made = write(document, officer, sisi="3", hari="Senin\r\n Kamis \n")
    assert made.content == {"nama": "Rani", "sisi": 3, "hari": ["Senin", "Kamis"], "peta": {"x": 1}, "sah": True}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(rows, head, officer, django_assert_num_queries):
    for _ in range(rows):
        begin(make_issued(head), officer)
    with django_assert_num_queries(1):
        assert len(queries.open_corrections(officer)) == rows


def test_the_database_lets_nobody_correct_one_thing_twice_at_once(document, officer):
    begin(document, officer)
    rows = Correction.objects.values_list("document", "by_holder", "words", "asked_at", "asked_by").get()
    with pytest.raises(Exception, match="documents_correction_one_open"), connection.cursor():
        Correction.objects.create(
            key=uuid7(), document_id=rows[0], by_holder=rows[1], words=rows[2], asked_at=rows[3], asked_by=rows[4]
        )
