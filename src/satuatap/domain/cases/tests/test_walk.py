"""Whole walks through a case, by the public actions and the queue."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.cast import actor_of, make_officer, make_resident

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, Command
from satuatap.domain.cases.queries.place import snapshot_of
from satuatap.domain.cases.queries.replaying import replayed
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_holding
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as bills
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .factories import do, make_case, make_draft


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_permit_from_draft_to_hand_over(permit, rani, budi, sari, noon, run_jobs):
    case = make_case(rani, noon, luas=12)
    do(case, "periksa", "accept", budi, noon)
    do(case, "survei", "report", budi, noon, note="Sesuai.")
    do(case, "pajak", "report", budi, noon, results={"jumlah": 150_000})
    bill = bills.bills_about(case.pk)[0]
    payments.settle_cash(bill_id=bill.id, amount=bill.total, key=uuid4(), by=budi, at=noon)
    run_jobs()
    do(case, "putus", "approve", sari, noon)
    run_jobs()
    do(case, "tanda", "sign", sari, noon)
    run_jobs()

    case = fresh(case)
    assert (case.state, case.place["open"], case.ready_at is not None) == (State.APPROVED, ["serah"], True)
    document = documents.of_about(case.pk)[0]
    assert (document.state, document.number) == ("issued", "503/001/DPMPTSP/XI/2026")
    do(case, "serah", "hand-over", budi, noon, collector="Rani Contoh", relation="self")
    assert fresh(case).state == State.COMPLETED


def test_a_small_sign_is_not_inspected_and_a_zero_tax_not_billed(permit, rani, budi, noon):
    case = make_case(rani, noon, luas=4)
    do(case, "periksa", "accept", budi, noon)
    assert fresh(case).place["open"] == ["pajak"]
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    assert fresh(case).place["open"] == ["putus"]
    assert bills.bills_about(case.pk) == ()


def test_a_return_names_all_defects_and_comes_back_corrected(permit, rani, budi, noon, run_jobs):
    case = make_case(rani, noon)
    defects = [
        {"about": "paper:gambar", "text": "Foto gelap. Unggah ulang foto siang hari."},
        {"about": "field:teks", "text": "Tulis persis seperti di papan."},
    ]
    do(case, "periksa", "return", budi, noon, defects=defects)
    run_jobs()

    view = queries.get_case(actor=rani, case_id=case.pk, now=noon)
    assert (view.state, view.may_fill, view.badge) == (State.RETURNED, True, "returned")
    assert [d.label for d in view.defects] == ["Gambar reklame", "Tulisan pada reklame"]
    assert Message.objects.filter(template="returned").exists()
    actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon + timedelta(hours=1))
    assert (fresh(case).state, fresh(case).place["open"]) == (State.SUBMITTED, ["periksa"])


def test_a_later_return_for_what_was_there_before_counts_against_the_agency(permit, rani, budi, noon):
    case = make_case(rani, noon)
    do(case, "periksa", "return", budi, noon, defects=[{"about": "paper:gambar", "text": "Gelap."}])
    actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon + timedelta(minutes=1))
    later = [{"about": "field:teks", "text": "Salah tulis."}]
    do(case, "periksa", "return", budi, noon + timedelta(minutes=2), defects=later)

    assert [d.was_there for d in case.defects.order_by("found_at")] == [False, True]


def test_a_refusal_needs_reason_and_law_and_ends_the_case(permit, rani, budi, noon):
    case = make_case(rani, noon)
    with pytest.raises(Refused, match="dasar hukum"):
        do(case, "periksa", "refuse", budi, noon, reason="Lokasi terlarang.")
    do(case, "periksa", "refuse", budi, noon, reason="Lokasi terlarang.", law="Perda 1/2024")

    assert (fresh(case).state, fresh(case).closed_at) == (State.REFUSED, noon)


def test_a_refusal_at_the_decision_cancels_nothing_paid_and_every_draft(permit, rani, budi, sari, noon, run_jobs):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 5000})
    actions.withdraw(case_id=case.pk, key=uuid4(), by=rani, at=noon)

    assert [bill.state for bill in bills.bills_about(case.pk)] == ["cancelled"]
    assert fresh(case).state == State.WITHDRAWN


def test_the_head_sends_the_file_back_and_a_new_draft_is_made(permit, rani, budi, sari, noon, run_jobs):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "approve", sari, noon)
    run_jobs()
    do(case, "tanda", "send-back", sari, noon, note="Nama salah eja.")
    assert fresh(case).state == State.ACCEPTED
    do(case, "putus", "approve", sari, noon)
    run_jobs()
    do(case, "tanda", "sign", sari, noon)
    run_jobs()

    states = sorted(d.state for d in documents.of_about(case.pk))
    assert states == ["issued"]


def test_a_repeated_command_is_carried_out_once(permit, rani, budi, noon):
    case = make_case(rani, noon)
    key = uuid4()
    for _ in range(2):
        actions.perform(case_id=case.pk, step="periksa", verb="accept", key=key, by=budi, at=noon)

    assert Command.objects.filter(case=case).count() == 2  # submit, accept
    with pytest.raises(Conflict):
        actions.perform(case_id=case.pk, step="periksa", verb="accept", key=key, body={"note": "x"}, by=budi, at=noon)


def test_a_draft_without_its_paper_is_not_sent_and_nothing_is_written_down(permit, rani, noon):
    case = make_draft(rani, noon)
    case.papers.update(current=False)
    before = Entry.objects.count()

    with pytest.raises(Refused, match="Masih perlu: Gambar reklame"):
        actions.hand_in(case_id=case.pk, key=uuid4(), by=rani, at=noon)

    assert Entry.objects.count() == before


def test_what_the_register_knows_cannot_be_typed_away(permit, rani, noon):
    case = make_draft(rani, noon)
    case.draft = {**case.draft, "nama": "Orang Lain"}
    case.save()

    sent = actions.hand_in(case_id=case.pk, key=uuid4(), by=rani, at=noon)

    assert sent.answers["nama"] == "Rani Contoh"


def test_strangers_see_and_do_nothing(permit, rani, dewi, tono, noon):
    case = make_case(rani, noon)
    for stranger in (dewi, tono):
        with pytest.raises(NotFound):
            queries.get_case(actor=stranger, case_id=case.pk, now=noon)
        with pytest.raises(NotFound):
            do(case, "periksa", "accept", stranger, noon)


def test_nobody_decides_on_an_application_of_their_own(permit, licensing, budi, noon):
    officer = make_resident("Petugas Contoh", licensing)
    make_holding(Account.objects.get(pk=officer.account_id), licensing, role="front-officer")
    officer = actor_of(Account.objects.get(pk=officer.account_id))
    case = make_case(officer, noon)

    with pytest.raises(Refused, match="permohonan Anda sendiri"):
        do(case, "periksa", "accept", officer, noon)


def test_a_claimed_case_is_not_taken_from_under_a_colleague(permit, licensing, rani, budi, noon):
    wati = make_officer("Wati Contoh", licensing, "front-officer")
    case = make_case(rani, noon)
    task = case.tasks.get(step="periksa")
    actions.claim(task_id=task.pk, by=budi, at=noon)

    with pytest.raises(Refused, match="dipegang rekan"):
        do(case, "periksa", "accept", wati, noon)
    actions.hand_over_all(account_id=budi.account_id, to_account_id=wati.account_id, reason="Cuti.", by=budi, at=noon)
    assert do(case, "periksa", "accept", wati, noon).state == State.ACCEPTED


def test_stored_commands_replay_to_the_stored_case(permit, rani, budi, sari, noon, run_jobs):
    case = make_case(rani, noon, luas=20)
    do(case, "periksa", "return", budi, noon, defects=[{"about": "other", "text": "Lengkapi."}])
    actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "survei", "report", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "approve", sari, noon)
    run_jobs()

    assert replayed(case.pk) == snapshot_of(fresh(case))
