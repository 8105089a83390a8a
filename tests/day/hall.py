"""A hall through one day, minute by minute, by the acts of its people; and a tally of its own of what became of everybody.

Nothing here asks the hall how many it served: the tally grows from what each act answered.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from satuatap.domain.agencies.models import Counter as Desk
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.payments.actions import settle_cash
from satuatap.domain.payments.tests.factories import make_bill, make_treasury
from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import Errand, Lane, Visit
from satuatap.domain.visits.tests.factories import KIOSK, make_counter, make_lane, make_officer, make_site
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.errors import Refused

WIB = ZoneInfo("Asia/Jakarta")
DAY = date(2026, 11, 23)
MINUTE = timedelta(minutes=1)
HALL = system("hall")
OFFICES = {"sipil": ("A", 2), "izin": ("C", 2), "pajak": ("E", 1), "paspor": ("J", 1)}  # letter, counters


@dataclass(slots=True)
class Place:
    """A counter with its officer; ``busy_until`` is when the visitor there will have been served."""

    desk: Desk
    officer: Actor
    lane: Lane
    is_manned: bool = False
    busy_until: datetime | None = None


@dataclass(slots=True)
class Tally:
    """What the acts answered: numbers by how they were given, what became of them, errands served by lane."""

    given: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)
    calls: list[tuple[UUID, int]] = field(default_factory=list)  # errand, which time
    cases: int = 0  # errands served that were about a case
    cash: Counter[str] = field(default_factory=Counter)  # rupiah by the officer's id
    refused: int = 0
    slips: Counter[str] = field(default_factory=Counter)  # on paper: served, left, void
    by_hand: Counter[str] = field(default_factory=Counter)  # errands served on paper by lane


def moment(text: str) -> datetime:
    """A time of the day, as ``09:15``."""
    return datetime.combine(DAY, time.fromisoformat(text), WIB)


class HallDay:
    """``run_until`` lets people come and counters work; between two stretches the test does what goes wrong."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 (dice, not secrets)
        self.site = make_site()
        self.tally = Tally()
        self.at = moment("07:30")
        self.printer_works = True
        self.jammed: list[UUID] = []
        self.places: list[Place] = []
        self.lanes: dict[str, Lane] = {}
        self.treasury = make_treasury(keeper=make_unit("sipil", name="Sipil"))
        for office, (letter, counters) in OFFICES.items():
            unit = make_unit(office, name=office.title())
            self.lanes[office] = lane = make_lane(office, letter, site=self.site, unit=unit, minutes=6)
            for number in range(counters):
                desk = make_counter(lane, f"Loket {letter}{number + 1}")
                self.places.append(Place(desk, make_officer(unit, f"{office.title()} {number + 1}"), lane))

    def sit(self, office: str) -> None:
        """The officers of an office sit down."""
        for place in [place for place in self.places if place.lane.code == office]:
            actions.sit_down(counter_id=place.desk.pk, by=place.officer, at=self.at)
            place.is_manned = True

    def run_until(self, until: str, *, arrivals: float, errands: int = 2) -> None:
        """Minutes pass: so many people come in each on the average, with up to so many errands."""
        end = moment(until)
        while self.at < end:
            for _person in range(int(arrivals) + (self.dice.random() < arrivals % 1)):
                self.comes(errands)
            for place in self.places:
                if place.is_manned:
                    self._works(place)
            actions.forget_unseen(by=HALL, at=self.at)
            self.at += MINUTE

    def comes(self, errands: int = 1) -> None:
        """Somebody takes a number for some of the offices. Whoever is refused one goes home, and whoever gets no slip
        from a jammed printer gets another number from the guide."""
        wanted = self.dice.sample(sorted(self.lanes), k=self.dice.randint(1, errands))
        asks = [
            actions.Ask(self.lanes[code].pk, about=uuid4() if self.dice.random() < 0.3 else None) for code in wanted
        ]
        try:
            visit = self._begin(asks, "kiosk")
        except Refused:
            self.tally.refused += 1
            return
        if not self.printer_works:
            self.jammed.append(visit.pk)
            visit = self._begin(asks, "guide")
        actions.hand_out(visit_id=visit.pk, by=KIOSK, at=self.at)
        self.tally.given[visit.channel] += 1

    def _begin(self, asks: list[actions.Ask], channel: str) -> Visit:
        return actions.begin(site_id=self.site.pk, asks=asks, channel=channel, key=uuid4(), by=KIOSK, at=self.at)

    def call(self, place: Place) -> Errand | None:
        """The next visitor is called to a counter; None when nobody waits."""
        try:
            call = actions.call_next(counter_id=place.desk.pk, key=uuid4(), by=place.officer, at=self.at)
        except Refused as refusal:
            if refusal.code != "nobody":
                raise
            return None
        self.tally.calls.append((call.errand_id, call.times))
        return call.errand

    def serve(self, place: Place) -> None:
        """Whoever was called is here and is served for some minutes."""
        actions.start(counter_id=place.desk.pk, by=place.officer, at=self.at)
        place.busy_until = self.at + timedelta(minutes=self.dice.randint(2, 10))

    def finish(self, place: Place) -> None:
        """Whoever is served is done; one in twelve pays in cash before going on."""
        errand = actions.finish(counter_id=place.desk.pk, by=place.officer, at=self.at)
        self.tally.served[errand.lane.code] += 1
        self.tally.cases += errand.about is not None
        place.busy_until = None
        if place.lane.code == "sipil" and self.dice.random() < 0.3:
            rupiah = self.dice.randrange(5_000, 90_000, 500)
            bill = make_bill(treasury=self.treasury, amount=rupiah, at=self.at)
            settle_cash(bill_id=bill.pk, amount=Decimal(rupiah), key=uuid4(), by=place.officer, at=self.at)
            self.tally.cash[place.officer.id] += rupiah

    def call_by_mistake(self, office: str) -> tuple[UUID, UUID]:
        """A counter calls, takes it back, and calls again: who was called both times."""
        place = next(place for place in self.places if place.lane.code == office)
        if place.busy_until is not None:
            self.finish(place)
        called = self._is_called(place)
        act = queries.last_act(place.desk.pk, self.at)
        assert act is not None
        actions.undo(
            counter_id=place.desk.pk, act_id=act.id, reason="Salah tekan", by=place.officer, at=self.at + MINUTE / 2
        )
        self.at += MINUTE
        again = self._is_called(place)
        self.serve(place)
        return called, again

    def _is_called(self, place: Place) -> UUID:
        errand = self.call(place)
        assert errand is not None
        return errand.pk

    def _works(self, place: Place) -> None:
        if place.busy_until is not None:
            if place.busy_until > self.at:
                return
            self.finish(place)
        if self.call(place) is None:
            return
        if self.dice.random() < 0.06:
            self._waits_in_vain(place)
        else:
            self.serve(place)

    def _waits_in_vain(self, place: Place) -> None:
        """Called three times, not here: the number is parked, and one in two comes back."""
        for _again in range(2):
            call = actions.call_again(counter_id=place.desk.pk, key=uuid4(), by=place.officer, at=self.at)
            self.tally.calls.append((call.errand_id, call.times))
        errand = actions.park(counter_id=place.desk.pk, by=place.officer, at=self.at)
        if self.dice.random() < 0.5:
            actions.bring_back(visit_id=errand.visit_id, by=place.officer, at=self.at)

    def close(self) -> None:
        """Who is being served is served to the end; then every officer goes home."""
        for place in self.places:
            if place.busy_until is not None:
                self.finish(place)
            actions.close(counter_id=place.desk.pk, sure=True, by=place.officer, at=self.at)

    def on_paper(self, until: str) -> list[actions.Written]:
        """Without power the guide gives out a slip a minute, and counters serve by hand: what stands on the slips. One in
        ten goes home."""
        slips: list[actions.Written] = []
        end = moment(until)
        for number, place in enumerate(cycle(self.places), 1):
            if self.at + 9 * MINUTE >= end:
                break
            came, began, ended = ((self.at + many * MINUTE).time() for many in (0, 3, 8))
            served = {} if self.dice.random() < 0.1 else {"began": began, "ended": ended, "counter_id": place.desk.pk}
            slips.append(actions.Written(number, DAY, place.lane.pk, came, **served))
            self.at += MINUTE
        self.at = end
        return slips

    def enter(self, slips: list[actions.Written], guide: Actor) -> None:
        """Slips are entered with what stands on them."""
        for slip in slips:
            actions.enter_slip(site_id=self.site.pk, written=slip, by=guide, at=self.at)
            self.tally.slips["served" if slip.is_served else "left"] += 1
            self.tally.by_hand[next(code for code, lane in self.lanes.items() if lane.pk == slip.lane_id)] += (
                slip.is_served
            )

    def tear(self, slip: actions.Written, guide: Actor) -> None:
        """A slip was spoiled before anybody was served under it."""
        actions.void_slips(
            site_id=self.site.pk, first=slip.number, last=slip.number, reason="Robek", by=guide, at=self.at
        )
        self.tally.slips["void"] += 1

    def waiting(self) -> int:
        """How many wait for a counter now."""
        return Errand.objects.filter(state="waiting", day=DAY).count()
