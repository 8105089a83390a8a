"""The village finds its people, reads what happened to them, and tells of what happens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import actor_of

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.identity.tests.factories import make_account, make_holding
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area, make_home
from satuatap.domain.residents import queries
from satuatap.domain.residents.models import CivilEvent, Family, Person
from satuatap.domain.residents.tests.factories import HEAD, NOON, TODAY, make_family, make_household, make_person

pytestmark = pytest.mark.django_db
DAY = TODAY.isoformat()
PAPER = {"dokumen": "Surat kematian 474.3/7/CONTOH", "tanggal-dokumen": DAY, "penerbit": "RSUD Contoh", "tanggal": DAY}


def works_at(unit, role):
    account = make_account(name="Wayan Contoh")
    make_holding(account, unit, role=role)
    return actor_of(account)


@pytest.fixture
def people(time_machine):
    time_machine.move_to(NOON + timedelta(hours=1), tick=False)
    make_home()
    make_area(TAMANSARI)
    return make_household()


@pytest.fixture
def desk(people, client_of):
    return client_of(works_at(make_village(), "village-officer"))


def tell(desk, party, happened, **typed):
    return desk.post(reverse("desk:tell_event", args=[party.pk, happened]), PAPER | typed)


def test_a_search_needs_a_purpose_and_leads_to_the_page(desk, people):
    found = desk.post(reverse("desk:residents"), {"orang": "rany kontoh"})
    assert found.status_code == 422

    found = desk.post(reverse("desk:residents"), {"orang": "Rany Contoh", "untuk": "letter"})

    address = f"{reverse('desk:resident', args=[people['rani'].pk])}?untuk=letter"
    assert address in found.text
    page = desk.get(address).text
    for words in ("Rani Contoh", "Agus Contoh", "Pertama kali dicatat", "Catat peristiwa", "3510••••••••"):
        assert words in page
    assert Person.objects.get(pk=people["rani"].pk).nik not in page
    look = Entry.objects.filter(verb="looked", party_id=str(people["rani"].pk)).latest("id")
    assert look.purpose == "Membuat surat"


def test_without_a_purpose_the_page_asks_for_one(desk, people):
    page = desk.get(reverse("desk:resident", args=[people["rani"].pk])).text

    assert "Untuk apa data ini dibuka?" in page
    assert "Agus Contoh" not in page


def test_a_death_is_told_recorded_and_cancelled(desk, people):
    assert tell(desk, people["agus"], "kematian", dokumen="").status_code == 422
    assert tell(desk, people["agus"], "kematian").status_code == 302
    dead = f"{reverse('desk:resident', args=[people['agus'].pk])}?untuk=event"
    assert "Tidak berada di kartu keluarga" in desk.get(dead).text  # still with the village where he lived

    event = CivilEvent.objects.get(kind="death")
    own = reverse("desk:resident", args=[people["rani"].pk])
    page = desk.get(f"{own}?untuk=event").text
    assert "Kematian" in page
    assert "Cerai mati" in page
    assert "Kepala keluarga" in page
    address = reverse("desk:event", args=[event.pk])
    assert "Dilaporkan" in desk.get(address).text
    assert desk.post(address, {"langkah": "catat", "rujukan": "", "tanggal-rujukan": DAY}).status_code == 422
    desk.post(address, {"langkah": "catat", "rujukan": "3510-KM-23112026-0001", "tanggal-rujukan": DAY})
    assert "Tercatat di SIAK" in desk.get(address).text
    desk.post(address, {"langkah": "batal", "alasan": "Salah orang"})
    assert queries.profile(people["agus"].pk).status == "Hidup"
    assert "Salah orang" in desk.get(address).text


def going(party):
    return [str(seat.party_id) for seat in queries.household_of(party.pk)[1]]


def test_each_form_tells_its_event(desk, people):
    siti = make_person("Siti Contoh", marital=1)
    make_family((siti, HEAD))
    newcomer = make_person("Wira Contoh", sex=1, elsewhere="Kabupaten Jember", area_code=TAMANSARI)
    nik = Person.objects.get(pk=siti.pk).nik
    address = {"desa": TAMANSARI, "alamat": "Jalan Baru 9", "rt": "01", "rw": "02"}
    told = [
        (people["rani"], "kelahiran", {"nama": "Arkana Contoh", "kelamin": "1"}),
        (people["bima"], "perkawinan", {"pasangan": nik}),
        (people["bima"], "perceraian", {"pasangan": nik}),
        (people["sekar"], "hilang", {}),
        (people["sekar"], "ditemukan", {}),
        (people["rani"], "kepala-keluarga", {"kepala": str(people["rani"].pk)}),
        (newcomer, "datang", {"kk": "3510242311269555", "hubungan": "1"} | address),
        (people["rani"], "pindah-alamat", address),
        (people["bima"], "pindah-keluar", {"siapa": [str(people["bima"].pk)], "tujuan": "Kabupaten Jember"}),
    ]
    for party, happened, given in told:
        typed = given | ({"siapa": going(party)} if happened == "pindah-alamat" else {})
        assert desk.get(reverse("desk:tell_event", args=[party.pk, happened])).status_code == 200
        answer = tell(desk, party, happened, **typed)
        assert answer.status_code == 302, (happened, answer.text[answer.text.find("h-galat") :][:400])

    assert CivilEvent.objects.exclude(kind="enter").count() == len(told)
    assert Family.objects.get(kk="3510242311269555").members.count() == 1
    assert queries.profile(people["rani"].pk).street == "Jalan Baru 9"
    assert queries.differences() == []


def test_any_day_before_can_be_read(desk, people, time_machine):
    time_machine.move_to(NOON + timedelta(days=9), tick=False)
    tell(desk, people["agus"], "kematian", tanggal=(TODAY + timedelta(days=5)).isoformat())
    base = f"{reverse('desk:resident', args=[people['rani'].pk])}?untuk=check&pada="

    before, later = desk.get(f"{base}{DAY}").text, desk.get(f"{base}{TODAY + timedelta(days=6)}").text

    assert "Agus Contoh" in before
    assert "Agus Contoh" not in later
    assert "Belum tercatat" in desk.get(f"{base}2020-01-01").text


def test_nobody_else_opens_or_tells(people, client_of):
    other = works_at(make_village(OTHER_TAMANSARI, "desa-tamansari-tegalsari"), "village-officer")
    counter, manager = works_at(make_unit(), "front-officer"), works_at(make_unit("setda"), "mall-manager")
    page, form = (
        reverse("desk:resident", args=[people["rani"].pk]),
        reverse("desk:tell_event", args=[people["rani"].pk, "kematian"]),
    )
    event = reverse("desk:event", args=[CivilEvent.objects.filter(area_code=TAMANSARI).earliest("id").pk])

    for stranger in (other, counter, manager):
        client = client_of(stranger)
        for answer in (
            client.get(f"{page}?untuk=serve"), client.get(f"{page}?untuk=serve&pada={DAY}"), client.get(form),
            client.post(form, PAPER), client.get(event), client.post(event, {"langkah": "batal", "alasan": "x"}),
        ):  # fmt: skip
            assert answer.status_code == 404
    found = client_of(other).post(reverse("desk:residents"), {"orang": "Rani Contoh", "untuk": "serve"})
    assert "Tidak ditemukan" in found.text
    assert not CivilEvent.objects.filter(kind="death").exists()
    assert not Entry.objects.filter(verb="looked", party_id=str(people["rani"].pk)).exists()


@pytest.mark.parametrize("more", [0, 4])
def test_the_cost_of_the_page_does_not_grow(more, desk, people, django_assert_max_num_queries):
    for number in range(more):
        tell(desk, people["rani"], "kelahiran", nama=f"Anak {number}", kelamin="1")

    desk.get(reverse("desk:residents"))  # a first request notes when it was
    with django_assert_max_num_queries(12):
        desk.get(f"{reverse('desk:resident', args=[people['rani'].pk])}?untuk=serve")
    with django_assert_max_num_queries(12):
        desk.post(reverse("desk:residents"), {"orang": "Contoh", "untuk": "serve"})
