"""Every shipped scenario once more, with people: the cast walks it through the real rooms, from draft to paper."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import settings

from satuatap.adapters.signing import setup
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import ports
from satuatap.domain.cases import queries as case_queries
from satuatap.domain.cases.models import Case
from satuatap.domain.documents import queries as documents
from satuatap.domain.files.tests.factories import PDF
from satuatap.domain.identity.models import Account
from satuatap.domain.packs import actions, queries
from satuatap.domain.packs.tests.test_shipped import shape_of
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as bills
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.models import CivilEvent, FollowUp
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor, system
from tests.support.cast import actor_of
from tests.support.visits import find_all_well

PACK = settings.ROOT / "packs" / "banyuwangi"
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
VILLAGE = "desa-3510242008"
"""The village of the cast; services of a kind of unit are tried there."""
REFUSED_CUSTOMER = "00000125"


class WaterCompany:
    """Answers at once, as an outside system would; one customer's payment it does not take."""

    def ask(self, question: ports.Question) -> Mapping[str, Any]:
        if "receipt" not in question.fields:
            return {"amount": 32300, "period": "2026-10"}
        if question.fields["customer"] == REFUSED_CUSTOMER:
            raise ports.Unusable("refused")
        return {"reference": f"AIR{question.key.int % 10**6:06}"}


@pytest.fixture
def pack(db, settings, monkeypatch):
    setup(settings.HOME)
    for name in ("water-bill", "water-payment"):
        monkeypatch.setitem(ports.systems, name, WaterCompany())
    installer = system("test")
    with time_machine.travel(NOON, tick=False):
        actions.install(path=PACK, by=installer, at=NOON)
        actions.demonstrate(path=PACK, by=installer, at=NOON)
        yield queries.read(PACK)


def actor(address: str) -> Actor:
    return actor_of(Account.objects.get(email=address))


class Walk:
    """One scenario, walked by the cast."""

    def __init__(self, pack: queries.Pack, told: dict, run_jobs) -> None:
        self.body, self.told, self.run_jobs = pack.services[told["service"]].typed, told, run_jobs
        self.cast = pack.section("people.yaml", "accounts")
        self.treasuries = pack.section("treasuries.yaml", "treasuries")
        self.channel = "portal" if "portal" in self.body["channels"] else "desk"
        self.filer = actor("rani@warga.example")
        self.party_id = self.filer.party_id
        if self.channel == "desk":
            self.filer = self.holder("village-officer", VILLAGE)
        self.case_id: UUID = uuid4()

    def start(self) -> None:
        who = {"by": self.filer, "at": NOON}
        cases.start_draft(
            service_code=self.told["service"],
            party_id=self.party_id,
            channel=self.channel,
            applicant_kind="self" if "self" in self.body["applicants"] else self.body["applicants"][0],
            key=self.case_id,
            **who,
        )
        form = forms.compile(self.body["form"])
        answers = queries.typed_answers(form, self.told["answers"])
        for page in form.pages:
            cases.save_answers(case_id=self.case_id, page=page.key, answers=answers, **who)
        for key in self.told.get("papers", ()):
            main = next((p["key"] for p in self.body["papers"] if key in p.get("instead", ())), key)
            instead = key if main != key else ""
            cases.attach_paper(case_id=self.case_id, paper=main, instead=instead, data=PDF, name="a.pdf", **who)

    def go(self) -> Case:
        self.start()
        for line in self.told["walk"]:
            self.act(line["verb"], line.get("step", ""), line.get("results") or {})
            self.run_jobs()
        return Case.objects.get(pk=self.case_id)

    def act(self, verb: str, step: str, results: dict) -> None:
        who = {"case_id": self.case_id, "key": uuid4(), "at": NOON}
        if verb in ("submit", "correct", "withdraw"):
            door = {"submit": cases.hand_in, "correct": cases.correct, "withdraw": cases.withdraw}[verb]
            door(by=self.filer, **who)
        elif verb in ("issued", "answered"):
            pass  # the worker issues and asks, and has run by now
        elif verb == "settle":
            (bill,) = [bill for bill in bills.bills_about(self.case_id) if bill.state == "open"]
            amount = Decimal(bill.total)
            payments.settle_cash(bill_id=bill.id, amount=amount, key=uuid4(), by=self.cashier(step), at=NOON)
        else:
            if verb == "report":
                find_all_well(self.case_id, step, self.officer(step), NOON)
            cases.perform(step=step, verb=verb, body=self.brought(step, results), by=self.officer(step), **who)

    def officer(self, step: str) -> Actor:
        """Whoever of the cast holds the step's role at its unit."""
        told = self.step(step)
        unit = told.get("at") or (self.body["agency"] if isinstance(self.body["agency"], str) else VILLAGE)
        return self.holder(told["by"], unit)

    def holder(self, role: str, unit: str) -> Actor:
        wanted = {"role": role, "unit": unit}
        return actor(next(account["email"] for account in self.cast if wanted in account.get("holdings", ())))

    def cashier(self, step: str) -> Actor:
        """Whoever takes cash for the treasury of the bill."""
        named = self.step(step)["bill"]["treasury"]
        keeper = next(t["keeper"] for t in self.treasuries if t["code"] == named)
        return self.holder("cashier", keeper)

    def step(self, key: str) -> dict:
        return next(step for step in self.steps() if step["step"] == key)

    def steps(self):
        for item in self.body["flow"]:
            for branch in item.get("together", [item]):
                yield from branch if isinstance(branch, list) else [branch]

    def brought(self, step: str, results: dict) -> dict:
        fields = case_queries.fields_of(self.step(step))
        return {
            "results": queries.typed_answers(forms.compile(fields), results) if fields and results else {},
            "defects": [{"about": "other", "text": "Foto kurang jelas. Unggah ulang."}],
            "reason": "Keterangan tidak benar.", "law": "UU 23/2006 pasal 93", "note": "Periksa ulang.",
            "number": outside_number(self.step(step).get("number_pattern", ""), self.case_id.int), "collector": "",
            "relation": "self",
        }  # fmt: skip


def outside_number(pattern: str, seed: int) -> str:
    """A number of an outside system that fits its pattern; digits from the seed, so that none comes twice."""
    pattern = pattern or r"CONTOH-\d{12}"
    digits = iter(f"{seed % 10**24:024}")

    def some(match: re.Match[str]) -> str:
        return "".join(next(digits) for _ in range(int(match[1])))

    fixed = re.sub(r"\[(\w)\w*\]", r"\1", pattern)
    return re.sub(r"\\d\{(\d+)\}", some, fixed)


@pytest.mark.slow
def test_the_cast_walks_every_scenario_to_its_end(pack, run_jobs):
    run_jobs()
    walked = set()
    for scenario in pack.scenarios:
        told = scenario.part.typed
        way = (shape_of(pack.services[told["service"]].typed["flow"]), told["ends"])
        if "desa" in Path(scenario.file).parts and way in walked:
            continue  # letters of one frame go the same way
        walked.add(way)

        case = Walk(pack, told, run_jobs).go()

        assert case.state == told["ends"], told["name"]
        issued = [d.state for d in documents.of_about(case.pk) if d.state == "issued"]
        wanted = [d for d in pack.services[told["service"]].typed.get("documents", ()) if told["ends"] == "completed"]
        assert len(issued) == len(wanted), told["name"]
        asked = [
            w["with"]["event"] for w in pack.services[told["service"]].typed.get("then", ()) if "event" in w["with"]
        ]
        events = [*CivilEvent.objects.filter(about=case.pk), *FollowUp.objects.filter(about=case.pk)]
        assert len(events) == (len(asked) if told["ends"] == "completed" else 0), told["name"]
    assert {"birth", "death"} <= set(CivilEvent.objects.values_list("kind", flat=True))
    assert residents.differences() == []
