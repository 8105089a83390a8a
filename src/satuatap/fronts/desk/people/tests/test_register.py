"""Somebody whom the register does not know is entered from the card they show."""

from datetime import date

import pytest
from django.urls import reverse

from satuatap.domain.agencies.tests.factories import make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.regions.tests.factories import TAMANSARI, make_area, make_home
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import Party, Person
from satuatap.domain.residents.tests.factories import make_person, officer
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db
CARD = {
    "warga": "1", "nik": "3510245505949700", "nama": "Wulan Contoh", "tempat": "Banyuwangi", "lahir": "1994-05-15",
    "kelamin": "2", "kawin": "1", "tinggal": "sini", "desa": TAMANSARI, "alamat": "Jalan Contoh 7", "hp": "081200004400",
}  # fmt: skip
PASSPORT = CARD | {"warga": "2", "nik": "", "paspor": "x 123 4567", "tinggal": "lain", "desa": "", "asal": "Australia"}


@pytest.fixture
def send(budi, licensing, noon, client_of, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_area(TAMANSARI)
    make_service(licensing, noon)
    client = client_of(budi)
    return lambda **typed: client.post(reverse("desk:register"), typed)


def test_who_was_not_found_is_entered_and_served_at_once(send):
    assert 'value="3510245505949700"' in send(cari="3510245505949700").content.decode()

    answer = send(**CARD)

    person = Person.objects.get(nik=CARD["nik"])
    assert answer.url == reverse("desk:begin", args=[person.pk])
    profile = queries.profile(person.pk)
    assert (profile.name, profile.origin, profile.phone, profile.area_code, profile.marital) == (
        "Wulan Contoh", "resident-stated", "+6281200004400", TAMANSARI, "Belum kawin",
    )  # fmt: skip


def test_a_foreigner_of_another_country_is_found_again_by_passport(send, budi, noon):
    assert send(**PASSPORT).status_code == 302

    (found,) = queries.find(budi, "X1234567", "uji", at=noon)
    profile = queries.profile(found.party_id)
    assert (profile.is_foreigner, profile.passport, profile.elsewhere) == (True, "X1234567", "Australia")
    assert profile.address_line == "Jalan Contoh 7, Australia"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"nik": ""}, "belum punya"),
        ({"nik": "12"}, "NIK"),
        ({"nama": ""}, "nama"),
        ({"lahir": "kemarin"}, "tanggal lahir"),
        ({"kelamin": ""}, "laki-laki atau perempuan"),
        ({"desa": ""}, "Pilih desa"),
        ({"tinggal": "lain"}, "kabupaten atau kota"),
        ({"warga": "2", "nik": ""}, "nomor paspor"),
        ({"hp": "abc"}, "nomor"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(send, wrong, words):
    answer = send(**CARD | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Jalan Contoh 7"' in answer.content.decode()
    assert not Person.objects.filter(party__name="Wulan Contoh").exists()


def test_a_number_is_entered_once(send):
    send(**CARD)
    send(**PASSPORT, yakin="1")

    assert "sudah tercatat" in send(**CARD, yakin="1").content.decode()
    assert "sudah tercatat" in send(**PASSPORT | {"nama": "Orang Lain"}).content.decode()
    assert Person.objects.filter(party__name__in=["Wulan Contoh", "Orang Lain"]).count() == 2


def test_a_doubtful_number_and_a_namesake_are_looked_at_twice(send, licensing):
    known = make_person("Wulan  Contoh")
    odd = CARD | {"kelamin": "1"}

    page = send(**odd).content.decode()
    assert "Jenis kelamin di NIK berbeda" in page
    assert reverse("desk:begin", args=[known.pk]) in page
    look = Entry.objects.filter(verb="looked", party_id=str(known.pk)).latest("pk")
    assert look.unit_id == str(licensing.pk)
    assert Party.objects.filter(name="Wulan Contoh").count() == 1

    assert send(**odd, yakin="1").status_code == 302
    assert Party.objects.filter(name="Wulan Contoh").count() == 2


def test_a_village_enters_its_own_people_only(send, noon):
    make_area("35.10.24.2002")
    village = officer(make_village(), "village-officer")
    given = {"name": "Wulan Contoh", "sex": 2, "born_on": date(1994, 5, 15), "by": village, "at": noon}

    assert actions.register_person(**given, area_code=TAMANSARI).person.area_code == TAMANSARI
    with pytest.raises(Refused, match="desa lain"):
        actions.register_person(**given, area_code="35.10.24.2002")
