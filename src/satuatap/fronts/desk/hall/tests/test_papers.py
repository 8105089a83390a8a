"""The guide prints slips for a day without power, and types them in when it is back."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, put_hours
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import PaperBlock, PaperSlip, Visit
from satuatap.domain.visits.tests.factories import PACK, make_counter, make_lane

pytestmark = pytest.mark.django_db
PAGE, ENTER = "desk:hall_paper", "desk:enter_paper"


@pytest.fixture
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def counter(lane):
    return make_counter(lane)


@pytest.fixture
def guide(licensing, client_of):
    return client_of(make_officer("Intan Contoh", licensing, "guide"))


@pytest.fixture
def block(lane, noon):
    return actions.print_block(site_id=lane.site_id, many=20, key=uuid4(), by=PACK, at=noon.replace(hour=0))


def seen(answer):
    return " ".join(answer.content.decode().split())


def rows(*given):
    return {f"{name}-{place}": value for place, row in enumerate(given, 1) for name, value in row.items()}


def slip(number, counter, **other):
    return {"slip": number, "datang": "0705", "loket": str(counter.pk), "mulai": "07.20", "selesai": "731"} | other


def send(guide, day, *given):
    return guide.post(reverse(ENTER), {"hari": day.isoformat()} | rows(*given))


def test_a_block_is_prepared_and_printed_as_sheets(lane, guide):
    refused = guide.post(reverse(PAGE), {"banyak": "900", "key": str(uuid4())})
    assert refused.status_code == 422
    assert "1 sampai 200 slip" in seen(refused)

    made = guide.post(reverse(PAGE), {"banyak": "12", "key": str(uuid4())}, follow=True)
    assert seen(made).count('class="paper-slip"') == 12
    assert "SK-012" in seen(made)
    assert "SK-001 – SK-012" in seen(guide.get(reverse(PAGE)))


def test_yesterday_s_pile_is_typed_without_a_mouse(guide, lane, counter, block, noon):
    page = seen(guide.get(reverse(ENTER)))
    assert 'name="slip-1" value="SK-001"' in page
    assert 'name="slip-10" value="SK-010"' in page

    unserved = {"slip": "2", "datang": "0710", "antrean": str(lane.pk), "pulang": "1"}
    answer = guide.post(
        reverse(ENTER), {"hari": noon.date().isoformat()} | rows(slip("SK-001", counter), unserved, {"slip": "SK-003"})
    )  # fmt: skip
    assert answer.status_code == 302
    page = seen(guide.get(answer.url))
    assert "2 slip sudah masuk" in page
    assert 'name="slip-1" value="SK-003"' in page
    assert dict(Visit.objects.values_list("number", "state")) == {1: "done", 2: "left"}


def test_what_is_wrong_stays_with_its_sentence_and_the_rest_is_in(guide, counter, block, noon):
    answer = send(
        guide, noon.date(), slip("1", counter), slip("2", counter, mulai="0655"), slip("3", counter, datang="pagi"),
        slip("4", counter, loket=""), slip("99", counter), slip("", counter),
    )  # fmt: skip
    page = seen(answer)

    assert answer.status_code == 422
    assert "5 slip belum masuk" in page
    assert "1 slip sudah masuk" in page
    assert "2: Mulai dilayani tidak mungkin sebelum datang." in page
    assert 'value="pagi"' in page
    assert "Pilih loketnya" in page
    assert "SK-099 belum pernah dicetak" in page
    assert "Tulis nomor slip" in page
    assert PaperSlip.objects.count() == 1


def test_the_same_form_sent_twice_enters_once_and_another_story_is_refused(guide, counter, block, noon):
    for _again in range(2):
        assert send(guide, noon.date(), slip("1", counter)).status_code == 302
    assert Visit.objects.count() == 1

    other = send(guide, noon.date(), slip("1", counter, selesai="0745"))
    assert "sudah dimasukkan oleh Intan Contoh dengan isi lain" in seen(other)


def test_a_time_outside_the_hours_is_taken_and_said(guide, lane, counter, block, noon):
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=noon)

    early = slip("1", counter, datang="0701", mulai="0702", selesai="0703")
    answer = send(guide, noon.date(), early, slip("2", counter, datang="0900", mulai="0910", selesai="0920"))

    assert "Di luar jam buka: SK-001." in seen(guide.get(answer.url))


def test_a_torn_slip_is_accounted_for(guide, lane, block):
    address = reverse("desk:void_paper")
    assert "mengapa slip itu batal" in seen(guide.post(address, {"dari": "SK-004", "sebab": ""}))
    assert guide.post(address, {"dari": "SK-004", "sampai": "6", "sebab": "Robek"}).status_code == 302
    assert set(PaperSlip.objects.values_list("number", "reason")) == {(4, "Robek"), (5, "Robek"), (6, "Robek")}


def test_nobody_else_has_paper(budi, client_of, block):
    for address in (reverse(PAGE), reverse(ENTER), reverse("desk:paper_sheet", args=[block.pk])):
        assert client_of(budi).get(address).status_code == 404
    assert client_of(budi).post(reverse(PAGE), {"banyak": "5", "key": str(uuid4())}).status_code == 404
    assert PaperBlock.objects.count() == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_cost_the_same_however_many_blocks(many, guide, lane, counter, noon, django_assert_num_queries):
    for _block in range(many):
        actions.print_block(site_id=lane.site_id, many=5, key=uuid4(), by=PACK, at=noon)
    for name, cost in ((PAGE, 9), (ENTER, 10)):
        guide.get(reverse(name))
        with django_assert_num_queries(cost):
            guide.get(reverse(name))


def test_a_slip_that_was_entered_wrongly_is_set_right_with_the_reason(lane, counter, block, guide, client_of, noon):
    send(guide, noon.date(), slip("1", counter))
    address, page = reverse("desk:correct_paper"), guide.get(reverse("desk:correct_paper"), {"nomor": "SK-001"})
    assert 'value="07.05"' in seen(page)
    facts = {"nomor": "1", "hari": noon.date().isoformat(), "antrean": str(lane.pk)} | slip(
        "SK-002", counter, mulai="0725"
    )
    without = guide.post(address, facts)
    assert without.status_code == 422
    assert "Tulis apa yang keliru." in seen(without)

    done = guide.post(address, facts | {"reason": "Nomor terbalik"})

    assert "SK-002 sudah dibetulkan." in seen(guide.get(done.url))
    assert [str(visit) for visit in Visit.objects.all()] == ["SK-002"]
    manager = client_of(make_officer("Bambang Contoh", lane.unit, "mall-manager"))
    report = seen(manager.get(reverse("desk:hall_report"), {"hari": noon.date().isoformat()}))
    assert "Nomor terbalik" in report


def test_a_slip_that_was_not_entered_leads_back_with_a_sentence(block, guide):
    for number in ("SK-005", "", "abc"):
        answer = guide.get(reverse("desk:correct_paper"), {"nomor": number}, follow=True)
        assert "Slip itu belum dimasukkan di sini." in seen(answer)
