"""Who spent the time: every working minute is charged once, and the parts sum to the whole."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import ENDS
from satuatap.domain.cases.rules import engine
from satuatap.domain.cases.rules.charging import Spell, charged, owners, spells
from satuatap.domain.cases.rules.engine import Command, Snapshot, apply
from satuatap.domain.cases.rules.flow import parse
from satuatap.kernel.calendars import Interval, working_time
from satuatap.kernel.errors import Refused

from .factories import do, make_case, make_service
from .flows import NOON, commands, raw_flows, wanted
from .test_clock import CALENDAR, at

HOUR = timedelta(hours=1)
minutes = st.integers(0, 17 * 24 * 60).map(lambda n: at("17 00:00") + timedelta(minutes=n))
parties = st.lists(st.sampled_from(["unit:", "unit:bapenda", "unit:dlh", "applicant"]), min_size=1, unique=True)


def test_two_agencies_that_are_waited_for_share_the_time():
    morning = Spell(at("23 08:00"), at("23 11:00"), ("unit:bapenda", "unit:dlh"))
    parts = charged([morning, Spell(at("23 11:00"), at("23 12:00"), ("unit:",))], [], CALENDAR)

    assert parts == {"unit:bapenda": 1.5 * HOUR, "unit:dlh": 1.5 * HOUR, "unit:": HOUR}


def test_an_outage_takes_its_hours_from_whoever_had_the_case_and_only_once():
    spell = Spell(at("23 08:00"), at("23 12:00"), ("unit:",))
    out = [Interval(at("23 09:00"), at("23 10:30")), Interval(at("23 10:00"), at("23 11:00"))]

    assert charged([spell], out, CALENDAR) == {"unit:": 2 * HOUR, "outage": 2 * HOUR}


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(minutes, min_size=2, max_size=9), st.lists(st.tuples(minutes, minutes), max_size=4), st.data())
def test_the_parts_sum_to_the_whole(moments, pairs, data):
    moments = sorted(set(moments))
    given_spells = [Spell(begin, end, tuple(data.draw(parties))) for begin, end in pairwise(moments)]
    outages = [Interval(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    parts = charged(given_spells, outages, CALENDAR)

    assert sum(parts.values(), timedelta(0)) == working_time(moments[0], moments[-1], CALENDAR)
    assert all(spent > timedelta(0) for spent in parts.values())


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_somebody_is_waited_for_as_long_as_a_case_lives(data):
    flow = parse(data.draw(raw_flows()))
    snapshot, done = Snapshot(), []
    for number in range(data.draw(st.integers(1, 20))):
        command = data.draw(commands(flow, snapshot))
        moved = Command(**{f: getattr(command, f) for f in Command.__struct_fields__} | {"at": NOON + number * HOUR})
        try:
            snapshot = apply(flow, snapshot, moved, wanted).snapshot
        except Refused:
            continue
        done.append(moved)
        assert bool(owners(flow, snapshot)) == (snapshot.state not in ENDS and bool(done))
    if done:
        found = spells(flow, engine.trail(flow, done, wanted), NOON + 30 * HOUR)
        alive = [spell.ends_at - spell.begins_at for spell in found]
        ended = done[-1].at if snapshot.state in ENDS else NOON + 30 * HOUR
        assert sum(alive, timedelta(0)) == ended - done[0].at, "no moment is lost and none is counted twice"


def test_the_page_says_who_took_the_time(licensing, civil, rani, budi, tono, sari, noon, messages, press):
    flow = [
        {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
        {"step": "saran", "do": "advise", "by": "front-officer", "at": "dispendukcapil", "name": "Pertimbangan"},
        {"step": "putus", "do": "decide", "by": "head-of-licensing", "name": "Keputusan", "on_return": "periksa"},
    ]
    make_service(licensing, noon, code="saran", flow=flow, documents=[])
    case = make_case(rani, noon, service="saran")
    do(case, "periksa", "accept", budi, noon + HOUR)
    do(case, "saran", "report", tono, noon + 3 * HOUR)
    do(case, "putus", "return", sari, noon + 3 * HOUR, defects=[{"about": "other", "text": "Lengkapi."}])
    actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon + timedelta(days=1))

    view = queries.get_case(actor=rani, case_id=case.pk, now=noon + timedelta(days=1, hours=1))
    spent = {(row.who, row.name): row.spent for row in view.charges}
    # Monday 12.00: half an hour of break, then 12.30-13.00 to the agency, 13.00-15.00 to the other one, 15.00-15.30 and
    # Tuesday 07.30-12.00 to the applicant; Tuesday 12.30-13.00 to the agency again
    assert spent == {
        ("unit", view.unit_short_name): HOUR,
        ("unit", civil.short_name): 2 * HOUR,
        ("applicant", ""): 5 * HOUR,
    }
