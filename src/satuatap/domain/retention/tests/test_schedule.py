"""The schedule: dated, kept where nothing is known, and the same for who reads it and who destroys by it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.retention import actions, queries, rules
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.errors import NotFound

BY = system("test")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SPANS = st.one_of(
    st.integers(1, 400).map(lambda n: f"{n} days"),
    st.integers(1, 30).map(lambda n: f"{n} months"),
    st.integers(1, 10).map(lambda n: f"{n} years"),
)
MOMENTS = st.integers(0, 10_000_000).map(lambda minutes: datetime(2018, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def entry(code="rating", from_on=date(2026, 1, 1), span="1 year", fate="anonymise", **facts) -> actions.TermEntry:
    return actions.TermEntry(code, from_on, span, fate, "own", **facts)


def put(*entries):
    return actions.put_schedule(entries=entries, by=BY, at=NOON)


@given(SPANS, MOMENTS, MOMENTS)
def test_nothing_goes_before_its_end_and_everything_a_day_after(span, since, at):
    end, last = rules.ends(since, span), rules.cutoff(at, span)
    if since <= last:
        assert at >= end
    if at >= end + timedelta(days=1):
        assert since <= last


@pytest.mark.parametrize("span", ["permanent", "unknown", "own-end"])
def test_what_has_no_length_never_ends(span):
    assert rules.is_span(span)
    assert rules.ends(NOON, span) is None
    assert rules.cutoff(NOON, span) is None


@pytest.mark.django_db
def test_the_latest_line_that_holds_counts():
    put(entry(), entry(from_on=date(2026, 12, 1), span="2 years"))
    assert queries.term("rating", date(2025, 12, 31)).basis == "unknown"
    assert queries.term("rating", date(2026, 11, 30)).span == "1 year"
    assert queries.schedule(date(2026, 12, 1))["rating"].span == "2 years"


@pytest.mark.django_db
def test_the_same_schedule_again_changes_nothing_and_what_is_left_out_goes():
    assert put(entry(), entry("booking")) == 2
    assert put(entry(), entry("booking")) == 0
    assert put(entry(span="6 months")) == 2
    assert queries.term("booking", NOON.date()).fate == "keep"


@pytest.mark.django_db
def test_only_packs_write_it_and_only_what_is_known():
    with pytest.raises(NotFound):
        actions.put_schedule(entries=[entry()], by=Actor(id="account:1"), at=NOON)
    for wrong in (entry("salt"), entry(span="soon")):
        with pytest.raises(ValueError, match=wrong.code):
            put(wrong)
