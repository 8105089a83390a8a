"""What comes out of an outbox arrives once, and what cannot go on waits for a person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case
from satuatap.domain.outboxes import actions, queries, rules
from satuatap.domain.outboxes.models import Sending
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .factories import make_desk, make_device, make_item, make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(noon, time_machine):
    time_machine.move_to(noon, tick=False)
    village, wayan, revision = make_desk(noon)
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD))
    return village, wayan, revision, agus, make_device(wayan, noon)


def send(desk, at, **changes):
    _village, wayan, revision, agus, device = desk
    item = make_item(changes.pop("party_id", agus.pk), revision.pk, at, **changes)
    return item, actions.receive(device_id=device.pk, item=item, by=wayan, at=at)


def test_a_letter_is_handed_in_under_its_key(desk, noon):
    item, sending = send(desk, noon)

    assert (sending.state, sending.problem) == ("sent", "")
    case = Case.objects.get(pk=item.key)
    assert (case.state, case.answers["tujuan"], case.answers["nama"]) == ("submitted", "Melamar kerja", "Agus Contoh")
    assert sending.slip == f"L{desk[4].number}-0001"


def test_sent_again_it_arrives_once(desk, noon):
    item, first = send(desk, noon)

    again = actions.receive(device_id=desk[4].pk, item=item, by=desk[1], at=noon + timedelta(hours=1))

    assert again == first
    assert (Case.objects.count(), Sending.objects.count()) == (1, 1)


def test_the_same_key_with_other_content_is_a_conflict(desk, noon):
    item, _first = send(desk, noon)

    with pytest.raises(Conflict):
        send(desk, noon, key=item.key, typed={"tujuan": "Menikah"})
    with pytest.raises(Conflict):  # nor can a slip number stand for two
        send(desk, noon, running=item.running)

    assert Case.objects.get().answers["tujuan"] == "Melamar kerja"


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_arrives_once(desk, noon):
    _village, wayan, revision, agus, device = desk
    item = make_item(agus.pk, revision.pk, noon)

    def deliver(_number):
        try:
            return actions.receive(device_id=device.pk, item=item, by=wayan, at=noon).state
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        assert list(hands.map(deliver, range(4))) == ["sent"] * 4

    assert (Case.objects.count(), Sending.objects.count()) == (1, 1)


def test_who_died_or_moved_meanwhile_is_for_a_person_to_look_at(desk, noon):
    source = Source("Surat kematian 1/CONTOH", noon.date())
    residents.report_death(party_id=desk[3].pk, on=noon.date(), source=source, by=desk[1], at=noon)

    _item, sending = send(desk, noon)

    assert (sending.state, sending.problem, sending.case) == ("aside", "gone", None)
    assert sending.words == "Orang ini sekarang tercatat meninggal."
    with pytest.raises(NotFound):  # there is nothing to hand in
        actions.send_on(sending_id=sending.pk, by=desk[1], at=noon)
    assert sending.typed == {"tujuan": "Melamar kerja"}


def test_a_service_that_is_asked_for_in_another_way_keeps_what_was_typed_in_a_draft(desk, noon):
    make_letter(desk[0], noon, summary="Kini dengan cara lain.")

    item, sending = send(desk, noon)

    assert (sending.state, sending.problem) == ("aside", "revision")
    case = Case.objects.get(pk=item.key)
    assert (case.state, case.draft["tujuan"]) == ("draft", "Melamar kerja")


def test_a_double_is_not_handed_in(desk, noon):
    _item, first = send(desk, noon)

    _item, second = send(desk, noon, running=2)

    assert (second.state, second.problem) == ("aside", "double")
    assert first.case.number in second.words
    assert Case.objects.get(pk=second.pk).state == "draft"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk, noon):
    item, sending = send(desk, noon, typed={"tujuan": " "})

    assert (sending.state, sending.problem) == ("aside", "incomplete")
    assert "Keperluan surat" in sending.words
    assert Case.objects.get(pk=item.key).state == "draft"


def test_what_a_version_before_this_one_took_in_is_the_same_when_it_comes_again(desk, noon):
    item, first = send(desk, noon)
    told = {"key", "running", "service_code", "revision_id", "party_id", "how", "typed", "written_at"}
    Sending.objects.update(body_hash=rules.digest({name: getattr(item, name) for name in told}))

    assert actions.receive(device_id=desk[4].pk, item=item, by=desk[1], at=noon).pk == first.pk


def test_a_clock_that_is_years_behind_dates_nothing_before_the_device_was_there(desk, noon):
    _item, early = send(desk, noon, written_at=noon - timedelta(days=4000))
    _item, late = send(desk, noon, written_at=noon + timedelta(days=4000), running=2)

    assert (early.written_at, late.written_at) == (noon, noon)


def test_a_person_says_what_was_done(desk, noon):
    _item, sending = send(desk, noon, typed={})
    (row,) = queries.asides(desk[1]).rows
    assert (row.name, row.problem) == ("Agus Contoh", "incomplete")
    with pytest.raises(Refused):
        actions.settle(sending_id=sending.pk, note=" ", by=desk[1], at=noon)

    actions.settle(sending_id=sending.pk, note="Dilengkapi di meja", by=desk[1], at=noon)

    assert queries.asides(desk[1]).rows == ()
    assert Sending.objects.get().typed == {}


def test_a_fact_that_changed_meanwhile_is_shown_and_a_person_decides(desk, noon):
    shown = {"name": "Agus Contoh", "occupation": "Petani/pekebun", "address_line": "Jalan lama"}
    item, sending = send(desk, noon, shown=shown)
    assert (sending.state, sending.problem) == ("aside", "changed")
    (row,) = queries.asides(desk[1]).rows
    assert row.may_go_on
    assert [(name, then) for name, then, _now in row.differs] == [
        ("occupation", "Petani/pekebun"), ("address_line", "Jalan lama"),
    ]  # fmt: skip

    for _again in (1, 2):
        sent = actions.send_on(sending_id=sending.pk, by=desk[1], at=noon)

    assert (sent.state, sent.problem, sent.differs) == ("sent", "", [])
    assert Case.objects.get(pk=item.key).state == "submitted"
    assert queries.asides(desk[1]).rows == ()


def test_a_double_is_handed_in_as_another_when_its_officer_says_so(desk, noon):
    send(desk, noon)
    item, double = send(desk, noon, running=2)
    colleague = make_officer("Sumiati Contoh", desk[0], "village-head")
    assert not queries.asides(colleague).rows[0].may_go_on
    with pytest.raises(NotFound):  # who wrote it answers for it
        actions.send_on(sending_id=double.pk, by=colleague, at=noon)

    actions.send_on(sending_id=double.pk, by=desk[1], at=noon)

    assert Case.objects.get(pk=item.key).state == "submitted"


def test_what_is_still_missing_is_not_handed_in(desk, noon):
    _item, sending = send(desk, noon, typed={})

    with pytest.raises(Refused, match="Keperluan surat"):
        actions.send_on(sending_id=sending.pk, by=desk[1], at=noon)

    assert Sending.objects.get().state == "aside"


def test_another_village_gets_nothing_and_leaves_a_trace(desk, noon):
    other = make_officer(
        "Komang Contoh", make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI), "village-officer"
    )
    device = desk[4]

    with pytest.raises(NotFound):
        actions.take_snapshot(device_id=device.pk, since=None, by=other, at=noon)
    with pytest.raises(NotFound):
        actions.receive(device_id=device.pk, item=make_item(desk[3].pk, desk[2].pk, noon), by=other, at=noon)
    with pytest.raises(NotFound):
        actions.end(device_id=device.pk, why="lost", by=other, at=noon)
    with pytest.raises(NotFound):
        queries.recovery(other, device.pk)

    assert queries.devices(other).rows == ()
    assert Entry.objects.filter(verb="outboxes.refused", by=other.id, on_id=str(device.pk)).count() == 2
    assert not Sending.objects.exists()


def test_people_of_another_village_are_not_served_from_a_device(desk, noon):
    stranger = make_person("Ketut Contoh")
    make_family((stranger, HEAD), area_code=OTHER_TAMANSARI)

    _item, sending = send(desk, noon, party_id=stranger.pk)

    assert (sending.state, sending.problem) == ("aside", "gone")
    assert not Case.objects.exists()
