"""Playing a scenario: the answers are those a person could give, and the walk leads where the pack says."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from satuatap.domain.cases import queries as cases
from satuatap.kernel import expressions, forms
from satuatap.kernel.errors import Refused
from satuatap.kernel.yamls import join

from ..rules import services
from ..rules.findings import Problem, near
from .reading import Pack, Part

PLAYED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
"""A Monday: conditions that look at the day are tried as of then."""


def play(pack: Pack, scenario: Part, sound: Mapping[str, forms.Form]) -> Iterator[Problem]:
    """What goes wrong when a scenario is played; nothing when it leads where it says."""
    told = scenario.typed
    if not scenario.is_sound:
        return
    code = told["service"]
    if code not in pack.services:
        yield Problem("/service", f"there is no service “{code}”", near(code, pack.services, "name a service"))
        return
    if code not in sound:
        return
    body, form = pack.services[code].typed, sound[code]
    answers = typed_answers(form, told["answers"] or {})
    answers_wrong = list(_answers_problems(form, answers))
    yield from answers_wrong
    if answers_wrong:
        return
    facts = {"party": told.get("applicant") or {}, "family": told.get("family") or {}}
    yield from _papers_problems(body, told, {"form": answers, **facts, "today": PLAYED_AT.date()})
    yield from _walk_problems(body, told, answers, facts)


def _answers_problems(form: forms.Form, answers: Mapping[str, Any]) -> Iterator[Problem]:
    for pointer, message in forms.validate(form, answers).items():
        yield Problem(f"/answers{pointer}", message, "correct the answer, or the form")
    hidden = set(_leaves(answers)) - set(_leaves(forms.prune(form, answers)))
    for pointer in sorted(hidden):
        yield Problem(f"/answers{pointer}", "nobody is asked this here", "take the answer away")


def _leaves(answers: Mapping[str, Any], at: str = "") -> Iterator[str]:
    for key, value in answers.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, join(at, key))
        else:
            yield join(at, key)


def _papers_problems(body: Mapping[str, Any], told: Mapping[str, Any], scope: Mapping[str, Any]) -> Iterator[Problem]:
    """A paper that would be asked for and is not handed in, or is handed in and not known."""
    papers = body.get("papers", ())
    known = {paper["key"] for paper in (*papers, *body.get("substitutes", ()))}
    given = set(told.get("papers") or ())
    for index, key in enumerate(told.get("papers") or ()):
        if key not in known:
            yield Problem(join("/papers", index), f"there is no paper “{key}”", near(key, known, "name a paper"))
    for paper in papers:
        wanted = paper.get("required", True) and not paper.get("from")
        if wanted and (when := paper.get("required_when")):
            wanted = _holds(when, scope)
        if wanted and not given & {paper["key"], *paper.get("instead", ())}:
            yield Problem(
                "/papers", f"the paper “{paper['key']}” would be asked for", "add it, or one of its substitutes"
            )


def _walk_problems(
    body: Mapping[str, Any], told: Mapping[str, Any], answers: Mapping[str, Any], facts: Mapping[str, Any]
) -> Iterator[Problem]:
    steps = {step["step"]: step for _, step in services.steps_of(body["flow"])}
    acts = []
    for index, line in enumerate(told["walk"]):
        at = join("/walk", index)
        key = line.get("step", "")
        if key and key not in steps:
            yield Problem(join(at, "step"), f"there is no step “{key}”", near(key, steps, "name a step"))
            return
        results = line.get("results") or {}
        if results and (asked := cases.fields_of(steps[key])):
            fields = forms.compile(asked, None)
            results = typed_answers(fields, results)
            for pointer, message in forms.validate(fields, results).items():
                yield Problem(f"{at}/results{pointer}", message, "correct what the officer fills in")
        brought = dict(answers) if line["verb"] in ("submit", "correct") else {}
        acts.append(cases.Act(verb=line["verb"], step=key, results=results, answers=brought))
        try:
            trial = cases.simulate(body["flow"], acts, at=PLAYED_AT, facts=facts, tables=body.get("tables"))
        except Refused as refusal:
            yield Problem(at, f"this act is refused: {refusal.message}", "mend the walk, or the flow")
            return
        except expressions.ExpressionProblem as fault:
            yield Problem(at, fault.message, fault.mend or "mend the expression in the flow")
            return
    yield from _end_problems(told, trial)


def contents(pack: Pack, sound: Mapping[str, forms.Form]) -> dict[tuple[str, str], dict[str, Any]]:
    """The content each document would have, by service and type of document, as the scenarios that issue it give it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for scenario in pack.scenarios:
        told = scenario.part.typed
        if not scenario.part.is_sound or told["service"] not in sound:
            continue
        body = pack.services[told["service"]].typed
        scope = _scope(body, told, sound[told["service"]])
        walked = {line.get("step") for line in told["walk"]}
        for _, step in services.steps_of(body["flow"]):
            if step.get("do") == "issue" and step["step"] in walked:
                content = {name: value_of(text, scope) for name, text in step.get("content", {}).items()}
                found.setdefault((told["service"], str(step["document"])), content)
    return found


def _scope(body: Mapping[str, Any], told: Mapping[str, Any], form: forms.Form) -> dict[str, Any]:
    """What an expression sees at the end of a scenario."""
    steps = {step["step"]: step for _, step in services.steps_of(body["flow"])}
    results = {}
    for line in told["walk"]:
        step = steps.get(line.get("step", ""))
        if step and line.get("results") and (asked := cases.fields_of(step)):
            results[line["step"]] = typed_answers(forms.compile(asked, None), line["results"])
    return {
        "form": typed_answers(form, told["answers"] or {}),
        "party": told.get("applicant") or {},
        "family": told.get("family") or {},
        "case": {"number": "CONTOH", "area": "", "channel": "portal", "title": "", "results": results},
        "today": PLAYED_AT.date(),
    }


def _holds(condition: str, scope: Mapping[str, Any]) -> bool:
    """Whether a condition is met; one that is no yes or no is found elsewhere."""
    return value_of(condition, scope) is True


def value_of(text: str, scope: Mapping[str, Any]) -> Any:
    """What an expression gives; "" where it cannot be told, which is found elsewhere."""
    try:
        return expressions.compile(text).evaluate(scope)
    except expressions.ExpressionProblem:
        return ""


def _end_problems(told: Mapping[str, Any], trial: cases.Trial) -> Iterator[Problem]:
    if trial.state != told["ends"]:
        message = f"the walk ends “{trial.state}”, waiting for {', '.join(trial.open or trial.waiting) or 'nobody'}"
        yield Problem("/ends", message, f"go on until it is {told['ends']}, or change ends:")
    for index, key in enumerate(told.get("passes") or ()):
        if key not in trial.opened:
            yield Problem(join("/passes", index), f"the step “{key}” was never opened", "mend the answers, or when:")
    for index, key in enumerate(told.get("skips") or ()):
        if key in trial.opened:
            yield Problem(join("/skips", index), f"the step “{key}” was opened", "mend the answers, or when:")


def typed_answers(form: forms.Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers written as text in the types of their fields; what does not fit stays text and is found by validating."""

    def below(fields: tuple[forms.Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
        kinds = {field.name: field for field in fields}
        return {name: typed(kinds.get(name), value) for name, value in values.items()}

    def typed(field: forms.Field | None, value: Any) -> Any:
        if field is None:
            return value
        if isinstance(value, Mapping):
            return below(field.fields, value)
        if isinstance(value, list):
            return [below(field.fields, item) if isinstance(item, Mapping) else item for item in value]
        if field.kind == "boolean" and value in ("yes", "no", "true", "false"):
            return value in ("yes", "true")
        if (field.kind in ("integer", "rupiah") or field.counted) and str(value).lstrip("-").isdigit():
            return int(value)
        return value

    return below(form.fields, answers)
