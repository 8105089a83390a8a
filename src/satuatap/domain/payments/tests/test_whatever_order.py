"""Whatever arrives in whatever order: settled at most once, receipts add up, nothing settled and cancelled."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from satuatap.domain.payments import actions, ports, tasks
from satuatap.domain.payments.lifecycle import PaymentState, State
from satuatap.domain.payments.models import Bill, Payment, Receipt, Series, Share, Unmatched
from satuatap.domain.payments.ports import ChargeState, GatewayDown, Report
from satuatap.domain.payments.rules import Verdict
from satuatap.domain.payments.tests.factories import BANK, ENGINE, NOON, Bank, make_bill, make_party, officer, payer_of
from satuatap.kernel import jobs
from satuatap.kernel.errors import Refused

BILLS = 3
NUMBERS = st.integers(0, BILLS - 1)
KEYS = st.sampled_from("abcd")
PICKS = st.integers(0, 9)
FAULTS = ["", "", "", "", "half", "wrong", "again", "mixed up"]


class Money(RuleBasedStateMachine):
    """Payers, cashiers, a bank that repeats, delays, halves and mixes up, and an engine that cancels."""

    reports = Bundle("reports")

    def __init__(self) -> None:
        super().__init__()
        self.scope = transaction.atomic()
        self.scope.__enter__()
        self.bank = ports.gateways["bank"] = Bank()
        self.now = NOON
        self.finals: dict[object, str] = {}
        self.taken: set[str] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.scope.__exit__(None, None, None)

    @initialize()
    def open_bills(self) -> None:
        party = make_party()
        self.bills = [make_bill(party=party, amount=100 + number) for number in range(BILLS)]
        self.payer, self.cashier = payer_of(self.bills[0]), officer("cashier")

    def attempt(self, act) -> object:
        """Do it in a savepoint; a refusal is an answer, anything else that is raised is a fault."""
        try:
            with transaction.atomic():
                return act()
        except Refused as refusal:
            return refusal

    @rule(number=NUMBERS, other=NUMBERS | st.none(), key=KEYS)
    def start(self, number, other, key) -> None:
        more = [] if other in {None, number} else [self.bills[other].pk]
        self.attempt(
            lambda: actions.start_payment(
                bill_id=self.bills[number].pk,
                with_bills=more,
                key=f"start-{key}-{self.now:%d%H%M}",
                by=self.payer,
                at=self.now,
            )
        )

    @rule(number=NUMBERS, key=KEYS, short=st.booleans())
    def cash(self, number, key, short) -> None:
        bill = self.bills[number]
        amount = bill.total / 2 if short else bill.total
        answer = self.attempt(
            lambda: actions.settle_cash(
                bill_id=bill.pk, amount=amount, key=f"cash-{number}-{key}", by=self.cashier, at=self.now
            )
        )
        if isinstance(answer, Receipt) and answer.at == self.now and not short:
            assert answer.amount == amount
        if short and isinstance(answer, Receipt):
            assert answer.key in self.taken, "half the money settled a bill"
        if isinstance(answer, Receipt):
            self.taken.add(answer.key)

    @rule(number=NUMBERS)
    def cancel(self, number) -> None:
        self.attempt(lambda: actions.cancel_bill(bill_id=self.bills[number].pk, by=ENGINE, at=self.now))

    @rule(pick=PICKS)
    def the_payer_pays(self, pick) -> None:
        self.decide(pick, ChargeState.PAID)

    @rule(pick=PICKS)
    def the_payer_gives_up(self, pick) -> None:
        self.decide(pick, ChargeState.CANCELLED)

    def decide(self, pick, state) -> None:
        waiting = [ref for ref, now in self.bank.states.items() if now == ChargeState.WAITING]
        if waiting:
            self.bank.states[waiting[pick % len(waiting)]] = state

    @rule(target=reports, pick=PICKS, fault=st.sampled_from(FAULTS))
    def the_bank_writes(self, pick, fault) -> object:
        """A report about a charge the payer decided on, and sometimes a wrong one."""
        decided = [ref for ref, now in self.bank.states.items() if now != ChargeState.WAITING]
        if not decided:
            return multiple()
        ref = decided[pick % len(decided)]
        changes = {
            "": {},
            "half": {"amount": self.bank.charges[ref].amount / 2},
            "wrong": {"key": str(next(iter(self.bank.charges.values())).key)},
            "again": {"transaction": f"again-{ref}"},
            "mixed up": {"transaction": f"tx-{decided[0]}"},
        }[fault if self.bank.states[ref] == ChargeState.PAID else ""]
        return self.bank.report(ref, self.bank.states[ref], **changes)

    @rule(report=reports)
    def a_report_arrives(self, report: Report) -> None:
        verdict = self.attempt(lambda: actions.take_report(gateway="bank", report=report, by=BANK, at=self.now))
        if verdict == Verdict.SETTLE:
            event("settled by the bank")
            payment = Payment.objects.get(gateway_ref=report.ref)
            assert (report.amount, report.key) == (payment.amount, str(payment.pk))

    @rule(report=consumes(reports))
    def a_report_is_lost(self, report: Report) -> None:
        pass

    @rule(down=st.booleans())
    def the_line_changes(self, down) -> None:
        self.bank.is_down = down

    @rule(minutes=st.sampled_from([1, 10, 60, 1500]))
    def time_passes(self, minutes) -> None:
        self.now += timedelta(minutes=minutes)
        tasks.ask_silent(self.now)

    @rule()
    def closing_jobs_run(self) -> None:
        for payment_id in Payment.objects.filter(state=PaymentState.CLOSED).values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    tasks.close_charge(str(payment_id))
            except GatewayDown:
                pass

    @invariant()
    def what_must_always_hold(self) -> None:
        if not hasattr(self, "bills"):
            return
        for bill in Bill.objects.all():
            receipts = Receipt.objects.filter(bill=bill)
            paid = receipts.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
            assert paid == (bill.total if bill.state == State.SETTLED else 0)
            assert receipts.count() == (1 if bill.state == State.SETTLED else 0)
            if bill.pk in self.finals:
                assert bill.state == self.finals[bill.pk], "a closed bill changed its mind"
            elif bill.state != State.OPEN:
                self.finals[bill.pk] = bill.state
        serials = sorted(Receipt.objects.values_list("serial", flat=True))
        assert serials == list(range(1, len(serials) + 1))
        assert sum(Series.objects.values_list("last", flat=True)) == len(serials)

    @invariant()
    def no_money_is_lost_or_counted_twice(self) -> None:
        """Money that settled bills is exactly the sum of their receipts; no bill has two running payments."""
        counted = []
        for payment in Payment.objects.filter(state=PaymentState.PAID):
            assert payment.receipts.aggregate(sum=Sum("amount"))["sum"] == payment.amount
            counted.append(payment.transaction)
        assert len(counted) == len(set(counted))
        assert not Receipt.objects.filter(payment__isnull=False).exclude(payment__state=PaymentState.PAID).exists()
        live = Share.objects.filter(live=True)
        assert not live.exclude(payment__state__in=["starting", "waiting"]).exists()
        assert not live.exclude(bill__state=State.OPEN).exists()

    @invariant()
    def all_money_is_accounted_for_in_the_end(self) -> None:
        """Ask the bank about everything: each charge it was paid for settled its bills or waits for a person."""
        with transaction.atomic():
            for ref, state in self.bank.states.items():
                if state == ChargeState.PAID:
                    actions.take_report(gateway="bank", report=self.bank.report(ref, state), by=BANK, at=self.now)
                    settled = Payment.objects.filter(gateway_ref=ref, transaction=f"tx-{ref}")
                    waiting = Unmatched.objects.filter(gateway_ref=ref, transaction=f"tx-{ref}")
                    assert settled.exists() or waiting.exists()
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_whatever_arrives_in_whatever_order(monkeypatch):
    monkeypatch.setitem(jobs._jobs, "payments.close_charge", tasks.close_charge)
    monkeypatch.setitem(ports.gateways, "bank", Bank())
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
