"""How many live where, as of any day: equal to the events, telling of nobody, for those who may have it counted."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import Family, Tally
from satuatap.domain.residents.queries import snapshot
from satuatap.domain.residents.rules import Member, disclosed
from satuatap.domain.residents.tests.factories import (
    BY,
    CHILD,
    FEMALE,
    MALE,
    NOON,
    TODAY,
    make_household,
    make_person,
    officer,
)
from satuatap.domain.retention import actions as retention
from satuatap.kernel.errors import NotFound, Refused

from .test_events import GIVEN, LATER, MONTH, forget, happen

PURPOSE = "menyusun profil desa"


def put_under(number: int) -> None:
    actions.put_small_cells(under={date(2016, 1, 1): number}, by=BY, at=NOON)


def table(told, code):
    return next(table for table in told.tables if table.code == code)


def people_on(day: date) -> set[tuple[object, ...]]:
    people = snapshot.snapshot("now", "%(on)s::date", snapshot.NEIGHBOURHOOD)
    wanted = "SELECT person_id, family_id, relation, place, sex, marital, born_on, religion FROM people_now"
    query = f"WITH {people} {wanted}"
    with connection.cursor() as cursor:
        cursor.execute(query, {"area": f"{TAMANSARI}%", "on": day})
        return set(cursor.fetchall())


def people_by_events(day: date) -> set[tuple[object, ...]]:
    register, found = queries.rebuild(day), set()
    for party_id, facts in register.people.items():
        card = next((f for key, f in register.families.items() if str(key) == facts.get("family")), None)
        if card and card["area_code"] == TAMANSARI:
            place = "|".join(card.get(name) or "" for name in ("hamlet", "rw", "rt"))
            family = next(key for key in register.families if str(key) == facts["family"])
            born_on = date.fromisoformat(facts["born_on"])
            rest = (facts["sex"], facts.get("marital"), born_on, facts.get("religion"))
            found.add((party_id, family, facts["relation"], place, *rest))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [3, 4])
def test_the_people_of_any_day_are_those_the_events_tell_of(seed):
    chance = Random(seed)  # noqa: S311 (a play, not a secret)
    everybody = [party.pk for _ in range(2) for party in make_household().values()]
    if seed == 4:
        forget()  # people who came without events
    for number in range(30):
        try:
            happen(chance, everybody, number)
        except Refused:
            continue

    for day in range(-1, 32, 4):
        on = TODAY + timedelta(days=day)
        assert people_on(on) == people_by_events(on)


@pytest.mark.django_db
def test_what_came_and_went_in_a_month_is_told_by_its_event():
    people = make_household()
    family = Family.objects.get()
    actions.report_birth(name="Arkana Contoh", sex=MALE, born_on=MONTH, family_id=family.pk, **GIVEN)
    actions.report_death(party_id=people["agus"].pk, on=MONTH, **GIVEN)
    actions.report_move_out(party_ids=[people["bima"].pk], on=MONTH, destination="Jember", **GIVEN)
    newcomer = make_person("Wayan Contoh", sex=FEMALE, elsewhere="Kabupaten Jember")
    actions.report_move_in(members=[Member(newcomer.pk, CHILD)], family_id=family.pk, on=MONTH, **GIVEN)

    found = queries.movements(TAMANSARI, MONTH - timedelta(days=1), MONTH, snapshot.HAMLET)

    assert {(what, place, sex): number for what, place, sex, _from, number in found} == {
        ("lahir", "Krajan", MALE): 1, ("meninggal", "Krajan", MALE): 1, ("pindah", "Krajan", MALE): 1,
        ("datang", "Krajan", FEMALE): 1,
    }  # fmt: skip
    entered = queries.movements(TAMANSARI, TODAY - timedelta(days=1), TODAY, snapshot.HAMLET)
    assert {(what, sex): number for what, _place, sex, _from, number in entered} == {
        ("tercatat", MALE): 2, ("tercatat", FEMALE): 2,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_table_counts_and_leaves_out_what_is_small():
    village = make_village()
    for _ in range(3):
        make_household()
    put_under(3)

    told = queries.tables(officer(village, "village-officer"), TAMANSARI, LATER.date(), PURPOSE, at=LATER)

    ages = table(told, "age")
    assert [(line.name, line.cells, line.total) for line in ages.lines] == [
        ("10–14", (0, 3), 3), ("20–24", (3, 0), 3), ("30–34", (0, 3), 3), ("35–39", (3, 0), 3),
    ]  # fmt: skip
    assert (ages.last.cells, ages.last.total) == ((6, 6), 12)
    assert [(line.name, line.total) for line in table(told, "size").lines] == [("4", 3)]
    assert table(told, "where").lines[0].name == "Krajan, RW 001, RT 002"
    put_under(4)
    told = queries.tables(officer(village, "village-officer"), TAMANSARI, LATER.date(), PURPOSE, at=LATER)
    assert {line.total for line in table(told, "age").lines} == {None}
    assert Entry.objects.filter(verb="looked", purpose=PURPOSE, unit_id=str(village.pk)).count() == 2


@pytest.mark.django_db
def test_only_those_of_the_area_count_and_only_with_a_purpose():
    put_under(5)
    village, other, licensing = make_village(), make_village(OTHER_TAMANSARI, "desa-lain"), make_unit()
    given = {"area_code": TAMANSARI, "on": TODAY, "at": NOON}
    for stranger in (
        officer(other, "village-officer"),
        officer(licensing, "front-officer"),
        officer(village, "cashier"),
    ):
        with pytest.raises(NotFound):
            queries.tables(stranger, purpose=PURPOSE, **given)
    with pytest.raises(Refused, match=r"tujuan|untuk apa"):
        queries.tables(officer(village, "village-head"), purpose=" ", **given)
    with pytest.raises(NotFound):
        queries.tables(officer(village, "village-head"), TAMANSARI, TODAY + timedelta(days=1), PURPOSE, at=NOON)
    assert queries.tables(officer(licensing, "head-of-agency"), purpose=PURPOSE, **given) is not None
    assert queries.countable(officer(village, "village-head")) == {TAMANSARI: "Tamansari"}


@pytest.mark.django_db
def test_a_wide_area_is_counted_by_the_worker_once_and_forgotten_after_a_day(run_jobs):
    put_under(3)
    for _ in range(3):
        make_household()
    head = officer(make_unit(), "head-of-agency")
    asked = {"area_code": "35.10", "on": TODAY, "purpose": PURPOSE, "by": head, "at": NOON}
    assert queries.tables(head, "35.10", TODAY, PURPOSE, at=NOON) is None

    assert actions.ask_tally(**asked).pk == actions.ask_tally(**asked).pk
    assert queries.is_being_made("35.10", TODAY)
    run_jobs()

    told = queries.tables(head, "35.10", TODAY, PURPOSE, at=NOON)
    assert [line.total for line in table(told, "where").lines] == [12]
    with pytest.raises(NotFound):
        actions.ask_tally(**asked | {"area_code": TAMANSARI})
    tally = Tally.objects.get()
    retention.destroy_some(code="tally", by=BY, at=tally.expires_at)
    assert not Tally.objects.exists()


CELLS = st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=2), max_size=6)
SINGLE = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=1), max_size=6)


@given(cells=st.one_of(CELLS, SINGLE), under=st.integers(2, 6))
def test_no_small_number_is_shown_nor_can_be_worked_out(cells, under):
    told = disclosed({str(at): row for at, row in enumerate(cells)}, under)

    lines = [[*row.cells, row.total] for row in (*told.rows,)]
    if cells:
        lines.append([*told.totals, told.total])
    assert not [number for line in lines for number in line if number is not None and 0 < number < under]
    truth = {}
    grid = [[*row, sum(row)] if len(row) > 1 else row for row in cells]
    grid.append([sum(column) for column in zip(*grid, strict=True)] if grid else [])
    for at, line in enumerate(lines):
        for to, number in enumerate(line):
            assert number in (None, grid[at][to])
            truth[at, to] = grid[at][to]
    unknown = [cell for cell in truth if lines[cell[0]][cell[1]] is None]
    for cell in unknown:
        if 0 < truth[cell] < under:
            assert not is_determined(cell, unknown, len(lines), len(lines[0]))


def is_determined(cell, unknown, height, width):
    """Whether the sums of rows and columns leave only one value for a number left out: linear algebra."""
    sums = [[(at, to) for at in range(height)] for to in range(width)]
    signs = [[1] * (height - 1) + [-1] for _ in range(width)]
    if width > 1:
        sums += [[(at, to) for to in range(width)] for at in range(height)]
        signs += [[1] * (width - 1) + [-1] for _ in range(height)]
    rows = [
        [
            Fraction(sign if one in cells else 0)
            for one in unknown
            for sign in [dict(zip(cells, s, strict=True)).get(one, 0)]
        ]
        for cells, s in zip(sums, signs, strict=True)
    ]
    target = [Fraction(one == cell) for one in unknown]
    return rank(rows) == rank([*rows, target])


def rank(rows):
    rows, found = [row[:] for row in rows], 0
    for to in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(found, len(rows)) if rows[at][to]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for at in range(len(rows)):
            if at != found and rows[at][to]:
                factor = rows[at][to] / rows[found][to]
                rows[at] = [a - factor * b for a, b in zip(rows[at], rows[found], strict=True)]
        found += 1
    return found
