"""What people bring: answers, papers and findings, taken from the shipped scenarios."""

import random
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from satuatap.domain.cases import queries as cases
from satuatap.domain.packs import queries
from satuatap.kernel import forms

Raw = Mapping[str, Any]


def steps_of(body: Raw) -> Iterator[Raw]:
    """Every step of a service's flow."""
    for item in body["flow"]:
        for branch in item.get("together", [item]):
            yield from branch if isinstance(branch, list) else [branch]


class Plans:
    """Of every service, several ways to apply for it and several findings for each step that asks for one."""

    def __init__(self, pack: queries.Pack, dice: random.Random) -> None:
        self.pack, self.dice, self.serial = pack, dice, 0
        self.told: dict[str, list[Raw]] = {}
        self.found: dict[tuple[str, str], list[Raw]] = {}
        self.steps = {(code, step["step"]): step for code in pack.services for step in steps_of(self.body(code))}
        for scenario in pack.scenarios:
            told = scenario.part.typed
            self.told.setdefault(told["service"], []).append(told)
            for line in told["walk"]:
                if line.get("results") and line["verb"] in ("report", "refer", "accept", "approve"):
                    self.found.setdefault((told["service"], line["step"]), []).append(line["results"])

    @property
    def from_home(self) -> list[str]:
        """The services that people ask for on the portal; some letters begin at the village office only."""
        return sorted(code for code in self.told if "portal" in self.body(code)["channels"])

    def body(self, service: str) -> Raw:
        return self.pack.services[service].typed

    def application(self, service: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """The answers, and the papers as (asked, brought instead)."""
        told = self.dice.choice(self.told[service])
        form = forms.compile(self.body(service)["form"])
        papers = []
        for key in told.get("papers", ()):
            main = next((p["key"] for p in self.body(service)["papers"] if key in p.get("instead", ())), key)
            papers.append((main, key if main != key else ""))
        return queries.typed_answers(form, told["answers"]), papers

    def kind(self, service: str) -> str:
        kinds = self.body(service)["applicants"]
        return "self" if "self" in kinds else kinds[0]

    def findings(self, service: str, step: str, today: date) -> dict[str, Any]:
        """What an officer finds at a step; days are today's."""
        fields = cases.fields_of(self.steps[service, step])
        if not fields:
            return {}
        choices = self.found.get((service, step)) or [{"jumlah": "45000", "periode": "2026-10", "bukti": "AIR000777"}]
        told = dict(self.dice.choice(choices))
        wanted = fields["properties"]
        told = {name: str(today) if name == "tanggal" else value for name, value in told.items() if name in wanted}
        return queries.typed_answers(forms.compile(fields), told)

    def outside_number(self, service: str, step: str) -> str:
        """A number of the outside system, never the same twice."""
        self.serial += 1
        pattern = self.steps[service, step].get("number_pattern") or r"CONTOH-\d{12}"
        digits = iter(f"{self.serial:012}"[::-1] * 4)
        fixed = re.sub(r"\[(\w)\w*\]", r"\1", pattern)
        return re.sub(r"\\d\{(\d+)\}", lambda m: "".join(next(digits) for _ in range(int(m[1]))), fixed)
