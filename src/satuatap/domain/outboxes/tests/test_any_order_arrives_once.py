"""Whatever is written, sent, lost, cut and repeated in whatever order: each thing arrives once, every number is accounted for."""

from contextlib import suppress
from dataclasses import dataclass, field, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.cast import make_officer
from tests.support.examples import examples
from tests.support.queue import drain

from satuatap.domain.cases import actions as cases
from satuatap.domain.cases.models import Case, Command
from satuatap.domain.cases.tests.factories import DOCUMENT
from satuatap.domain.documents.models import NumberEntry
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_authority
from satuatap.domain.outboxes import actions, queries
from satuatap.domain.outboxes.models import Device, Sending
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.errors import Conflict, Refused
from satuatap.kernel.ids import uuid7

from .factories import SERVICE, make_desk, make_device, make_item, make_letter
from .test_leased_numbers import FLOW, NUMBER

PEOPLE = 5
WRITES = st.tuples(st.just("write"), st.integers(0, PEOPLE - 1), st.booleans())
SENDS = st.tuples(
    st.just("send"), st.sampled_from(["told", "answer lost", "cut before", "cut in the middle"]), st.integers(1, 4)
)
REPEATS = st.tuples(st.sampled_from(["repeat", "other content"]), st.integers(0, 20))
TURNS = st.sampled_from([("die", 4), ("revise",), ("give back",), ("colleague settles",)])


class Killed(Exception):
    """The centre dies; what it was doing is undone by the database."""


@dataclass
class Browser:
    """The outbox of one device: what it has written, what it still holds as unsent, and the numbers it has used."""

    device: Device
    lease: actions.Lent
    items: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    used: set = field(default_factory=set)

    def write(self, party_id, revision_id, at, *, in_ink):
        left = sorted(set(self.lease.texts["2026-11"]) - self.used)
        number = left[0] if in_ink and left else None
        if number:
            self.used.add(number)
        item = make_item(
            party_id, revision_id, at, running=len(self.items) + 1, lease_id=self.lease.lease_id if number else None,
            leased_number=number,
        )  # fmt: skip
        self.items.append(item)
        self.waiting.append(item)


@pytest.fixture
def desk(noon, time_machine, press, messages):
    time_machine.move_to(noon, tick=False)
    village, wayan, _letter = make_desk(noon)
    letter = make_letter(village, noon, flow=FLOW, documents=[DOCUMENT | {"number": NUMBER}])
    head = make_officer("Kusnadi Contoh", village, "village-head")
    make_authority(Account.objects.get(pk=head.account_id), village, mode="basah")
    people = [make_person(f"Warga {number} Contoh") for number in range(PEOPLE)]
    for person in people:
        make_family((person, HEAD))
    return village, wayan, letter, people


@pytest.mark.django_db
@settings(max_examples=examples(20), suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.one_of(WRITES, WRITES, SENDS, REPEATS, TURNS), min_size=3, max_size=18))
def test_whatever_happens_on_the_way_each_thing_arrives_once(desk, noon, steps):
    with transaction.atomic():
        village, wayan, letter, people = desk
        device = make_device(wayan, noon)
        lent = actions.borrow(device_id=device.pk, service_code=SERVICE, key=uuid7(), by=wayan, at=noon)
        browser, revision = Browser(device, lent), letter
        for step in [*steps, ("send", "told", 99)]:
            if step[0] == "write":
                browser.write(people[step[1]].pk, revision.pk, noon, in_ink=step[2])
            elif step[0] == "revise":
                revision = make_letter(
                    village, noon, flow=FLOW, documents=[DOCUMENT | {"number": NUMBER}], summary=uuid7().hex
                )
            else:
                meet(step, browser, wayan, people, noon)
        everything_arrived_once(browser)
        every_number_is_accounted_for(browser, wayan, noon)
        transaction.set_rollback(True)


def meet(step, browser, by, people, at):
    if step[0] == "send":
        send(browser, step[1], step[2], by, at)
    elif step[0] in ("repeat", "other content") and browser.items:
        item = browser.items[step[1] % len(browser.items)]
        if item in browser.waiting:
            return
        before = Sending.objects.get(pk=item.key)
        if step[0] == "repeat":
            assert actions.receive(device_id=browser.device.pk, item=item, by=by, at=at).state == before.state
        else:
            with pytest.raises(Conflict):
                actions.receive(device_id=browser.device.pk, item=replace(item, how="signed-slip"), by=by, at=at)
    elif step[0] == "die":
        with suppress(Refused):  # once is enough
            residents.report_death(
                party_id=people[step[1]].pk, on=at.date(), source=Source("Surat kematian 1/CONTOH", at.date()), by=by, at=at
            )  # fmt: skip
    elif step[0] == "give back":
        # As the page does it: what waits is sent first, and only then the rest is given back.
        send(browser, "told", 99, by, at)
        with suppress(Refused):
            actions.give_back(device_id=browser.device.pk, lease_id=browser.lease.lease_id, by=by, at=at)
            browser.used |= set(browser.lease.texts["2026-11"])
    elif step[0] == "colleague settles":
        for row in queries.asides(by).rows:
            actions.settle(sending_id=row.id, note="Dilihat", by=by, at=at)


def send(browser, fate, many, by, at):
    """Some of what waits, the oldest first. The device forgets only what it was told of."""
    batch = browser.waiting[:many]
    if fate == "cut before":
        return
    for number, item in enumerate(batch):
        cut = fate == "cut in the middle" and number == len(batch) - 1
        with suppress(Killed), transaction.atomic():
            actions.receive(device_id=browser.device.pk, item=item, by=by, at=at)
            if cut:
                raise Killed
    if fate == "told":
        known = {told.key for told in queries.fates(by, browser.device.pk, at, [item.key for item in batch])}
        assert known >= {item.key for item in batch}
        browser.waiting = browser.waiting[len(batch) :]


def everything_arrived_once(browser):
    assert browser.waiting == []
    sendings = {row.pk: row for row in Sending.objects.filter(device=browser.device)}
    assert set(sendings) == {item.key for item in browser.items}
    assert len({row.slip for row in sendings.values()}) == len(browser.items)
    for row in sendings.values():
        submits = Command.objects.filter(case=row.pk, verb="submit").count()
        assert Case.objects.filter(pk=row.pk).count() == (row.case_id is not None)
        assert submits == (row.state == "sent"), (row.state, row.problem, row.words)
        assert (row.state == "sent") == (row.problem == "" and row.case_id is not None)
    assert Case.objects.exclude(pk__in=sendings).count() == 0


def every_number_is_accounted_for(browser, by, at):
    """A number stands on exactly one letter, the one whose paper carries it, or is void with its reason."""
    for row in queries.asides(by).rows:
        actions.settle(sending_id=row.id, note="Dilihat", by=by, at=at)
    carried = Sending.objects.filter(device=browser.device, lease__isnull=False, state="sent")
    for row in carried:
        cases.perform(case_id=row.pk, step="periksa", verb="accept", key=uuid7(), by=by, at=at)
    drain()
    actions.give_back(device_id=browser.device.pk, lease_id=browser.lease.lease_id, by=by, at=at)
    found = {entry.number: entry for entry in NumberEntry.objects.filter(lease=browser.lease.lease_id)}
    assert set(found) == set(browser.lease.texts["2026-11"])
    on_paper = {row.leased_number: row.pk for row in carried.all() if row.is_numbered}
    for number, entry in found.items():
        if number in on_paper:
            assert (entry.state, entry.document.about) == ("reserved", on_paper[number])
        else:
            assert (entry.state, bool(entry.reason)) == ("void", True)
    assert set(on_paper) == set(carried.values_list("leased_number", flat=True))
