"""A screen shows what is called in its zones, and says it rightly."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.regions.tests.factories import make_home, put_tongue
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Device, Pace
from satuatap.domain.visits.tests.factories import PACK, call, come, make_lane, sit
from satuatap.fronts.display.spoken import again, sentence, words

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "nol"), (7, "tujuh"), (10, "sepuluh"), (11, "sebelas"), (14, "empat belas"), (20, "dua puluh"),
     (35, "tiga puluh lima"), (100, "seratus"), (214, "dua ratus empat belas"), (1007, "satu nol nol tujuh")],
)  # fmt: skip
def test_numbers_are_said_as_people_say_them(number, said):
    assert words(number) == said


def test_a_call_is_said_digit_by_digit():
    assert sentence("A", 24, "Loket 3") == "Nomor a, nol dua empat. Silakan ke loket tiga."
    assert sentence("Q", 105, "Loket 12") == "Nomor ki, satu nol lima. Silakan ke loket dua belas."
    with override("en"):
        assert sentence("Q", 105, "Loket 12") == "Number Q, one zero five. Please go to counter 12."


SPOKEN = {
    "Nomor %(number)s. Silakan ke %(counter)s.": "Nomer %(number)s. Mangga dhateng %(counter)s.", "Loket": "Lokèt",
    "nol": "nol", "satu": "setunggal", "dua": "kalih", "tiga": "tiga", "empat": "sekawan", "lima": "gangsal",
    "enam": "enem", "tujuh": "pitu", "delapan": "wolu", "sembilan": "sanga",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "repeated"),
    [("jv", 'data-again="Nomer a, nol nol setunggal. Mangga dhateng lokèt 1." lang="jv"'), ("id", ""),
     ("en", 'data-again="Number A, zero zero one. Please go to counter 1." lang="en"'), ("mad", "")],
)  # fmt: skip
def test_a_call_is_repeated_in_the_language_of_the_visitor_after_indonesian(hall, noon, client, language, repeated):
    put_tongue(SPOKEN)
    counter, budi = sit(hall)
    come(hall, language=language)
    call(counter, budi, noon)

    page = client.get(reverse("display:screen", args=[make_screen(hall, noon)])).content.decode()
    assert 'data-say="Nomor a, nol nol satu. Silakan ke loket satu."' in page
    assert repeated in page
    assert ("data-again" in page) is bool(repeated)


@pytest.mark.parametrize("missing", ["Loket", "nol", "Nomor %(number)s. Silakan ke %(counter)s."])
def test_a_language_that_lacks_a_word_of_the_call_does_not_repeat_it(hall, missing):
    put_tongue({sentence: words for sentence, words in SPOKEN.items() if sentence != missing})

    assert again("A", 1, "Loket 1", "jv") is None


def test_an_english_screen_calls_in_english_and_names_the_zone_so(hall, noon, client):
    counter, budi = sit(hall, zone="kiri")
    actions.put_zone(site_id=hall.site_id, code="kiri", name="Kiri", names={"en": "Left wing"}, by=PACK, at=noon)
    come(hall)
    call(counter, budi, noon)

    page = client.get(f"/en{reverse('display:screen', args=[make_screen(hall, noon)])}").content.decode()
    assert "Left wing" in page
    assert "Number A, zero zero one. Please go to counter 1." in page


@pytest.fixture
def hall(db, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane()


def make_screen(lane, noon, **given):
    return actions.put_device(site_id=lane.site_id, kind="display", name="Layar", by=PACK, at=noon, **given)[1]


def test_the_newest_call_is_large_and_a_visitor_stands_there_once(hall, noon, client):
    counter, budi = sit(hall, zone="kiri")
    secret = make_screen(hall, noon)
    for _visitor in range(2):
        come(hall)
    call(counter, budi, noon)
    actions.finish(counter_id=counter.pk, by=budi, at=noon)
    call(counter, budi, noon)

    page = client.get(reverse("display:screen", args=[secret])).content.decode()
    assert page.index("A-002") < page.index("A-001")
    assert page.count(">A-002<") == 1
    assert "Nomor a, nol nol dua. Silakan ke loket satu." in page


def test_a_screen_shows_its_own_zones(hall, noon, client):
    counter, budi = sit(hall, zone="kiri")
    sit(make_lane("bank", "B"), "Loket 2", zone="kanan")
    come(hall)
    call(counter, budi, noon)

    assert (
        "A-001"
        in client.get(reverse("display:screen", args=[make_screen(hall, noon, zones=["kiri"])])).content.decode()
    )
    right = client.get(reverse("display:screen", args=[make_screen(hall, noon, zones=["kanan"])])).content.decode()
    assert "A-001" not in right


def test_an_address_that_was_withdrawn_or_guessed_shows_nothing(hall, noon, client):
    secret = make_screen(hall, noon)
    assert client.get(reverse("display:screen", args=[secret])).status_code == 200
    assert client.get(reverse("display:screen", args=["tebakan"])).status_code == 404
    actions.drop_device(device_id=Device.objects.get().pk, by=PACK, at=noon)
    assert client.get(reverse("display:screen", args=[secret])).status_code == 404


def test_who_runs_the_hall_adds_a_screen_and_reads_its_address_once(hall, licensing, budi, noon, client_of):
    bambang = client_of(make_officer("Bambang Contoh", licensing, "mall-manager"))
    typed = {"jenis": "display", "tempat": hall.site.code, "nama": "Layar pintu"}
    page = bambang.post(reverse("desk:devices"), typed).content.decode()
    address = page.split("<strong>http")[1].split("</strong>")[0]

    assert client_of(None).get("/layar/" + address.rsplit("/", 1)[1]).status_code == 200
    assert address not in bambang.get(reverse("desk:devices")).content.decode()
    assert bambang.post(reverse("desk:devices"), typed | {"nama": " "}).status_code == 422
    assert client_of(budi).get(reverse("desk:devices")).status_code == 404


def test_a_screen_asks_the_database_little(hall, noon, client, django_assert_max_num_queries):
    counter, budi = sit(hall)
    come(hall)
    call(counter, budi, noon)
    address = reverse("display:screen", args=[make_screen(hall, noon)])
    client.get(address)  # once a minute it is noted that the screen is on
    with django_assert_max_num_queries(10):
        client.get(address, headers={"HX-Request": "true"})


def test_a_screen_names_who_goes_elsewhere_first(hall, noon, client):
    bank = make_lane("bank", "B", site=hall.site)
    (desk, budi), _till = sit(hall, zone="kiri"), sit(bank, "Loket 2", zone="kanan")
    come(bank, at=noon), come(bank, at=noon)
    visit = come(hall, bank, at=noon)
    secret = make_screen(hall, noon)
    actions.close(counter_id=desk.pk, sure=True, by=budi, at=noon)
    actions.plan_again(by=PACK, at=noon)

    page = client.get(reverse("display:screen", args=[secret])).content.decode()
    assert f"<b>{visit}</b>" in page
    assert "Antrean bank dulu" in page


def test_a_screen_says_how_long_one_waits_once_that_was_measured(hall, noon, client):
    secret = make_screen(hall, noon)
    address = reverse("display:screen", args=[secret])
    assert "Belum ada loket yang buka" in client.get(address).content.decode()
    sit(hall)
    assert "Waktu tunggu: belum cukup data" in client.get(address).content.decode()

    for _visitor in range(4):
        come(hall)
    Pace.objects.create(site_id=hall.site_id, lane=hall, mean=4, n=12)
    Pace.objects.create(site_id=hall.site_id, low=0.5, median=1, high=2, n=40)
    assert re.search(r"Tunggu \d+–\d+ menit, biasanya \d+ menit", client.get(address).content.decode())


def test_a_screen_of_a_hall_without_a_line_says_so(hall, noon, client):
    address = reverse("display:screen", args=[make_screen(hall, noon)])
    outage = agencies.declare_outage(
        kind="network", system="", unit_id=None, site_id=hall.site_id, begins_at=noon, reason="Kabel putus", evidence="",
        by=PACK, at=noon,
    )  # fmt: skip
    assert "Kabel putus" in client.get(address).content.decode()

    agencies.lift_outage(outage_id=outage.pk, ends_at=noon + MINUTE, by=PACK, at=noon + MINUTE)
    assert "Kabel putus" not in client.get(address).content.decode()
