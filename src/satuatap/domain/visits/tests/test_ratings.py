"""How it was: asked once for each errand that is done, changed until midnight, and told so that nobody is singled out."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import Rating
from satuatap.domain.visits.rules import ENOUGH_ANSWERS, answer_spans, number_typed
from satuatap.domain.visits.tests.factories import KIOSK, NOON, call, come, make_lane, make_officer, make_site, sit
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

PHONE = system("queue-page")
DAY = timedelta(days=1)
MONTH = NOON.date().replace(day=1)
AFTER = date(2026, 12, 1)


@pytest.mark.django_db
class TestAnswering:
    @pytest.fixture
    def served(self):
        lane = make_lane()
        counter, officer = sit(lane)
        visit = come(lane)
        call(counter, officer)
        actions.finish(counter_id=counter.pk, by=officer, at=NOON)
        return visit, visit.errands.get(), officer

    def rate(self, served, value=4, *, by=PHONE, at=NOON, **given):
        visit, errand, _officer = served
        return actions.rate(visit_id=visit.pk, errand_id=errand.pk, value=value, by=by, at=at, **given)

    def test_it_is_asked_once_it_is_done_and_may_be_changed_until_midnight(self, served):
        visit, errand, _officer = served
        assert [row.value for row in queries.may_rate(visit.pk, NOON)] == [None]

        self.rate(served, 4)
        self.rate(served, 2, comment="  Antreannya \n lama ")

        (row,) = queries.may_rate(visit.pk, NOON)
        assert (row.errand_id, row.value, row.comment) == (errand.pk, 2, "Antreannya lama")
        assert Rating.objects.count() == 1
        assert queries.may_rate(visit.pk, NOON + DAY) == ()
        with pytest.raises(Refused, match="hari yang sama"):
            self.rate(served, 1, at=NOON + DAY)

    def test_the_trace_says_that_it_was_rated_and_not_how(self, served):
        self.rate(served, 1, comment="Lama sekali")
        self.rate(served, 1, comment="Lama sekali")

        (entry,) = Entry.objects.filter(verb="visits.rated")
        assert entry.fields == []
        assert "Lama" not in str(vars(entry))

    def test_what_is_not_done_is_not_asked_for(self):
        lane = make_lane()
        visit = come(lane)

        assert queries.may_rate(visit.pk, NOON) == ()
        with pytest.raises(Refused, match="belum selesai"):
            actions.rate(visit_id=visit.pk, errand_id=visit.errands.get().pk, value=4, by=PHONE, at=NOON)

    @pytest.mark.parametrize("value", [0, 5])
    def test_there_are_four_answers(self, value, served):
        with pytest.raises(Refused, match="salah satu jawaban"):
            self.rate(served, value)

    def test_whoever_served_does_not_say_how_it_was(self, served):
        with pytest.raises(NotFound):
            self.rate(served, by=served[2])

    def test_the_errand_is_one_of_the_visit(self, served):
        other = come(make_lane("lain", "B"))
        with pytest.raises(NotFound):
            actions.rate(visit_id=other.pk, errand_id=served[1].pk, value=4, by=PHONE, at=NOON)

    def test_whoever_has_but_the_number_does_not_change_what_was_said(self, served):
        self.rate(served, 4)

        with pytest.raises(Refused, match="sudah dinilai"):
            self.rate(served, 1, by=KIOSK, changes=False)
        assert Rating.objects.get().value == 4

    def test_a_number_is_found_however_it_is_typed_on_its_day_and_at_its_site(self, served):
        visit, _errand, _officer = served
        for text in ("A-001", "a1", " a 001 "):
            assert queries.visit_numbered(visit.site_id, text, NOON) == visit.pk
        for site_id, text, at in (
            (visit.site_id, "A-002", NOON), (visit.site_id, "001", NOON), (visit.site_id, "A-001", NOON + DAY),
            (make_site("pasar").pk, "A-001", NOON),
        ):  # fmt: skip
            with pytest.raises(NotFound):
                queries.visit_numbered(site_id, text, at)


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=31))
def test_every_span_has_enough_answers_and_no_answer_is_in_two(days):
    rows = [(date(2026, 11, 1) + number * DAY, counts) for number, counts in enumerate(days)]
    spans = answer_spans(rows)

    assert all(span.answers >= ENOUGH_ANSWERS for span in spans)
    assert all(one.last < other.first for one, other in pairwise(spans))
    for span in spans:
        inside = [counts for day, counts in rows if span.first <= day <= span.last]
        assert span.counts == tuple(map(sum, zip(*inside, strict=True)))
    left = [counts for day, counts in rows if not spans or day > spans[-1].last]
    assert sum(map(sum, left)) < ENOUGH_ANSWERS


def test_later_days_change_no_span_that_was_shown():
    rows = [(date(2026, 11, day), (1, 1, 0, 1)) for day in range(1, 8)]

    assert answer_spans(rows)[:2] == answer_spans(rows[:4])[:2]


def test_what_is_no_number_is_none():
    with pytest.raises(NotFound):
        number_typed("2147483648999")


@pytest.mark.django_db
class TestTelling:
    @pytest.fixture
    def hall(self):
        lane = make_lane()
        return lane, *sit(lane)

    def served(self, hall, values, at=NOON, comment=""):
        _lane, counter, officer = hall
        for value in values:
            visit = come(hall[0], at=at)
            call(counter, officer, at)
            actions.finish(counter_id=counter.pk, by=officer, at=at)
            errand = visit.errands.get()
            actions.rate(visit_id=visit.pk, errand_id=errand.pk, value=value, comment=comment, by=PHONE, at=at)

    def told(self, hall, by, at=NOON + DAY):
        return queries.rated(actor=by, site_id=hall[0].site_id, first=MONTH, after=AFTER, at=at)

    def test_a_day_is_told_once_it_is_over_and_has_five_answers(self, hall):
        bambang = make_officer(hall[0].unit, "Bambang", "mall-manager")
        self.served(hall, [4, 4, 3, 1], comment="Cepat")
        assert self.told(hall, bambang, NOON) == ()
        (few,) = self.told(hall, bambang)
        assert (few.spans, few.answers) == ((), 0)
        assert queries.comments(actor=bambang, site_id=hall[0].site_id, row=few, at=NOON + DAY) == ()

        self.served(hall, [2], NOON + DAY, comment="Antre lama")

        (row,) = self.told(hall, bambang, NOON + 2 * DAY)
        (span,) = row.spans
        assert (span.first, span.last, span.counts) == (NOON.date(), (NOON + DAY).date(), (1, 1, 1, 2))
        words = queries.comments(actor=bambang, site_id=hall[0].site_id, row=row, at=NOON + 2 * DAY)
        assert words == ("Antre lama", "Cepat", "Cepat", "Cepat", "Cepat")

    def test_who_leads_an_office_reads_of_that_office_alone_and_an_officer_of_none(self, hall):
        lane, _counter, officer = hall
        self.served(hall, [4] * 5)
        head = make_officer(lane.unit, "Sari", "head-of-agency")
        other = make_officer(
            make_lane("lain", "B", unit=make_unit("dukcapil", name="Dukcapil")).unit, "Tono", "head-of-agency"
        )

        assert [row.answers for row in self.told(hall, head)] == [5]
        assert self.told(hall, other) == ()
        with pytest.raises(NotFound):
            self.told(hall, officer)
