"""Answers, letters for the council, letters taken in by their code."""

from datetime import date

import pytest
from tests.support import cast

from satuatap.domain.audit.models import Entry
from satuatap.domain.correspondence import actions, queries
from satuatap.domain.documents import ports
from satuatap.domain.documents.tests.factories import Renderer, Signer, make_head, make_issued, revoke
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7

from .factories import NOON, TODAY, register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def machines(monkeypatch):
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})


@pytest.fixture
def issued(village, time_machine):
    time_machine.move_to(NOON, tick=False)
    return make_issued(make_head(village)[1])


def look(actor, letter):
    return queries.letter(actor, letter.pk, today=TODAY, at=NOON)


def answer(letter, by, *, key=None, **told):
    answer = actions.Answer(**{"to": "Camat Licin"} | told)
    return actions.link_answer(letter_id=letter.pk, answer=answer, key=key or uuid7(), by=by, at=NOON)


def test_a_letter_out_of_the_office_is_linked_by_its_number(village, secretary, issued, stranger):
    letter, key = register(village, secretary), uuid7()
    with pytest.raises(NotFound):
        answer(letter, stranger, number=issued.number)
    for wrong in ("1/2/3", ""):
        with pytest.raises(Refused, match="tidak menerbitkan"):
            answer(letter, secretary, number=wrong)
    with pytest.raises(Refused, match="kepada siapa"):
        answer(letter, secretary, number=issued.number, to=" ")
    made = answer(letter, secretary, number=issued.number, key=key)
    assert answer(letter, secretary, number=issued.number, key=key) == made

    (row,) = look(secretary, letter).sendings
    assert (row.document_id, row.number, row.subject) == (issued.pk, issued.number, "Surat Keterangan")
    sent = {"letter_id": letter.pk, "sending_id": row.id, "received_by": "Bu Ana", "by": secretary, "at": NOON}
    with pytest.raises(Refused, match="Isi tanggal"):
        actions.note_sent(**sent, sent_on=None)
    with pytest.raises(Refused, match="belum tiba"):
        actions.note_sent(**sent, sent_on=date(2026, 12, 1))
    actions.note_sent(**sent, sent_on=TODAY)
    with pytest.raises(Conflict):
        actions.note_sent(**sent, sent_on=TODAY)
    (row,) = look(secretary, letter).sendings
    assert (row.sent_on, row.to, row.received_by) == (TODAY, "Camat Licin", "Bu Ana")


def test_a_letter_written_elsewhere_is_linked_with_its_subject(village, secretary):
    letter = register(village, secretary)
    with pytest.raises(Refused, match="perihal"):
        answer(letter, secretary, number="145/9", outside=True)
    with pytest.raises(Refused, match="nomor surat"):
        answer(letter, secretary, number="", subject="Laporan", outside=True)
    answer(letter, secretary, number="145/9", subject="Laporan", outside=True, sent_on=TODAY)
    assert look(secretary, letter).sendings[0].document_id is None


def test_only_a_village_has_a_council(licensing, budi):
    with pytest.raises(Refused, match="ditujukan"):
        register(licensing, budi, body="bpd")


def test_a_letter_of_another_office_of_ours_is_taken_in_by_its_code(village, secretary, issued, licensing, budi):
    def take(code, *, key=None, by=budi, unit=licensing):
        return actions.take_in(unit_id=unit.pk, code=code, received_on=TODAY, key=key or uuid7(), by=by, at=NOON)

    with pytest.raises(NotFound):
        take(issued.code, by=secretary)
    for unknown in ("AAAA-AAAA-AAAA", issued.number, "", "https://layanan.example/v/tidak-ada"):
        with pytest.raises(Refused) as refusal:
            take(unknown)
        assert refusal.value.code == "code"
    with pytest.raises(Refused, match="kantor Anda sendiri"):
        take(issued.code, by=secretary, unit=village)
    key = uuid7()
    letter = take(issued.code.lower(), key=key)
    assert take(issued.code, key=key) == letter
    with pytest.raises(Refused, match="nomor agenda 1"):
        take(f"https://layanan.example/v/{issued.token}")

    view = look(budi, letter)
    assert (view.now.sender, view.now.sender_number) == (village.name, issued.number)
    assert (view.now.subject, view.now.dated_on, view.from_here) == ("Surat Keterangan", TODAY, True)
    name, data = queries.paper(budi, letter.pk, at=NOON)
    assert name.endswith(".pdf")
    assert data.startswith(b"%PDF-")
    look_at = Entry.objects.get(purpose="membaca surat masuk")
    assert (look_at.party_id, look_at.unit_id) == (str(issued.party_id), str(licensing.pk))
    with pytest.raises(NotFound):
        queries.paper(
            cast.make_officer("Lain", cast.make_unit("bkpp", name="BKPP"), "front-officer"), letter.pk, at=NOON
        )


def test_a_letter_that_was_taken_back_is_not_taken_in(village, secretary, licensing, budi, issued):
    head = make_head(village)[1]
    revoke(issued, head)
    with pytest.raises(Refused, match="dicabut"):
        actions.take_in(unit_id=licensing.pk, code=issued.code, received_on=TODAY, key=uuid7(), by=budi, at=NOON)


def test_a_letter_for_the_council_is_handed_over_by_name(village, secretary, head):
    letter = register(village, secretary, body="bpd")
    told = {"letter_id": letter.pk, "on": TODAY, "key": uuid7(), "by": secretary, "at": NOON}
    with pytest.raises(Refused, match="diserahkan kepada BPD"):
        actions.dispose(letter_id=letter.pk, order=actions.Order(), key=uuid7(), by=head, at=NOON)
    with pytest.raises(Refused, match="yang menerima"):
        actions.deliver(**told, received_by="")
    assert actions.deliver(**told, received_by="Pak Joko") == actions.deliver(**told, received_by="Pak Joko")
    view = look(secretary, letter)
    assert (view.state, view.sendings[0].to, view.sendings[0].received_by) == ("done", "BPD", "Pak Joko")
    with pytest.raises(NotFound):
        actions.deliver(**told | {"letter_id": register(village, secretary).pk}, received_by="Pak Joko")
