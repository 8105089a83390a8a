"""What ought to be shown of every case at a moment, reckoned from the stored commands and the almanac."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from satuatap.domain.agencies.models import Unit
from satuatap.domain.cases.models import Case, Command, OutsideCall
from satuatap.domain.packs import queries

from .almanac import WIB, Almanac
from .reckoning import ENDS, Reading, Stand
from .town import CLOSED, DECLARED, HOLIDAY

MACHINE = ("call", "issue")
BEFORE, AFTER = Almanac(CLOSED), Almanac(CLOSED | {HOLIDAY})


@dataclass(frozen=True)
class Work:
    """One step that waits for somebody."""

    case: "Expected"
    step: str
    kind: str
    unit: UUID
    role: str
    is_open: bool
    since: datetime
    due: datetime | None
    rank: datetime | None


@dataclass
class Expected:
    """One case as it ought to look at ``now``."""

    row: Mapping[str, Any]
    reading: Reading
    commands: Sequence[Mapping[str, Any]]
    stands: list[Stand]
    now: datetime
    units: Mapping[str, UUID]
    stuck: frozenset[tuple[UUID, str]]

    @cached_property
    def stand(self) -> Stand:
        return self.stands[-1] if self.stands else Stand(self.now, "", "")

    @cached_property
    def times(self) -> dict[str, datetime | None]:
        return self.reading.times(self.stands)

    @cached_property
    def stopped(self) -> datetime | None:
        """When the promise stopped to run for good."""
        times = [at for name, at in self.times.items() if name in ("ready_at", "closed_at") and at]
        return min(times, default=None)

    def almanac(self, until: datetime | None) -> Almanac:
        """As the calendar was known when something stopped, or is known now."""
        return AFTER if (until or self.now) > DECLARED else BEFORE

    @cached_property
    def accept_due(self) -> datetime | None:
        sent, accepted = self.times["submitted_at"], self.times["accepted_at"]
        return self.almanac(accepted or self.stopped).close_of(sent, 1) if sent else None

    @cached_property
    def rests(self) -> list[tuple[str, datetime, datetime | None]]:
        return self.reading.rests(self.stands, self.stopped)

    @cached_property
    def due(self) -> datetime | None:
        within, accepted = self.reading.body["promise"]["within"], self.times["accepted_at"]
        if within == "unknown" or accepted is None:
            return None
        rests = [(begins, ends) for _cause, begins, ends in self.rests]
        if any(ends == self.stopped for _begins, ends in rests if ends):
            return None
        return self.almanac(self.stopped).promised(within, accepted, rests)

    @cached_property
    def limit(self) -> datetime | None:
        return self.due if self.times["accepted_at"] else self.accept_due

    @cached_property
    def badge(self) -> str:
        state = self.stand.state
        if state in (*ENDS, "draft"):
            return state
        if self.reading.rest(self.stand) == "payment":
            return "awaiting-payment"
        if self.stand.waiting:
            return "returned"
        if self.times["ready_at"]:
            return "ready"
        if self.limit and self.limit < self.now:
            return "late"
        if self.limit and self.limit.astimezone(WIB).date() == self.now.astimezone(WIB).date():
            return "due-today"
        return "new" if state == "submitted" else "in-progress"

    @cached_property
    def waiting_for(self) -> str:
        return "applicant" if self.stand.waiting else self.reading.rest(self.stand)

    @cached_property
    def spent(self) -> dict[str, timedelta]:
        until = self.stopped or self.now
        return self.reading.spent(self.stands, until, self.almanac(self.stopped).worked)

    @cached_property
    def work(self) -> list[Work]:
        """Each open or waiting step, with whose it is and by when."""
        steps = [*((key, True) for key in self.stand.open), *((key, False) for key in self.stand.waiting)]
        return [self._work(key, is_open=is_open) for key, is_open in steps]

    def _work(self, key: str, *, is_open: bool) -> Work:
        step, kind = self.reading.steps[key], self.reading.kind(key)
        keys = list(self.reading.steps)
        owners = [self.reading.steps[k].get("by") for k in reversed(keys[: keys.index(key) + 1])]
        role = next((owner for owner in owners if owner), "front-officer")
        unit = self.units[step["at"]] if step.get("at") else self.row["unit_id"]
        is_open = is_open and kind != "pay" and (kind not in MACHINE or (self.row["id"], key) in self.stuck)
        since = self.stand.since.get(key, self.stand.at)
        due = self.almanac(None).end_of(step["within"], since) if step.get("within") and is_open else None
        limit = None if self.times["ready_at"] else self.limit
        rank = min((at for at in (due, limit) if at), default=None)
        return Work(self, key, kind, unit, role, is_open, since, due, rank)

    # -- what was told --

    def told(self) -> Counter[str]:
        """Every message its applicant ought to have got, by template; bills are counted with the bills."""
        found: Counter[str] = Counter()
        stack = [Stand(self.now, "", "")]
        for number, command in enumerate(self.commands):
            if command["verb"] == "undo":
                gone = stack.pop()
                paying = {k for k in gone.open if self.reading.kind(k) == "pay"} - {*stack[-1].open}
                if self._events(stack[-1], gone) or paying:
                    found["undone"] += 1
                continue
            stack.append(self.reading.read(self.commands[: number + 1])[-1])
            found.update(self._events(stack[-2], stack[-1]))
        return found

    def _events(self, before: Stand, after: Stand) -> list[str]:
        reading, found = self.reading, []
        if after.verb in ("submit", "correct"):
            found.append("application-received")
        if after.verb == "return":
            found.append("returned")
        if after.verb == "refer":
            found.append("referred")
        if before.state != after.state:
            if after.state in ("accepted", "approved") and before.state in ("draft", "submitted"):
                found.append("accepted")
            if after.state == "approved" and reading.has_product:
                found.append("approved")
            if after.state in ("refused", "withdrawn", "lapsed"):
                found.append(after.state)
        if reading.is_ready(after) and not reading.is_ready(before) and reading.has_paper:
            found.append("document-ready")
        return found


def expect(pack: queries.Pack, now: datetime) -> dict[UUID, Expected]:
    """Every case, read anew."""
    readings = {code: Reading(code, service.typed) for code, service in pack.services.items()}
    units = dict(Unit.objects.values_list("code", "pk"))
    stuck = frozenset(OutsideCall.objects.filter(state="stuck").values_list("case_id", "step"))
    rows = {
        row["id"]: row
        for row in Case.objects.values("id", "number", "service__code", "unit_id", "party_id", "filed_by")
    }
    columns = ("case_id", "seq", "verb", "step", "payload", "by", "at")
    logs = groupby(Command.objects.order_by("case_id", "seq").values(*columns), key=lambda row: row["case_id"])
    told = {case_id: list(commands) for case_id, commands in logs}
    found = {}
    for case_id, row in rows.items():
        reading, commands = readings[row["service__code"]], told.get(case_id, [])
        found[case_id] = Expected(row, reading, commands, reading.read(commands), now, units, stuck)
    return found
