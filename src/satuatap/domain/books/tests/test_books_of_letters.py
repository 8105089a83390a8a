"""Books that letters in fill: the agenda, the one of the council, and what was sent."""

import pytest
from tests.support import cast

from satuatap.domain.books import queries as books
from satuatap.domain.correspondence import actions
from satuatap.domain.correspondence.tests.factories import NOON, TODAY, facts, register
from satuatap.domain.documents import actions as documents
from satuatap.kernel.ids import uuid7

from .factories import put, shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(village):
    put(*shipped())
    return cast.make_officer("Sumiati Contoh", village, "village-secretary")


def cells(keeper, unit, code):
    view = books.book(keeper, code, unit.pk, "desa", TODAY.year)
    return [dict(row) for row in books.filled(keeper, view, unit.pk, "35.10.24.2008", TODAY.year, at=NOON).rows]


def answer(letter, by, **told):
    answer = actions.Answer(to="Camat Licin", outside=True, sent_on=TODAY, **told)
    return actions.link_answer(letter_id=letter.pk, answer=answer, key=uuid7(), by=by, at=NOON)


def test_answers_stand_in_the_book_of_what_was_sent(village, secretary):
    letter = register(village, secretary)
    answer(letter, secretary, number="145/9", subject="Laporan", dated_on=TODAY, received_by="Bu Ana")
    (line,) = cells(secretary, village, "ekspedisi")
    assert (line["dikirim"], line["surat"]) == ("2026-11-23", "23-11-2026, 145/9")
    assert (line["kepada"], line["isi"], line["ket"]) == ("Camat Licin", "Laporan", "diterima Bu Ana")


def test_the_council_has_books_of_its_own(village, secretary):
    register(village, secretary)
    letter = register(village, secretary, body="bpd", sender="Inspektorat", subject="Undangan pembinaan")
    assert letter.number == 1
    actions.deliver(letter_id=letter.pk, on=TODAY, received_by="Pak Joko", key=uuid7(), by=secretary, at=NOON)
    answer(letter, secretary, number="1/BPD", subject="Jawaban")

    (line,) = cells(secretary, village, "bpd-surat-masuk")
    assert (line["pengirim"], line["isi"]) == ("Inspektorat", "Undangan pembinaan")
    assert [row["masuk-pengirim"] for row in cells(secretary, village, "agenda")] == ["Camat Licin"]
    assert [row["kepada"] for row in cells(secretary, village, "ekspedisi")] == ["BPD"]
    assert [row["isi"] for row in cells(secretary, village, "bpd-ekspedisi")] == ["Jawaban"]


def test_the_agenda_tells_of_letters_in_and_out_in_their_order(village, secretary):
    used = documents.OnPaper(7, "Listrik padam", text="470/007/2026", subject="Surat pengantar")
    documents.record_paper(code="surat", unit_id=village.pk, year=2026, used=used, by=secretary, at=NOON)
    register(village, secretary)
    wrong = register(village, secretary, subject="Salah kantor")
    actions.void(letter_id=wrong.pk, reason="Bukan untuk desa ini", by=secretary, at=NOON)
    secret = register(village, secretary, nature="rahasia", subject="Pemeriksaan")
    actions.correct(
        letter_id=secret.pk, facts=facts(nature="rahasia", subject="Pemeriksaan kas"), reason="Kurang lengkap",
        by=secretary, at=NOON,
    )  # fmt: skip

    rows = cells(secretary, village, "agenda")
    assert [row.get("masuk-isi", "") for row in rows] == [
        "Pemeriksaan kas", "Salah kantor", "Undangan rapat koordinasi", "",
    ]  # fmt: skip
    assert rows[2]["masuk-nomor"] == "1; 005/112/429.523/2026"
    assert rows[1]["ket"] == "batal: Bukan untuk desa ini"
    assert rows[0]["ket"] == "rahasia; dibetulkan: Kurang lengkap"
    assert (rows[3]["keluar-nomor"], rows[3]["ket"]) == ("470/007/2026", "di kertas: Listrik padam")
    view = books.book(secretary, "agenda", village.pk, "desa", TODAY.year)
    printed = list(
        books.all_cells(secretary, view, village.pk, "35.10.24.2008", TODAY.year, "pemeriksaan camat", at=NOON)
    )
    assert printed == rows[::-1]  # on paper of a day the first number stands first
