"""What a village tells as it really happens: twins, foundlings, parted couples, part of a family that moves."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area, make_home
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import CivilEvent, EventStep, Family, FollowUp, Person
from satuatap.domain.residents.tests.factories import (
    BY,
    HEAD,
    NOON,
    TODAY,
    make_family,
    make_household,
    make_nik,
    make_person,
)

pytestmark = pytest.mark.django_db
DAY = TODAY.isoformat()
PAPER = {"dokumen": "Surat 474.3/7/CONTOH", "tanggal-dokumen": DAY, "penerbit": "Kantor Contoh", "tanggal": DAY}
PLACE = {"desa": TAMANSARI, "alamat": "Jalan Baru 9", "rt": "01", "rw": "02"}


@pytest.fixture
def people(time_machine):
    time_machine.move_to(NOON + timedelta(hours=1), tick=False)
    make_home()
    make_area(TAMANSARI)
    make_area(OTHER_TAMANSARI)
    return make_household()


@pytest.fixture
def desk(people, client_of):
    return client_of(make_officer("Wayan Contoh", make_village(), "village-officer"))


def tell(desk, party, happened, **typed):
    return desk.post(reverse("desk:tell_event", args=[party.pk, happened]), PAPER | typed)


def told(desk, party, happened, **typed):
    """The page that follows an event that was taken."""
    answer = tell(desk, party, happened, **typed)
    assert answer.status_code == 302, answer.text[answer.text.find("h-galat") :][:600]
    page = desk.get(answer["Location"])
    assert page.status_code == 200
    return page.text


def seats(party):
    return {seat.name: seat.relation for seat in queries.household_of(party.pk)[1]}


def test_twins_are_two_children_and_one_told_twice_is_not(desk, people):
    told(desk, people["rani"], "kelahiran", nama="Arka Contoh", kelamin="1")
    told(desk, people["rani"], "kelahiran", nama="Arki Contoh", kelamin="1")

    again = tell(desk, people["rani"], "kelahiran", nama="ARKI  CONTOH", kelamin="1")

    assert again.status_code == 422
    assert "sudah ada di kartu keluarga ini" in again.text
    assert Person.objects.filter(party__name__startswith="Ark", mother_name="Rani Contoh").count() == 2


def test_a_foundling_gets_no_parents_and_a_grandchild_its_own_mother(desk, people):
    told(desk, people["rani"], "kelahiran", nama="Bayi Contoh", kelamin="2", hubungan="11")
    told(desk, people["rani"], "kelahiran", nama="Cucu Contoh", kelamin="2", hubungan="6", ibu="Sekar Contoh")

    found, grandchild = (Person.objects.get(party__name=name) for name in ("Bayi Contoh", "Cucu Contoh"))
    assert (found.father_name, found.mother_name) == ("", "")
    assert (grandchild.father_name, grandchild.mother_name) == ("", "Sekar Contoh")
    assert (seats(people["rani"])["Bayi Contoh"], seats(people["rani"])["Cucu Contoh"]) == ("Lainnya", "Cucu")
    assert tell(desk, people["rani"], "kelahiran", nama="Aneh", kelamin="1", hubungan="1").status_code == 422
    assert tell(desk, people["rani"], "kelahiran", nama="Aneh", kelamin="1", hubungan="²").status_code == 302


def test_a_child_gets_its_number_when_it_is_recorded(desk, people):
    page = told(desk, people["rani"], "kelahiran", nama="Arka Contoh", kelamin="1")
    assert "NIK anak dari SIAK" in page
    child, event = Person.objects.get(party__name="Arka Contoh"), CivilEvent.objects.get(kind="birth")
    address, nik = reverse("desk:event", args=[event.pk]), make_nik(TODAY, 1)
    given = {"langkah": "catat", "rujukan": "3510-LT-23112026-0001", "tanggal-rujukan": DAY}

    assert desk.post(address, given | {"nik": "123"}).status_code == 422
    assert not EventStep.objects.exists()
    assert desk.post(address, given | {"nik": nik}).status_code == 302

    child.refresh_from_db()
    assert child.nik == nik
    assert queries.recorded(child.pk)["nik"].is_verified
    assert "NIK anak dari SIAK" not in desk.get(address).text
    assert queries.differences() == []


def test_a_number_that_does_not_fit_is_doubted_and_taken_once_looked_at(desk, people):
    other = make_nik(date(2020, 1, 2), 2)
    answer = tell(desk, people["rani"], "kelahiran", nama="Arka Contoh", kelamin="1", nik=other)

    assert answer.status_code == 422
    assert "Tanggal lahir di NIK berbeda" in answer.text
    assert "Jenis kelamin di NIK berbeda" in answer.text
    told(desk, people["rani"], "kelahiran", nama="Arka Contoh", kelamin="1", nik=other, yakin="on")
    assert Person.objects.get(nik=other).party.name == "Arka Contoh"


def test_a_marriage_below_the_age_is_doubted_never_refused(desk, people):
    young = make_person("Ayu Contoh", born_on=date(2009, 1, 1), marital=1)
    make_family((young, HEAD))
    nik = Person.objects.get(pk=young.pk).nik

    answer = tell(desk, people["bima"], "perkawinan", pasangan=nik)
    assert answer.status_code == 422
    assert "19 tahun" in answer.text
    assert not CivilEvent.objects.filter(kind="marriage").exists()

    told(desk, people["bima"], "perkawinan", pasangan=nik, yakin="on")
    assert queries.profile(young.pk).marital == "Kawin"


def test_a_partner_of_another_village_is_not_told_of_and_gives_nothing_away(desk, people):
    far = make_person("Jauh Contoh", marital=1)
    make_family((far, HEAD), area_code=OTHER_TAMANSARI)

    answer = tell(desk, people["bima"], "perkawinan", pasangan=Person.objects.get(pk=far.pk).nik)

    assert answer.status_code == 422
    assert "kosongkan bila ia tercatat di tempat lain" in answer.text
    assert "Jauh Contoh" not in answer.text
    told(desk, people["bima"], "perkawinan")
    assert queries.profile(people["bima"].pk).marital == "Kawin"


def test_a_couple_parts_and_the_mother_takes_her_children_to_a_card_of_her_own(desk, people):
    nik = Person.objects.get(pk=people["agus"].pk).nik
    told(desk, people["rani"], "perceraian", pasangan=nik)
    going = {"siapa": [str(people["rani"].pk), str(people["sekar"].pk)]}
    assert "Nomor KK" in tell(desk, people["rani"], "pindah-alamat", **going, **PLACE).text
    going["kk"] = "3510242311269555"
    assert "Pilih siapa kepala keluarga" in tell(desk, people["rani"], "pindah-alamat", **going, **PLACE).text

    told(desk, people["rani"], "pindah-alamat", pemimpin=str(people["rani"].pk), **going, **PLACE)

    assert seats(people["rani"]) == {"Rani Contoh": "Kepala keluarga", "Sekar Contoh": "Anak"}
    assert seats(people["agus"]) == {"Agus Contoh": "Kepala keluarga", "Bima Contoh": "Anak"}
    assert queries.profile(people["rani"].pk).marital == "Cerai hidup"
    assert queries.differences() == []


def test_a_son_takes_wife_and_child_to_another_village_and_his_parents_stay(desk, people):
    wife, child = (
        make_person("Ayu Contoh", born_on=date(2005, 1, 1), marital=2),
        make_person("Cucu Contoh", born_on=date(2025, 1, 1), marital=1),
    )
    family = Family.objects.get()
    for party, relation in ((wife, 5), (child, 6)):
        actions.report_move_within(
            members=[actions.Member(party.pk, relation)], family_id=family.pk, on=TODAY,
            source=actions.Source("SKP 1/CONTOH", TODAY), by=BY, at=NOON,
        )  # fmt: skip
    going = [str(party.pk) for party in (people["bima"], wife, child)]
    far = PLACE | {"desa": OTHER_TAMANSARI, "kk": "3510242311269556", "pemimpin": going[0]}

    told(desk, people["bima"], "pindah-alamat", siapa=going, **far)

    assert seats(wife) == {"Bima Contoh": "Kepala keluarga", "Ayu Contoh": "Istri", "Cucu Contoh": "Anak"}
    assert set(seats(people["agus"])) == {"Agus Contoh", "Rani Contoh", "Sekar Contoh"}
    assert (
        desk.get(f"{reverse('desk:resident', args=[wife.pk])}?untuk=event").status_code == 404
    )  # another village's now
    assert queries.differences() == []


def test_some_move_onto_a_card_that_is_there(desk, people):
    aunt = make_person("Bibi Contoh")
    card = make_family((aunt, HEAD))

    told(desk, people["bima"], "pindah-alamat", siapa=[str(people["bima"].pk)], kk=card.kk, hubungan="9")

    assert seats(aunt) == {"Bibi Contoh": "Kepala keluarga", "Bima Contoh": "Famili lain"}
    assert tell(desk, people["rani"], "pindah-alamat", **PLACE).status_code == 422  # nobody chosen


def test_what_somebody_is_to_the_head_is_put_right(desk, people):
    page = told(desk, people["rani"], "kepala-keluarga", **{f"hubungan-{people['bima'].pk}": "9"})

    assert "Famili lain" in page
    assert seats(people["rani"])["Bima Contoh"] == "Famili lain"
    assert tell(desk, people["rani"], "kepala-keluarga").status_code == 422
    wrong = tell(desk, people["rani"], "kepala-keluarga", **{f"hubungan-{people['bima'].pk}": "3"})
    assert "Suami harus laki-laki" in wrong.text


def test_a_new_head_and_a_move_ask_for_another_card_and_the_answer_is_seen(desk, people, client_of):
    civil = make_unit("dispendukcapil")
    kinds = ("death", "family-change", "move-within")
    actions.put_consequences(
        rows=[actions.ConsequenceRow(kind, "family-card", civil.pk) for kind in kinds], by=BY, at=NOON
    )

    page = told(desk, people["agus"], "kematian")
    assert "kartunya mendapat nomor KK baru" in page
    assert "Keadaan penduduk: Hidup → Mati" in page
    assert "Keluarga pada KK" not in page  # a card's id says nothing to people, nor does that it is gone
    assert "Menunggu" in page
    told(desk, people["rani"], "kepala-keluarga", kepala=str(people["bima"].pk), kk="3510242311269557")
    everybody = [str(people[name].pk) for name in ("rani", "bima", "sekar")]
    told(desk, people["rani"], "pindah-alamat", siapa=everybody, **PLACE)
    asked = list(FollowUp.objects.order_by("opened_at", "event"))
    assert [(row.event.kind, row.party.name, bool(row.words)) for row in asked] == [
        ("death", "Agus Contoh", True), ("family-change", "Bima Contoh", False), ("move-within", "Bima Contoh", False),
    ]  # fmt: skip

    clerk = client_of(make_officer("Nita Contoh", civil, "registration-operator"))
    clerk.post(reverse("desk:close_follow_up", args=[asked[0].pk]), {"putusan": "selesai", "alasan": "KK 77 dicetak"})
    own = desk.get(f"{reverse('desk:resident', args=[people['agus'].pk])}?untuk=event").text
    assert "Perbarui kartu keluarga" in own
    assert "Selesai" in own
    page = desk.get(reverse("desk:event", args=[asked[0].event_id])).text
    assert "Selesai" in page
    assert "KK 77 dicetak" in page


def test_by_number_a_register_finds_its_own_people_alive_or_dead(desk, people):
    far = make_person("Jauh Contoh")
    card = make_family((far, HEAD), area_code=OTHER_TAMANSARI)
    niks = dict(Person.objects.values_list("party", "nik"))
    find = reverse("desk:residents")
    told(desk, people["agus"], "kematian")

    assert "Agus Contoh" in desk.post(find, {"orang": niks[people["agus"].pk], "untuk": "check"}).text
    for number in (niks[far.pk], card.kk):
        answer = desk.post(find, {"orang": number, "untuk": "check"})
        assert "Tidak ditemukan" in answer.text
        assert "Jauh Contoh" not in answer.text
