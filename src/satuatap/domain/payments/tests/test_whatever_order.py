"""Whatever arrives in whatever order: settled at most once, receipts add up, nothing settled and cancelled."""

import os
from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.payments import actions, ports, tasks
from satuatap.domain.payments.lifecycle import PaymentState, State
from satuatap.domain.payments.models import Bill, Payment, Receipt, Series, Share, Unmatched
from satuatap.domain.payments.ports import ChargeState, GatewayDown, Report
from satuatap.domain.payments.rules import Verdict
from satuatap.domain.payments.tests.factories import BANK, ENGINE, NOON, Bank, make_bill, make_party, officer, payer_of
from satuatap.kernel import jobs
from satuatap.kernel.errors import Refused

FAULTS = ["", "", "", "half", "wrong", "again", "mixed up"]
HAPPENINGS = (
    ["start"] * 6
    + ["pay"] * 5
    + ["write"] * 6
    + ["repeat"] * 3
    + ["cash", "short cash", "cancel", "give up", "line", "minutes", "day", "close"]
)


class World:
    """Payers, cashiers, a bank that repeats, delays, halves and mixes up, and an engine that cancels."""

    def __init__(self) -> None:
        self.bank = ports.gateways["bank"] = Bank()
        self.now, self.keys = NOON, count()
        self.written: list[Report] = []
        self.finals: dict[object, str] = {}
        self.taken: set[str] = set()
        party = make_party()
        self.bills = [make_bill(party=party, amount=100 + number) for number in range(3)]
        self.payer, self.cashier = payer_of(self.bills[0]), officer("cashier")

    def happen(self, what: str, pick: int, fault: str) -> None:
        getattr(self, what.replace(" ", "_"))(pick, fault)

    def attempt(self, act) -> object:
        """Do it in a savepoint; a refusal is an answer, anything else that is raised is a fault."""
        try:
            with transaction.atomic():
                return act()
        except Refused as refusal:
            return refusal

    def start(self, pick: int, fault: str) -> None:
        chosen = [self.bills[pick % 3].pk] + ([self.bills[(pick + 1) % 3].pk] if fault == "again" else [])
        key = f"start-{next(self.keys) // 2}"  # every key is used twice
        self.attempt(
            lambda: actions.start_payment(bill_id=chosen[0], with_bills=chosen[1:], key=key, by=self.payer, at=self.now)
        )

    def pay(self, pick: int, _fault: str, state: ChargeState = ChargeState.PAID) -> None:
        waiting = [ref for ref, now in self.bank.states.items() if now == ChargeState.WAITING]
        if waiting:
            self.bank.states[waiting[pick % len(waiting)]] = state

    def give_up(self, pick: int, fault: str) -> None:
        self.pay(pick, fault, ChargeState.CANCELLED)

    def write(self, pick: int, fault: str) -> None:
        """The bank reports a charge that the payer decided on, and sometimes it reports wrongly."""
        decided = [ref for ref, now in self.bank.states.items() if now != ChargeState.WAITING]
        if not decided:
            return
        ref = decided[pick % len(decided)]
        changes = {
            "": {},
            "half": {"amount": self.bank.charges[ref].amount / 2},
            "wrong": {"key": str(self.bank.charges[decided[0]].key)},
            "again": {"transaction": f"again-{ref}"},
            "mixed up": {"transaction": f"tx-{decided[0]}"},
        }[fault if self.bank.states[ref] == ChargeState.PAID else ""]
        self.written.append(self.bank.report(ref, self.bank.states[ref], **changes))
        if pick % 4:  # else it is delayed
            self.arrive(self.written[-1])

    def repeat(self, pick: int, _fault: str) -> None:
        if self.written:
            self.arrive(self.written[pick % len(self.written)])

    def arrive(self, report: Report) -> None:
        verdict = self.attempt(lambda: actions.take_report(gateway="bank", report=report, by=BANK, at=self.now))
        event(f"verdict: {verdict}")
        if verdict == Verdict.SETTLE:
            payment = Payment.objects.get(gateway_ref=report.ref)
            assert (report.amount, report.key) == (payment.amount, str(payment.pk))

    def cash(self, pick: int, _fault: str, share: int = 1) -> None:
        bill, key = self.bills[pick % 3], f"cash-{pick}"
        answer = self.attempt(
            lambda: actions.settle_cash(
                bill_id=bill.pk, amount=bill.total / share, key=key, by=self.cashier, at=self.now
            )
        )
        if isinstance(answer, Receipt):
            assert share == 1 or key in self.taken, "half the money settled a bill"
            self.taken.add(key)

    def short_cash(self, pick: int, fault: str) -> None:
        self.cash(pick, fault, share=2)

    def cancel(self, pick: int, _fault: str) -> None:
        self.attempt(lambda: actions.cancel_bill(bill_id=self.bills[pick % 3].pk, by=ENGINE, at=self.now))

    def line(self, pick: int, _fault: str) -> None:
        self.bank.is_down = pick % 2 == 0

    def minutes(self, pick: int, _fault: str) -> None:
        self.now += timedelta(minutes=pick)
        tasks.ask_silent(self.now)

    def day(self, _pick: int, _fault: str) -> None:
        self.minutes(1500, "")

    def close(self, _pick: int, _fault: str) -> None:
        for payment_id in Payment.objects.filter(state=PaymentState.CLOSED).values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    tasks.close_charge(str(payment_id))
            except GatewayDown:
                pass

    def check(self) -> None:
        self.check_bills()
        self.check_payments()

    def check_bills(self) -> None:
        for bill in Bill.objects.all():
            receipts = list(Receipt.objects.filter(bill=bill))
            assert [taken.amount for taken in receipts] == ([bill.total] if bill.state == State.SETTLED else [])
            if bill.state != State.OPEN:
                assert self.finals.setdefault(bill.pk, bill.state) == bill.state, "a closed bill changed its mind"
        serials = sorted(Receipt.objects.values_list("serial", flat=True))
        assert serials == list(range(1, len(serials) + 1))
        assert sum(Series.objects.values_list("last", flat=True)) == len(serials)

    def check_payments(self) -> None:
        """Money that settled bills is exactly the sum of their receipts; no bill has two running payments."""
        for payment in Payment.objects.filter(state=PaymentState.PAID):
            assert payment.receipts.aggregate(sum=Sum("amount"))["sum"] == payment.amount
        assert not Receipt.objects.filter(payment__isnull=False).exclude(payment__state=PaymentState.PAID).exists()
        live = Share.objects.filter(live=True)
        assert not live.exclude(payment__state__in=["starting", "waiting"]).exists()
        assert not live.exclude(bill__state=State.OPEN).exists()

    def check_the_end(self) -> None:
        """The bank tells everything once more: each movement of money settled its bills or waits for a person."""
        self.bank.is_down = False
        for ref, state in self.bank.states.items():
            if state == ChargeState.PAID:
                self.arrive(self.bank.report(ref, state))
                money = {"gateway_ref": ref, "transaction": f"tx-{ref}"}
                assert Payment.objects.filter(**money).exists() or Unmatched.objects.filter(**money).exists()
        paid = sum((p.amount for p in Payment.objects.filter(state=PaymentState.PAID)), Decimal(0))
        by_bank = Receipt.objects.filter(method="gateway").aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
        assert paid == by_bank
        self.check()


HAPPENING = st.tuples(st.sampled_from(HAPPENINGS), st.integers(0, 11), st.sampled_from(FAULTS))


@pytest.mark.django_db
@settings(
    max_examples=examples(60 if "FUZZ" in os.environ else 25), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(happenings=st.lists(HAPPENING, min_size=12, max_size=40))
def test_whatever_arrives_in_whatever_order(happenings):
    jobs.register("payments.close_charge", tasks.close_charge)
    before = ports.gateways.get("bank")
    with transaction.atomic():
        world = World()
        for happening in happenings:
            world.happen(*happening)
            world.check()
        world.check_the_end()
        transaction.set_rollback(True)
    if before is None:
        del ports.gateways["bank"]
