"""Devices carry their own village along, are looked after, and are ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.outboxes import actions, queries
from satuatap.domain.outboxes.models import Device
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.queries import VILLAGER_FIELDS
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.errors import NotFound, Refused

from .factories import make_desk, make_device

pytestmark = pytest.mark.django_db
NAME = VILLAGER_FIELDS.index("name")


@pytest.fixture
def desk(noon, time_machine):
    time_machine.move_to(noon, tick=False)
    village, wayan, _letter = make_desk(noon)
    people = [make_person(name) for name in ("Agus Contoh", "Bima Contoh")]
    for person in people:
        make_family((person, HEAD))
    make_family((make_person("Ketut Contoh"), HEAD), area_code=OTHER_TAMANSARI)
    return village, wayan, people


def names(found):
    return {row[NAME] for row in found.rows}


def test_a_device_gets_its_village_and_every_one_of_them_reads_of_it(desk, noon):
    _village, wayan, people = desk
    device = make_device(wayan, noon)

    found = actions.take_snapshot(device_id=device.pk, since=None, by=wayan, at=noon)

    assert (names(found), found.gone, found.is_whole) == ({"Agus Contoh", "Bima Contoh"}, (), True)
    looks = Entry.objects.filter(verb="looked", party_id__in=[str(person.pk) for person in people])
    assert {look.purpose for look in looks} == {f"Dibawa meja desa untuk bekerja tanpa jaringan ({device})"}


def test_later_it_gets_only_what_has_changed(desk, noon):
    _village, wayan, (agus, _bima) = desk
    device = make_device(wayan, noon)
    first = actions.take_snapshot(device_id=device.pk, since=None, by=wayan, at=noon + timedelta(hours=1))
    later = noon + timedelta(hours=2)
    residents.report_death(
        party_id=agus.pk, on=noon.date(), source=Source("Surat kematian 1/CONTOH", noon.date()), by=wayan, at=later
    )
    make_family((make_person("Sekar Contoh"), HEAD))

    second = actions.take_snapshot(device_id=device.pk, since=first.until, by=wayan, at=later)

    assert (names(second), second.gone, second.is_whole) == ({"Sekar Contoh"}, (str(agus.pk),), False)


def test_whom_an_officer_opened_without_the_line_is_written_down_afterwards(desk, noon):
    _village, wayan, (agus, _bima) = desk
    device = make_device(wayan, noon)
    early = noon - timedelta(hours=3)

    actions.note_looks(device_id=device.pk, looks=[(agus.pk, "Membuat surat", early)], by=wayan, at=noon)

    look = Entry.objects.get(verb="looked", party_id=str(agus.pk))
    assert look.purpose == "Membuat surat (tanpa jaringan, 23-11-2026 09.00)"


def test_a_lost_device_gets_nothing_any_more_and_wipes_itself(desk, noon):
    _village, wayan, _people = desk
    device = make_device(wayan, noon)
    assert queries.recovery(wayan, device.pk) == bytes(32)

    actions.end(device_id=device.pk, why="lost", by=wayan, at=noon)

    with pytest.raises(Refused) as refusal:
        actions.take_snapshot(device_id=device.pk, since=None, by=wayan, at=noon)
    assert refusal.value.code == "wipe"
    with pytest.raises(NotFound):
        queries.recovery(wayan, device.pk)
    actions.confirm_wiped(device_id=device.pk, by=wayan, at=noon)
    (row,) = queries.devices(wayan).rows
    assert (row.state, row.ended_for) == ("wiped", "lost")


def test_who_protects_data_sees_and_ends_the_devices_of_every_village(desk, noon):
    device = make_device(desk[1], noon)
    protector = make_officer("Made Contoh", make_unit("kominfo"), "data-protection-officer")

    assert [row.id for row in queries.devices(protector).rows] == [device.pk]
    actions.end(device_id=device.pk, why="replaced", by=protector, at=noon)

    assert Device.objects.get().ended_for == "replaced"


def test_officers_without_a_village_desk_carry_nobody(desk, noon, budi):
    with pytest.raises(NotFound):
        make_device(budi, noon)
    with pytest.raises(NotFound):
        queries.devices(budi)


def test_a_colleague_of_the_same_village_does_not_open_it(desk, noon):
    device = make_device(desk[1], noon)
    colleague = make_officer("Sumiati Contoh", desk[0], "village-head")

    with pytest.raises(NotFound):
        actions.note_heard(device_id=device.pk, unsent=0, by=colleague, at=noon)

    assert [row.id for row in queries.devices(colleague).rows] == [device.pk]


def test_an_officer_who_works_elsewhere_now_carries_nobody_any_more(desk, noon):
    village, wayan, _people = desk
    device = make_device(wayan, noon)
    assert queries.order_of(wayan, device.pk) == ""

    elsewhere = make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI)
    moved = replace(wayan, holdings=tuple(replace(one, unit_id=elsewhere.pk) for one in wayan.holdings))

    assert queries.order_of(moved, device.pk) == "leave"
    assert queries.order_of(make_officer("Sumiati Contoh", village, "village-head"), device.pk) == "stranger"
    with pytest.raises(NotFound):
        actions.take_snapshot(device_id=device.pk, since=None, by=moved, at=noon)
