"""Breaches of data: reported by anybody who works here, the 3 x 24 hours, those who are told, and what was late stays late."""

from datetime import timedelta

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents import actions, ports, queries, tasks
from satuatap.domain.residents.events import BreachTold
from satuatap.domain.residents.models import Breach
from satuatap.domain.residents.tests.factories import BY, NOON, make_link, make_person, officer, resident
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]
WHOLE = actions.Told(
    what="Daftar penerima terkirim ke grup warga.", data="Nama, NIK, alamat", happened="Minggu pagi, lewat HP kantor",
    reaches="Penerima bantuan satu dusun", handling="Pesan dihapus, anggota grup diminta menghapus",
)  # fmt: skip
KNOWN = NOON - timedelta(hours=2)


@pytest.fixture
def wira(civil):
    return officer(civil, "data-protection-officer", "Wira")


@pytest.fixture
def reported(licensing):
    return actions.report_breach(
        told=actions.Told("Daftar terkirim ke grup."), known_at=KNOWN, by=officer(licensing), at=NOON
    )


@pytest.fixture
def declared(reported, wira):
    return actions.write_breach(breach_id=reported.pk, told=WHOLE, by=wira, at=NOON)


def test_the_clock_runs_from_when_it_was_known(reported, wira):
    assert reported.due_at == KNOWN + timedelta(hours=72)
    row = queries.breach(wira, reported.pk, NOON)
    assert (row.state, row.number, row.is_late) == ("reported", "", False)
    with pytest.raises(Refused, match="belum terjadi"):
        actions.report_breach(told=WHOLE, known_at=NOON + timedelta(minutes=1), by=wira, at=NOON)
    with pytest.raises(Refused, match="Tulis ini dulu"):
        actions.report_breach(told=actions.Told(" "), known_at=NOON, by=wira, at=NOON)


def test_who_may(reported, licensing, wira, civil):
    with pytest.raises(NotFound):
        actions.report_breach(told=WHOLE, known_at=NOON, by=resident(make_person("Dewi")), at=NOON)
    other = officer(civil)
    with pytest.raises(NotFound):
        queries.breach(other, reported.pk, NOON)
    assert queries.breaches(other, NOON).rows == ()
    mine = officer(licensing)
    assert queries.breach(mine, reported.pk, NOON).is_own_report
    for act in (actions.tell_breach_persons, actions.ask_breach_paper, actions.close_breach):
        with pytest.raises(NotFound):
            act(breach_id=reported.pk, by=mine, at=NOON)
    with pytest.raises(NotFound):
        actions.mind_breaches(by=wira, at=NOON)


def test_numbers_of_a_year_have_no_gaps_and_a_report_that_was_none_takes_no_number(declared, licensing, wira):
    none = actions.report_breach(told=WHOLE, known_at=NOON, by=officer(licensing), at=NOON)
    with pytest.raises(Refused, match="mengapa"):
        actions.dismiss_breach(breach_id=none.pk, reason=" ", by=wira, at=NOON)
    actions.dismiss_breach(breach_id=none.pk, reason="Datanya contoh.", by=wira, at=NOON)
    second = actions.report_breach(told=WHOLE, known_at=NOON, by=wira, at=NOON)
    second = actions.write_breach(breach_id=second.pk, told=WHOLE, by=wira, at=NOON)

    assert (declared.number, second.number) == ("KD-2026-001", "KD-2026-002")
    assert Breach.objects.get(pk=none.pk).number is None
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.write_breach(breach_id=none.pk, told=WHOLE, by=wira, at=NOON)


def test_persons_are_told_once_each_without_personal_data_and_read_it_behind_the_link(declared, wira, licensing):
    party = make_person("Sumber Contoh")
    nik = party.person.nik
    make_link(party, licensing.pk)
    found = actions.add_breach_persons(breach_id=declared.pk, numbers=f"{nik}\n1111111111111111", by=wira, at=NOON)
    assert found == (1, 1)
    assert queries.own_breaches(resident(party)) == ()  # not told yet

    assert actions.tell_breach_persons(breach_id=declared.pk, by=wira, at=NOON) == 1
    assert actions.tell_breach_persons(breach_id=declared.pk, by=wira, at=NOON) == 0
    tasks.tell_breach_person(BreachTold(breach_id=declared.pk, party_id=party.pk))
    told = Message.objects.filter(template="breach-notice")
    assert {row.channel for row in told} >= {"inapp", "sms"}
    assert not [row for row in told if nik in row.text or "Sumber" in row.text or "grup" in row.text]
    (own,) = queries.own_breaches(resident(party))
    assert (own.data, own.handling) == (WHOLE.data, WHOLE.handling)
    assert queries.own_breaches(resident(make_person("Dewi Contoh"))) == ()
    assert Entry.objects.filter(verb="residents.breach-person-told", party_id=str(party.pk)).count() == 1


def test_the_notice_waits_for_what_the_law_wants_told(reported, wira):
    actions.write_breach(breach_id=reported.pk, told=actions.Told("a", data="b", reaches="c"), by=wira, at=NOON)
    for act in (actions.tell_breach_persons, actions.ask_breach_paper):
        with pytest.raises(Refused, match="Lengkapi dulu"):
            act(breach_id=reported.pk, by=wira, at=NOON)


def test_it_is_called_out_a_day_before_and_after_and_what_was_late_stays_late(declared, wira):
    due = declared.due_at
    actions.mind_breaches(by=BY, at=due - timedelta(hours=25))
    actions.mind_breaches(by=BY, at=due - timedelta(hours=23))
    actions.mind_breaches(by=BY, at=due - timedelta(hours=22))
    actions.mind_breaches(by=BY, at=due + timedelta(minutes=1))
    verbs = Entry.objects.filter(verb__startswith="residents.breach-", on_id=str(declared.pk)).values_list(
        "verb", flat=True
    )
    assert [verb for verb in verbs if verb.endswith(("-near", "-late"))] == [
        "residents.breach-near",
        "residents.breach-late",
    ]

    later = due + timedelta(hours=1)
    actions.tell_breach_persons(breach_id=declared.pk, by=wira, at=later)
    with pytest.raises(Refused, match="nomor surat atau tanda terima"):
        actions.note_authority(breach_id=declared.pk, reference=" ", by=wira, at=later)
    actions.note_authority(breach_id=declared.pk, reference="Surel 1", by=wira, at=later)
    with pytest.raises(Refused, match="pemulihannya ditulis"):
        actions.close_breach(breach_id=declared.pk, by=wira, at=later)
    whole = actions.Told(
        **{name: getattr(WHOLE, name) for name in WHOLE.__slots__ if name != "recovery"}, recovery="Pulih"
    )
    actions.write_breach(breach_id=declared.pk, told=whole, by=wira, at=later)
    actions.close_breach(breach_id=declared.pk, by=wira, at=later)
    row = queries.breach(wira, declared.pk, later + timedelta(days=9))
    assert (row.state, row.is_late) == ("closed", True)


def test_told_in_time_it_is_not_late_afterwards(declared, wira):
    actions.tell_breach_persons(breach_id=declared.pk, by=wira, at=NOON)
    actions.note_authority(breach_id=declared.pk, reference="Surat 1", by=wira, at=NOON)

    assert not queries.breach(wira, declared.pk, NOON + timedelta(days=9)).is_late
    actions.mind_breaches(by=BY, at=declared.due_at + timedelta(hours=1))
    assert not Entry.objects.filter(verb="residents.breach-late").exists()


def test_the_paper_is_set_by_the_worker_and_read_by_the_protector(declared, wira, civil, monkeypatch, run_jobs):
    seen = {}
    monkeypatch.setattr(ports, "breach_setters", [lambda facts, _at: seen.update(facts) or b"%PDF-"])
    actions.ask_breach_paper(breach_id=declared.pk, by=wira, at=NOON)
    with pytest.raises(NotFound):
        queries.breach_paper(wira, declared.pk)
    run_jobs()

    assert queries.breach_paper(wira, declared.pk) == ("KD-2026-001", b"%PDF-")
    assert (seen["number"], seen["persons"], seen["data"]) == ("KD-2026-001", 0, WHOLE.data)
    with pytest.raises(NotFound):
        queries.breach_paper(officer(civil), declared.pk)
    with pytest.raises(NotFound):
        actions.set_breach_paper(breach_id=declared.pk, by=wira, at=NOON)
    actions.set_breach_paper(breach_id=declared.pk, by=system("test"), at=NOON)
