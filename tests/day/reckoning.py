"""A second, plain reading of the practice: where a case stands and since when, from its commands alone.

Written from the blueprint, not from our engine, and slower: a list of commands goes in, one ``Stand`` after each comes
out. What it may look at is the published flow, the commands as they are stored, and the almanac.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Raw = Mapping[str, Any]
ENDS = ("refused", "completed", "withdrawn", "lapsed")
PRODUCT = ("sign", "issue", "record-outside", "hand-over")

CONDITIONS: dict[tuple[str, str], Callable[[Raw, Raw], bool]] = {
    ("izin-reklame", "survey"): lambda form, _: (
        form["ukuran"]["panjang"] * form["ukuran"]["lebar"] * form["ukuran"]["sisi"] > 80_000
    ),
    ("izin-reklame", "bayar"): lambda _, found: int(found["pajak"]["jumlah"]) > 0,
    ("sip-bidan", "kunjungan"): lambda form, _: form["tempat"]["jenis"] == "mandiri",
}
"""The conditions of the shipped services, said once more."""


def levy(found: Raw, tables: Raw) -> int:
    """The levy of a building, by the formula of its regulation."""
    told = found["retribusi"]

    def index(table: str, name: str) -> Decimal:
        return Decimal(tables[table][str(told[name])])

    weight = (
        Decimal("0.3") * index("kompleksitas", "kompleksitas")
        + Decimal("0.2") * index("permanensi", "permanensi")
        + Decimal("0.5") * index("lantai", "lantai")
    )
    whole = Decimal(told["luas"]) * (Decimal(told["ilo"]) / 10_000) * Decimal(told["shst"])
    whole *= index("fungsi", "golongan") * weight * index("kepemilikan", "kepemilikan")
    whole *= index("kegiatan", "kegiatan") * told["unit"]
    return int(whole.quantize(Decimal(1), ROUND_HALF_UP)) + int(told["prasarana"])


def amount(service: str, found: Raw, tables: Raw) -> int:
    """What the bill of a service's ``pay`` step says."""
    if service == "pbg":
        return levy(found, tables)
    return int(found["pajak"]["jumlah"] if service == "izin-reklame" else found["tagihan"]["jumlah"])


@dataclass
class Stand:
    """Where a case stands after a command."""

    at: datetime
    verb: str
    step: str
    state: str = "draft"
    open: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    form: Raw = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    to_pay: int = 0
    since: dict[str, datetime] = field(default_factory=dict)


class Reading:
    """One service's flow, read by hand."""

    def __init__(self, service: str, body: Raw) -> None:
        self.service, self.body = service, body
        self.items: list[list[list[Raw]]] = [
            [[item]] if "together" not in item else [b if isinstance(b, list) else [b] for b in item["together"]]
            for item in body["flow"]
        ]
        self.steps: dict[str, Raw] = {s["step"]: s for item in self.items for branch in item for s in branch}
        kinds = [step["do"] for step in self.steps.values()]
        self.leading = next((n for n, kind in enumerate(kinds) if kind != "check"), len(kinds))
        self.has_product = any(kind in (*PRODUCT, "seal", "decide") for kind in kinds)
        self.has_paper = any(kind in PRODUCT for kind in kinds)
        self.deciding = self._deciding()

    def _deciding(self) -> str:
        of = {do: [key for key, step in self.steps.items() if step["do"] == do] for do in ("decide", "refer", "call")}
        makes = [key for key, step in self.steps.items() if step["do"] in ("sign", "record-outside")]
        return (of["decide"][-1:] or makes[:1] or of["refer"][-1:] or of["call"][-1:])[0]

    def kind(self, step: str) -> str:
        return str(self.steps[step]["do"])

    def read(self, commands: Sequence[Raw]) -> list[Stand]:
        """One stand for each command that was not taken back."""
        stands: list[Stand] = []
        for told in commands:
            if told["verb"] == "undo":
                stands.pop()
                continue
            stand = deepcopy(stands[-1]) if stands else Stand(told["at"], "", "")
            before = {*stand.open}
            stand.at, stand.verb, stand.step = told["at"], told["verb"], told["step"]
            self._apply(stand, told["payload"])
            reopened = {stand.step} if told["verb"] in ("return", "send-back") else set()
            keep = {key: at for key, at in stand.since.items() if key in before - reopened}
            stand.since = {key: keep.get(key, told["at"]) for key in stand.open}
            stands.append(stand)
        return stands

    def _apply(self, stand: Stand, payload: Raw) -> None:
        step, verb = stand.step, stand.verb
        if verb == "submit":
            stand.state, stand.form = "submitted", payload["answers"]
            self._enter(stand, 0)
        elif verb == "correct":
            stand.form = payload["answers"] or stand.form
            stand.state = "submitted" if stand.state == "returned" else stand.state
            stand.open, stand.waiting = stand.open + stand.waiting, []
        elif verb in ("withdraw", "lapse", "refuse"):
            stand.state = {"withdraw": "withdrawn", "lapse": "lapsed", "refuse": "refused"}[verb]
            stand.open, stand.waiting = [], []
        elif verb == "return":
            stand.state = "returned" if stand.state == "submitted" else stand.state
            back = self.steps[step].get("on_return")
            stand.open = [] if back else [key for key in stand.open if key != step]
            stand.waiting = [back] if back else [*stand.waiting, step]
        elif verb == "send-back":
            stand.state, stand.open = "accepted", [self.steps[step]["on_return"]]
        else:
            self._pass(stand, payload)

    def _pass(self, stand: Stand, payload: Raw) -> None:
        stand.open.remove(stand.step)
        if payload["results"]:
            stand.found[stand.step] = payload["results"]
        if stand.step == self.deciding:
            stand.state = "approved"
        for number, item in enumerate(self.items):
            for place, branch in enumerate(item):
                keys = [step["step"] for step in branch]
                if stand.step in keys:
                    self._go_on(stand, number, place, keys.index(stand.step) + 1)
                    if not any(key in stand.open + stand.waiting for b in item for key in (s["step"] for s in b)):
                        self._enter(stand, number + 1)
                    return

    def _go_on(self, stand: Stand, number: int, place: int, start: int) -> None:
        """Open the next step of a branch that is wanted."""
        for step in self.items[number][place][start:]:
            if self._is_wanted(stand, step):
                stand.open.append(step["step"])
                return

    def _enter(self, stand: Stand, number: int) -> None:
        if number >= self.leading and stand.state == "submitted":
            stand.state = "accepted"
        if number >= len(self.items):
            stand.state = "completed"
            return
        for place in range(len(self.items[number])):
            self._go_on(stand, number, place, 0)
        if not any(step["step"] in stand.open for branch in self.items[number] for step in branch):
            self._enter(stand, number + 1)

    def _is_wanted(self, stand: Stand, step: Raw) -> bool:
        condition = CONDITIONS.get((self.service, step["step"]))
        if condition and not condition(stand.form, stand.found):
            return False
        if step["do"] != "pay":
            return True
        paid = int(stand.found.get(step["step"], {}).get("paid", 0))
        stand.to_pay = amount(self.service, stand.found, self.body.get("tables") or {}) - paid
        return stand.to_pay > 0

    # -- what follows --

    def rest(self, stand: Stand) -> str:
        """Why the promise rests: the applicant's turn, or nothing left to do but pay."""
        if stand.state not in ("accepted", "approved"):
            return ""
        if stand.waiting:
            return "applicant"
        return "payment" if stand.open and all(self.kind(key) == "pay" for key in stand.open) else ""

    def is_ready(self, stand: Stand) -> bool:
        """The product is there and has only to be fetched."""
        fetch = stand.state == "approved" and stand.open and all(self.kind(key) == "hand-over" for key in stand.open)
        return stand.state == "completed" or bool(fetch)

    def times(self, stands: Sequence[Stand]) -> dict[str, datetime | None]:
        """When the case came to each of its milestones."""

        def first(holds: Callable[[Stand], bool]) -> datetime | None:
            return next((s.at for s in stands if holds(s)), None)

        decided = None
        for stand in stands:
            is_decided = stand.state in ("approved", "refused", "completed")
            decided = (decided or stand.at) if is_decided else None if stand.state == "accepted" else decided
        return {
            "submitted_at": first(lambda s: s.verb == "submit"),
            "accepted_at": first(lambda s: s.state in ("accepted", "approved", "completed")),
            "decided_at": decided,
            "ready_at": first(self.is_ready),
            "closed_at": first(lambda s: s.state in ENDS),
        }

    def rests(self, stands: Sequence[Stand], until: datetime | None) -> list[tuple[str, datetime, datetime | None]]:
        """Every rest of the promise, with its cause; the last one may last."""
        found: list[tuple[str, datetime, datetime | None]] = []
        cause, since = "", None
        for stand in stands:
            now = "" if until and stand.at >= until else self.rest(stand)
            if now != cause:
                if cause:
                    found.append((cause, since, stand.at))
                cause, since = now, stand.at
        if cause:
            found.append((cause, since, None))
        return [row for row in found if row[1] != row[2]]

    def spent(
        self, stands: Sequence[Stand], until: datetime, worked: Callable[[datetime, datetime], timedelta]
    ) -> dict[str, timedelta]:
        """The office hours each party has had the case, up to a moment."""
        parts: dict[str, timedelta] = {}
        for stand, end in zip(stands, [*(s.at for s in stands[1:]), until], strict=False):
            if stand.state in ENDS or stand.at >= until:
                continue
            units = sorted({self.steps[k].get("at", "") for k in stand.open if self.kind(k) != "pay"})
            who = ["applicant"] if stand.waiting else [f"unit:{u}" for u in units] or ["payment"]
            for name in who:
                parts[name] = parts.get(name, timedelta(0)) + worked(stand.at, min(end, until)) / len(who)
        return {name: spent for name, spent in parts.items() if spent}
