"""The guide gives a number, the counter calls it, a colleague of another office sees nothing."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.tests.factories import make_site
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Call, Visit
from satuatap.domain.visits.tests.factories import KIOSK, come, make_counter, make_lane

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    lane = make_lane(unit=licensing)
    return lane, make_counter(lane)


@pytest.fixture
def at_counter(hall, budi, client_of):
    browser = client_of(budi)
    browser.post(reverse("desk:sit", args=[hall[1].pk]))
    return browser


@pytest.fixture
def intan(licensing):
    return make_officer("Intan Contoh", licensing, "guide")


def press(browser, counter, button, **typed):
    return browser.post(reverse("desk:counter_act", args=[counter.pk, button]), {"key": uuid4()} | typed)


def test_the_guide_chooses_among_the_places_and_is_told_which_one(hall, intan, client_of):
    make_lane("pasar", "C", site=make_site("pasar", name="Pasar Contoh", kind="market"))
    door = client_of(intan)

    assert "Ganti tempat" in door.get(reverse("desk:guide")).content.decode()
    assert "Urusan di Pasar Contoh" in door.get(reverse("desk:guide"), {"tempat": "pasar"}).content.decode()


def test_a_visitor_is_led_through_the_whole_visit(hall, at_counter, intan, client_of):
    lane, counter = hall
    other = make_lane("bank", "B")
    door = client_of(intan)
    given = door.post(
        reverse("desk:guide"),
        {"antrean": [str(lane.pk), str(other.pk)], "key": str(uuid4()), "kebutuhan": ["wheelchair"]},
    )
    slip = door.get(given.url).content.decode()
    number = str(Visit.objects.get())
    assert number in slip

    assert press(at_counter, counter, "panggil").url == reverse("desk:counter", args=[counter.pk])
    screen = at_counter.get(reverse("desk:counter", args=[counter.pk])).content.decode()
    assert number in screen
    assert "Kursi roda" in screen
    assert "kali ke-1" in screen
    press(at_counter, counter, "mulai")
    press(at_counter, counter, "panggil", selesai="1")  # done; nobody else waits here

    phone = client_of(None).get(reverse("portal:visit", args=[Visit.objects.get().token])).content.decode()
    assert number in phone
    assert "Antrean bank" in phone


def test_what_is_refused_is_said_on_the_screen(hall, at_counter):
    answer = press(at_counter, hall[1], "panggil")

    assert answer.status_code == 422
    assert "Belum ada yang menunggu." in answer.content.decode()


def test_a_double_click_calls_one(hall, at_counter):
    come(hall[0]), come(hall[0])
    key = uuid4()
    for _click in range(2):
        press(at_counter, hall[1], "panggil", key=key)

    assert Call.objects.count() == 1


def test_a_press_that_comes_twice_finishes_one(hall, at_counter):
    first, second = come(hall[0]), come(hall[0])
    press(at_counter, hall[1], "panggil")
    key = uuid4()
    for _click in range(2):  # the answer was lost: the browser, or the officer, sends it again
        press(at_counter, hall[1], "panggil", key=key, selesai="1")

    assert [visit.errands.get().state for visit in (first, second)] == ["done", "called"]


def test_two_officers_cannot_sit_at_one_counter(hall, at_counter, licensing, client_of):
    dina = client_of(make_officer("Dina Contoh", licensing, "front-officer"))
    answer = dina.post(reverse("desk:sit", args=[hall[1].pk]))

    assert answer.status_code == 422
    assert "sedang dipakai" in answer.content.decode()
    assert press(dina, hall[1], "panggil").status_code == 404


def test_another_office_and_nobody_get_nothing(hall, at_counter, tono, client_of):
    come(hall[0])
    for who in (client_of(tono), client_of(None)):
        for address in (reverse("desk:counter", args=[hall[1].pk]), reverse("desk:guide")):
            assert who.get(address).status_code in (302, 404)
        assert press(who, hall[1], "panggil").status_code in (302, 404)
    assert not Call.objects.exists()


def test_priority_is_given_at_the_door_only(hall, at_counter, intan, client_of, noon):
    actions.put_priority(code="lansia", name="Lansia", head_start=20, by=KIOSK, at=noon)
    visit = come(hall[0])
    address = reverse("desk:number_act", args=[visit.pk, "dahulukan"])

    assert at_counter.post(address, {"didahulukan": "lansia"}).status_code == 404
    client_of(intan).post(address, {"didahulukan": "lansia"})
    visit.refresh_from_db()
    assert visit.priority.name == "Lansia"


@pytest.mark.parametrize("waiting", [1, 3])
def test_the_screen_costs_the_same_however_many_wait(waiting, hall, at_counter, django_assert_max_num_queries):
    for _visitor in range(waiting + 1):
        come(hall[0], make_lane("bank", "B"))
    press(at_counter, hall[1], "panggil")
    with django_assert_max_num_queries(12):
        at_counter.get(reverse("desk:counter", args=[hall[1].pk]))


@pytest.mark.parametrize("address", ["desk:inbox", "desk:files", "desk:sign", "desk:next", "desk:questions"])
def test_who_does_not_work_on_cases_finds_them_empty(address, hall, intan, client_of):
    answer = client_of(intan).get(reverse(address), follow=True)

    assert answer.status_code == 200


def test_a_wrong_press_is_taken_back_with_a_reason(hall, at_counter):
    visit = come(hall[0])
    press(at_counter, hall[1], "panggil")
    address = reverse("desk:counter", args=[hall[1].pk])
    screen = at_counter.get(address).content.decode()
    assert f"Tarik kembali: panggil {visit}" in screen
    what = re.search(r'name="tindakan" value="([^"]+)"', screen).group(1)

    assert press(at_counter, hall[1], "tarik", tindakan=what).status_code == 422
    assert press(at_counter, hall[1], "tarik", tindakan=what, alasan="Salah tekan").status_code == 302

    screen = at_counter.get(address).content.decode()
    assert "Tarik kembali" not in screen.split("<dialog")[0]
    assert visit.errands.get().state == "waiting"


def test_taking_back_what_another_counter_has_called_is_refused_in_words(hall, at_counter, licensing, client_of):
    come(hall[0])
    other = make_counter(hall[0], "Loket 2")
    dina = client_of(make_officer("Dina Contoh", licensing, "front-officer"))
    dina.post(reverse("desk:sit", args=[other.pk]))
    press(at_counter, hall[1], "panggil")
    press(at_counter, hall[1], "kembalikan")
    screen = at_counter.get(reverse("desk:counter", args=[hall[1].pk])).content.decode()
    what = re.search(r'name="tindakan" value="([^"]+)"', screen).group(1)
    press(dina, other, "panggil")

    answer = press(at_counter, hall[1], "tarik", tindakan=what, alasan="Salah tekan")

    assert answer.status_code == 409
    assert "A-001 sudah dipanggil ke Loket 2" in answer.content.decode()


def test_the_last_counter_of_a_lane_asks_before_it_closes(hall, at_counter):
    come(hall[0])
    answer = press(at_counter, hall[1], "tutup")
    assert answer.status_code == 422
    assert "Tutup juga" in answer.content.decode()

    assert press(at_counter, hall[1], "tutup", yakin="1").url == reverse("desk:counters")


def test_in_an_emergency_the_counter_says_how_things_are_handed_over(hall, at_counter, licensing, noon):
    _lane, counter = hall
    manager = make_officer("Bambang Contoh", licensing, "mall-manager")
    screen = reverse("desk:counter", args=[counter.pk])
    assert "tanpa bersentuhan" not in at_counter.get(screen).content.decode()

    flood = agencies.begin_emergency(
        site_id=counter.site_id, reason="Wabah", until_on=noon.date(), contact_free=True, by=manager, at=noon
    )
    assert "Letakkan dokumen di tempat serah terima" in at_counter.get(screen).content.decode()

    agencies.lift_emergency(emergency_id=flood.pk, by=manager, at=noon)
    assert "tanpa bersentuhan" not in at_counter.get(screen).content.decode()


def test_the_guide_notes_whom_to_tell_and_sees_it_masked(hall, intan, client_of):
    visit, guide = come(hall[0]), client_of(intan)
    address = reverse("desk:number_act", args=[visit.pk, "kabari"])

    assert guide.post(address, {"hp": "12"}).status_code == 422
    page = guide.post(address, {"hp": "0812 0000 4471"}, follow=True).content.decode()
    assert "Dikabari ke 0812-••••-4471" in page
    assert "81200004471" not in page


def test_two_people_with_one_number_get_a_second_one_at_the_counter(hall, at_counter, noon):
    lane, counter = hall
    bank = make_lane("bank", "B")
    visit = come(lane, bank, at=noon)
    press(at_counter, counter, "panggil")
    screen = reverse("desk:counter", args=[counter.pk])
    assert "Datang berdua?" in at_counter.get(screen).content.decode()

    assert "Pilih urusan" in press(at_counter, counter, "bagi").content.decode()
    here, other = visit.errands.order_by("position")
    assert press(at_counter, counter, "bagi", urusan=[str(here.pk)]).status_code == 422
    assert press(at_counter, counter, "bagi", urusan=[str(other.pk)]).status_code == 302

    page = at_counter.get(screen).content.decode()
    second = Visit.objects.get(letter="B")
    assert f'href="{reverse("portal:visit", args=[second.token])}">B-001</a>' in page
    assert "Datang berdua?" not in page
    assert second.errands.get().state == "waiting"
