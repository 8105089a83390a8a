"""Every shipped service, driven to each of its ends: whatever an officer or applicant does on the way, nothing is stuck."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.conf import settings

from satuatap.domain.cases import queries as cases
from satuatap.domain.cases.rules.engine import PASSING, REFUSING, RETURNING
from satuatap.domain.cases.rules.flow import parse
from satuatap.domain.packs import queries
from satuatap.domain.packs.queries.scenarios import PLAYED_AT
from satuatap.kernel import forms
from satuatap.kernel.errors import Refused

PACK = queries.read(settings.ROOT / "packs" / "banyuwangi")
WALKS = [walk.part.typed for walk in PACK.scenarios if walk.part.typed["ends"] == "completed"]
NAMES = [f"{walk['service']}: {walk['name']}" for walk in WALKS]
ENDS = {"completed", "refused", "withdrawn", "lapsed"}


class Drive:
    """One set of answers, driven through the flow of its service without a case."""

    def __init__(self, walk: Mapping[str, Any]) -> None:
        self.body = PACK.services[walk["service"]].typed
        self.flow = parse(self.body["flow"])
        self.answers = queries.typed_answers(forms.compile(self.body["form"]), walk["answers"])
        self.facts = {"party": walk.get("applicant") or {}, "family": walk.get("family") or {}}
        self.results = {line["step"]: line["results"] for line in walk["walk"] if line.get("results")}

    def act(self, verb: str, step: str = "") -> cases.Act:
        answers = self.answers if verb in ("submit", "correct") else {}
        told = self.results.get(step, {}) if step and verb == PASSING[self.flow.step(step).do] else {}
        if told and (fields := cases.fields_of(self.raw(step))):
            told = queries.typed_answers(forms.compile(fields), told)
        return cases.Act(verb=verb, step=step, results=told, answers=answers)

    def raw(self, step: str) -> Mapping[str, Any]:
        for item in self.body["flow"]:
            for branch in item.get("together", [item]):
                for one in branch if isinstance(branch, list) else [branch]:
                    if one["step"] == step:
                        return one
        raise KeyError(step)

    def try_out(self, acts: Sequence[cases.Act]) -> cases.Trial:
        return cases.simulate(self.body["flow"], acts, at=PLAYED_AT, facts=self.facts, tables=self.body.get("tables"))

    def on(self, acts: Sequence[cases.Act]) -> Iterator[tuple[list[cases.Act], cases.Trial]]:
        """Passing whatever is open, the stages from here to the end."""
        acts = list(acts)
        while (trial := self.try_out(acts)).open:
            yield list(acts), trial
            acts.append(self.act(PASSING[self.flow.step(trial.open[0]).do], trial.open[0]))
        yield acts, trial

    def end(self, acts: Sequence[cases.Act]) -> str:
        return [trial for _, trial in self.on(acts)][-1].state

    def allows(self, acts: Sequence[cases.Act], act: cases.Act) -> bool:
        try:
            self.try_out([*acts, act])
        except Refused:
            return False
        return True


@pytest.mark.parametrize("walk", WALKS, ids=NAMES)
def test_passing_every_step_completes_it(walk):
    drive = Drive(walk)
    assert drive.end([drive.act("submit")]) == "completed"


@pytest.mark.parametrize("walk", WALKS, ids=NAMES)
def test_each_refusing_step_can_refuse(walk):
    drive = Drive(walk)
    refused = set()
    for acts, trial in drive.on([drive.act("submit")]):
        for step in trial.open:
            refusal = drive.act("refuse", step)
            if drive.allows(acts, refusal):
                assert drive.try_out([*acts, refusal]).state == "refused"
                refused.add(step)

    opened = set([trial for _, trial in drive.on([drive.act("submit")])][-1].opened)
    refusing = {s.key for s in drive.flow.steps() if s.do in REFUSING or s.key == drive.flow.deciding}
    assert refused == refusing & opened


@pytest.mark.parametrize("walk", WALKS, ids=NAMES)
def test_what_any_step_returns_is_corrected_and_completed_or_lapses_or_is_withdrawn(walk):
    drive = Drive(walk)
    returned = set()
    for acts, trial in drive.on([drive.act("submit")]):
        for step in trial.open:
            back = drive.act("return", step)
            if drive.flow.step(step).do not in RETURNING or not drive.allows(acts, back):
                continue
            returned.add(step)
            assert drive.try_out([*acts, back]).waiting
            assert drive.end([*acts, back, drive.act("correct")]) == "completed", step
            assert drive.try_out([*acts, back, drive.act("withdraw")]).state == "withdrawn", step
            assert drive.try_out([*acts, back, drive.act("lapse")]).state == "lapsed", step

    assert returned >= {s.key for s in drive.flow.steps() if s.do == "check"}


@pytest.mark.parametrize("walk", WALKS, ids=NAMES)
def test_it_can_be_withdrawn_until_it_is_decided_and_never_stands_still(walk):
    drive = Drive(walk)
    states = []
    for acts, trial in drive.on([drive.act("submit")]):
        undecided = trial.state in ("submitted", "accepted")
        assert drive.allows(acts, drive.act("withdraw")) is undecided
        assert trial.open or trial.waiting or trial.state in ENDS
        states.append(trial.state)

    assert states[0] == "submitted" or not drive.flow.leading


def test_every_service_is_driven():
    assert {walk["service"] for walk in WALKS} == set(PACK.services)
