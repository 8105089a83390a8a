"""The desk at the door: the guide looks at the papers before a number counts."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.catalog.tests.factories import make_revision
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.models import Errand, Lane, Visit
from satuatap.domain.visits.tests.factories import come, make_counter, make_lane
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
PICTURE = "izin-reklame:gambar"


@pytest.fixture
def door(licensing, noon, time_machine, client_of):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_revision()
    make_lane(unit=licensing)
    return client_of(make_officer("Intan Contoh", licensing, "guide"))


def ask(door, address="desk:guide", **typed):
    return door.post(reverse(address), {"key": str(uuid4()), "urusan": ["izin-reklame"]} | typed)


def test_a_service_is_found_by_everyday_words_and_added(door):
    page = door.get(reverse("desk:guide"), {"cari": "billboard"}).content.decode()
    assert "urusan=izin-reklame" in page

    chosen = door.get(reverse("desk:guide"), {"urusan": "izin-reklame"}).content.decode()
    assert "Gambar reklame atau Foto reklame" in chosen
    assert "Denah lokasi" in chosen
    assert "bila perlu" in chosen


def test_a_service_of_another_hall_is_not_offered(door, civil):
    make_revision(code="akta-lahir", agency="dispendukcapil", name="Akta kelahiran", words="bayi")

    assert "Tidak ada di sini." in door.get(reverse("desk:guide"), {"cari": "bayi"}).content.decode()
    assert ask(door, urusan=["akta-lahir"]).status_code == 422


def test_nobody_waits_for_what_cannot_be_done_yet(door):
    answer = ask(door)

    assert answer.status_code == 422
    assert "Belum lengkap: Gambar reklame atau Foto reklame." in answer.content.decode()
    assert not Visit.objects.exists()


def test_with_everything_there_the_number_counts_and_the_counter_knows_what_was_seen(door):
    assert ask(door, berkas=[PICTURE]).status_code == 302

    errand = Errand.objects.get()
    assert (errand.service, errand.papers, errand.state) == ("izin-reklame", ["gambar"], "waiting")


def test_the_guide_may_let_somebody_in_all_the_same(door):
    assert ask(door, tetap="1").status_code == 302

    assert Errand.objects.get().papers == []


def test_a_lane_without_a_service_asks_for_no_papers(door):
    lane = Lane.objects.get()

    assert ask(door, urusan=[], antrean=[str(lane.pk)]).status_code == 302
    assert Errand.objects.get().papers is None


def test_who_lacks_something_goes_home_with_a_list_and_without_a_number(door):
    page = ask(door, "desk:lacking").content.decode()

    assert "Yang masih perlu dibawa" in page
    assert "Gambar reklame atau Foto reklame" in page
    assert "Denah lokasi" not in page
    assert not Visit.objects.exists()
    assert "Tidak ada yang kurang." in ask(door, "desk:lacking", berkas=[PICTURE]).content.decode()


def test_only_the_guide_has_this_desk(door, budi, client_of):
    assert ask(client_of(budi), "desk:lacking").status_code == 404


def test_two_people_who_came_together_get_a_number_each(door, noon):
    lane = Lane.objects.get()
    visit = come(lane, make_lane("tanya", "Q", unit=lane.unit), at=noon)
    chosen = visit.errands.get(lane__code="tanya")
    page = reverse("desk:number", args=[visit.pk])
    assert "Datang berdua?" in door.get(page).content.decode()

    split = reverse("desk:number_act", args=[visit.pk, "bagi"])
    assert door.post(split, {"key": str(uuid4())}).status_code == 422
    answer = door.post(split, {"key": str(uuid4()), "urusan": [str(chosen.pk)]}, follow=True).content.decode()
    assert "Nomor Q-001" in answer
    assert "Datang berdua?" not in door.get(page).content.decode()


def test_whoever_booked_in_the_offices_own_system_gets_a_number_by_it_and_the_counter_reads_it(
    door, licensing, budi, noon, client_of
):
    lane = Lane.objects.get()
    terms = {"level": "queue", "agreement": "", "from_on": None, "until_on": None, "weekdays": [], "quota": None}
    rule = {"last_number_at": None, "outside_rule": "only", "outside_system": "M-Contoh"}
    agencies.put_tenant(site_id=lane.site_id, unit_id=licensing.pk, terms=terms | rule, by=system("test"), at=noon)
    field = f"luar-{lane.pk}"
    assert f'name="{field}"' in door.get(reverse("desk:guide")).content.decode()

    without = ask(door, urusan=[], antrean=[str(lane.pk)])
    assert "sudah mendaftar di M-Contoh" in without.content.decode()
    assert ask(door, urusan=[], **{field: "mp-77"}).status_code == 302
    again = ask(door, urusan=[], **{field: "MP-77"})
    assert "hari ini sudah dipakai" in again.content.decode()

    counter, officer = make_counter(lane), client_of(budi)
    officer.post(reverse("desk:sit", args=[counter.pk]))
    for press in ("panggil", "mulai"):
        officer.post(reverse("desk:counter_act", args=[counter.pk, press]), {"key": uuid4()})
        page = officer.get(reverse("desk:counter", args=[counter.pk])).content.decode()
        assert ("M-Contoh MP-77" in page) == (press == "mulai")
