"""The people of the day: who applies, who works, who pays and who changes their mind, in random but seeded order."""

import heapq
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from satuatap.domain.agencies.actions import HolidayRow, put_holidays
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import queries
from satuatap.domain.cases import tasks as minding
from satuatap.domain.cases.models import Case, Task
from satuatap.domain.cases.queries import Filters, InboxRow, standards
from satuatap.domain.files.tests.factories import PDF
from satuatap.domain.notifications import tasks as messages
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as bills
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.remembered import forget_all
from tests.support.queue import drain
from tests.support.visits import find_all_well

from .almanac import WIB
from .plans import Plans
from .town import CLERK, DECLARED, FRIDAY, HOLIDAY, VILLAGE, Town

SEED = UUID("0197c0de-0000-7000-8000-000000000000")
LAST_DAY = 27
IDLE = (25, 70)
"""So many minutes an officer without work waits before looking again."""
DEFECTS = [{"about": "other", "text": "Foto kurang jelas. Unggah ulang."}]
PASSING = {
    "check": "accept", "decide": "approve", "inspect": "report", "advise": "report", "refer": "refer", "sign": "sign",
    "record-outside": "record", "hand-over": "hand-over", "call": "by-hand", "issue": "issued",
}  # fmt: skip
EXPECTED = {
    "claimed", "not-open", "wrong-verb", "not-prepared", "not-your-task", "too-late", "not-undoable", "taken", "not-yours",
    "paid", "mended", "not-returned", "own-case", "not-able", "closed", "answered", "not-asked", "may-not-sign",
    "no-authority", "wrong-state",
}  # fmt: skip
"""Refusals that belong to a day on which several people reach for the same file."""


class Day:
    """What is going to happen stands in ``agenda``; whoever acts writes down when they will act again."""

    def __init__(self, town: Town, dice: random.Random, applications: int) -> None:
        self.town, self.dice, self.applications = town, dice, applications
        self.plans = Plans(town.pack, dice)
        self.agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order, self._keys = count(), count()
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.stirred = True
        self.now = datetime.combine(FRIDAY, time(7), WIB)

    def at(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        heapq.heappush(self.agenda, (moment, next(self._order), act))

    def later(self, minutes: float, act: Callable[[datetime], None]) -> None:
        self.at(self.now + timedelta(minutes=minutes), act)

    def key(self) -> UUID:
        return uuid5(SEED, str(next(self._keys)))

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def open(self) -> None:
        """Everybody's first appointment: applications come on the Friday, officers work until the next one."""
        for _ in range(self.applications):
            person = self.dice.choice(self.town.residents)
            service = self.dice.choice(self.plans.from_home)
            minutes = min(570.0, max(0.0, self.dice.gauss(220, 130)))
            self.at(
                datetime.combine(FRIDAY, time(7, 15), WIB) + timedelta(minutes=minutes), self.applying(person, service)
            )
        for officer in self.town.officers:
            self.at(datetime.combine(FRIDAY, time(7, 30), WIB), self.working(officer))
        self.at(datetime.combine(FRIDAY, time(7, 5), WIB), self.minding)
        self.at(DECLARED, self.declare_holiday)

    def run_until(self, end: datetime) -> None:
        """Let everything happen that is due until a moment."""
        while self.agenda and self.agenda[0][0] <= end:
            self.now, _order, act = heapq.heappop(self.agenda)
            self.town.clock.move_to(self.now)
            act(self.now)
            if self.stirred and self.chance(0.6):  # the worker is busy, too
                drain(100_000)
                self.stirred = False
        self.now = end
        self.town.clock.move_to(end)
        drain(100_000)

    def tried(self, what: str, act: Callable[[], Any]) -> Any:
        """Do something that may be refused for a reason of the day."""
        try:
            done = act()
        except Refused as refusal:
            if refusal.code not in EXPECTED:
                raise
            self.refused[f"{what}: {refusal.code}"] += 1
            return None
        except NotFound:
            self.refused[f"{what}: not found"] += 1
            return None
        self.done[what] += 1
        self.stirred = True
        return done

    # -- the clock --

    def minding(self, now: datetime) -> None:
        minding.mind_the_clock(now)
        messages.climb(now)
        self.stirred = True
        self.later(15 if 6 <= now.astimezone(WIB).hour < 18 else 120, self.minding)

    def declare_holiday(self, now: datetime) -> None:
        put_holidays(rows=[HolidayRow(HOLIDAY, "Libur daerah CONTOH", "local")], by=CLERK, at=now)
        forget_all()  # whoever acts on it waits a minute at work

    # -- applicants --

    def applying(self, person: UUID, service: str) -> Callable[[datetime], None]:
        def apply(now: datetime) -> None:
            resident = self.town.actor(person, now)
            by, channel = resident, "portal"
            if self.chance(0.25) and (clerk := self.clerk(service, now)):
                by, channel = clerk, "desk"
            case_id, who = self.key(), {"by": by, "at": now}
            answers, papers = self.plans.application(service)
            case = cases.start_draft(
                service_code=service, party_id=resident.party_id, channel=channel, key=case_id,
                applicant_kind=self.plans.kind(service), **who,
            )  # fmt: skip
            for page in standards.form(case.revision_id).pages:
                cases.save_answers(case_id=case_id, page=page.key, answers=answers, **who)
            for paper, instead in papers:
                cases.attach_paper(case_id=case_id, paper=paper, instead=instead, data=PDF, name="a.pdf", **who)
            self.done["drafts"] += 1
            if self.chance(0.03):
                return
            self.tried("submit", lambda: cases.hand_in(case_id=case_id, key=self.key(), **who))
            self.later(self.dice.uniform(20, 240), self.following(person, case_id))

        return apply

    def clerk(self, service: str, now: datetime) -> Actor | None:
        """An officer who sits before people, of the agency where the service is asked for."""
        agency = self.plans.body(service)["agency"]
        unit = agency if isinstance(agency, str) else VILLAGE
        actors = (self.town.actor(one, now) for one in self.town.officers)
        found = [
            a
            for a in actors
            if any(h.unit_code == unit and h.role in ("front-officer", "village-officer") for h in a.holdings)
        ]
        return self.dice.choice(found) if found else None

    def following(self, person: UUID, case_id: UUID) -> Callable[[datetime], None]:
        """An applicant looks again, and does what it is their turn to do."""

        def follow(now: datetime) -> None:
            by, case = self.town.actor(person, now), Case.objects.get(pk=case_id)
            if case.closed_at:
                return
            who = {"case_id": case_id, "key": self.key(), "by": by, "at": now}
            if case.waiting_for == "applicant" and self.chance(0.7):
                self.tried("correct", lambda: cases.correct(**who))
            elif self.chance(0.012):
                self.tried("withdraw", lambda: cases.withdraw(reason="Tidak jadi.", **who))
            elif self.chance(0.03):
                self.tried("post", lambda: cases.write_post(text="Sudah sampai mana?", **who))
            elif case.ready_at and self.chance(0.3):
                step = case.place["open"][0]
                body = {"how": "download", "relation": "self"}
                self.tried("download", lambda: cases.perform(step=step, verb="hand-over", body=body, **who))
            self.later(self.dice.uniform(60, 900), follow)

        return follow

    # -- officers --

    def working(self, officer: UUID) -> Callable[[datetime], None]:
        def work(now: datetime) -> None:
            local = now.astimezone(WIB)
            if local.day > LAST_DAY:
                return
            if not 7 <= local.hour < 16 or local.weekday() > 4:
                morning = datetime.combine(local.date(), time(7, 30), WIB)
                self.at(morning + timedelta(days=1 if local.hour >= 7 else 0, minutes=self.dice.uniform(0, 20)), work)
                return
            was_busy = self.turn(officer, now)
            pace = (2, 9) if local.day == FRIDAY.day else (5, 30)
            self.later(self.dice.uniform(*pace if was_busy else IDLE), work)

        return work

    def turn(self, officer: UUID, now: datetime) -> bool:
        """One look at the inbox or the till, and what follows from it; whether there was anything to do."""
        by = self.town.actor(officer, now)
        if any(h.role == "cashier" for h in by.holdings) and self.chance(0.5):
            return self.cash(by, now)
        if not any(Task.objects.filter(state="open", unit=h.unit_id, role=h.role).exists() for h in by.holdings):
            return False
        view = "mine" if self.chance(0.3) else "team"
        rows = queries.inbox(by, now=now, filters=Filters(view=view)).rows
        rows = tuple(row for row in rows if row.kind != "pay" and (row.is_mine or not row.assignee_name))
        if not rows:
            return False
        row = rows[0] if self.chance(0.5) else self.dice.choice(rows)
        luck = self.dice.random()
        if luck < 0.1:
            self.tried("claim", lambda: cases.claim(task_id=row.task_id, by=by, at=now))
        elif luck < 0.13:
            self.talking(row, by, now)
        elif luck < 0.16:
            self.handing(row, by, now)
        else:
            self.act(row, by, now)
        return True

    def act(self, row: InboxRow, by: Actor, now: datetime) -> None:
        """Do the step, or one of the other things that may be done at it."""
        if not row.is_mine and self.chance(0.5):
            self.tried("claim", lambda: cases.claim(task_id=row.task_id, by=by, at=now))
        task = Task.objects.select_related("case__service").get(pk=row.task_id)
        verb = self.verb(task.kind)
        service = task.case.service.code
        body = {
            "results": self.plans.findings(service, task.step, now.astimezone(WIB).date()) if verb == PASSING[task.kind] else {},
            "defects": DEFECTS, "reason": "Keterangan tidak benar.", "law": "UU 23/2006 pasal 93", "note": "Periksa ulang.",
            "relation": "self",
        }  # fmt: skip
        if verb == "record":
            body["number"] = self.plans.outside_number(service, task.step)
        if verb == "ask-again":
            self.tried(verb, lambda: cases.ask_again(case_id=row.case_id, step=task.step, by=by, at=now))
            return
        key = self.key()
        if task.kind == "inspect" and verb == "report":
            self.tried("visit", lambda: find_all_well(row.case_id, task.step, by, now))
        done = self.tried(
            verb,
            lambda: cases.perform(case_id=row.case_id, step=task.step, verb=verb, key=key, body=body, by=by, at=now),
        )
        if done and self.chance(0.08):
            self.later(self.dice.uniform(0.5, 6), self.undoing(by, row.case_id))
        if done and self.chance(0.05):  # the button was pressed twice
            cases.perform(case_id=row.case_id, step=task.step, verb=verb, key=key, body=body, by=by, at=now)

    def verb(self, kind: str) -> str:
        luck = self.dice.random()
        if kind == "call" and luck < 0.4:
            return "ask-again"
        if luck < 0.8 or kind in ("hand-over", "refer", "issue"):
            return PASSING[kind]
        if luck < 0.89:
            return "return"
        return "send-back" if luck < 0.95 else "refuse"

    def undoing(self, by: Actor, case_id: UUID) -> Callable[[datetime], None]:
        def undo(now: datetime) -> None:
            key = self.key()
            self.tried("undo", lambda: cases.undo(case_id=case_id, reason="Salah berkas.", key=key, by=by, at=now))

        return undo

    def talking(self, row: InboxRow, by: Actor, now: datetime) -> None:
        who = {"case_id": row.case_id, "key": self.key(), "by": by, "at": now}
        if self.chance(0.5):
            self.tried("answer", lambda: cases.write_post(text="Masih kami periksa.", **who))
        else:
            self.tried("note", lambda: cases.note(text="Sudah ditelepon.", **who))

    def handing(self, row: InboxRow, by: Actor, now: datetime) -> None:
        """Work goes to a colleague, back to the role, or everything at once to the others."""
        task = Task.objects.get(pk=row.task_id)
        actors = [self.town.actor(one, now) for one in self.town.officers]
        able = [a.account_id for a in actors if a.account_id != by.account_id and a.holds(task.role, task.unit_id)]
        to, reason = (self.dice.choice(able) if able else None), "Saya ke lapangan."
        if self.chance(0.3):
            self.tried(
                "hand over all",
                lambda: cases.hand_over_all(account_id=by.account_id, to_account_id=to, reason=reason, by=by, at=now),
            )
        else:
            self.tried(
                "reassign",
                lambda: cases.reassign(task_id=row.task_id, to_account_id=to, reason=reason, by=by, at=now),
            )

    def cash(self, by: Actor, now: datetime) -> bool:
        """Somebody stands at the till, or nobody."""
        open_ = bills.till(by).rows
        if open_:
            bill = self.dice.choice(open_)
            self.tried(
                "pay", lambda: payments.settle_cash(bill_id=bill.id, amount=bill.total, key=self.key(), by=by, at=now)
            )
        return bool(open_)
