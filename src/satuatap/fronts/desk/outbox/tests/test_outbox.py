"""The page without the line: what it is given, what it sends, and who looks after it."""

import json
from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import JPEG
from satuatap.domain.outboxes import actions
from satuatap.domain.outboxes.models import Device, Sending
from satuatap.domain.outboxes.tests.factories import make_desk, make_device, make_item
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.fronts.desk.outbox import views

pytestmark = pytest.mark.django_db
HALF = b64encode(bytes(range(32))).decode()


class Desk:
    """Wayan's browser at Tamansari."""

    def __init__(self, client, village, wayan, revision, agus):
        self.client, self.village, self.wayan, self.revision, self.agus = client, village, wayan, revision, agus

    def post(self, name, /, **sent):
        return self.client.post(reverse(f"desk:outbox_{name}"), json.dumps(sent), content_type="application/json")

    def register(self):
        return self.post("register", name="Laptop balai desa", recovery=HALF).json()["id"]

    def item(self, **changes):
        return {
            "key": str(uuid4()), "running": 1, "service": "surat-coba", "revision": str(self.revision.pk),
            "party": str(self.agus.pk), "how": "spoken", "typed": {"tujuan": "Melamar kerja"},
            "at": "2026-11-23T02:00:00Z",
        } | changes  # fmt: skip


@pytest.fixture
def desk(noon, time_machine, client_of):
    time_machine.move_to(noon, tick=False)
    village, wayan, revision = make_desk(noon)
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD))
    return Desk(client_of(wayan), village, wayan, revision, agus)


def test_a_browser_is_registered_and_gets_its_people_and_its_forms(desk):
    device = desk.register()

    told = desk.post("snapshot", device=device).json()

    assert [row[told["fields"].index("name")] for row in told["rows"]] == ["Agus Contoh"]
    (letter,) = told["letters"]
    assert told["inked"] is False
    assert (letter["code"], letter["known"]) == ("surat-coba", {"nama": "party.name"})
    assert letter["missing"]["tujuan"] == "Isi “Keperluan surat”."
    assert 'name="tujuan"' in letter["html"]
    again = desk.post("snapshot", device=device, since=told["until"], mark=told["mark"]).json()
    assert again["letters"] is None


def test_what_is_sent_twice_arrives_once_and_other_content_is_a_conflict(desk):
    device, item = desk.register(), desk.item()

    first = desk.post("send", device=device, items=[item], unsent=3)
    second = desk.post("send", device=device, items=[item], unsent=2)
    other = desk.post("send", device=device, items=[item | {"typed": {"tujuan": "Menikah"}}, desk.item(running=2)])

    number = Case.objects.get(pk=item["key"]).number
    assert first.json()["fates"] == second.json()["fates"]
    assert [(fate["state"], fate["number"]) for fate in first.json()["fates"]] == [("sent", number)]
    assert (other.status_code, [row["key"] for row in other.json()["conflicts"]]) == (409, [item["key"]])
    assert Sending.objects.count() == 2  # what came along with the conflict arrived all the same
    assert Device.objects.get().unsent == 0


def test_a_photo_is_taken_in_for_its_officer_only(desk, client_of):
    device = desk.register()
    place = reverse("desk:outbox_sheet")
    told = {"device": device, "key": str(uuid4()), "item": str(uuid4()), "paper": "surat-rt"}

    def photo(data=JPEG):
        return told | {"foto": SimpleUploadedFile("foto.jpg", data)}

    assert desk.client.post(place, photo()).status_code == 200
    assert desk.client.post(place, photo(JPEG + b"x")).status_code == 422
    assert desk.client.post(place, told).status_code == 404
    colleague = make_officer("Sumiati Contoh", desk.village, "village-head")
    assert client_of(colleague).post(place, photo()).status_code == 404
    actions.end(device_id=device, why="lost", by=desk.wayan, at=Device.objects.get().registered_at)
    assert desk.client.post(place, photo()).json()["order"] == "wipe"


def test_another_village_gets_nothing_and_leaves_a_trace(desk, client_of):
    device = desk.register()
    unit = make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI)
    komang = make_officer("Komang Contoh", unit, "village-officer")
    theirs = Desk(client_of(komang), unit, komang, desk.revision, desk.agus)

    for name in ("snapshot", "send", "lend", "recover", "off", "wiped"):
        assert theirs.post(name, device=device, items=[desk.item()], key=str(uuid4())).status_code == 404

    assert not Sending.objects.exists()
    assert Entry.objects.filter(verb="outboxes.refused", by=komang.id, unit_id=str(unit.pk)).count() == 3
    assert "Laptop" not in theirs.client.get(reverse("desk:outbox_devices")).text


def test_a_lost_device_is_told_to_wipe_itself(desk, client_of):
    device = desk.register()
    page = reverse("desk:outbox_devices")
    assert "Laptop balai desa" in desk.client.get(page).text

    desk.client.post(page, {"perangkat": device, "sebab": "lost"})

    assert desk.client.get(reverse("desk:outbox_state"), {"perangkat": device}).json()["order"] == "wipe"
    for name in ("snapshot", "send"):
        answer = desk.post(name, device=device, items=[desk.item()])
        assert (answer.status_code, answer.json()["order"]) == (410, "wipe")
    assert not Sending.objects.exists()
    assert desk.post("wiped", device=device).status_code == 200
    assert "Isinya sudah terhapus" in desk.client.get(page).text


def test_a_lost_device_is_told_so_though_nobody_signs_in(desk, client, client_of):
    told = desk.post("register", name="HP petugas", recovery=HALF).json()
    order, wiped = reverse("desk:outbox_order"), reverse("desk:outbox_wiped")
    assert client.get(order, {"tanda": told["pass"]}).json()["order"] == ""
    desk.client.post(reverse("desk:outbox_devices"), {"perangkat": told["id"], "sebab": "lost"})

    assert client.get(order, {"tanda": told["pass"]}).json()["order"] == "wipe"
    for pass_shown in ("", told["pass"] + "x", told["pass"].replace(told["id"], str(uuid4()))):
        assert client.get(order, {"tanda": pass_shown}).status_code == 404
        sent = json.dumps({"device": told["id"], "pass": pass_shown})
        assert client.post(wiped, sent, content_type="application/json").status_code == 404
    assert Device.objects.get().wiped_at is None
    sent = json.dumps({"device": told["id"], "pass": told["pass"]})
    assert client.post(wiped, sent, content_type="application/json").status_code == 200
    assert Device.objects.get().wiped_at is not None


def test_the_worker_changes_with_whatever_its_page_is_made_of(desk, monkeypatch):
    place = reverse("desk:outbox_worker")
    views._worker_source.cache_clear()
    before = desk.client.get(place).text
    monkeypatch.setattr(views, "page_words", lambda: {"online": "Kata lain"})
    views._worker_source.cache_clear()
    after = desk.client.get(place).text
    views._worker_source.cache_clear()

    assert before != after


def test_what_went_aside_long_ago_is_told_to_its_device_when_it_asks(desk, noon, time_machine, client_of):
    device, item = desk.register(), desk.item(typed={})
    desk.post("send", device=device, items=[item])
    time_machine.move_to(noon + timedelta(days=9), tick=False)
    desk.client = client_of(desk.wayan)
    actions.settle(sending_id=item["key"], note="Dilengkapi", by=desk.wayan, at=noon + timedelta(days=9))

    told = desk.post("send", device=device, items=[], asked=[item["key"]]).json()

    assert [(fate["key"], fate["state"]) for fate in told["fates"]] == [(item["key"], "settled")]
    assert desk.post("send", device=device, items=[]).json()["fates"] == []


def test_one_item_with_a_number_of_nobody_does_not_stop_the_others(desk):
    device, good = desk.register(), desk.item(running=2)

    answer = desk.post("send", device=device, items=[desk.item(lease=str(uuid4()), number=1), good])

    assert answer.status_code == 409
    assert [fate["key"] for fate in answer.json()["fates"]] == [good["key"]]
    assert Case.objects.count() == 1  # and nothing half-made of the other


def test_the_officer_gets_the_half_key_back_and_nobody_else_does(desk, client_of):
    device = desk.register()
    colleague = make_officer("Sumiati Contoh", desk.village, "village-head")

    assert desk.post("recover", device=device).json() == {"recovery": HALF}
    assert Desk(client_of(colleague), *[None] * 4).post("recover", device=device).status_code == 404


def test_numbers_are_not_lent_for_letters_that_are_signed_otherwise(desk):
    device = desk.register()

    answer = desk.post("lend", device=device, service="surat-coba", key=str(uuid4()))

    assert answer.status_code == 422
    assert "ditandatangani basah" in answer.json()["words"]
    assert desk.post("lend", device=device, service="tidak-ada", key=str(uuid4())).status_code == 404


def test_signing_out_leaves_the_sealed_store_alone(desk):
    desk.register()

    assert "Clear-Site-Data" not in desk.client.post(reverse("account_logout"))


def test_whatever_else_is_sent_is_turned_away(desk):
    device = desk.register()
    place = reverse("desk:outbox_send")

    assert desk.client.post(place, "[]", content_type="application/json").status_code == 404
    assert desk.client.post(place, "nothing", content_type="application/json").status_code == 404
    assert desk.post("send", device=device, items=[{"key": "x"}]).status_code == 404
    assert desk.post("register", name="Laptop", recovery="x").status_code == 404
    assert desk.post("register", name=" ", recovery=HALF).status_code == 422
    odd = desk.item(typed={"tujuan": ["x"], "\x00": "\x00"}, running=-1, at="yesterday")
    assert desk.post("send", device=device, items=[odd], looks=[{"party": desk.item()["party"]}]).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_for_a_person_is_settled(rows, desk, noon, django_assert_max_num_queries):
    device = make_device(desk.wayan, noon)
    for running in range(rows):
        item = make_item(desk.agus.pk, desk.revision.pk, noon, running=running, typed={})
        sending = actions.receive(device_id=device.pk, item=item, by=desk.wayan, at=noon)
    page = reverse("desk:outbox_asides")
    desk.client.get(page)
    with django_assert_max_num_queries(9):
        shown = desk.client.get(page).text
    assert shown.count("Belum lengkap") == rows

    assert desk.client.post(page, {"kiriman": sending.pk, "catatan": ""}).status_code == 422
    desk.client.post(page, {"kiriman": sending.pk, "catatan": "Dilengkapi di meja"})

    assert desk.client.get(page).text.count("Belum lengkap") == rows - 1


def test_what_differs_is_shown_and_handed_in_all_the_same(desk):
    device = desk.register()
    desk.post("send", device=device, items=[desk.item(shown={"name": "Agus Contoh Lama"})])
    page = reverse("desk:outbox_asides")

    shown = desk.client.get(page).text
    desk.client.post(page, {"kiriman": Sending.objects.get().pk, "act": "ajukan"})

    assert "Agus Contoh Lama" in shown
    assert "Tetap ajukan" in shown
    assert Case.objects.get().state == "submitted"
    assert "Tidak ada yang perlu dilihat" in desk.client.get(page).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_devices_does_not_grow(rows, desk, noon, django_assert_max_num_queries):
    for _device in range(rows):
        make_device(desk.wayan, noon)
    page = reverse("desk:outbox_devices")
    desk.client.get(page)
    with django_assert_max_num_queries(9):
        assert desk.client.get(page).text.count("Laptop balai desa") == rows


def test_the_page_holds_nothing_of_anybody(desk):
    page = desk.client.get(reverse("desk:outbox")).text

    assert "Wayan" not in page
    assert "Agus" not in page
    assert reverse("desk:outbox_worker") in page


def test_others_find_no_desk(desk, budi, client_of):
    assert client_of(budi).get(reverse("desk:outbox_state")).status_code == 404
    assert client_of(budi).get(reverse("desk:outbox_asides")).status_code == 404
    assert client_of(budi).get(reverse("desk:outbox_devices")).status_code == 404
