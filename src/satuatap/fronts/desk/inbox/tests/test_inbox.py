"""The inbox through a full day: orders, filters that stay, walking through a list, and acts on several cases at once."""

import re
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.actions import tell_late
from satuatap.domain.cases.models import Case, Command, SavedFilter, Task
from satuatap.domain.cases.queries import Filters
from satuatap.domain.cases.tests.factories import RECORD, SYSTEM, do, make_case, make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.tests.factories import make_lane
from satuatap.kernel.errors import Refused
from satuatap.kernel.remembered import forget_all

pytestmark = pytest.mark.django_db

INBOX = reverse("desk:inbox")
BATCH = reverse("desk:batch")


@pytest.fixture
def town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    make_service(licensing, noon, code="akta", name="Akta", record="SIAK", flow=RECORD, documents=[])


@pytest.fixture
def wati(licensing):
    return make_officer("Wati Contoh", licensing, "front-officer")


@pytest.fixture
def three(town, rani, noon):
    """A permit of eleven o'clock, a record of half past nine, a permit of ten."""
    cases = [
        make_case(rani, noon - timedelta(hours=1)),
        make_case(rani, noon - timedelta(hours=2, minutes=30), service="akta"),
        make_case(rani, noon - timedelta(hours=2)),
    ]
    return [Case.objects.get(pk=case.pk) for case in cases]


def numbers(page):
    return re.findall(r'aria-label="Pilih ([A-Z0-9-]+)"', page)


def show(client, query):
    return client.get(f"{INBOX}?{query}").content.decode()


def tasks(*cases):
    return [str(Task.objects.get(case=case, state="open").pk) for case in cases]


def test_it_is_read_in_the_order_that_was_chosen(three, budi, client_of):
    first, record, last = (case.number for case in three)
    client = client_of(budi)

    assert numbers(show(client, "tampil=team&urut=masuk")) == [record, last, first]
    assert numbers(show(client, "tampil=team&urut=layanan")) == [
        record,
        *sorted([first, last], key=[first, last].index),
    ]
    assert set(numbers(show(client, "tampil=team&urut=batas"))) == {first, record, last}
    assert len(numbers(show(client, "tampil=team&urut=apa-saja"))) == 3


def test_filters_narrow_it_down_and_stay_in_the_address(three, budi, rani, noon, client_of):
    first, record, _last = three
    actions.claim(task_id=tasks(first)[0], by=budi, at=noon)
    actions.write_post(case_id=record.pk, key=uuid4(), text="Sudah?", by=rani, at=noon)
    client = client_of(budi)

    assert numbers(show(client, "tampil=team&layanan=akta")) == [record.number]
    assert numbers(show(client, "tampil=team&pesan=1")) == [record.number]
    assert first.number not in numbers(show(client, "tampil=team&bebas=1"))
    assert numbers(show(client, "tampil=team&jenis=decide")) == []
    assert len(numbers(show(client, "tampil=team&jenis=check"))) == 3
    assert numbers(show(client, "tampil=team&tempat=tidak-ada")) == []


def test_a_page_further_on_keeps_the_order(town, rani, budi, noon):
    for minute in range(25):
        make_case(rani, noon - timedelta(minutes=minute), service="akta" if minute % 2 else "izin-reklame")
    for sort in queries.SORTS:
        filters = Filters(view="team", sort=sort)
        first = queries.inbox(budi, now=noon, filters=filters)
        second = queries.inbox(budi, now=noon, filters=filters, cursor=first.next)
        back = queries.inbox(budi, now=noon, filters=filters, cursor=second.previous)
        seen = [row.number for row in (*first.rows, *second.rows)]
        assert len(set(seen)) == 25
        assert back.rows == first.rows


def test_a_filter_is_kept_under_a_name_with_its_figure(three, budi, wati, client_of):
    client = client_of(budi)
    text = "tampil=team&layanan=akta&urut=masuk"

    answer = client.post(reverse("desk:save_filter"), {"nama": "Akta baru", "saringan": text})

    page = client.get(answer.url).content.decode()
    assert re.search(r'aria-current="true">Akta baru 1<', page)
    assert "Akta baru" not in show(client_of(wati), "tampil=team")
    saved = SavedFilter.objects.get()
    client_of(wati).post(reverse("desk:drop_filter", args=[saved.pk]))
    assert SavedFilter.objects.exists()
    client.post(reverse("desk:drop_filter", args=[saved.pk]))
    assert not SavedFilter.objects.exists()


def test_a_filter_needs_a_name_and_twelve_are_enough(town, budi, noon, client_of):
    answer = client_of(budi).post(reverse("desk:save_filter"), {"nama": " ", "saringan": "tampil=team"})
    assert "Beri nama saringan ini." in client_of(budi).get(answer.url).content.decode()
    for number in range(12):
        actions.save_filter(name=f"S{number}", query="tampil=team", by=budi, at=noon)
    actions.save_filter(name="S3", query="tampil=mine", by=budi, at=noon)
    with pytest.raises(Refused, match="12 saringan"):
        actions.save_filter(name="S12", query="", by=budi, at=noon)


def test_one_walks_through_the_list_that_was_opened(three, budi, client_of):
    first, record, last = (case.number for case in three)
    client, text = client_of(budi), "tampil=team&urut=masuk"
    onward = f"?daftar={quote(text, safe='')}"
    assert onward.replace("&", "&amp;") in show(client, text)

    page = client.get(reverse("desk:case", args=[last]) + onward).content.decode()

    assert "2 dari 3" in page
    assert f"{reverse('desk:case', args=[record])}{onward}" in page
    assert f"{reverse('desk:case', args=[first])}{onward}" in page
    assert f'href="{INBOX}?tampil=team&amp;urut=masuk"' in page


def test_whoever_was_told_that_a_step_is_late_stands_in_list_and_case(three, budi, noon, client_of, time_machine):
    late = noon + timedelta(days=2)
    tell_late(by=SYSTEM, at=late)
    time_machine.move_to(late, tick=False)

    assert "atasan diberi tahu 25 Nov. 2026, 12.00" in show(client_of(budi), "tampil=team")
    page = client_of(budi).get(reverse("desk:case", args=[three[0].number])).content.decode()
    assert "diberi tahu pada 25 Nov. 2026, 12.00" in page


def test_ticked_cases_are_taken_at_once_and_what_a_colleague_holds_is_named(three, budi, wati, noon, client_of):
    first, record, last = three
    actions.claim(task_id=tasks(first)[0], by=wati, at=noon)

    page = client_of(budi).post(BATCH, {"massal": "ambil", "tugas": tasks(*three)}).content.decode()

    assert "2 berkas</h2>" in page.replace(" sekarang Anda pegang", "")
    assert "1 berkas tidak bisa" in page
    assert "sedang dipegang rekan Anda" in page
    assert set(Task.objects.filter(assignee=budi.account_id).values_list("case_id", flat=True)) == {record.pk, last.pk}


def test_ticked_cases_are_accepted_each_by_its_own_rules_and_pressing_twice_does_it_once(
    three, budi, sari, noon, client_of
):
    first, record, last = three
    client, key = client_of(budi), str(uuid4())
    do(last, "periksa", "accept", budi, noon)
    do(last, "pajak", "report", budi, noon, results={"jumlah": 150_000})
    ticked = {"massal": "lengkap", "tugas": tasks(first, record), "key": key}
    asked = client.post(BATCH, ticked).content.decode()
    assert "Nyatakan lengkap dan benar" in asked
    assert first.number in asked
    assert Case.objects.get(pk=first.pk).accepted_at is None, "nothing happens before it is confirmed"

    pages = [client.post(BATCH, ticked | {"pasti": "1"}).content.decode() for _time in range(2)]

    assert all("2 berkas dinyatakan lengkap dan benar" in page for page in pages)
    assert Command.objects.filter(case__in=[first, record], verb="accept").count() == 2


def test_what_a_flow_does_not_allow_is_named_and_the_rest_goes(three, budi, client_of):
    first, record, _last = three
    ticked = {"massal": "setuju", "tugas": tasks(first, record), "key": str(uuid4()), "pasti": "1"}

    page = client_of(budi).post(BATCH, ticked).content.decode()

    assert "2 berkas tidak bisa" in page
    assert not Command.objects.filter(verb="approve").exists()


def test_ticked_cases_are_handed_to_a_colleague_with_a_reason(three, budi, wati, client_of):
    client = client_of(budi)
    ticked = {"massal": "alih", "tugas": tasks(*three), "key": str(uuid4())}
    assert "Wati Contoh" in client.post(BATCH, ticked).content.decode()
    given = ticked | {"pasti": "1", "kepada": str(wati.account_id)}
    assert client.post(BATCH, given | {"alasan": ""}).status_code == 422

    page = client.post(BATCH, given | {"alasan": "Rapat."}).content.decode()

    assert "3 berkas sudah dialihkan" in page
    assert Task.objects.filter(assignee=wati.account_id).count() == 3


@pytest.mark.parametrize("act", ["kembalikan", "tolak", "refuse", ""])
def test_nothing_is_returned_or_refused_for_several_at_once(three, budi, client_of, act):
    assert client_of(budi).post(BATCH, {"massal": act, "tugas": tasks(*three)}).status_code == 404


def test_a_stranger_moves_nothing(three, tono, client_of):
    for act in ("ambil", "lengkap", "alih"):
        ticked = {"massal": act, "tugas": tasks(*three), "pasti": "1", "kepada": "peran", "alasan": "x"}
        page = client_of(tono).post(BATCH, ticked).content.decode()
        assert "Belum ada berkas yang dipilih" in page
        assert three[0].number not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_however_much_waits(
    rows, town, rani, budi, noon, client_of, settings, django_assert_max_num_queries
):
    settings.REMEMBER_SECONDS = 60
    forget_all()
    for number in range(rows):
        make_case(rani, noon)
        actions.save_filter(name=f"S{number}", query="tampil=team&pesan=1", by=budi, at=noon)
    client = client_of(budi)
    show(client, "tampil=team")
    with django_assert_max_num_queries(12):
        page = show(client, "tampil=team")
    forget_all()
    assert len(numbers(page)) == rows


def test_who_has_no_cases_starts_where_their_own_work_is(licensing, client_of):
    make_home()
    make_lane(unit=licensing)
    manager = client_of(make_officer("Mira Contoh", licensing, "mall-manager"))

    start = manager.get(reverse("desk:inbox"))
    assert start.status_code == 302
    page = manager.get(start.url).content.decode()

    assert "Layar dan anjungan" in page
    assert "Kotak masuk" not in page
