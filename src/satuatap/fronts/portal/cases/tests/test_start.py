"""The first page of an application: for whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import TODAY

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import Party
from satuatap.domain.residents.tests.factories import make_mandate

pytestmark = pytest.mark.django_db
APPLY = "portal:apply"


@pytest.fixture
def town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return lambda **changes: make_service(licensing, noon, **changes)


def give(giver, attorney, service):
    principal, agent = (Party.objects.get(pk=actor.party_id) for actor in (giver, attorney))
    make_mandate(principal, agent, kind="kuasa", scope=[service], to_on=TODAY + timedelta(days=9))


def test_an_attorney_chooses_for_whom_and_is_led_to_the_form(town, rani, dewi, client_of):
    town()
    give(rani, dewi, "izin-reklame")
    client, address = client_of(dewi), reverse(APPLY, args=["izin-reklame"])

    text = client.get(address).content.decode()
    assert "Rani Contoh" in text
    assert "Saya pemegang surat kuasanya" in text

    answer = client.post(address, {"untuk": f"{rani.party_id}|kuasa", "key": str(uuid4())}, follow=True)
    assert answer.status_code == 200
    assert Case.objects.get().party_id == rani.party_id


def test_what_was_not_offered_cannot_be_chosen(town, rani, dewi, client_of):
    town()
    give(rani, dewi, "akta-kelahiran")
    client, address = client_of(dewi), reverse(APPLY, args=["izin-reklame"])

    assert "Rani Contoh" not in client.get(address).content.decode()
    for choice in (f"{rani.party_id}|kuasa", f"{rani.party_id}|self", f"{dewi.party_id}|heir", "x"):
        assert client.post(address, {"untuk": choice, "key": str(uuid4())}).status_code == 404
    assert not Case.objects.exists()


def test_whoever_may_not_apply_reads_who_may(town, rani, client_of):
    town(applicants=["organisation"])

    text = client_of(rani).get(reverse(APPLY, args=["izin-reklame"])).content.decode()

    assert "Anda belum dapat mengajukan layanan ini" in text
    assert "Badan usaha atau organisasi" in text
    assert 'type="submit">Mulai mengisi' not in text


def test_a_refusal_keeps_the_choice(town, rani, client_of):
    town(applicants=["self", "heir"], minimum_age=40)

    address = reverse(APPLY, args=["izin-reklame"])
    answer = client_of(rani).post(address, {"untuk": f"{rani.party_id}|heir", "key": str(uuid4())})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "berumur paling sedikit 40 tahun" in text
    assert f'value="{rani.party_id}|heir" checked' in text


def test_presence_is_said_before_anything_is_filled_in(town, rani, client_of):
    town(presence={"needed": True, "law": "Perda 1/2024", "note": "Bawa KTP asli."})

    text = client_of(rani).get(reverse(APPLY, args=["izin-reklame"])).content.decode()

    assert "Pemohon perlu datang sendiri." in text
    assert "Bawa KTP asli." in text


def test_the_last_application_is_offered_copied_and_shown(town, rani, client_of, noon):
    town()
    client, address = client_of(rani), reverse(APPLY, args=["izin-reklame"])
    assert "permohonan terakhir" not in client.get(address).content.decode()
    last = make_case(rani, noon)
    assert last.number in client.get(address).content.decode()

    page = client.post(address, {"salin": "1", "key": str(uuid4())}, follow=True)

    text = page.content.decode()
    assert "Warung Rani" in text
    assert "Rani Contoh" not in text.split("<main")[1]
    assert last.number in text
    draft = Case.objects.get(state="draft")
    assert f"/berkas/{draft.number}/isi/" in text
    assert draft.draft == {"teks": "Warung Rani", "luas": 4}


def test_nothing_is_copied_unless_it_is_asked_for(town, rani, client_of, noon):
    town()
    make_case(rani, noon)
    client = client_of(rani)
    client.post(reverse(APPLY, args=["izin-reklame"]), {"key": str(uuid4())})

    assert Case.objects.get(state="draft").draft is None
