"""Books of a village: written, struck, closed; never changed. And the pack's books as they are shipped."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import cast
from tests.support.examples import examples
from tests.support.together import at_once

from satuatap.domain.books import actions, queries, rules
from satuatap.domain.books.models import Book, Line, Volume
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7

from .factories import NOON, PACK, entry, put, shipped

pytestmark = pytest.mark.django_db
THIS, LAST = NOON.year, NOON.year - 1


@pytest.fixture
def keeper(village):
    put()
    return cast.make_officer("Wayan Contoh", village, "village-secretary")


def write(unit, by, values=None, *, year=THIS, key: UUID | None = None, code="ekspedisi") -> Line:
    return actions.enter_line(
        code=code, unit_id=unit.pk, year=year, values=values or {"isi": "Undangan"}, key=key or uuid7(), by=by, at=NOON
    )


def strike(line, by, values=None, *, reason="Salah tulis", key=None):
    return actions.strike_line(line_id=line.pk, reason=reason, values=values, key=key or uuid7(), by=by, at=NOON)


def view_of(actor, unit, *, year=THIS, code="ekspedisi"):
    return queries.book(actor, code, unit.pk, "desa", year)


def lines_of(actor, unit, *, year=THIS):
    return queries.lines(actor, view_of(actor, unit, year=year), unit.pk, year, at=NOON).rows


def test_lines_are_numbered_from_one_in_each_year(village, keeper):
    assert [write(village, keeper).number for _ in range(3)] == [1, 2, 3]
    assert write(village, keeper, year=LAST).number == 1
    key = uuid7()
    assert write(village, keeper, key=key).pk == write(village, keeper, key=key).pk
    assert [row.number for row in lines_of(keeper, village)] == [4, 3, 2, 1]


def test_a_struck_line_stays_and_names_the_one_in_its_place(village, keeper):
    wrong = write(village, keeper, {"isi": "Undagan"})
    key = uuid7()
    right = strike(wrong, keeper, {"isi": "Undangan"}, key=key)
    assert strike(wrong, keeper, {"isi": "Undangan"}, key=key) == right

    new, old = lines_of(keeper, village)
    assert (old.cells[1], old.struck, old.instead) == ("Undagan", "Salah tulis", 2)
    assert (new.cells[1], new.corrects) == ("Undangan", 1)
    with pytest.raises(Conflict, match="sudah dicoret"):
        strike(wrong, keeper)
    with pytest.raises(Refused, match="Tulis apa yang keliru"):
        strike(right, keeper, reason=" ")


def test_a_closed_year_takes_nothing_more(village, keeper):
    line = write(village, keeper, year=LAST)
    names = {"code": "ekspedisi", "unit_id": village.pk, "head": "Suyono", "secretary": "Sumiati", "at": NOON}
    with pytest.raises(Refused, match="sesudah tahunnya selesai"):
        actions.close_volume(**names, year=THIS, by=keeper)
    with pytest.raises(Refused, match="Isi nama"):
        actions.close_volume(**names | {"head": " "}, year=LAST, by=keeper)
    officer = cast.make_officer("Joko Contoh", village, "village-officer")
    with pytest.raises(NotFound):
        actions.close_volume(**names, year=LAST, by=officer)

    for _twice in range(2):
        actions.close_volume(**names, year=LAST, by=keeper)
    for act in (lambda: write(village, keeper, year=LAST), lambda: strike(line, keeper)):
        with pytest.raises(Refused, match="sudah ditutup"):
            act()
    volume = view_of(keeper, village, year=LAST).volume
    assert (volume.head, volume.secretary, volume.last) == ("Suyono", "Sumiati", 1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"isi": " "}, "paling sedikit satu kolom"), ({"nomor": "470/1"}, "paling sedikit satu kolom"),
        ({"lain": "x"}, "paling sedikit satu kolom"), ({"dikirim": "31-02-2026"}, "tanggal ini tidak ada"),
        ({"lembar": "dua"}, "tulis dengan angka"), ({"lembar": "-2"}, "tulis dengan angka"),
    ],
)  # fmt: skip
def test_what_a_column_cannot_hold_is_refused(village, keeper, values, words):
    with pytest.raises(Refused, match=words):
        write(village, keeper, values)
    assert not Line.objects.exists()


def test_amounts_and_days_are_kept_tidy():
    columns = rules.columns([{"key": "a", "name": "A", "kind": "money"}, {"key": "b", "name": "B", "kind": "day"}])
    assert rules.clean(columns, {"a": "Rp 1.500.000", "b": "2026-03-02"}) == {"a": "1500000", "b": "2026-03-02"}


def test_a_year_to_come_or_long_before_the_republic_has_no_book(village, keeper):
    for year in (THIS + 1, 1900):
        with pytest.raises(Refused, match="belum ada"):
            write(village, keeper, year=year)


def test_other_offices_and_other_roles_get_nothing(village, keeper, licensing):
    line = write(village, keeper)
    stranger = cast.make_officer("Tono Contoh", licensing, "front-officer", "head-of-agency")
    for act in (
        lambda: write(village, stranger), lambda: strike(line, stranger), lambda: view_of(stranger, village),
        lambda: queries.books_of(stranger, village.pk, "desa"), lambda: queries.volumes(stranger, village.pk, THIS),
        lambda: put_by(stranger),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act()


def put_by(actor):
    return actions.put_books(entries=[entry()], by=actor, at=NOON)


def test_a_book_that_fills_itself_takes_no_lines(village, keeper):
    put(entry(), entry("induk", filled="residents"), entry("kas", filled="later", waits="pembukuan"))
    for code in ("induk", "kas", "tidak-ada"):
        with pytest.raises(NotFound):
            write(village, keeper, code=code)


def test_books_go_out_of_use_and_come_again(village, keeper):
    assert put() == 0
    assert put(entry("lain")) == 2
    with pytest.raises(NotFound):
        view_of(keeper, village)
    assert put(entry(), entry("lain", name="Buku lain")) == 2
    assert view_of(keeper, village).book.name == "Buku ekspedisi"


def test_the_shipped_books_fit_and_each_office_sees_its_own(village, keeper):
    put(*shipped())
    rows = queries.books_of(keeper, village.pk, "desa")
    assert [row.number for row in rows[:9]] == [f"A.{place}" for place in range(1, 10)]
    assert len(rows) == 41
    waiting = {row.number for row in rows if row.waits}
    assert waiting == {"C.1", "C.2", "C.3", "C.4", "C.5", "C.6", "E.3"}
    town = {row.code for row in queries.books_of(keeper, village.pk, "kelurahan")}
    assert town == {"agenda", "ekspedisi", "induk-penduduk", "mutasi-penduduk", "rekapitulasi-penduduk",
                    "penduduk-sementara", "ktp-kk", "berkas-opensid"}  # fmt: skip
    assert all(bool(book.columns) != bool(book.waits) for book in Book.objects.filter(active=True)), PACK


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(["write", "strike", "replace", "again", "close"]), max_size=12))
def test_whatever_is_done_numbers_run_and_nothing_that_was_written_changes(village, keeper, acts):
    with transaction.atomic():
        seen: dict[int, dict[str, str]] = {}
        for place, act in enumerate(acts):
            last = Line.objects.order_by("-number").first()
            try:
                if act == "write" or last is None:
                    write(village, keeper, {"isi": f"Surat {place}"}, year=LAST)
                elif act == "close":
                    actions.close_volume(
                        code="ekspedisi", unit_id=village.pk, year=LAST, head="A", secretary="B", by=keeper, at=NOON
                    )
                elif act == "again":
                    write(village, keeper, key=last.key, year=LAST)
                else:
                    strike(last, keeper, {"isi": f"Ganti {place}"} if act == "replace" else None)
            except Refused:
                pass
            now = dict(Line.objects.values_list("number", "values"))
            assert seen.items() <= now.items()
            seen = now
        assert sorted(seen) == list(range(1, len(seen) + 1))
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_write_at_once_without_a_gap_or_a_failure(village):
    put()
    clerks = [cast.make_officer(f"Petugas {place}", village, "village-officer") for place in range(8)]

    done = at_once(*[lambda clerk=clerk: [write(village, clerk).number for _ in range(3)] for clerk in clerks])

    assert sorted(number for own in done for number in own) == list(range(1, 25))
    assert Volume.objects.get().next_number == 25


def test_later_is_not_a_second_chance(village, keeper):
    line = write(village, keeper)
    later = actions.strike_line(
        line_id=line.pk, reason="Keliru", values=None, key=uuid7(), by=keeper, at=NOON + timedelta(days=3)
    )
    assert later is None
    assert lines_of(keeper, village)[0].struck == "Keliru"
