"""A book to take along: with a purpose, in three forms, for a day, each person in it told."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook
from tests.support import cast

from satuatap.domain.audit.models import Entry
from satuatap.domain.books import actions, queries, rules, tasks
from satuatap.domain.books.models import Copy
from satuatap.domain.documents import ports
from satuatap.domain.documents.tests.factories import Renderer
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.domain.retention import actions as retention
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .factories import NOON, put, shipped

pytestmark = pytest.mark.django_db
YEAR = NOON.year


@pytest.fixture(autouse=True)
def renderer(monkeypatch, time_machine):
    time_machine.move_to(NOON, tick=False)
    machine = Renderer()
    monkeypatch.setattr(ports, "renderers", [machine])
    return machine


@pytest.fixture
def keeper(village):
    put(*shipped())
    return cast.make_officer("Wayan Contoh", village, "village-secretary")


def ask(
    village, by, book="ekspedisi", form="csv", *, purpose="Arsip tahunan", key: UUID | None = None, month: int = 0
) -> Copy:
    return actions.ask_copy(
        code=book, unit_id=village.pk, year=YEAR, month=month, format=form, purpose=purpose,
        reason="Seluruh desa diperiksa", key=key or uuid7(), by=by, at=NOON,
    )  # fmt: skip


def made(village, by, *args, **changes) -> bytes:
    copy = ask(village, by, *args, **changes)
    tasks.make_copy(str(copy.pk))
    return queries.copy_content(by, copy.pk, now=NOON)


def write(village, by, code="ekspedisi", **values):
    return actions.enter_line(code=code, unit_id=village.pk, year=YEAR, values=values, key=uuid7(), by=by, at=NOON)


def test_a_spreadsheet_has_every_line_and_struck_ones_say_so(village, keeper):
    line = write(village, keeper, isi="=1+1", kepada="Camat")
    write(village, keeper, isi="Undangan")
    actions.strike_line(line_id=line.pk, reason="Salah alamat", values=None, key=uuid7(), by=keeper, at=NOON)

    text = made(village, keeper).decode("utf-8-sig").splitlines()
    assert text[0].startswith("No.,Tanggal pengiriman,")
    assert text[1] == "1,,,'=1+1,Camat,DICORET: Salah alamat"
    sheet = load_workbook(BytesIO(made(village, keeper, form="xlsx"))).active
    assert [row[3] for row in sheet.iter_rows(values_only=True)][1:] == ["'=1+1", "Undangan"]


def test_a_print_has_headings_over_columns_and_places_for_two_names(village, keeper, renderer):
    write(village, keeper, "inventaris", jenis="Laptop", dibeli="2")
    assert made(village, keeper, "inventaris", "pdf").startswith(b"%PDF")

    content = renderer.seen[0]["content"]
    assert content["title"] == "A.3 Buku inventaris dan kekayaan desa"
    assert [(group["name"], group["span"]) for group in content["groups"]] == [
        ("", 1), ("Asal", 5), ("Keadaan awal tahun", 2), ("Penghapusan", 4), ("Keadaan akhir tahun", 2), ("", 1),
    ]  # fmt: skip
    assert content["rows"][0] == {"cells": ["Laptop", "2", *[""] * 13], "struck": False}
    assert (content["head"], content["note"]) == ("", "Susunan kolom belum dicocokkan dengan buku asli.")


def test_numbers_of_people_are_full_and_each_reads_for_what(village, keeper):
    person = make_person("Rani Teluk Hijau")
    make_family((person, HEAD))
    text = made(village, keeper, "induk-penduduk", purpose="Pemeriksaan camat").decode()

    assert person.person.nik in text
    look = Entry.objects.filter(party_id=str(person.pk), verb="looked").latest("id")
    assert look.purpose == "Pemeriksaan camat"


def test_without_a_purpose_or_the_right_to_the_books_there_is_none(village, keeper, licensing):
    for wrong in ({"purpose": " "}, {"form": "docx"}):
        with pytest.raises(Refused):
            ask(village, keeper, **wrong)
    stranger = cast.make_officer("Tono Contoh", licensing, "head-of-agency")
    for act in (lambda: ask(village, stranger), lambda: ask(village, keeper, "kas-umum")):
        with pytest.raises(NotFound):
            act()
    copy = ask(village, keeper)
    other = cast.make_officer("Joko Contoh", village, "village-officer")
    with pytest.raises(NotFound):
        queries.copy(other, copy.pk, now=NOON)
    with pytest.raises(NotFound):
        actions.make_copy(copy_id=copy.pk, by=other, at=NOON)


def test_asked_twice_it_is_made_once_and_goes_after_a_day(village, keeper):
    key = uuid7()
    copy = ask(village, keeper, key=key)
    assert ask(village, keeper, key=key).pk == copy.pk
    tasks.make_copy(str(copy.pk))
    tasks.make_copy(str(copy.pk))

    tomorrow = NOON + timedelta(days=1)
    with pytest.raises(NotFound):
        queries.copy_content(keeper, copy.pk, now=tomorrow)
    assert retention.destroy_some(code="book-copy", by=system("test"), at=tomorrow) == 1
    assert not Copy.objects.exists()


def test_a_book_too_long_for_paper_says_so(village, keeper, monkeypatch):
    monkeypatch.setattr("satuatap.domain.books.actions.copying.MOST_PRINTED", 1)
    for isi in ("Satu", "Dua"):
        write(village, keeper, isi=isi)
    copy = ask(village, keeper, form="pdf")
    tasks.make_copy(str(copy.pk))
    assert queries.copy(keeper, copy.pk, now=NOON).problem == "too-long"


def test_values_read_as_people_write_them():
    day, money = rules.Column("a", "A", kind="day"), rules.Column("b", "B", kind="money")
    assert rules.printed(day, "2026-03-02") == "02-03-2026"
    assert rules.printed(money, "1500000") == "1.500.000"
    assert rules.printed(money, "") == ""


def test_a_month_has_the_lines_whose_day_lies_in_it_or_that_were_written_in_it(village, keeper, renderer):
    write(village, keeper, dikirim=f"{YEAR}-10-31", isi="Oktober")
    write(village, keeper, dikirim=f"{YEAR}-11-01", isi="November")
    write(village, keeper, isi="Tanpa tanggal")
    assert "Oktober" in made(village, keeper, month=10).decode()
    assert "November" not in made(village, keeper, month=10).decode()
    assert "Tanpa tanggal" in made(village, keeper, month=11).decode()

    made(village, keeper, form="pdf", month=11)
    assert renderer.seen[-1]["content"]["year"] == f"November {YEAR}"


def test_the_numbers_of_one_month_stand_alone_and_the_year_has_all(village, keeper):
    make_family((make_person("Rani Teluk Hijau"), HEAD))
    october, november, all_year = (
        made(village, keeper, "rekapitulasi-penduduk", month=month).decode("utf-8-sig").splitlines()[1:]
        for month in (10, 11, 0)
    )
    assert october == []
    assert [line.split(",")[1] for line in november] == ["11"]
    assert all_year == november


@pytest.mark.parametrize("month", [13, 12])
def test_a_month_that_has_not_begun_has_no_book(village, keeper, month):
    with pytest.raises(Refused, match="belum ada"):
        ask(village, keeper, month=month)
