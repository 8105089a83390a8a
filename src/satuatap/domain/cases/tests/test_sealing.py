"""The system seals what it may, and gives an officer what it may not, each with its reason."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from tests.support.cast import make_officer

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, Command, Task
from satuatap.domain.cases.queries.place import snapshot_of
from satuatap.domain.cases.queries.replaying import replayed
from satuatap.domain.cases.rules import sealing
from satuatap.domain.documents import actions as documents_actions
from satuatap.domain.documents import ports
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.models import Document, NumberEntry
from satuatap.domain.identity.models import Account, RoleHolding, SigningAuthority
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import actions as register
from satuatap.domain.residents.models import Family, Person
from satuatap.kernel.errors import Refused

from .factories import DOCUMENT, SEALED, SYSTEM, do, make_case, make_draft, make_service


@pytest.fixture
def letter(licensing, noon, messages, press):
    return make_service(licensing, noon, code="domisili", flow=SEALED, documents=[DOCUMENT])


@pytest.fixture
def queue_is_lost(db):
    """Every waiting job is gone, as after the loss of a worker and its queue."""
    return lambda: connection.cursor().execute("DELETE FROM procrastinate_jobs")


def ask(rani, noon):
    return make_case(rani, noon, service="domisili")


def fresh(case):
    return Case.objects.get(pk=case.pk)


def reason_of(case):
    """Why an officer has to look, and at which fact."""
    found = fresh(case).results["segel"]
    return found.get("reason", ""), found.get("fact", "")


def test_seconds_later_there_is_a_sealed_letter(letter, rani, sari, noon, run_jobs, press):
    case = ask(rani, noon)
    assert (fresh(case).state, fresh(case).place["open"]) == (State.ACCEPTED, ["segel"])
    assert Task.objects.get(case=case).role == "head-of-agency", "whoever goes on without a seal has it in sight"
    run_jobs()

    assert reason_of(case) == ("", "")
    assert fresh(case).state == State.COMPLETED
    letter = Document.objects.get(about=case.pk)
    assert (letter.state, letter.sealed, letter.number) == ("issued", True, "503/001/DPMPTSP/XI/2026")
    assert (letter.signer_name, letter.signer_title) == ("DPMPTSP", "a.n. Kepala Dinas Contoh")
    assert (letter.decree_number, letter.decree_on) == ("188/7/CONTOH", date(2026, 1, 2))
    assert ports.signers["internal"].asked[-1].key == f"unit:{letter.unit_id}", "the office's key, nobody's own"
    assert press.seen[-1]["doc"]["decree"] == "Keputusan Nomor 188/7/CONTOH tanggal 2 Januari 2026"
    assert press.seen[-1]["doc"]["signed_by"] == "Disegel secara elektronik oleh"


def test_the_command_says_what_was_seen_and_never_what_it_says(letter, rani, sari, noon, run_jobs):
    case = ask(rani, noon)
    Family.objects.update(origin_on=noon.date() - timedelta(days=12))
    run_jobs()

    command = Command.objects.get(case=case, verb="seal")
    assert command.payload["results"] == {
        "official": "Kepala Dinas Contoh",
        "decree": "188/7/CONTOH",
        "seen": [
            {"fact": "status", "replaces": "Pemohon masih hidup", "origin": "SIAK-verified"},
            {"fact": "address", "replaces": "Pemohon tinggal di sini", "origin": "SIAK-verified", "days": 12},
        ],
    }
    assert command.by == "system:cases"
    assert Entry.objects.filter(verb="case.seal").exists()
    assert replayed(case.pk) == snapshot_of(fresh(case)), "a replay asks no register"


def forget_address(case):
    Family.objects.update(address="")


def reported_by_the_village(case):
    Family.objects.update(origin="village-reported")


def too_old(case):
    Family.objects.update(origin_on=date(2026, 8, 24))  # 91 days


def disputed(case):
    register.report_fact(
        party_id=case.party_id, field="address", words="Sudah pindah.", by=SYSTEM, at=case.submitted_at
    )


def lives_elsewhere(case):
    Family.objects.update(area_code="35.10.01.2001")


def has_died(case):
    Person.objects.update(status=2)


def no_card(case):
    Family.objects.get().members.all().delete()


def renamed(case):
    register.correct_fact(party_id=case.party_id, field="name", value="Rani Baru", by=SYSTEM, at=case.submitted_at)


def never_seen(case):
    Case.objects.update(uses_register=False)


def nobody_in_office(case):
    RoleHolding.objects.filter(role="head-of-agency").update(to_on=date(2026, 11, 22))


def no_authority(case):
    SigningAuthority.objects.update(to_on=date(2026, 11, 22))


def may_not_sign_that(case):
    SigningAuthority.objects.update(excludes=["izin"])


def closed_out(case):
    Account.objects.filter(name="Sari Contoh").update(is_active=False)


def no_signer(case):
    ports.signers.clear()


FALLS = [
    (forget_address, "missing", "address"),
    (no_card, "missing", "address"),
    (reported_by_the_village, "unverified", "address"),
    (too_old, "old", "address"),
    (disputed, "disputed", "address"),
    (lives_elsewhere, "unmet", "address"),
    (has_died, "missing", "status"),
    (renamed, "changed", ""),
    (never_seen, "unproven", ""),
    (nobody_in_office, "vacant", ""),
    (no_authority, "vacant", ""),
    (may_not_sign_that, "vacant", ""),
    (closed_out, "vacant", ""),
    (no_signer, "no-key", ""),
]


@pytest.mark.parametrize(("happens", "reason", "fact"), FALLS, ids=[row[0].__name__ for row in FALLS])
def test_what_the_system_cannot_vouch_for_is_an_officers(letter, rani, sari, noon, run_jobs, happens, reason, fact):
    case = ask(rani, noon)
    happens(case)
    run_jobs()

    assert reason_of(case) == (reason, fact)
    assert (fresh(case).state, fresh(case).place["open"]) == (State.ACCEPTED, ["tanda"])
    task = Task.objects.get(case=case, step="tanda")
    assert (task.state, task.role) == ("open", "head-of-agency")
    assert [d.state for d in documents.of_about(case.pk)] == ["ready"], "the letter waits for a signature instead"
    assert replayed(case.pk) == snapshot_of(fresh(case))


def test_an_officer_goes_on_where_the_system_could_not(letter, rani, sari, noon, run_jobs):
    case = ask(rani, noon)
    too_old(case)
    run_jobs()
    do(case, "tanda", "sign", sari, noon)
    run_jobs()

    letter = Document.objects.get(about=case.pk)
    assert (letter.state, letter.sealed, letter.signer_name, letter.decree_on) == ("issued", False, "Sari Contoh", None)
    assert fresh(case).state == State.COMPLETED


@pytest.mark.parametrize(
    ("decree", "reason"),
    [
        ({"number": "unknown", "on": "2026-01-02"}, "no-decree"),
        ({"number": "188/7/CONTOH", "on": "2026-11-24"}, "no-decree"),
        ({"number": "188/7/CONTOH", "on": "2026-01-02", "until": "2026-11-22"}, "decree-over"),
    ],
)
def test_without_a_decree_in_force_nothing_is_sealed(
    licensing, messages, press, rani, sari, noon, run_jobs, decree, reason
):
    flow = [SEALED[0] | {"decree": decree}, *SEALED[1:]]
    make_service(licensing, noon, code="domisili", flow=flow, documents=[DOCUMENT])
    case = ask(rani, noon)
    run_jobs()

    assert reason_of(case) == (reason, "")
    assert fresh(case).place["open"] == ["tanda"]


def test_the_last_day_of_a_decree_and_of_a_fact_still_count(licensing, messages, press, rani, sari, noon, run_jobs):
    decree = {"number": "188/7/CONTOH", "on": "2026-11-23", "until": "2026-11-23"}
    make_service(
        licensing, noon, code="domisili", flow=[SEALED[0] | {"decree": decree}, *SEALED[1:]], documents=[DOCUMENT]
    )
    case = ask(rani, noon)
    Family.objects.update(origin_on=date(2026, 8, 25))  # 90 days
    run_jobs()

    assert fresh(case).state == State.COMPLETED


def test_who_stands_in_for_the_official_is_named(letter, licensing, rani, sari, noon, run_jobs):
    acting = make_officer("Wati Contoh", licensing, "head-of-agency")
    nobody_in_office(None)
    RoleHolding.objects.filter(account=acting.account_id).update(to_on=None)
    SigningAuthority.objects.update(account=acting.account_id, capacity="Plt.")
    case = ask(rani, noon)
    run_jobs()

    assert Document.objects.get(about=case.pk).signer_title == "a.n. Plt. Kepala Dinas Contoh"


def test_a_letter_that_cannot_be_made_falls_back(letter, rani, sari, noon, run_jobs, monkeypatch):
    case = ask(rani, noon)
    prepare = documents_actions.prepare

    def refuse_seals(**facts):
        if facts["ground"] is not None:
            raise Refused("no-template", "Bentuk surat belum dipasang.")
        return prepare(**facts)

    monkeypatch.setattr("satuatap.domain.documents.actions.prepare", refuse_seals)
    run_jobs()

    assert reason_of(case) == ("not-made", "")
    assert fresh(case).place["open"] == ["tanda"]
    assert Command.objects.filter(case=case).count() == 2, "the try that failed left nothing behind"


def test_a_key_that_breaks_leaves_the_document_to_the_official(letter, rani, sari, noon, run_jobs):
    ports.signers["internal"].fails = [ports.SignerRefused("broken")]
    case = ask(rani, noon)
    run_jobs()
    assert (fresh(case).state, fresh(case).place["open"]) == (State.APPROVED, ["terbit"])
    assert Task.objects.get(case=case, step="terbit").role == "head-of-agency"
    actions.order_again(case_id=case.pk, step="terbit", key=uuid4(), by=sari, at=noon)
    run_jobs()

    letter = Document.objects.get(about=case.pk)
    assert (letter.state, letter.sealed, letter.signer_name) == ("issued", False, "Sari Contoh")
    assert NumberEntry.objects.filter(state="used").count() == 1


def test_told_twice_it_is_sealed_once_under_one_number(letter, rani, sari, noon, run_jobs):
    case = ask(rani, noon)
    for _ in range(3):
        actions.seal_step(case_id=case.pk, step="segel", by=SYSTEM, at=noon)
    run_jobs()

    assert Command.objects.filter(case=case, verb="seal").count() == 1
    assert Document.objects.filter(about=case.pk).count() == 1
    assert NumberEntry.objects.count() == 1


def test_whoever_withdraws_in_time_gets_no_letter(letter, rani, sari, noon, run_jobs):
    case = ask(rani, noon)
    actions.withdraw(case_id=case.pk, key=uuid4(), by=rani, at=noon)
    run_jobs()

    assert fresh(case).state == State.WITHDRAWN
    assert not Document.objects.filter(about=case.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_many_workers_and_a_withdrawal_at_once_come_to_one_end(licensing, messages, press, rani, sari, noon, run_jobs):
    """Whoever comes first wins whole: a withdrawn case has no letter, a sealed one has one."""
    make_home()
    make_service(licensing, noon, code="domisili", flow=SEALED, documents=[DOCUMENT])
    case = ask(rani, noon)

    def act(number):
        try:
            if number == 1:
                actions.withdraw(case_id=case.pk, key=uuid4(), by=rani, at=noon)
            else:
                actions.seal_step(case_id=case.pk, step="segel", by=SYSTEM, at=noon)
        except Refused:
            pass  # too late to withdraw
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(act, range(4)))
    run_jobs()

    letters = Document.objects.filter(about=case.pk, state="issued").count()
    assert (fresh(case).state, letters) in ((State.WITHDRAWN, 0), (State.COMPLETED, 1))
    assert Command.objects.filter(case=case, verb="seal").count() == letters


def test_a_lost_job_is_tried_again_and_nobody_waits_for_long(letter, rani, sari, noon, queue_is_lost, run_jobs):
    case = ask(rani, noon)
    queue_is_lost()
    assert actions.seal_waiting(by=SYSTEM, at=noon + timedelta(minutes=4)) == 0
    assert actions.seal_waiting(by=SYSTEM, at=noon + sealing.LEASE) == 1
    queue_is_lost()
    assert fresh(case).place["open"] == ["segel"]
    actions.seal_waiting(by=SYSTEM, at=noon + sealing.GIVE_UP)

    assert (reason_of(case), fresh(case).place["open"]) == (("late", ""), ["tanda"])
    assert actions.seal_waiting(by=SYSTEM, at=noon + sealing.GIVE_UP) == 0


def test_nobody_seals_by_hand(letter, rani, sari, noon):
    case = ask(rani, noon)
    for verb in ("seal", "fall-back", "sign", "return"):
        with pytest.raises(Refused):
            do(case, "segel", verb, sari, noon, results={})


def test_somebody_never_seen_waits_for_an_officer(letter, licensing, rani, sari, noon, run_jobs):
    """An account that only knows a NIK sends what it likes; the system vouches for nothing of it."""
    case = make_draft(rani, noon, service="domisili")
    Account.objects.filter(pk=rani.account_id).update(proof_level=1)
    actions.hand_in(case_id=case.pk, key=uuid4(), by=replace(rani, proof=1), at=noon)
    run_jobs()
    assert reason_of(case) == ("unproven", "")


def test_the_pages_read_what_was_seen(letter, rani, sari, noon, run_jobs):
    case = ask(rani, noon)
    too_old(case)
    run_jobs()

    (seal,) = queries.get_case(actor=sari, case_id=case.pk, now=noon).seals
    assert (seal.is_put, seal.ground.reason, seal.ground.fact) == (False, "old", "address")
    assert [row.wrong for row in seal.ground.seen] == ["", "old"]
