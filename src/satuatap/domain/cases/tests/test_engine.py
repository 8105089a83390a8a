"""The engine, in every order commands can arrive."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.cases.lifecycle import ENDS, State
from satuatap.domain.cases.rules import engine
from satuatap.domain.cases.rules.engine import Command, Snapshot, apply
from satuatap.domain.cases.rules.flow import parse
from satuatap.domain.cases.rules.grammar import problems
from satuatap.kernel.errors import Refused

from .flows import NOON, commands, raw_flows, wanted

PERMIT = parse(
    [
        {"step": "periksa", "do": "check", "by": "front-officer"},
        {
            "together": [
                {"step": "survei", "do": "inspect", "by": "technical-team", "when": "yes"},
                {"step": "pajak", "do": "advise", "by": "tax-assessor", "at": "bapenda"},
            ]
        },
        {"step": "bayar", "do": "pay", "bill": {"label": "Pajak", "amount": "1", "treasury": "rkud"}},
        {"step": "putus", "do": "decide", "by": "head-of-licensing", "on_return": "periksa"},
        {"step": "tanda", "do": "sign", "by": "head-of-agency", "on_return": "putus"},
        {"step": "terbit", "do": "issue", "document": "izin"},
        {"step": "serah", "do": "hand-over", "by": "front-officer"},
    ]
)


def run(*words: str, flow=PERMIT, start: Snapshot | None = None) -> Snapshot:
    """Play ``verb`` or ``verb:step`` one after another."""
    snapshot = start or Snapshot()
    for word in words:
        verb, _, step = word.partition(":")
        snapshot = apply(flow, snapshot, Command(verb=verb, step=step, at=NOON), wanted).snapshot
    return snapshot


TO_DECISION = ("submit", "accept:periksa", "report:survei", "report:pajak", "settle:bayar")


def test_the_whole_way_of_a_permit():
    at_desk = run("submit")
    assert (at_desk.state, at_desk.open) == (State.SUBMITTED, ("periksa",))
    accepted = run("submit", "accept:periksa")
    assert (accepted.state, set(accepted.open)) == (State.ACCEPTED, {"survei", "pajak"})
    approved = run(*TO_DECISION, "approve:putus")
    assert (approved.state, approved.open) == (State.APPROVED, ("tanda",))
    ready = run("sign:tanda", "issued:terbit", start=approved)
    assert engine.is_ready(PERMIT, ready)
    assert run("hand-over:serah", start=ready).state is State.COMPLETED


def test_a_return_before_acceptance_comes_back_to_the_same_desk():
    returned = run("submit", "return:periksa")
    assert (returned.state, returned.open, returned.waiting) == (State.RETURNED, (), ("periksa",))
    corrected = run("correct", start=returned)
    assert (corrected.state, corrected.open) == (State.SUBMITTED, ("periksa",))


def test_a_return_after_acceptance_keeps_the_case_accepted_and_pauses_the_promise():
    returned = run(*TO_DECISION, "return:putus")
    assert (returned.state, returned.waiting) == (State.ACCEPTED, ("periksa",))
    assert engine.pause_cause(PERMIT, returned) == "applicant"
    again = run("correct", start=returned)
    assert (again.state, again.open, engine.pause_cause(PERMIT, again)) == (State.ACCEPTED, ("periksa",), "")


def test_one_branch_may_ask_the_applicant_while_the_other_goes_on():
    asking = run("submit", "accept:periksa", "return:survei")
    assert (asking.open, asking.waiting) == (("pajak",), ("survei",))
    other_done = run("report:pajak", start=asking)
    assert (other_done.open, other_done.waiting) == ((), ("survei",))
    assert run("correct", "report:survei", start=other_done).open == ("bayar",)


def test_a_refusal_ends_every_branch():
    refused = run(*TO_DECISION, "refuse:putus")
    assert (refused.state, refused.open, refused.waiting) == (State.REFUSED, (), ())


def test_the_head_sends_the_file_back_and_the_approval_is_undone():
    back = run(*TO_DECISION, "approve:putus", "send-back:tanda")
    assert (back.state, back.open) == (State.ACCEPTED, ("putus",))
    assert run("refuse:putus", start=back).state is State.REFUSED


def test_a_payment_pauses_the_promise_and_only_a_payment():
    at_payment = run(*TO_DECISION[:-1])
    assert engine.pause_cause(PERMIT, at_payment) == "payment"


def test_a_letter_is_decided_by_the_one_who_signs_it():
    letter = parse(
        [
            {"step": "periksa", "do": "check", "by": "village-officer"},
            {"step": "tanda", "do": "sign", "by": "village-head"},
            {"step": "terbit", "do": "issue", "document": "sktm"},
        ]
    )
    at_head = run("submit", "accept:periksa", flow=letter)
    assert (at_head.state, engine.verbs(letter, at_head, "tanda")) == (State.ACCEPTED, ("sign", "return", "refuse"))
    assert run("sign:tanda", "issued:terbit", flow=letter, start=at_head).state is State.COMPLETED


@pytest.mark.parametrize("word", ["accept:putus", "approve:periksa", "sign:tanda", "correct", "nonsense:periksa"])
def test_what_does_not_fit_is_refused(word):
    with pytest.raises(Refused):
        run("submit", word)


@given(raw_flows())
def test_every_random_flow_can_be_published(raw):
    assert problems(raw) == []


@settings(max_examples=examples(300), deadline=None)
@given(st.data())
def test_a_case_is_never_lost_and_never_has_two_outcomes(data):
    raw = data.draw(raw_flows())
    flow = parse(raw)
    snapshot, done, ended = Snapshot(), [], None
    for _ in range(data.draw(st.integers(1, 40))):
        command = data.draw(commands(flow, snapshot))
        try:
            change = apply(flow, snapshot, command, wanted)
        except Refused:
            continue
        snapshot = change.snapshot
        done.append(command)
        assert ended is None, "something happened after the end"
        ended = snapshot.state if snapshot.state in ENDS else None
        has_owner = bool(snapshot.open or snapshot.waiting)
        assert has_owner == (snapshot.state not in ENDS), "a living case has an owner, an ended one has none"
        assert len(set(snapshot.open)) == len(snapshot.open)
        assert not set(snapshot.open) & set(snapshot.waiting)
        assert all(wanted(flow.step(key), snapshot, NOON) for key in snapshot.open)
    assert engine.replay(flow, done, wanted) == snapshot


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_every_verb_that_is_offered_works_and_every_other_is_refused(data):
    flow = parse(data.draw(raw_flows()))
    snapshot = Snapshot()
    for _ in range(data.draw(st.integers(1, 25))):
        command = data.draw(commands(flow, snapshot))
        offered = engine.verbs(flow, snapshot, command.step) if command.step else ()
        try:
            changed = apply(flow, snapshot, command, wanted).snapshot
        except Refused:
            assert command.verb not in offered
            continue
        assert command.verb in offered or command.verb in ("submit", "correct", "withdraw", "lapse")
        snapshot = changed


@settings(max_examples=examples(200), deadline=None)
@given(raw_flows())
def test_who_always_passes_reaches_the_end(raw):
    """No flow that can be published has a dead end, whether the system gets on by itself or not."""
    flow = parse(raw)
    for ways in (engine.PASSING, engine.PASSING | engine.OTHERWISE):
        snapshot = apply(flow, Snapshot(), Command(verb="submit", at=NOON), wanted).snapshot
        for _ in range(60):
            if not snapshot.open:
                break
            key = snapshot.open[0]
            snapshot = apply(flow, snapshot, Command(verb=ways[flow.step(key).do], step=key, at=NOON), wanted).snapshot
        assert snapshot.state is State.COMPLETED


@settings(max_examples=examples(100), deadline=None)
@given(raw_flows())
def test_a_snapshot_survives_storage(raw):
    flow = parse(raw)
    snapshot = apply(flow, Snapshot(), Command(verb="submit", at=NOON, answers={"a": 1}), wanted).snapshot
    assert msgspec.convert(msgspec.to_builtins(snapshot), Snapshot) == snapshot
