"""Letters entered in the agenda: numbered, put right with the reason, never overwritten."""

from datetime import date, timedelta

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.correspondence import actions, queries
from satuatap.domain.correspondence.models import Letter, Sheet, Version
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.models import NumberEntry
from satuatap.domain.files.tests.pictures import WHOSE, photo_of
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .factories import NOON, PDF, TODAY, dispose, facts, register

pytestmark = pytest.mark.django_db


def look(actor, letter):
    return queries.letter(actor, letter.pk, today=TODAY, at=NOON)


def test_letters_are_numbered_within_their_year_and_a_form_sent_twice_is_one(village, secretary):
    key = uuid7()
    first, again = register(village, secretary, key=key), register(village, secretary, key=key)
    assert first == again
    assert register(village, secretary).number == 2
    last_year = register(village, secretary, received_on=date(2025, 12, 30), dated_on=None)
    assert (last_year.year, last_year.number) == (2025, 1)
    assert documents.unaccounted_numbers() == ()


def test_an_office_goes_on_from_its_paper_book(village, secretary):
    from satuatap.domain.documents.actions import put_series

    put_series(code="surat-masuk", unit_id=village.pk, year=2026, start=215, by=secretary, at=NOON)
    assert register(village, secretary).number == 215


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sender": " "}, "sender"), ({"subject": ""}, "subject"), ({"nature": "biru"}, "nature"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"), ({"received_on": date(2020, 1, 1)}, "received_on"),
        ({"dated_on": TODAY + timedelta(days=1)}, "dated_on"), ({"carried": "kuda"}, "carried"), ({"body": "rt"}, "body"),
        ({"sheets": [("surat.exe", b"MZ")]}, "sheets"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_takes_no_number(village, secretary, changes, field):
    with pytest.raises(Refused) as refusal:
        register(village, secretary, **changes)
    assert refusal.value.field == field
    assert not Letter.objects.exists()
    assert not NumberEntry.objects.exists()


def test_a_wrong_entry_is_put_right_and_stays_readable(village, secretary):
    letter = register(village, secretary, sender="Camat Licni")
    told = {"letter_id": letter.pk, "by": secretary, "at": NOON}
    with pytest.raises(Refused, match="Tulis apa yang keliru"):
        actions.correct(**told, facts=facts(), reason=" ")
    with pytest.raises(Refused, match="Belum ada yang berubah"):
        actions.correct(**told, facts=facts(sender="Camat Licni"), reason="Salah ketik")
    with pytest.raises(Refused, match="agenda tahun 2026"):
        actions.correct(**told, facts=facts(received_on=date(2025, 12, 1), dated_on=None), reason="Salah tahun")
    actions.correct(**told, facts=facts(), reason="Salah ketik pengirim")

    view = look(secretary, letter)
    assert (view.number, view.now.sender, view.now.reason) == (1, "Camat Licin", "Salah ketik pengirim")
    assert [row.sender for row in view.earlier] == ["Camat Licni"]
    assert Version.objects.count() == 2
    assert Entry.objects.get(verb="letter.corrected").fields == ["sender"]


def test_a_number_given_by_mistake_stays_as_void_with_the_reason(village, secretary, head, wayan):
    letter = register(village, secretary)
    dispose(letter, head, wayan)
    with pytest.raises(Refused, match="mengapa nomor ini"):
        actions.void(letter_id=letter.pk, reason="", by=secretary, at=NOON)
    actions.void(letter_id=letter.pk, reason="Tercatat dua kali", by=secretary, at=NOON)

    entry = NumberEntry.objects.get(incoming=letter.pk)
    assert (entry.number, entry.state, entry.reason) == (1, "void", "Tercatat dua kali")
    assert look(secretary, letter).reason == "Tercatat dua kali"
    assert queries.own(wayan, closed=False, today=TODAY, at=NOON).rows == ()
    assert queries.own_open(wayan) == 0
    assert register(village, secretary).number == 2
    for act in (
        lambda: actions.correct(letter_id=letter.pk, facts=facts(), reason="x", by=secretary, at=NOON),
        lambda: dispose(letter, head, wayan),
        lambda: actions.void(letter_id=letter.pk, reason="Lagi", by=secretary, at=NOON),
    ):
        with pytest.raises(Refused):
            act()


def test_a_photo_is_shown_without_what_the_camera_wrote(village, secretary):
    letter = register(village, secretary, sheets=[("IMG_1.jpg", photo_of()), ("surat.pdf", PDF)])
    first, second = look(secretary, letter).sheets
    name, media_type, data = queries.sheet(secretary, letter.pk, first.id, at=NOON)
    assert (name, media_type) == ("IMG_1.jpg", "image/jpeg")
    assert WHOSE.encode() not in data
    assert queries.sheet(secretary, letter.pk, second.id, at=NOON)[2] == PDF
    assert Entry.objects.filter(verb="looked", purpose="membaca surat masuk", on_id=str(letter.pk)).count() == 2


def test_sheets_come_later_once_each_and_a_wrong_one_is_set_aside(village, secretary):
    letter = register(village, secretary, sheets=[("a.pdf", PDF)])
    more = [("b.pdf", PDF), ("c.pdf", PDF + b"2")]
    assert actions.add_sheets(letter_id=letter.pk, sheets=more, by=secretary, at=NOON) == 1
    wrong = Sheet.objects.order_by("pk").first()
    with pytest.raises(Refused, match="dikesampingkan"):
        actions.set_sheet_aside(letter_id=letter.pk, sheet_id=wrong.pk, reason="", by=secretary, at=NOON)
    actions.set_sheet_aside(letter_id=letter.pk, sheet_id=wrong.pk, reason="Surat lain", by=secretary, at=NOON)
    assert [row.set_aside for row in look(secretary, letter).sheets] == ["Surat lain", ""]
    with pytest.raises(Refused, match="Paling banyak 20"):
        actions.add_sheets(letter_id=letter.pk, sheets=[("x.pdf", PDF)] * 20, by=secretary, at=NOON)


def test_where_the_paper_lies_is_noted(village, secretary):
    letter = register(village, secretary)
    actions.put_away(letter_id=letter.pk, place=" Rak 2, map 5 ", code="005", by=secretary, at=NOON)
    view = look(secretary, letter)
    assert (view.place, view.archive_code) == ("Rak 2, map 5", "005")


def test_other_offices_get_nothing(village, secretary, stranger):
    letter = register(village, secretary, sheets=[("a.pdf", PDF)])
    sheet = Sheet.objects.get()
    for act in (
        lambda: register(village, stranger),
        lambda: look(stranger, letter),
        lambda: queries.sheet(stranger, letter.pk, sheet.pk, at=NOON),
        lambda: queries.letters(stranger, village.pk, queries.Wanted(), today=TODAY, at=NOON),
        lambda: actions.correct(letter_id=letter.pk, facts=facts(), reason="x", by=stranger, at=NOON),
        lambda: actions.void(letter_id=letter.pk, reason="x", by=stranger, at=NOON),
        lambda: actions.add_sheets(letter_id=letter.pk, sheets=[("b.pdf", PDF)], by=stranger, at=NOON),
        lambda: actions.set_sheet_aside(letter_id=letter.pk, sheet_id=sheet.pk, reason="x", by=stranger, at=NOON),
        lambda: actions.put_away(letter_id=letter.pk, place="x", code="", by=stranger, at=NOON),
        lambda: register(village, stranger, key=letter.key),
    ):
        with pytest.raises(NotFound):
            act()


def test_letters_are_found_by_what_is_known_of_them(village, secretary, head, wayan):
    late = register(village, secretary, subject="Permintaan data stunting", sender="Dinas Kesehatan")
    new = register(village, secretary)

    def found(at=NOON, **wanted):
        page = queries.letters(secretary, village.pk, queries.Wanted(**wanted), today=at.date(), at=at)
        return [(row.number, row.is_late) for row in page.rows]

    dispose(late, head, wayan, due_on=TODAY)
    assert found() == [(2, False), (1, False)]
    assert found(words="stunting kesehatan") == [(1, False)]
    assert found(words="005/112") == [(2, False), (1, False)]
    assert found(words=str(new.number)) == [(2, False), (1, False)]  # "2" stands in both numbers of the senders
    assert found(state="new") == [(2, False)]
    assert found(state="open", year=2026) == [(1, False)]
    assert found(year=2025) == []
    assert found(state="late") == []
    assert found(at=NOON + timedelta(days=1), state="late") == [(1, True)]
    register(village, secretary, body="bpd")  # the council's letter waits for nobody's disposition
    assert found(state="new") == [(2, False)]
    assert queries.counts([village.pk], TODAY + timedelta(days=1)) == queries.Counts(new=1, open=1, late=1)
