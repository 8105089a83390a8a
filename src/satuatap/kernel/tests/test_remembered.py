"""Answers are remembered for a moment, and no longer."""

import pytest
from django.utils import translation

from satuatap.kernel import remembered as module
from satuatap.kernel.remembered import remembered, remembered_each


@pytest.fixture
def clock(monkeypatch, settings):
    settings.REMEMBER_SECONDS = 5
    moments = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: moments[0])
    return moments


@pytest.fixture
def asked():
    return []


@pytest.fixture
def label(asked):
    @remembered
    def label(code: str, *, short: bool = False) -> str:
        asked.append((code, short))
        return f"{code} as of question {len(asked)}"

    return label


def test_the_same_question_is_answered_from_memory_for_a_moment(clock, asked, label):
    assert label("35.10") == label("35.10") == "35.10 as of question 1"
    clock[0] = 5.1
    assert label("35.10") == "35.10 as of question 2"


def test_other_arguments_and_other_languages_are_other_questions(clock, asked, label):
    label("35.10")
    label("35.11")
    label("35.10", short=True)
    with translation.override("en"):
        label("35.10")

    assert len(asked) == 4


def test_nothing_is_remembered_where_the_setting_says_so(clock, settings, asked, label):
    settings.REMEMBER_SECONDS = 0
    label("35.10")
    label("35.10")

    assert len(asked) == 2


def test_a_question_that_failed_is_asked_again(clock):
    tries = []

    @remembered
    def unit(code: str) -> str:
        tries.append(code)
        if len(tries) == 1:
            raise LookupError(code)
        return code

    with pytest.raises(LookupError):
        unit("bapenda")
    assert unit("bapenda") == "bapenda"


def test_memory_stays_small(clock, monkeypatch, asked, label):
    monkeypatch.setattr(module, "MOST", 3)
    for number in range(10):
        label(str(number))

    assert label("9") == "9 as of question 10"


def test_of_many_things_only_the_unknown_are_asked_for_and_together(clock, asked):
    @remembered_each
    def labels(codes: frozenset[str]) -> dict[str, str]:
        asked.append(sorted(codes))
        return {code: code.lower() for code in codes}

    assert labels(["A", "B"]) == {"A": "a", "B": "b"}
    assert labels(["A", "B", "C"]) == {"A": "a", "B": "b", "C": "c"}
    assert labels([]) == {}
    clock[0] = 5.1
    labels(["A"])

    assert asked == [["A", "B"], ["C"], ["A"]]


def test_many_things_are_not_remembered_where_the_setting_says_so(clock, settings, asked):
    settings.REMEMBER_SECONDS = 0

    @remembered_each
    def labels(codes: frozenset[str]) -> dict[str, str]:
        asked.append(sorted(codes))
        return dict.fromkeys(codes, "")

    labels(["A"])
    labels(["A"])

    assert asked == [["A"], ["A"]]


def test_the_process_that_changes_something_sees_it_at_once(clock, asked, label):
    label("35.10")
    module.forget_all()
    label("35.10")

    assert len(asked) == 2
