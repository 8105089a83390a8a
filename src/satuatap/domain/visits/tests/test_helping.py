"""A counter calls a supervisor: who hears of it, who answers, and when it is over."""

import pytest

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import HelpCall
from satuatap.domain.visits.tests.factories import NOON, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import Conflict, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    lane = make_lane()
    counter, budi = sit(lane)
    come(lane)
    call(counter, budi)
    return lane, counter, budi


def ask(counter, by, about="Berkas asli rusak"):
    return actions.ask_help(counter_id=counter.pk, about=about, by=by, at=NOON)


def answer(asked, by):
    return actions.answer_help(help_id=asked.pk, by=by, at=NOON)


def test_the_manager_sees_which_counter_asks_and_comes(hall):
    _lane, counter, budi = hall
    bambang = make_officer(make_unit("mpp", name="MPP", kind="mall"), "Bambang", "mall-manager")
    asked = ask(counter, budi)

    row = queries.help_calls(bambang)[0]
    assert (row.counter, row.officer, row.number, row.about) == ("Loket 1", "Loket 1", "A-001", "Berkas asli rusak")

    answer(asked, bambang)

    assert queries.counter_now(actor=budi, counter_id=counter.pk, at=NOON).help.coming == "Bambang"
    actions.end_help(counter_id=counter.pk, by=budi, at=NOON)
    assert queries.help_calls(bambang) == ()
    assert queries.counter_now(actor=budi, counter_id=counter.pk, at=NOON).help is None


def test_asked_twice_it_is_one_call_and_the_second_who_comes_is_told(hall):
    lane, counter, budi = hall
    first, second = (make_officer(lane.unit, name, "unit-admin") for name in ("Ratih", "Sigit"))
    asked = ask(counter, budi)
    ask(counter, budi)
    assert HelpCall.objects.count() == 1

    answer(asked, first)
    answer(asked, first)
    with pytest.raises(Conflict, match="Ratih sudah menuju ke sana"):
        answer(asked, second)
    actions.end_help(counter_id=counter.pk, by=budi, at=NOON)
    with pytest.raises(Conflict, match="tidak perlu bantuan"):
        answer(asked, second)


def test_heads_of_other_offices_and_officers_see_and_answer_nothing(hall):
    lane, counter, budi = hall
    asked = ask(counter, budi)
    stranger = make_officer(make_unit("bapenda", name="Bapenda"), "Kepala", "head-of-agency")

    assert queries.help_calls(stranger) == ()
    with pytest.raises(NotFound):
        answer(asked, stranger)
    with pytest.raises(NotFound):
        queries.help_calls(budi)
    with pytest.raises(NotFound):
        ask(counter, make_officer(lane.unit, "Dina"))


def test_a_counter_that_closes_asks_no_more(hall):
    _lane, counter, budi = hall
    ask(counter, budi)
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)

    actions.close(counter_id=counter.pk, by=budi, at=NOON)

    assert not HelpCall.objects.filter(over_at=None).exists()
