"""What is shown, beside what ought to be shown: every difference in words."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Sum

from satuatap.domain.agencies.models import Unit
from satuatap.domain.cases import queries
from satuatap.domain.cases.models import Case, Post, Task
from satuatap.domain.cases.queries import Filters
from satuatap.domain.documents.models import Document, NumberEntry
from satuatap.domain.identity.models import Deputy, RoleHolding
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments.models import Bill, Receipt
from satuatap.kernel.actors import system

from .almanac import WIB
from .expected import Expected, Work
from .town import Town

MANY = 100


class Comparison:
    """``checks`` counts what was compared, ``differences`` says what was not the same. ``settled``: closed cases that were
    compared before, with the number of their commands; nothing can have changed of those that got no other."""

    def __init__(
        self, town: Town, expected: Mapping[UUID, Expected], now: datetime, settled: dict[UUID, int] | None = None
    ) -> None:
        self.town, self.expected, self.now = town, expected, now
        self.settled = {} if settled is None else settled
        self.checks: Counter[str] = Counter()
        self.differences: list[str] = []

    def same(self, what: str, about: Any, shown: Any, meant: Any) -> None:
        self.checks[what] += 1
        if shown != meant:
            self.differences.append(f"{what} of {about}: shown {shown!r}, meant {meant!r}")

    # -- cases --

    def cases(self) -> None:
        """Every case page, as the system sees it."""
        rests = defaultdict(list)
        for case in Case.objects.prefetch_related("pauses", "tasks"):
            if case.closed_at:
                before, commands = self.settled.get(case.pk), len(self.expected[case.pk].commands)
                if before == commands:
                    continue
                self.settled[case.pk] = commands
            for rest in case.pauses.all():
                if rest.begins_at != rest.ends_at:
                    rests[case.pk].append((rest.cause, rest.begins_at, rest.ends_at))
            self._case(case, sorted(rests[case.pk], key=lambda rest: rest[1]))

    def _case(self, case: Case, rests: list[Any]) -> None:
        meant = self.expected[case.pk]
        view = queries.get_case(actor=system("test"), case_id=case.pk, now=self.now)
        name = f"{view.number} ({meant.row['service__code']}: {' '.join(c['verb'] for c in meant.commands)})"
        self.same("state", name, view.state.value, meant.stand.state)
        self.same("badge", name, view.badge, meant.badge)
        self.same("waiting for", name, view.waiting_for, meant.waiting_for)
        for column, at in meant.times.items():
            self.same(column, name, getattr(view, column), at)
        self.same("limit for accepting", name, view.accept_due_at, meant.accept_due)
        self.same("promised day", name, view.promise.due_at if view.promise.amount else case.due_at, meant.due)
        self.same("rests", name, _joined(rests), _joined(meant.rests))
        spent = {f"{c.who}:{c.name}" if c.who == "unit" else c.who: c.spent for c in view.charges}
        self.same("time spent", name, _tidy(spent), _tidy(self._by_name(meant.spent, view.unit_short_name)))
        now = {step.key for step in view.steps if step.state == "now"}
        self.same("steps", name, now, {*meant.stand.open})
        tasks = {
            (t.step, t.unit_id, t.role, t.state == "open", t.due_at) for t in case.tasks.all() if t.state != "closed"
        }
        self.same("tasks", name, tasks, {(w.step, w.unit, w.role, w.is_open, w.due) for w in meant.work})
        self.same("history", name, len(view.history), len(meant.commands))

    def _by_name(self, spent: Mapping[str, timedelta], own: str) -> dict[str, timedelta]:
        names = dict(Unit.objects.values_list("code", "short_name")) | {"": own}
        return {(f"unit:{names[w[5:]]}" if w.startswith("unit:") else w): time for w, time in spent.items()}

    # -- officers --

    def officers(self) -> None:
        """The figures above each inbox, and every list they lead to."""
        work = [one for case in self.expected.values() for one in case.work]
        assignees = {
            (row["case_id"], row["step"]): row["assignee_id"]
            for row in Task.objects.exclude(state="closed").values("case_id", "step", "assignee_id")
        }
        done = self._done_today()
        for account_id in self.town.officers:
            self._officer(account_id, work, assignees, done)

    def _officer(
        self, account_id: UUID, work: list[Work], assignees: Mapping[Any, UUID], done: Mapping[str, int]
    ) -> None:
        actor = self.town.actor(account_id, self.now)
        held, today = self._held(account_id), self.now.astimezone(WIB)
        midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
        mine = [w for w in work if w.is_open and assignees.get((w.case.row["id"], w.step)) == account_id]
        team = [w for w in work if w.is_open and (w.unit, w.role) in held and not self._signs_elsewhere(w, account_id)]
        late = [w for w in team if w.rank and w.rank < self.now]
        today_ = [w for w in team if w.rank and self.now <= w.rank < midnight + timedelta(days=1)]
        units = {unit for unit, _role in held}
        cases = [c for c in self.expected.values() if c.row["unit_id"] in units and c.times["submitted_at"]]
        returned = [c for c in cases if c.waiting_for == "applicant"]
        counts = queries.counts(actor, now=self.now, midnight=midnight)
        figures = {
            "mine": len(mine), "team": len(team), "late": len(late), "due_today": len(today_), "returned": len(returned),
            "done_today": done.get(actor.id, 0),
        }  # fmt: skip
        for name, meant in figures.items():
            self.same(f"figure {name}", actor.name, getattr(counts, name), min(meant, MANY))
        for view, meant in (("mine", mine), ("team", team), ("late", late)):
            rows = self._pages(partial(queries.inbox, actor, now=self.now, filters=Filters(view=view)))
            numbers = Counter((row.number, row.step_name) for row in rows)
            wanted = Counter((w.case.row["number"], w.case.reading.steps[w.step].get("name", w.step)) for w in meant)
            self.same(f"list {view}", actor.name, numbers, wanted)
            ranks = {(w.case.row["number"], w.case.reading.steps[w.step].get("name", w.step)): w.rank for w in meant}
            order = [ranks.get((row.number, row.step_name)) or FAR for row in rows]
            self.same(f"order {view}", actor.name, order, sorted(order))
            for row in rows:
                self.same("badge in a list", row.number, row.badge, self.expected[row.case_id].badge)
        for view, meant in (("all", cases), ("returned", returned)):
            rows = self._pages(partial(queries.files, actor, now=self.now, filters=Filters(view=view)))
            self.same(f"list {view}", actor.name, {row.case_id for row in rows}, {c.row["id"] for c in meant})
        rows = self._pages(partial(queries.to_sign, actor, now=self.now))
        signing = Counter(w.case.row["number"] for w in team if w.kind == "sign")
        self.same("list to sign", actor.name, Counter(row.number for row in rows), signing)

    def _pages(self, read: Any) -> list[Any]:
        rows, cursor = [], ""
        while True:
            page = read(cursor=cursor)
            rows += page.rows
            if not page.next:
                return rows
            cursor = page.next

    def _held(self, account_id: UUID) -> set[tuple[UUID, str]]:
        day = self.now.astimezone(WIB).date()
        own = RoleHolding.objects.filter(account=account_id, from_on__lte=day).values_list("unit_id", "role")
        other = Deputy.objects.filter(deputy=account_id, from_on__lte=day, to_on__gte=day).values_list(
            "unit_id", "role"
        )
        return {*own, *other}

    def _signs_elsewhere(self, work: Work, account_id: UUID) -> bool:
        """The head on leave leaves signatures to the deputy."""
        if work.kind != "sign" or account_id != self.town.head:
            return False
        day = self.now.astimezone(WIB).date()
        away = Deputy.objects.filter(account=account_id, unit=work.unit, role=work.role)
        return away.filter(from_on__lte=day, to_on__gte=day).exists()

    def _done_today(self) -> Counter[str]:
        """Tasks that each person closed since midnight, by the commands that stand."""
        day, found = self.now.astimezone(WIB).date(), Counter()
        for case in self.expected.values():
            stack: list[str] = []
            for command in case.commands:
                if command["verb"] == "undo":
                    stack.pop()
                else:
                    stack.append(command["by"] if command["at"].astimezone(WIB).date() == day else "")
            for (before, after), by in zip(_pairs(case), stack, strict=True):
                gone = ({*before.open, *before.waiting} - {*after.open, *after.waiting}) if before else set()
                found[by] += len(gone)
        return found

    # -- money, numbers, papers, messages --

    def money(self) -> None:
        """Bills by what officers found, receipts without a gap, and no rupiah more or less."""
        bills = defaultdict(list)
        for bill in Bill.objects.select_related("receipt").prefetch_related("lines"):
            bills[bill.about].append(bill)
        paid = Decimal(0)
        for case_id, meant in self.expected.items():
            settled = [c for c in meant.commands if c["verb"] == "settle"]
            mine = bills[case_id]
            self.same("bills paid", meant.row["number"], sum(b.state == "settled" for b in mine), len(settled))
            is_due = meant.reading.rest(meant.stand) == "payment"
            open_ = [int(b.total) for b in mine if b.state == "open"]
            self.same("bills open", meant.row["number"], open_, [meant.stand.to_pay] if is_due else [])
            paid += sum(stand.to_pay for stand in meant.stands if stand.verb == "settle")
        total = Receipt.objects.aggregate(Sum("amount"))["amount__sum"] or Decimal(0)
        self.same("money taken", "the town", total, paid)
        serials = defaultdict(list)
        for treasury, year, serial in Receipt.objects.values_list("treasury_id", "year", "serial"):
            serials[treasury, year].append(serial)
        for series, numbers in serials.items():
            self.same("receipt numbers", series, sorted(numbers), list(range(1, len(numbers) + 1)))

    def papers(self) -> None:
        """Documents as far as their steps have come, and numbers without a gap."""
        shown = defaultdict(Counter)
        for about, state in Document.objects.values_list("about", "state"):
            shown[about][state] += 1
        for case_id, meant in self.expected.items():
            makes = [k for k, s in meant.reading.steps.items() if s["do"] == "issue"]
            done = sum(s.verb == "issued" for s in meant.stands)
            self.same("documents issued", meant.row["number"], shown[case_id]["issued"], done if makes else 0)
            is_signing = any(meant.reading.kind(k) == "sign" for k in meant.stand.open)
            ready = shown[case_id]["ready"] + shown[case_id]["draft"]
            self.same("documents to sign", meant.row["number"], ready, 1 if is_signing and makes else 0)
        numbers = defaultdict(list)
        for series, number in NumberEntry.objects.values_list("series_id", "number"):
            numbers[series].append(number)
        for series, found in numbers.items():
            self.same("document numbers", series, sorted(found), list(range(1, len(found) + 1)))
        cases = list(Case.objects.values_list("number", flat=True))
        self.same("case numbers", "the town", len(set(cases)), len(cases))

    def messages(self) -> None:
        """Every event told to the applicant once."""
        shown: dict[UUID, Counter[str]] = defaultdict(Counter)
        rows = Message.objects.filter(channel="inapp").exclude(path__startswith="/meja")
        for about, template, party in rows.values_list("about_id", "template", "party_id"):
            if about in self.expected and party == self.expected[about].row["party_id"]:
                shown[about][template.removesuffix("-no-date").removesuffix("-no-hour")] += 1
        bills = Counter(Bill.objects.values_list("about", flat=True))
        posts = Counter(Post.objects.filter(is_from_applicant=False).values_list("case_id", flat=True))
        for case_id, meant in self.expected.items():
            told = meant.told()
            told["bill-opened"] = bills[case_id]
            told["office-wrote"] = posts[case_id]
            verbs = " ".join(c["verb"] for c in meant.commands)
            self.same("messages", f"{meant.row['number']} {verbs}", +shown[case_id], +told)

    # -- applicants --

    def applicants(self) -> None:
        """The list of each applicant's own applications."""
        for account_id in self.town.residents:
            actor = self.town.actor(account_id, self.now)
            rows = self._pages(partial(queries.my_cases, actor, now=self.now))
            meant = {c.row["id"]: c for c in self.expected.values() if c.row["party_id"] == actor.party_id}
            self.same("own list", actor.name, {row.case_id for row in rows}, {*meant})
            for row in rows:
                self.same("own badge", row.number, row.badge, meant[row.case_id].badge)


FAR = datetime(9999, 1, 1, tzinfo=WIB)


def _pairs(case: Expected) -> list[tuple[Any, Any]]:
    return list(zip([None, *case.stands], case.stands, strict=False))


def _tidy(spent: Mapping[str, timedelta]) -> dict[str, int]:
    """To the second: parts that were divided differ by microseconds."""
    return {who: round(time.total_seconds()) for who, time in spent.items() if round(time.total_seconds())}


def _joined(rests: list[Any]) -> list[Any]:
    """Rests of one cause that follow each other without a gap are one."""
    found: list[Any] = []
    for cause, begins, ends in rests:
        if found and found[-1][0] == cause and found[-1][2] == begins:
            found[-1] = (cause, found[-1][1], ends)
        else:
            found.append((cause, begins, ends))
    return found
