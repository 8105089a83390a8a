"""Slips on paper: printed once, entered once with their true times, every one accounted for."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.audit.models import Entry
from satuatap.domain.visits import actions, queries, rules
from satuatap.domain.visits.models import Lane, PaperSlip, SlipCorrection, Visit
from satuatap.domain.visits.tests.factories import NOON, PACK, call, come, make_lane, make_officer, make_site, sit
from satuatap.kernel.errors import Conflict, NotFound, Refused

DAY = date(2026, 11, 23)
EVENING = NOON + timedelta(hours=6)
WIB = ZoneInfo("Asia/Jakarta")


class Paper:
    """A hall with a lane, a counter, a guide and a block of ten slips that was printed in the morning."""

    def __init__(self) -> None:
        self.lane = make_lane()
        self.counter, self.officer = sit(self.lane)
        self.guide = make_officer(self.lane.unit, "Gita", "guide")
        self.block = self.print(10, NOON - timedelta(hours=4))

    def print(self, many: int, at: datetime = NOON, key=None):
        return actions.print_block(site_id=self.lane.site_id, many=many, key=key or uuid4(), by=self.guide, at=at)

    def slip(self, number: int, **other) -> actions.Written:
        served = {"began": time(10, 20), "ended": time(10, 31), "counter_id": self.counter.pk}
        return actions.Written(number, DAY, self.lane.pk, time(10, 5), **(served | other))

    def enter(self, written: actions.Written, at: datetime = EVENING) -> PaperSlip:
        return actions.enter_slip(site_id=self.lane.site_id, written=written, by=self.guide, at=at)

    def void(self, first: int, last: int, reason: str = "Robek") -> int:
        return actions.void_slips(
            site_id=self.lane.site_id, first=first, last=last, reason=reason, by=self.guide, at=EVENING
        )

    def report(self):
        manager = make_officer(self.lane.unit, "Bambang", "mall-manager")
        return queries.day_report(actor=manager, site_id=self.lane.site_id, day=DAY, at=EVENING)


@pytest.fixture
def paper(db):
    return Paper()


def test_numbers_run_on_from_block_to_block_and_a_press_prints_once(paper):
    key = uuid4()
    more = paper.print(5, key=key)

    assert (more.first, more.last) == (11, 15)
    assert paper.print(5, key=key).pk == more.pk
    assert paper.print(1).first == 16
    with pytest.raises(Conflict):
        actions.print_block(site_id=make_site("lain").pk, many=5, key=key, by=paper.guide, at=NOON)
    with pytest.raises(Refused, match="1 sampai 200"):
        paper.print(201)


def test_a_slip_is_a_visit_with_its_true_times(paper):
    paper.enter(paper.slip(3))

    visit = Visit.objects.get()
    errand = visit.errands.get()
    assert (str(visit), visit.day, visit.channel, visit.state) == ("SK-003", DAY, "paper", "done")
    assert visit.came_at == visit.handed_at == datetime.combine(DAY, time(10, 5), WIB)
    assert (errand.state, errand.counter, errand.began_at, errand.ended_at, errand.waited) == (
        "done", paper.counter, datetime.combine(DAY, time(10, 20), WIB), datetime.combine(DAY, time(10, 31), WIB), 900,
    )  # fmt: skip
    assert visit.ended_at == errand.ended_at
    assert Entry.objects.filter(verb="visits.paper-entered").count() == 1


def test_whoever_went_home_unserved_is_counted_as_gone(paper):
    paper.enter(paper.slip(1, began=None, ended=None, counter_id=None))
    paper.enter(paper.slip(2, began=None, ended=time(11), counter_id=None))

    assert set(Visit.objects.values_list("state", flat=True)) == {"left"}
    assert paper.report().paper.left == 2


def test_the_same_slip_twice_is_once_and_other_facts_are_refused_with_words(paper):
    first = paper.enter(paper.slip(3))

    assert paper.enter(paper.slip(3), at=EVENING + timedelta(hours=1)).pk == first.pk
    for other in ({"began": time(10, 21)}, {"counter_id": None, "began": None}):
        with pytest.raises(Refused, match="SK-003 sudah dimasukkan oleh Gita dengan isi lain"):
            paper.enter(paper.slip(3, **other))
    assert Visit.objects.count() == 1
    with pytest.raises(Refused, match="sudah dimasukkan oleh Gita"):
        paper.void(3, 3)


@pytest.mark.parametrize(
    ("number", "other", "words"),
    [
        (11, {}, "SK-011 belum pernah dicetak"),
        (1, {"began": time(9)}, "sebelum datang"),
        (1, {"ended": time(10, 10)}, "sebelum mulai"),
        (1, {"ended": time(19)}, "belum lewat"),
        (1, {"began": None}, "Isi jam mulai"),
        (1, {"ended": None}, "Isi jam selesai"),
        (1, {"counter_id": None}, "centang pulang tanpa dilayani"),
        (1, {"counter_id": uuid4()}, "tidak melayani antrean itu"),
        (1, {"day": DAY + timedelta(days=1)}, "belum tiba"),
        (1, {"day": DAY - timedelta(days=1)}, "baru dicetak sesudah hari itu"),
    ],
)
def test_what_cannot_be_is_refused_with_words(paper, number, other, words):
    with pytest.raises(Refused, match=words):
        paper.enter(msgspec.structs.replace(paper.slip(number), **other))
    assert not Visit.objects.exists()


def test_a_slip_that_is_void_has_a_reason_and_is_not_entered(paper):
    with pytest.raises(Refused, match="mengapa"):
        paper.void(4, 5, " ")
    assert paper.void(4, 5) == 2
    assert paper.void(4, 6) == 1
    with pytest.raises(Refused, match="SK-004 sudah dicatat batal oleh Gita"):
        paper.enter(paper.slip(4))
    with pytest.raises(Refused, match="belum pernah dicetak"):
        paper.void(9, 12)


def test_blocks_and_the_day_say_what_is_missing_until_nothing_is(paper):
    for number in (2, 3, 6):
        paper.enter(paper.slip(number))
    paper.void(4, 4)

    (block,) = queries.paper_blocks(actor=paper.guide, site_id=paper.lane.site_id)
    assert (block.used, block.entered, block.void, block.missing, block.left) == (6, 3, 1, ("SK-001", "SK-005"), 4)
    found = paper.report()
    assert (found.paper.used, found.paper.entered, found.paper.void, found.paper.missing) == (5, 3, 1, ("SK-005",))
    assert dict(found.differences) == {"paper": 1}
    paper.enter(paper.slip(5))
    assert paper.report().balances


def test_paper_stands_beside_the_numbers_of_the_day(paper):
    come(paper.lane)
    call(paper.counter, paper.officer)
    actions.finish(counter_id=paper.counter.pk, by=paper.officer, at=NOON + timedelta(minutes=5))
    paper.enter(paper.slip(1))

    found = paper.report()
    assert (found.given, found.handed, found.finished, found.channels) == (1, 1, 1, (("kiosk", 1),))
    assert (found.paper.used, found.paper.served) == (1, 1)
    assert found.lanes[0].done == 2
    assert found.balances
    day = queries.day_account(actor=PACK, site_ids=[paper.lane.site_id], day=DAY, until=EVENING)
    assert (day.numbers, day.gaps, day.finished) == (1, 0, 1)


def test_the_forecast_learns_nothing_from_paper(paper):
    paper.enter(paper.slip(1))

    assert actions.measure(by=PACK, at=EVENING) == 0


def test_no_lane_has_the_letter_of_paper(paper):
    with pytest.raises(IntegrityError), transaction.atomic():
        Lane.objects.update(letter="SK")


def test_only_who_works_at_the_door_touches_paper(paper):
    for act in (
        lambda by: actions.print_block(site_id=paper.lane.site_id, many=5, key=uuid4(), by=by, at=NOON),
        lambda by: actions.enter_slip(site_id=paper.lane.site_id, written=paper.slip(1), by=by, at=EVENING),
        lambda by: actions.void_slips(site_id=paper.lane.site_id, first=1, last=1, reason="x", by=by, at=EVENING),
        lambda by: queries.paper_blocks(actor=by, site_id=paper.lane.site_id),
        lambda by: queries.paper_block(actor=by, block_id=paper.block.pk),
        lambda by: queries.slip_choices(actor=by, site_id=paper.lane.site_id),
    ):
        with pytest.raises(NotFound):
            act(paper.officer)


@given(
    entered=st.sets(st.integers(1, 30)), void=st.sets(st.integers(1, 30)), elsewhere=st.sets(st.integers(1, 30))
)  # fmt: skip
def test_every_slip_up_to_the_last_used_one_is_in_one_place(entered, void, elsewhere):
    void, elsewhere = void - entered, elsewhere - entered - void

    found = rules.account(1, entered, void, elsewhere)

    assert found.used == found.entered + found.void + len(found.missing)
    assert set(range(1, max(entered, default=0) + 1)) <= entered | void | elsewhere | set(found.missing)
    assert not set(found.missing) & (entered | void | elsewhere)


class TestCorrecting:
    def correct(self, paper, number, written, reason="Salah baca jam"):
        return actions.correct_slip(
            site_id=paper.lane.site_id, number=number, written=written, reason=reason, by=paper.guide, at=EVENING
        )

    def test_what_stands_on_the_paper_counts_and_what_was_entered_is_kept(self, paper):
        paper.enter(paper.slip(3))
        self.correct(paper, 3, paper.slip(3, began=time(10, 25)))
        self.correct(paper, 3, paper.slip(3, began=time(10, 25)))

        visit, correction = Visit.objects.get(), SlipCorrection.objects.get()
        assert visit.errands.get().began_at == datetime.combine(DAY, time(10, 25), WIB)
        assert correction.began_at == datetime.combine(DAY, time(10, 20), WIB)
        assert (correction.reason, correction.corrected_by_name) == ("Salah baca jam", "Gita")
        assert Entry.objects.filter(verb="visits.paper-corrected", on_id=str(visit.pk)).count() == 1
        entered = queries.slip_entered(actor=paper.guide, site_id=paper.lane.site_id, number=3)
        assert (entered.slip, entered.came, entered.began, entered.ended) == (
            "SK-003",
            time(10, 5),
            time(10, 25),
            time(10, 31),
        )

    def test_a_wrong_number_moves_to_the_right_one_and_the_day_balances(self, paper):
        for number in (1, 2, 9):
            paper.enter(paper.slip(number))
        assert len(paper.report().paper.missing) == 6

        self.correct(paper, 9, paper.slip(3), "Nomor terbalik")

        report = paper.report()
        assert (report.paper.last, report.paper.entered, report.paper.missing) == ("SK-003", 3, ())
        assert [(row.slip, row.reason, row.by) for row in report.paper.corrected] == [
            ("SK-003", "Nomor terbalik", "Gita")
        ]
        assert {str(visit) for visit in Visit.objects.all()} == {"SK-001", "SK-002", "SK-003"}

    def test_who_went_home_was_served_after_all(self, paper):
        paper.enter(actions.Written(4, DAY, paper.lane.pk, time(9, 0)))
        self.correct(paper, 4, paper.slip(4), "Centang keliru")

        visit = Visit.objects.get()
        assert (visit.state, visit.errands.get().state) == ("done", "done")

    def test_what_cannot_be_is_refused_and_nothing_changes(self, paper):
        paper.enter(paper.slip(1))
        paper.enter(paper.slip(2))
        for number, written, reason, says in (
            (1, paper.slip(1, began=time(10, 25)), "  ", "apa yang keliru"),
            (3, paper.slip(3), "Salah", "belum dimasukkan"),
            (1, paper.slip(2), "Salah", "sudah dimasukkan atau batal"),
            (1, paper.slip(1, began=time(9, 0)), "Salah", "sebelum datang"),
            (1, paper.slip(99), "Salah", "belum pernah dicetak"),
        ):
            with pytest.raises(Refused, match=says):
                self.correct(paper, number, written, reason)
        assert not SlipCorrection.objects.exists()
        with pytest.raises(NotFound):
            actions.correct_slip(
                site_id=paper.lane.site_id, number=1, written=paper.slip(1), reason="x", by=paper.officer, at=EVENING
            )
