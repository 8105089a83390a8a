"""Taking the last act back: the case is as it was, the log says so, and nothing irreversible is undone."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.cast import make_officer
from tests.support.examples import examples

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import Case, Command, DueChange, Pause
from satuatap.domain.cases.queries.place import snapshot_of
from satuatap.domain.cases.queries.replaying import replayed
from satuatap.domain.cases.rules import engine
from satuatap.domain.cases.rules.engine import Snapshot
from satuatap.domain.cases.rules.flow import parse
from satuatap.domain.cases.tests.factories import WATER, do, make_case, make_service
from satuatap.domain.documents import queries as documents
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as bills
from satuatap.kernel.errors import NotFound, Refused

from .flows import NOON, commands, raw_flows, wanted

MINUTE = timedelta(minutes=1)
SAME = ("state", "place", "answers", "facts", "results", "accepted_at", "due_at", "decided_at", "ready_at", "closed_at",
        "waiting_for", "correct_by", "refusal", "refusal_law", "accept_due_at")  # fmt: skip


@settings(max_examples=examples(300), deadline=None)
@given(st.data())
def test_whatever_is_taken_back_leaves_the_case_as_it_was_and_able_to_go_on(data):
    flow = parse(data.draw(raw_flows()))
    snapshot, log = Snapshot(), []
    for _ in range(data.draw(st.integers(1, 40))):
        done = engine.standing(flow, log, wanted)
        if data.draw(st.booleans()):
            try:
                change = engine.undo(flow, done)
            except Refused:
                continue
            log.append(engine.Command(verb=engine.UNDO, at=NOON))
            assert change.snapshot == done[-2][1]
            snapshot = change.snapshot
        else:
            command = data.draw(commands(flow, snapshot))
            try:
                snapshot = engine.apply(flow, snapshot, command, wanted).snapshot
            except Refused:
                continue
            log.append(command)
        assert engine.replay(flow, log, wanted) == snapshot


def facts(case):
    case = Case.objects.get(pk=case.pk)
    alive = case.tasks.exclude(state="closed").values_list("step", "state", "unit", "role", "opened_at", "due_at")
    return [getattr(case, name) for name in SAME], sorted(map(str, alive))


def undo(case, by, at, reason="Salah tekan."):
    return actions.undo(case_id=case.pk, reason=reason, key=uuid4(), by=by, at=at)


def act_and_undo(case, step, verb, by, at, **body):
    """The case as it was before and as it is after both; the replayed and the stored snapshot are equal."""
    before = facts(case)
    do(case, step, verb, by, at, **body)
    assert facts(case) != before
    undo(case, by, at + MINUTE)
    assert replayed(case.pk) == snapshot_of(Case.objects.get(pk=case.pk))
    return before, facts(case)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("accept", {}),
        ("return", {"defects": [{"about": "paper:gambar", "text": "Gelap."}]}),
        ("refuse", {"reason": "Lokasi terlarang.", "law": "Perda 1/2024"}),
    ],
)
def test_every_act_at_the_counter_can_be_taken_back(verb, body, permit, rani, budi, noon, messages, run_jobs):
    case = make_case(rani, noon)
    run_jobs()

    before, after = act_and_undo(case, "periksa", verb, budi, noon + MINUTE, **body)

    assert before == after
    assert (case.tasks.get().assignee_id, case.defects.count()) == (budi.account_id, 0)
    run_jobs()
    assert Message.objects.filter(template="undone", party_id=rani.party_id).exists()
    assert do(case, "periksa", "accept", budi, noon + 3 * MINUTE).state == "accepted"


@pytest.mark.django_db
def test_an_approval_taken_back_leaves_no_draft(permit, rani, budi, sari, noon, run_jobs):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})

    before, after = act_and_undo(case, "putus", "approve", sari, noon + MINUTE)
    run_jobs()

    assert before == after
    assert {row.state for row in documents.of_about(case.pk)} <= {"discarded", "void", "cancelled"}
    do(case, "putus", "approve", sari, noon + 3 * MINUTE)
    before, after = act_and_undo(case, "tanda", "send-back", sari, noon + 4 * MINUTE, note="Periksa nama.")
    assert before == after


@pytest.mark.django_db
def test_a_bill_goes_with_the_act_that_opened_it_unless_it_was_paid(permit, rani, budi, noon, run_jobs):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    before, after = act_and_undo(case, "pajak", "report", budi, noon + MINUTE, results={"jumlah": 5000})
    assert before == after
    assert [bill.state for bill in bills.bills_about(case.pk)] == ["cancelled"]

    do(case, "pajak", "report", budi, noon + 2 * MINUTE, results={"jumlah": 7000})
    bill = next(bill for bill in bills.bills_about(case.pk) if bill.state == "open")
    payments.settle_cash(bill_id=bill.id, amount=Decimal(7000), key=uuid4(), by=budi, at=noon + 3 * MINUTE)
    with pytest.raises(Refused, match="sudah dibayar"):
        undo(case, budi, noon + 3 * MINUTE)
    with time_machine.travel(noon + 3 * MINUTE):
        run_jobs()
    with pytest.raises(Refused, match="bukan tindakan Anda"):
        undo(case, budi, noon + 3 * MINUTE)


@pytest.mark.django_db
def test_a_return_taken_back_never_rested_the_promise(permit, rani, budi, sari, noon):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    due = Case.objects.get(pk=case.pk).due_at

    act_and_undo(case, "putus", "return", sari, noon + MINUTE, defects=[{"about": "other", "text": "Kurang."}])

    assert [(p.begins_at, p.ends_at) for p in Pause.objects.filter(case=case)] == [(noon + MINUTE, noon + MINUTE)]
    assert Case.objects.get(pk=case.pk).due_at == due
    assert DueChange.objects.filter(case=case).last().new == due


@pytest.mark.django_db
def test_only_the_own_fresh_act_with_a_reason(permit, licensing, rani, dewi, tono, budi, noon):
    case = make_case(rani, noon)
    with pytest.raises(Refused, match="bukan tindakan Anda"):
        undo(case, budi, noon)
    do(case, "periksa", "accept", budi, noon)
    with pytest.raises(Refused, match="alasannya"):
        undo(case, budi, noon, reason=" ")
    with pytest.raises(Refused, match="5 menit"):
        undo(case, budi, noon + 6 * MINUTE)
    with pytest.raises(Refused, match="bukan tindakan Anda"):
        undo(case, make_officer("Wati Contoh", licensing, "front-officer"), noon)
    for stranger in (tono, dewi):
        with pytest.raises(NotFound):
            undo(case, stranger, noon)


@pytest.mark.django_db
def test_not_under_the_hands_of_others(permit, rani, budi, sari, noon):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    actions.claim(task_id=case.tasks.get(step="putus").pk, by=sari, at=noon)
    with pytest.raises(Refused, match="Rekan Anda sudah memegang"):
        undo(case, budi, noon)

    other = make_case(rani, noon)
    do(other, "periksa", "return", budi, noon, defects=[{"about": "other", "text": "Kurang."}])
    Case.objects.filter(pk=other.pk).update(draft={"teks": "Baru"})
    with pytest.raises(Refused, match="sudah mulai memperbaiki"):
        undo(other, budi, noon)


@pytest.mark.django_db
def test_what_asked_another_system_stays(licensing, rani, budi, noon):
    make_service(licensing, noon, code="air", name="Tagihan air", mode="pay", flow=WATER, documents=[])
    case = make_case(rani, noon, service="air")
    do(case, "periksa", "accept", budi, noon)
    with pytest.raises(Refused, match="Sistem luar sudah ditanya"):
        undo(case, budi, noon)


@pytest.mark.django_db
def test_a_repeat_is_carried_out_once_and_residents_read_no_name(permit, rani, budi, noon):
    case, key = make_case(rani, noon), uuid4()
    do(case, "periksa", "accept", budi, noon)
    for _ in range(2):
        actions.undo(case_id=case.pk, reason="Salah berkas.", key=key, by=budi, at=noon + MINUTE)

    assert list(Command.objects.filter(case=case).values_list("verb", flat=True)) == ["submit", "accept", "undo"]
    theirs = queries.get_case(actor=rani, case_id=case.pk, now=noon)
    ours = queries.get_case(actor=budi, case_id=case.pk, now=noon)
    assert (theirs.history[0].who, theirs.history[0].note) == ("", "")
    assert (ours.history[0].who, ours.history[0].note) == ("Budi Contoh", "Salah berkas.")
    assert not ours.may_undo
