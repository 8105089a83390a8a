"""The account of whoever stands at the counter: given back, or parted."""

import pytest
from django.urls import reverse
from tests.support.cast import TODAY, actor_of

from satuatap.domain.identity.models import Account, Session
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(rani, budi, messages, noon, client_of, time_machine):
    time_machine.move_to(noon, tick=False)
    client_of(rani)
    return client_of(budi), reverse("desk:account", args=[rani.party_id])


def test_a_lost_phone_is_replaced_and_the_old_browser_is_out(page, rani, client_of):
    client, address = page
    browser = client_of(rani)
    assert browser.get(reverse("portal:account")).status_code == 200

    answer = client.post(address, {"act": "recover", "hp": "0813 0000 1111", "cocok": "1"})

    assert "Akun dipulihkan" in answer.content.decode()
    assert Account.objects.get(pk=rani.account_id).phone == "+6281300001111"
    assert browser.get(reverse("portal:account")).status_code == 302
    assert actor_of(Account.objects.get(pk=rani.account_id)).proof == 2  # the officer has seen the person again


def test_a_wrongly_linked_account_is_parted(page, rani):
    client, address = page

    assert "dipisahkan" in client.post(address, {"act": "part", "cocok": "1"}).content.decode()
    assert residents.standing(rani.account_id, TODAY).party_id is None
    assert not Session.objects.filter(account=rani.account_id).exists()
    assert "Belum ada akun" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"hp": "0813 0000 1111"}, "sudah Anda cocokkan"), ({"hp": "12", "cocok": "1"}, "nomor HP yang lengkap")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(page, typed, words):
    client, address = page

    answer = client.post(address, {"act": "recover"} | typed)
    text = answer.content.decode()

    assert answer.status_code == 422
    assert words in text
    assert f'value="{typed["hp"]}"' in text


def test_addresses_are_veiled_and_the_look_is_on_record(page, rani, client_of):
    client, address = page
    phone = Account.objects.get(pk=rani.account_id).phone

    text = client.get(address).content.decode()
    assert phone[-8:] not in text
    assert "DPMPTSP" in text
    assert "memulihkan akun warga di loket" in client_of(rani).get(reverse("portal:account-data")).content.decode()


def test_only_who_sits_before_people_opens_it(page, rani, sari, client_of):
    _client, address = page

    for stranger in (rani, sari):
        assert client_of(stranger).get(address).status_code == 404
    client, _address = page
    nobody = reverse("desk:account", args=[make_person("Siti Contoh").pk])
    assert client.post(nobody, {"act": "recover", "hp": "0813 0000 1111", "cocok": "1"}).status_code == 404
