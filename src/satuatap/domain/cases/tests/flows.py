"""Random flows for the property tests: every shape the grammar allows, and random commands against them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from satuatap.domain.cases.rules.engine import Command, Snapshot
from satuatap.domain.cases.rules.flow import Flow, Step

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
VERBS = (
    "submit", "correct", "withdraw", "lapse", "accept", "approve", "report", "settle", "sign", "issued", "record",
    "hand-over", "return", "send-back", "refuse", "refer", "answered", "by-hand", "seal", "fall-back",
)  # fmt: skip
SEAL = {
    "decree": {"number": "188/1/2026", "on": "2026-01-02"},
    "official": "head",
    "facts": [{"fact": "address", "replaces": "Domisili", "days": 90}],
}
OPTIONAL = ("inspect", "advise", "pay", "call", "check")


@st.composite
def raw_flows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A flow as a service file writes it: checks, perhaps a block and work in any order, a decision, the product."""
    names = iter(f"s{n}" for n in range(99))

    def step(kind: str, **more: Any) -> dict[str, Any]:
        entry = {"step": next(names), "do": kind, "by": "officer", **more}
        if kind == "pay":
            entry["bill"] = {"label": "Retribusi", "amount": "10", "treasury": "rkud"}
        if kind in ("record-outside", "refer"):
            entry["system"] = "SIAK"
        if kind == "call":
            entry |= {"adapter": "water-payment", "send": {"customer": "1", "amount": "1", "receipt": "1"}}
        if kind == "seal":
            entry |= SEAL
            del entry["by"]
        if kind == "issue":
            entry["document"] = "izin"
        if draw(st.booleans()) and kind in OPTIONAL:
            entry["when"] = draw(st.sampled_from(["yes", "no"]))
        return entry

    decides, product = draw(st.integers(0, 2)), draw(st.sampled_from(["none", "sign", "seal", "record", "refer"]))
    on_the_way = [*OPTIONAL, "refer"] if decides or product in ("sign", "seal", "record") else [*OPTIONAL]
    if not decides and product == "none":
        on_the_way.remove("call")  # the last one would decide, and may then neither be skipped nor stand in a block
    flow: list[dict[str, Any]] = [step("check") for _ in range(draw(st.integers(0, 2)))]
    for _ in range(draw(st.integers(0, 3))):
        if draw(st.booleans()):
            flow.append(step(draw(st.sampled_from(on_the_way))))
        else:
            branches = [
                [
                    step(draw(st.sampled_from([k for k in on_the_way if k != "check"])))
                    for _ in range(draw(st.integers(1, 2)))
                ]
                for _ in range(draw(st.integers(2, 3)))
            ]
            flow.append({"together": branches})
    falls_to_decide = product == "seal" and draw(st.booleans())
    flow += [step("decide") for _ in range(0 if falls_to_decide else decides)]
    if product == "sign":
        flow += [step("sign"), step("issue")]
    if product == "seal":
        path = [step("decide") for _ in range(decides if falls_to_decide else 0)] + [step("sign")]
        flow += [step("seal") | {"otherwise": path[0]["step"]}, *path, step("issue")]
    if product == "record":
        flow.append(step("record-outside"))
    if product == "refer":
        flow.append(step("refer"))
    if draw(st.booleans()) or not flow:
        flow.append(step("hand-over"))
    _add_ways_back(draw, flow)
    return flow


def _add_ways_back(draw: st.DrawFn, flow: list[dict[str, Any]]) -> None:
    plain = [entry for entry in flow if "step" in entry]
    for index, entry in enumerate(plain):
        kinds = ("check", "decide", "inspect", "advise")
        earlier = [e["step"] for e in plain[:index] if e["do"] in kinds and "when" not in e]
        if earlier and entry["do"] in ("decide", "sign") and draw(st.booleans()):
            entry["on_return"] = draw(st.sampled_from(earlier))


def wanted(step: Step, snapshot: Snapshot, at: datetime) -> bool:
    """The conditions of random flows are fixed words, so that what is skipped is known beforehand."""
    return step.when != "no"


@st.composite
def commands(draw: st.DrawFn, flow: Flow, snapshot: Snapshot) -> Command:
    """A command for some step, more often than not one that is open now."""
    keys = [step.key for step in flow.steps()]
    step = draw(st.sampled_from([*snapshot.open, *snapshot.open, *keys, ""]))
    return Command(
        verb=draw(st.sampled_from(VERBS)),
        at=NOON,
        step=step,
        results={"note": draw(st.integers(0, 3))} if draw(st.booleans()) else {},
        answers={"luas": draw(st.integers(0, 20))},
    )
