"""Whatever happens in a day: its report balances, and says what an independent count says."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import Visit
from satuatap.domain.visits.tests.factories import KIOSK, NOON, call, come, make_lane, sit
from satuatap.kernel.actors import system

MANAGER = system("manager")
ACTS = ["come", "ask", "void", "call", "start", "finish", "leave"]


class Hall:
    """A hall, and a count of its own of what became of the visitors."""

    def __init__(self) -> None:
        self.lane = make_lane()
        self.counter, self.budi = sit(self.lane)
        self.now, self.count = NOON, Counter()
        self.unseen, self.waiting, self.here = [], [], []

    def happen(self, act: str) -> None:
        self.now += timedelta(minutes=1)
        by = {"by": self.budi, "at": self.now}
        at_counter = {"counter_id": self.counter.pk} | by
        by_hand = {"by": KIOSK, "at": self.now}
        if act == "come":
            self.waiting.append(come(self.lane, at=self.now).pk)
            self.count["handed"] += 1
        elif act == "ask":
            ask = [actions.Ask(self.lane.pk)]
            visit = actions.begin(site_id=self.lane.site_id, asks=ask, channel="guide", key=uuid4(), **by_hand)
            self.unseen.append(visit.pk)
        elif act == "void" and self.unseen:
            actions.void(visit_id=self.unseen.pop(), **by_hand)
            self.count["void"] += 1
        elif act == "call" and self.waiting and not self.here:
            called = call(self.counter, self.budi, self.now)
            visit_id = next(one for one in self.waiting if str(Visit.objects.get(pk=one)) == called)
            self.waiting.remove(visit_id)
            self.here.append(visit_id)
        elif act == "start" and self.here:
            actions.start(**at_counter)
        elif act == "finish" and self.here:
            actions.finish(**at_counter)
            self.here.pop()
            self.count["served"] += 1
        elif act == "leave" and self.waiting:
            actions.leave(visit_id=self.waiting.pop(), **by_hand)
            self.count["left"] += 1


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(ACTS), max_size=30))
@pytest.mark.django_db
def test_the_report_balances_whatever_happens(acts):
    with transaction.atomic():
        hall = Hall()
        for act in acts:
            hall.happen(act)
        found = queries.day_report(actor=MANAGER, site_id=hall.lane.site_id, day=NOON.date(), at=hall.now)

        assert found.balances
        assert (found.handed, found.finished, found.went, found.void, found.pending) == (
            hall.count["handed"], hall.count["served"], hall.count["left"], hall.count["void"], len(hall.unseen),
        )  # fmt: skip
        assert found.here == len(hall.waiting) + len(hall.here)
        assert sum(lane.done for lane in found.lanes) == hall.count["served"]
        transaction.set_rollback(True)
