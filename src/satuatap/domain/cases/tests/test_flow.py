"""What the grammar refuses, and that each refusal says where and how to mend it."""

import pytest

from satuatap.domain.cases.queries import check_flow
from satuatap.domain.cases.rules.flow import Span, parse_span
from satuatap.domain.cases.rules.grammar import problems

CHECK = {"step": "periksa", "do": "check", "by": "front-officer"}
DECIDE = {"step": "putus", "do": "decide", "by": "head"}
SIGN = {"step": "tanda", "do": "sign", "by": "head"}
REFER = {"step": "rujuk", "do": "refer", "by": "officer", "system": "RSUD"}
CALL = {
    "step": "cocok", "do": "call", "by": "officer", "adapter": "population-match",
    "send": {"nik": "party.nik", "name": "party.name", "born_on": "party.born_on"}, "take": {"cocok": "answer.matched"},
    "fields": {"type": "object", "required": ["cocok"], "properties": {"cocok": {"type": "boolean", "title": "Cocok"}}},
}  # fmt: skip
ISSUE = {"step": "terbit", "do": "issue", "document": "izin"}

ITEM = {"key": "letak", "ask": "Letaknya sesuai"}
INSPECT = {"step": "tinjau", "do": "inspect", "by": "x", "checklist": [ITEM]}


@pytest.mark.parametrize(
    ("flow", "pointer", "words"),
    [
        ([], "", "at least one step"),
        ("check", "", "at least one step"),
        ([{"do": "check", "by": "x"}], "/0", "needs `step:`"),
        ([CHECK, CHECK], "/1/step", "stands twice"),
        ([{**CHECK, "do": "cheque"}], "/0/do", "unknown kind"),
        ([{**CHECK, "wihtin": "1 day"}], "/0/wihtin", "unknown key"),
        ([{"step": "a", "do": "check"}], "/0", "nobody does"),
        ([{**CHECK, "within": "soon"}], "/0/within", "length of time"),
        ([CHECK, {**DECIDE, "on_return": "later"}], "/1/on_return", "not an earlier step"),
        ([CHECK, {**DECIDE, "on_return": "putus"}], "/1/on_return", "not an earlier step"),
        ([{**CHECK, "when": "form.baru"}, {**DECIDE, "on_return": "periksa"}], "/1/on_return", "can be skipped"),
        ([CHECK, {"step": "b", "do": "pay"}], "/1", "needs a bill"),
        ([CHECK, {"step": "c", "do": "record-outside", "by": "x"}], "/1", "outside system"),
        ([CHECK, {"step": "c", "do": "refer", "by": "x"}], "/1", "outside system"),
        ([CHECK, {**REFER, "fields": {"type": "object"}}], "/1/fields", "day, hour, place"),
        ([CHECK, {"together": [REFER, {**CHECK, "step": "x"}]}], "/1/together/0", "stands in a block"),
        ([CHECK, {**REFER, "when": "form.jauh"}], "/1/when", "can be skipped"),
        ([CHECK, {**CALL, "adapter": "crystal-ball"}], "/1", "which call?"),
        ([CHECK, {**CALL, "by": ""}], "/1", "nobody does"),
        ([CHECK, {**CALL, "send": {}}], "/1/send", "not what this call is told"),
        ([CHECK, {**CALL, "take": {}}], "/1/take", "type by hand"),
        ([CHECK, {**CALL, "take": {"lain": "answer.matched"}}], "/1/take", "type by hand"),
        ([CHECK, {**CALL, "give_up": "soon"}], "/1/give_up", "length of time"),
        ([{**CHECK, "checklist": [ITEM]}], "/0/checklist", "outside an inspection"),
        ([CHECK, {**INSPECT, "checklist": []}], "/1/checklist", "list of items"),
        ([CHECK, {**INSPECT, "checklist": [ITEM, ITEM]}], "/1/checklist/1/key", "stands twice"),
        ([CHECK, {**INSPECT, "checklist": [{"key": "letak"}]}], "/1/checklist/0", "not an item"),
        (
            [CHECK, {**INSPECT, "checklist": [{**ITEM, "photos": "banyak"}]}],
            "/1/checklist/0/photos",
            "number of photos",
        ),
        ([CHECK, {**INSPECT, "fields": {"type": "object"}}], "/1/fields", "beside a checklist"),
        ([CHECK, {**INSPECT, "where": {"gps": "form.titik"}}], "/1/where/gps", "part of a place"),
        ([CHECK, {**INSPECT, "applicant_sees": "photos"}], "/1/applicant_sees", "measure of showing"),
        (
            [CHECK, {"step": "t", "do": "inspect", "by": "x", "report": "Berita acara"}],
            "/1/report",
            "without a checklist",
        ),
        ([CHECK, SIGN, DECIDE, ISSUE], "/1", "before the last decision"),
        ([CHECK, SIGN], "/1", "never issued"),
        ([CHECK, DECIDE, ISSUE], "/2", "without a signature"),
        ([CHECK, {**DECIDE, "when": "form.luas > 8"}], "/1/when", "can be skipped"),
        ([CHECK, {"together": [DECIDE]}], "/1", "two branches"),
        ([CHECK, {"together": [DECIDE, {**CHECK, "step": "x"}]}], "/1/together/0", "stands in a block"),
        ([CHECK, {"together": [{"together": [CHECK, DECIDE]}, SIGN]}], "/1/together/0", "block inside a block"),
    ],
)
def test_a_faulty_flow_is_named(flow, pointer, words):
    found = problems(flow)

    assert [p for p in found if p.pointer == pointer and words in p.message], found
    assert all(p.remedy for p in found)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("3 working days", Span(3, "working-day")),
        ("1 working day", Span(1, "working-day")),
        ("4 working hours", Span(4, "working-hour")),
        ("30 minutes", Span(30, "minute")),
        ("14 days", Span(14, "day")),
    ],
)
def test_lengths_of_time_are_read(text, span):
    assert parse_span(text) == span


@pytest.mark.parametrize("text", ["", "0 days", "three days", "3 weeks", "-1 days", "3 working days or so"])
def test_other_words_are_no_length_of_time(text):
    with pytest.raises(ValueError, match=r"^.*$"):
        parse_span(text)


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"take": {"cocok": "answer.nama"}}, "/1/take/cocok", "there is no answer.nama"),
        ({"take": {"cocok": "form.x"}}, "/1/take/cocok", "there is no form.x"),
        ({"send": CALL["send"] | {"nik": "answer.matched"}}, "/1/send/nik", "unknown name"),
        ({"send": CALL["send"] | {"nik": "party."}}, "/1/send/nik", ""),
    ],
)
def test_a_mapping_that_reads_what_is_not_there_is_named(change, pointer, words):
    found = check_flow([CHECK, {**CALL, **change}])

    assert [(p.pointer, words in p.message) for p in found] == [(pointer, True)]
    assert check_flow([CHECK, CALL]) == []
