"""Seals in the engine and in the grammar of flows: no database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.rules import engine
from satuatap.domain.cases.rules.engine import Command, Snapshot, apply
from satuatap.domain.cases.rules.flow import parse
from satuatap.domain.cases.rules.grammar import problems
from satuatap.kernel.errors import Refused

from .flows import NOON, SEAL, commands, raw_flows, wanted

CHECK = {"step": "periksa", "do": "check", "by": "village-officer"}
SEALED = {"step": "segel", "do": "seal", "otherwise": "tanda"} | SEAL
SIGN = {"step": "tanda", "do": "sign", "by": "village-head"}
ISSUE = {"step": "terbit", "do": "issue", "document": "domisili"}
LETTER = [SEALED, SIGN, ISSUE]
DECIDED = [
    CHECK,
    SEALED | {"otherwise": "putus"},
    {"step": "putus", "do": "decide", "by": "village-head"},
    SIGN,
    ISSUE,
    {"step": "serah", "do": "hand-over", "by": "village-officer"},
]


def run(raw, *words: str, start: Snapshot | None = None) -> Snapshot:
    snapshot = start or Snapshot()
    for word in words:
        verb, _, step = word.partition(":")
        snapshot = apply(parse(raw), snapshot, Command(verb=verb, step=step, at=NOON), wanted).snapshot
    return snapshot


def test_sealed_it_goes_straight_to_its_document():
    sent = run(LETTER, "submit")
    assert (sent.state, sent.open) == (State.ACCEPTED, ("segel",))
    sealed = run(LETTER, "seal:segel", start=sent)
    assert (sealed.state, sealed.open) == (State.APPROVED, ("terbit",))
    assert run(LETTER, "issued:terbit", start=sealed).state is State.COMPLETED


def test_not_sealed_it_is_an_officers_who_may_refuse():
    fallen = run(LETTER, "submit", "fall-back:segel")
    assert (fallen.state, fallen.open) == (State.ACCEPTED, ("tanda",))
    assert "refuse" in engine.verbs(parse(LETTER), fallen, "tanda")
    assert run(LETTER, "sign:tanda", "issued:terbit", start=fallen).state is State.COMPLETED


def test_a_seal_leaps_over_the_decision_that_it_replaces():
    assert run(DECIDED, "submit", "accept:periksa", "seal:segel").open == ("terbit",)
    assert run(DECIDED, "submit", "accept:periksa", "fall-back:segel").open == ("putus",)


def test_a_seal_behind_a_decision_replaces_the_signature_alone():
    raw = [CHECK, {"step": "putus", "do": "decide", "by": "village-head"}, SEALED, SIGN, ISSUE]
    decided = run(raw, "submit", "accept:periksa", "approve:putus")
    assert (decided.state, decided.open) == (State.APPROVED, ("segel",))
    assert run(raw, "seal:segel", start=decided).open == ("terbit",)


def test_while_the_system_looks_the_applicant_may_withdraw_and_the_seal_comes_too_late():
    gone = run(LETTER, "submit", "withdraw")
    with pytest.raises(Refused):
        run(LETTER, "seal:segel", start=gone)


@pytest.mark.parametrize("word", ["return:segel", "refuse:segel", "sign:segel", "send-back:segel", "seal:tanda"])
def test_nobody_does_anything_else_at_a_seal(word):
    with pytest.raises(Refused):
        run(LETTER, "submit", word)


def test_what_has_gone_to_the_system_is_not_taken_back():
    flow = parse(DECIDED)
    sent, accepted = Command(verb="submit", at=NOON), Command(verb="accept", step="periksa", at=NOON)
    with pytest.raises(Refused):
        engine.undo(flow, engine.standing(flow, [sent, accepted], wanted))


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_a_seal_gives_the_same_whatever_the_register_says(data):
    """The engine opens the seal and waits: what was seen is in the command, so that a replay needs no register."""
    flow = parse(data.draw(raw_flows().filter(lambda raw: any(entry.get("do") == "seal" for entry in raw))))
    snapshot, done, sealed = Snapshot(), [], 0
    for _ in range(data.draw(st.integers(5, 40))):
        command = data.draw(commands(flow, snapshot))
        try:
            snapshot = apply(flow, snapshot, command, wanted).snapshot
        except Refused:
            continue
        done.append(command)
        sealed += command.verb == "seal"
        if command.verb == "seal":
            assert snapshot.state is State.APPROVED
            assert [flow.step(key).do for key in snapshot.open] == ["issue"]
    assert sealed <= 1, "what was sealed is issued, and never comes back"
    assert engine.replay(flow, done, wanted) == snapshot


def test_a_whole_seal_can_be_published():
    assert problems(LETTER) == []
    assert problems(DECIDED) == []


def without(key):
    return [{name: value for name, value in SEALED.items() if name != key}, SIGN, ISSUE]


WRONG = [
    (without("decree"), "by which decree"),
    ([SEALED | {"decree": "unknown"}, SIGN, ISSUE], "by which decree"),
    ([SEALED | {"decree": {"number": "unknown", "on": "2026-01-02"}}, SIGN, ISSUE], "by which decree"),
    ([SEALED | {"decree": {"number": "1", "on": "2026-02-30"}}, SIGN, ISSUE], "not a day"),
    (
        [SEALED | {"decree": {"number": "1", "on": "2026-02-03", "until": "2026-02-01"}}, SIGN, ISSUE],
        "before it begins",
    ),
    (without("official"), "whose name"),
    (without("facts"), "which facts"),
    ([SEALED | {"facts": []}, SIGN, ISSUE], "which facts"),
    ([SEALED | {"facts": [{"fact": "address"}]}, SIGN, ISSUE], "not a fact"),
    ([SEALED | {"facts": [{"fact": "address", "replaces": "x", "days": "soon"}]}, SIGN, ISSUE], "not an age in days"),
    (without("otherwise"), "who goes on"),
    ([SEALED | {"otherwise": "terbit"}, SIGN, ISSUE], "not the step behind"),
    ([SEALED, SIGN | {"when": "yes"}, ISSUE], "can be skipped"),
    ([SEALED | {"by": "village-officer"}, SIGN, ISSUE], "nobody puts a seal"),
    ([CHECK | {"step": "awal"}, SEALED | {"on_return": "awal"}, SIGN, ISSUE], "gives nothing back"),
    ([SEALED, SIGN | {"on_return": "segel"}, ISSUE], "sent back to a seal"),
    ([SEALED, SIGN], "may not leap over"),
    ([SEALED | {"otherwise": "cek"}, CHECK | {"step": "cek"}, ISSUE], "nobody signs"),
    (
        [SEALED, SIGN, {"step": "bayar", "do": "pay", "bill": {"label": "a", "amount": "1", "treasury": "b"}}, ISSUE],
        "may not leap over",
    ),
    ([SIGN | {"official": "village-head"}, ISSUE], "outside a seal"),
    ([{"together": [SEALED, CHECK]}, SIGN, ISSUE], "stands in a block"),
]


@pytest.mark.parametrize(("raw", "said"), WRONG, ids=range(len(WRONG)))
def test_a_seal_without_its_grounds_cannot_be_published(raw, said):
    assert any(said in problem.message for problem in problems(raw)), problems(raw)
