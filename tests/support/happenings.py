"""What happened in Rani's town before the tests walk about in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from satuatap.domain.agencies.actions import declare_outage, lift_outage
from satuatap.domain.agencies.models import Unit
from satuatap.domain.audit.actions import record, record_look
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.actions import (
    Noted,
    Taken,
    add_photo,
    ask_export,
    ask_opinion,
    attach_paper,
    hand_in_bundle,
    note,
    note_findings,
    note_problem,
    plan_inspection,
    raise_task,
    save_bundle_page,
    save_filter,
    start_bundle,
    write_post,
)
from satuatap.domain.cases.models import Bundle, Case, OutsideCall
from satuatap.domain.cases.queries import Filters, case_id_of, to_sign
from satuatap.domain.cases.tests.factories import JPEG, do, make_case, make_draft
from satuatap.domain.correspondence.actions import Order, dispose, register
from satuatap.domain.correspondence.queries import Facts
from satuatap.domain.documents.actions import ask_correction, note_unsigned, open_batch, open_draft
from satuatap.domain.documents.queries import of_about
from satuatap.domain.files.actions import store
from satuatap.domain.files.tests.factories import PDF
from satuatap.domain.identity.actions import name_deputy
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.actions import notify
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as bills
from satuatap.domain.regions.tests.factories import TAMANSARI
from satuatap.domain.residents.actions import (
    Sought,
    Told,
    add_breach_persons,
    answer_data_request,
    ask_about_data,
    ask_at_counter,
    bring_import,
    invite_officer,
    make_data_copy,
    offer_power,
    open_in_emergency,
    report_breach,
    report_fact,
    report_look,
    write_breach,
)
from satuatap.domain.residents.models import Breach, CivilEvent, FollowUp, Mandate, Party, Person
from satuatap.domain.residents.tests.factories import make_mandate, make_organisation
from satuatap.fronts.shared import manuals
from satuatap.kernel.actors import Actor, system

from . import cast
from .queue import drain

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=cast.ZoneInfo("Asia/Jakarta"))
ASKED = "Bolehkah papannya hijau?"
SEEN = "Pagar sudah berdiri di atas selokan."
NOTED = "Warga ini pernah menunggak."
AMISS = "Saya lahir di kota lain."
ODD = "Saya tidak mengenal petugas ini."
URGENT = "Ia pingsan di tepi jalan, keluarganya harus dihubungi."
UNWANTED = "Jangan pakai data lama saya."


def apply_for_everything(people: Mapping[str, Actor]) -> list[Case]:
    """Rani's applications, one for each condition a case can be in."""
    rani, budi, sari = people["rani"], people["budi"], people["sari"]
    draft, sent, returned = make_draft(rani, NOON), make_case(rani, NOON), make_case(rani, NOON)
    paying, signing, stuck, issued, done = (make_case(rani, NOON) for _ in range(5))
    do(returned, "periksa", "return", budi, NOON, defects=[{"about": "paper:gambar", "text": "Foto gelap."}])
    for case in (paying, signing, stuck, issued, done):
        do(case, "periksa", "accept", budi, NOON)
        do(case, "pajak", "report", budi, NOON, results={"jumlah": 150_000})
    for case in (signing, stuck, issued, done):
        _pay(bills.bills_about(case.pk)[0], budi, outside=case is issued)
    drain()
    for case in (signing, stuck, issued, done):
        do(case, "putus", "approve", sari, NOON)
    drain()
    for case in (issued, done):
        do(case, "tanda", "sign", sari, NOON)
    drain()
    do(done, "serah", "hand-over", budi, NOON, collector=rani.name, relation="self")
    ask_correction(
        document_id=of_about(done.pk)[0].id, key=uuid4(), words=AMISS, upload=(JPEG, "ktp.jpg"), by=rani, at=NOON
    )
    outside = make_case(rani, NOON, service="akta-kelahiran")
    do(outside, "periksa", "accept", budi, NOON)
    file = store(data=PDF, name="akta.pdf", owner_kind="cases.case", owner_id=outside.pk, by=budi, at=NOON)
    do(outside, "catat", "record", budi, NOON, number="3510-LU-0001", file_id=str(file.pk))
    referring, referred = (make_case(rani, NOON, service="paspor") for _ in range(2))
    for case in (referring, referred):
        do(case, "periksa", "accept", budi, NOON)
    do(referred, "rujuk", "refer", budi, NOON, results={"on": "2026-12-01", "place": "Jember"})
    asking = do(make_case(rani, NOON, service="air"), "periksa", "accept", budi, NOON)
    question = OutsideCall.objects.get(case=asking)
    note_problem(call_id=question.pk, problem="half", by=system("test"), at=NOON)
    drain()
    visited = [inspect(make_case(rani, NOON, service="bangunan"), budi, done=done) for done in (False, True)]
    drain()
    do(stuck, "tanda", "sign", sari, NOON)
    raise_task(case_id=stuck.pk, step="terbit", by=system("test"), at=NOON)
    return [draft, sent, returned, paying, signing, stuck, issued, done, outside, referring, referred, asking, *visited]


def inspect(case: Case, budi: Actor, *, done: bool) -> Case:
    """Budi has been to Rani's place, and taken a photo; with ``done`` the report is sent."""
    do(case, "periksa", "accept", budi, NOON)
    here: dict[str, Any] = {"case_id": case.pk, "step": "tinjau", "by": budi, "at": NOON}
    plan_inspection(on=NOON.date(), **here)
    noted = {"letak": Noted("ok", None, SEEN, NOON), "lebar": Noted("ok", Decimal("3.5"), "", NOON)}
    note_findings(noted=noted, no_position="HP tanpa GPS", **here)
    add_photo(item="letak", key=uuid4(), data=JPEG, taken=Taken(NOON), **here)
    return do(case, "tinjau", "report", budi, NOON) if done else case


def apply_for_a_life_event(rani: Actor) -> list[Bundle]:
    """Two services of one event together: a draft, and one that was sent."""
    found = []
    for _number in range(2):
        bundle = start_bundle(
            event="akta-kelahiran", services=("akta-kelahiran", "paspor"), party_id=rani.party_id,
            applicant_kind="self", key=uuid4(), by=rani, at=NOON,
        )  # fmt: skip
        for case in bundle.cases.all():
            save_bundle_page(
                bundle_id=bundle.pk, case_id=case.pk, page="isian", answers={"teks": "Warung Rani", "luas": 4},
                version=None, by=rani, at=NOON,
            )  # fmt: skip
            attach_paper(case_id=case.pk, paper="gambar", data=JPEG, name="gambar.jpg", by=rani, at=NOON)
        found.append(bundle)
    hand_in_bundle(bundle_id=found[1].pk, by=rani, at=NOON)
    return found


def talk(case: Case, people: Mapping[str, Actor]) -> None:
    """Rani asks and shows a picture, Budi leaves a note and asks Sari, while the case is still open."""
    rani, budi = people["rani"], people["budi"]
    case.refresh_from_db()
    if case.closed_at:
        return
    write_post(case_id=case.pk, key=uuid4(), text=ASKED, upload=(JPEG, "tanya.jpg"), by=rani, at=NOON)
    note(case_id=case.pk, key=uuid4(), text=NOTED, by=budi, at=NOON)
    role, unit = "head-of-licensing", budi.holdings[0].unit_id
    ask_opinion(case_id=case.pk, key=uuid4(), unit_id=unit, role=role, question=NOTED, by=budi, at=NOON)


def _pay(bill: Any, by: Actor, *, outside: bool) -> None:
    """At the till, or at the bank with a proof of it."""
    if not outside:
        payments.settle_cash(bill_id=bill.id, amount=bill.total, key=uuid4(), by=by, at=NOON)
        return
    proof = store(data=JPEG, name="bukti.jpg", owner_kind="payments.bill", owner_id=bill.id, by=by, at=NOON)
    payments.settle_outside(
        bill_id=bill.id,
        reference="NTPD-TELUK-7",
        paid_on=NOON.date(),
        evidence_id=proof.pk,
        key=uuid4(),
        by=by,
        at=NOON,
    )


def slip(rani: Actor) -> Message:
    """News for Rani that waits on paper at the unit where she applies."""
    unit = Unit.objects.get(code="dpmptsp")
    words = {"service": "Izin reklame", "number": "BWI-26-SLIP"}
    notify(
        template="approved",
        key="slip",
        context=words,
        party_id=rani.party_id,
        unit_id=unit.pk,
        by=system("test"),
        at=NOON,
    )
    return Message.objects.get(key="slip", channel="slip")


def _leaked(people: Mapping[str, Actor]) -> str:
    """Data got out, Rani's among them; Sari has declared it and has the notice to the authority."""
    told = Told(
        what="Daftar terkirim ke grup.",
        data="Nama dan alamat",
        happened="Minggu",
        reaches="Satu dusun",
        handling="Sudah dihapus dari grup",
    )
    leak = report_breach(told=told, known_at=NOON, by=people["budi"], at=NOON)
    write_breach(breach_id=leak.pk, told=told, by=people["sari"], at=NOON)
    nik = Person.objects.get(pk=people["rani"].party_id).nik or ""
    add_breach_persons(breach_id=leak.pk, numbers=nik, by=people["sari"], at=NOON)
    Breach.objects.filter(pk=leak.pk).update(paper=b"%PDF-")
    return str(leak.pk)


def suspect(people: Mapping[str, Actor]) -> dict[str, str]:
    """Budi looked at Rani's data, and she finds that odd."""
    rani, budi = people["rani"], people["budi"]
    record_look(by=budi, at=NOON, purpose="melihat-lihat", party_id=rani.party_id, unit_id=budi.holdings[0].unit_id)
    look = Entry.objects.filter(party_id=str(rani.party_id), verb="looked").latest("id")
    report = report_look(look_id=look.pk, words=ODD, by=rani, at=NOON)
    fact = report_fact(
        party_id=rani.party_id, field="birth_place", words=AMISS, should_be="Jember", upload=(JPEG, "ktp.jpg"), by=rani,
        at=NOON,
    )  # fmt: skip
    asked = ask_about_data(kind="objection", words=UNWANTED, by=rani, at=NOON)
    event = CivilEvent.objects.filter(changes__party=rani.party_id).earliest("id")
    task = FollowUp.objects.create(
        unit=Unit.objects.get(code="dpmptsp"), task="aid", event=event, party_id=rani.party_id, opened_at=NOON
    )
    granted = ask_at_counter(party_id=rani.party_id, kind="access", came="self", shown="KTP-el", by=budi, at=NOON)
    answer_data_request(request_id=granted.pk, is_granted=True, answer="Silakan.", by=people["sari"], at=NOON)
    make_data_copy(request_id=granted.pk, by=system("test"), at=NOON)
    urgent = open_in_emergency(
        sought=Sought(nik=Person.objects.get(pk=rani.party_id).nik or ""), kind="life", reason=URGENT, by=budi, at=NOON
    )
    leak = _leaked(people)
    record("turned-away", by=budi, at=NOON, purpose="desk:resident", party_id=rani.party_id)
    return {
        "attempt_id": str(Entry.objects.latest("id").pk),
        "breach_id": leak, "granted_id": str(granted.pk), "emergency_id": str(urgent.pk), "look_id": str(look.pk), "report_id": str(report.pk), "fact_id": str(fact.pk), "event_id": str(event.pk),
        "happened": "kematian", "follow_up_id": str(task.pk), "demand_id": str(asked.pk),
    }  # fmt: skip


def found_firm(rani: Actor, lina: Actor) -> tuple[str, str]:
    """An organisation of Rani's, whose power of attorney Lina holds for a service that it never used, and an invitation to
    somebody whom nobody knows."""
    firm = make_organisation(Party.objects.get(pk=rani.party_id), name="CV Teluk Biru")
    terms: dict[str, Any] = {"kind": "kuasa", "reference": "13/KUASA/CONTOH", "scope": ["sktm"], "to_on": cast.TODAY}
    make_mandate(firm, Party.objects.get(pk=lina.party_id), **terms)
    invited = invite_officer(
        organisation_id=firm.pk,
        nik="3510245505949999",
        name="Siti Contoh",
        title="",
        rights=["apply"],
        by=rani,
        at=NOON,
    )
    return str(firm.pk), str(invited.pk)


def give_powers(people: Mapping[str, Actor], cases: list[UUID]) -> str:
    """Lina has Rani's power of attorney for a service that Rani never used; Joko's, for all that she did, has ended.
    Returns the one that was offered to Siti, whom nobody knows."""
    rani, lina, joko = (Party.objects.get(pk=people[name].party_id) for name in ("rani", "lina", "joko"))
    terms: dict[str, Any] = {"kind": "kuasa", "reference": "12/KUASA/CONTOH"}
    make_mandate(rani, lina, scope=["sktm"], to_on=cast.TODAY + timedelta(days=30), **terms)
    yesterday = cast.TODAY - timedelta(days=1)
    ended = make_mandate(rani, joko, scope=["izin-reklame"], from_on=yesterday, to_on=yesterday, **terms)
    Mandate.objects.filter(pk=ended.pk).update(abouts=cases)
    offer = {"nik": "3510245505949999", "name": "Siti Contoh", "scope": ["sktm"], "to_on": cast.TODAY}
    return str(offer_power(**offer, by=people["rani"], at=NOON).pk)


def _export(budi: Actor) -> str:
    export = ask_export(filters=Filters(view="team"), key=uuid4(), language="id", by=budi, at=NOON)
    drain()
    return str(export.pk)


def _import(sari: Actor) -> str:
    """A file of residents that was read and waits for its columns to be named."""
    brought = bring_import(
        data=b"NO_KK;NIK;NAMA_LENGKAP;JK;TGL_LAHIR;SHDK\n", name="warga.csv", area_code=TAMANSARI, key=uuid4(), language="id",
        by=sari, at=NOON,
    )  # fmt: skip
    drain()
    return str(brought.pk)


def staffing(people: Mapping[str, Actor]) -> dict[str, str]:
    """Sari's decree, and a leave of Budi's that has not begun."""
    sari, budi, wati = (Account.objects.get(pk=people[name].account_id) for name in ("sari", "budi", "wati"))
    days = {"from_on": NOON.date() + timedelta(days=7), "to_on": NOON.date() + timedelta(days=8)}
    unit = next(iter(people["budi"].holdings)).unit_id
    leave = name_deputy(
        account_id=budi.pk, deputy_id=wati.pk, unit_id=unit, role="front-officer", by=system("test"), at=NOON, **days
    )
    outage = declare_outage(
        kind="power", system="", unit_id=unit, begins_at=NOON - timedelta(hours=1), reason="Gardu padam.", evidence="",
        paper=("gardu.jpg", JPEG), by=people["sari"], at=NOON,
    )  # fmt: skip
    lift_outage(outage_id=outage.pk, ends_at=NOON, by=people["sari"], at=NOON)
    return {
        "authority_id": str(sari.authorities.get().pk),
        "leave_id": str(leave.pk),
        "outage_id": str(outage.pk),
        "export_id": _export(people["budi"]),
        "import_id": _import(people["sari"]),
        "filter_id": str(save_filter(name="Teluk", query="tampil=team", by=people["budi"], at=NOON).pk),
    }


def letter_came(people: Mapping[str, Actor]) -> dict[str, str]:
    """A letter that came in to the office of Budi and Sari, with a scan; Sari gave it to Budi."""
    unit = next(iter(people["budi"].holdings)).unit_id
    facts = Facts(received_on=NOON.date(), sender="Sekretaris Daerah", subject="Undangan rapat")
    letter = register(
        unit_id=unit, facts=facts, key=uuid4(), sheets=[("undangan.pdf", PDF)], by=people["budi"], at=NOON
    )
    order = Order(to=[people["budi"].account_id], words="Mohon dihadiri")
    dispose(letter_id=letter.pk, order=order, key=uuid4(), by=people["sari"], at=NOON)
    return {"letter_id": str(letter.pk), "sheet_id": str(letter.sheets.get().pk)}


def signed_in_a_batch(sari: Actor) -> str:
    """A batch of Sari's with one document, whose signature came too late."""
    row = to_sign(sari, now=NOON).rows[0]
    assert row.document_id
    open_draft(document_id=row.document_id, about=case_id_of(row.number), by=sari, at=NOON)
    batch, _left = open_batch(document_ids=[row.document_id], pulled={}, key=uuid4(), by=sari, at=NOON)
    note_unsigned(batch_id=batch.pk, document_id=row.document_id, reason="late", by=system("test"), at=NOON)
    return str(batch.pk)


def set_manual(role: str) -> str:
    """The manual of a role lies ready to be printed, as an installation has it. Returns the role."""
    manuals.folder().mkdir(parents=True, exist_ok=True)
    (manuals.folder() / f"{role}.pdf").write_bytes(b"satu halaman")
    return role
