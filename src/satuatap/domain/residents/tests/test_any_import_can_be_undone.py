"""Whatever stands in a file: entered and undone, the register is what it was; and it stays where somebody went on."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import ImportBefore, Person
from satuatap.domain.residents.tests.factories import HEAD, MALE, WIFE, make_family, make_nik, make_person
from satuatap.domain.residents.tests.test_imports import (
    LATER,
    check,
    clerk,
    csv_of,
    enter,
    register_rows,
    row,
    undo,
)

__all__ = ["clerk"]
pytestmark = pytest.mark.django_db
NEW_CARDS = ["3510240101209771", "3510240101209772"]
BORN = date(1990, 2, 1)
RELATIONS = ["Kepala Keluarga", "Istri", "Anak", "Famili lain"]
place = st.integers(0, 3)
ROWS = st.lists(
    st.one_of(
        st.tuples(st.just("new"), place, st.sampled_from(RELATIONS), st.booleans()),
        st.tuples(st.just("same"), place),
        st.tuples(st.just("changed"), place, st.sampled_from(["Hindu", "Kristen", "apa saja"])),
        st.tuples(st.just("moved"), place, place, st.sampled_from(RELATIONS)),
        st.tuples(st.just("wrong"), st.sampled_from(["kk", "nik", "day", "sex"])),
        st.tuples(st.just("again"), place),
    ),
    min_size=1,
    max_size=9,
)


def known_people():
    """Two couples on two cards of Tamansari, everybody as a file would say it."""
    rows = []
    for number in (1, 2):
        people = [make_person(f"Orang {number}{sex}", sex=sex, born_on=BORN, religion=1) for sex in (MALE, 2)]
        card = make_family((people[0], HEAD), (people[1], WIFE))
        for party, sex, relation in zip(people, "LP", RELATIONS, strict=False):
            nik = Person.objects.get(pk=party.pk).nik
            rows.append(row(card.kk, party.name, sex, BORN, relation, nik=nik))
    return rows


def write_row(kind, known, told, so_far, number):
    """One row of a file, as a list of cells."""
    kks = [*NEW_CARDS, known[0][0], known[2][0]]
    if kind == "new":
        card, relation, is_numbered = told
        sex = "P" if relation == "Istri" else "L"
        born_on = date(1980, 1, 1 + number)
        nik = make_nik(born_on, MALE if sex == "L" else 2) if is_numbered else ""
        return row(kks[card], f"Baru {number}", sex, born_on, relation, nik=nik)
    if kind == "again" and so_far:
        return so_far[told[0] % len(so_far)]
    if kind == "wrong":
        cells = row(NEW_CARDS[0], f"Salah {number}", "L", BORN, "Anak")
        at, text = {"kk": (0, "12"), "nik": (1, "351"), "day": (4, "31/31/1990"), "sex": (3, "X")}[told[0]]
        return [*cells[:at], text, *cells[at + 1 :]]
    cells = list(known[told[0]])
    if kind == "changed":
        cells[6] = told[1]
    if kind == "moved":
        cells[0], cells[5] = kks[told[1]], told[2]
    return cells


@settings(
    max_examples=examples(15), phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(kinds=ROWS, somebody_goes_on=st.booleans())
def test_any_mix_of_rows_is_undone_without_a_trace_in_the_register(clerk, run_jobs, kinds, somebody_goes_on):
    with transaction.atomic():
        known = known_people()
        rows = []
        for number, (kind, *told) in enumerate(kinds):
            rows.append(write_row(kind, known, told, rows, number))
        before = register_rows()

        batch = check(clerk, csv_of(*rows), run_jobs)

        assert (batch.state, sum(batch.counts.values())) == ("checked", len(rows))
        assert register_rows() == before
        if any(batch.counts.get(name) for name in ("new", "changed", "moved")):
            _enter_and_undo(clerk, batch, run_jobs, before, goes_on=somebody_goes_on)
        transaction.set_rollback(True)


def _enter_and_undo(clerk, batch, run_jobs, before, *, goes_on):
    batch = enter(clerk, batch, run_jobs)
    event(f"entered: {batch.state}")
    if batch.state != "done":  # the cards cannot be as the file wants them: refused as a whole, in words
        assert batch.words
        assert register_rows() == before
        return
    assert queries.differences() == []
    touched = ImportBefore.objects.filter(batch=batch, kind="party").order_by("subject").first()
    if goes_on and touched is not None:
        name = Person.objects.get(pk=touched.subject).party.name
        actions.correct_fact(party_id=touched.subject, field="education", value=8, by=clerk, at=LATER)
        between = register_rows()
        refused = undo(clerk, batch, run_jobs)
        assert (refused.state, name in refused.words) == ("done", True)
        assert register_rows() == between
        return
    assert undo(clerk, batch, run_jobs).state == "undone"
    assert register_rows() == before
