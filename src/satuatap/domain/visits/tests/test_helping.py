"""A counter calls a supervisor, a kiosk an officer: who hears of it, who answers, and when it is over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import HelpCall
from satuatap.domain.visits.tests.factories import NOON, PACK, call, come, make_lane, make_officer, sit
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Conflict, NotFound

pytestmark = pytest.mark.django_db
MACHINE = system("kiosk")


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

    row = queries.help_calls(bambang, NOON)[0]
    assert (row.place, row.officer, row.number, row.about) == ("Loket 1", "Loket 1", "A-001", "Berkas asli rusak")

    answer(asked, bambang)

    assert queries.counter_now(actor=budi, counter_id=counter.pk, at=NOON).help.coming == "Bambang"
    actions.end_help(counter_id=counter.pk, by=budi, at=NOON)
    assert queries.help_calls(bambang, NOON) == ()
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

    assert queries.help_calls(stranger, NOON) == ()
    with pytest.raises(NotFound):
        answer(asked, stranger)
    with pytest.raises(NotFound):
        queries.help_calls(budi, NOON)
    with pytest.raises(NotFound):
        ask(counter, make_officer(lane.unit, "Dina"))


def test_a_counter_that_closes_asks_no_more(hall):
    _lane, counter, budi = hall
    ask(counter, budi)
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)

    actions.close(counter_id=counter.pk, by=budi, at=NOON)

    assert not HelpCall.objects.filter(over_at=None).exists()


@pytest.fixture
def kiosk(hall):
    lane = hall[0]
    return actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan 1", by=PACK, at=NOON)[0]


@pytest.fixture
def intan():
    return make_officer(make_unit("mpp", name="MPP", kind="mall"), "Intan", "guide")


def ask_from(kiosk, at=NOON):
    return actions.ask_officer(device_id=kiosk.pk, by=MACHINE, at=at)


def test_a_kiosk_calls_whoever_stands_at_the_door_and_reads_who_comes(hall, kiosk, intan):
    _lane, counter, budi = hall
    ask(counter, budi)
    asked = ask_from(kiosk)
    assert ask_from(kiosk).pk == asked.pk  # touched again, it is one call

    (row,) = queries.help_calls(intan, NOON)  # not that of the counter, which wants a supervisor
    assert (row.place, row.site, row.officer, row.about) == ("Anjungan 1", "mpp", "", "")
    assert queries.officer_asked(kiosk.pk, NOON).coming == ""
    answer(asked, intan)
    assert queries.officer_asked(kiosk.pk, NOON).coming == "Intan"

    actions.finish_help(help_id=asked.pk, by=intan, at=NOON)
    assert queries.officer_asked(kiosk.pk, NOON) is None
    with pytest.raises(Conflict, match="Anjungan 1 sudah tidak perlu bantuan"):
        answer(asked, make_officer(hall[0].unit, "Bambang", "mall-manager"))


def test_heads_of_offices_and_officers_are_not_called_by_a_kiosk(hall, kiosk):
    lane, _counter, budi = hall
    asked = ask_from(kiosk)
    head = make_officer(lane.unit, "Ratih", "unit-admin")

    assert queries.help_calls(head, NOON) == ()
    for somebody in (head, budi):
        with pytest.raises(NotFound):
            answer(asked, somebody)
        with pytest.raises(NotFound):
            actions.finish_help(help_id=asked.pk, by=somebody, at=NOON)


def test_nobody_comes_is_said_and_a_call_does_not_stand_for_ever(kiosk, intan):
    first = ask_from(kiosk)
    assert not queries.officer_asked(kiosk.pk, NOON + timedelta(minutes=2)).is_late
    assert queries.officer_asked(kiosk.pk, NOON + timedelta(minutes=3)).is_late
    later = NOON + timedelta(minutes=15)
    assert queries.officer_asked(kiosk.pk, later) is None
    assert queries.help_calls(intan, later) == ()

    assert ask_from(kiosk, later).pk != first.pk
    assert HelpCall.objects.filter(over_at=None).count() == 1


def test_a_call_is_from_one_place_and_names_no_visitor(hall, kiosk):
    lane, counter, _budi = hall
    for wrong in (
        {"counter": counter, "device": kiosk},
        {},
        {"device": kiosk, "about": "Rani butuh bantuan"},
        {"device": kiosk, "visit": come(lane)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            HelpCall.objects.create(asked_at=NOON, **wrong)


def test_a_closing_counter_ends_its_call_as_one_who_says_so(hall):
    lane, counter, budi = hall
    asked = ask(counter, budi)
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)

    actions.close(counter_id=counter.pk, by=budi, at=NOON)

    (over,) = Entry.objects.filter(verb="visits.help-over")
    assert (over.on_id, over.unit_id) == (str(asked.pk), str(lane.unit_id))
