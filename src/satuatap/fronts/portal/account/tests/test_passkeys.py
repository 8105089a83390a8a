"""Passkeys: made with fresh proof, sign in by themselves, prove again, and lock nobody out."""

import html
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from satuatap.domain.identity import actions
from satuatap.domain.identity.tests.factories import AT, CLERK, make_account

from .authenticator import PRESENT, Passkey

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"
WORDS = "perahu hijau di selat"
ADD, SIGN_IN = "/akun/keamanan/kunci-sandi", "/akun/masuk/kunci-sandi"


@pytest.fixture
def rani(client):
    account = make_account(phone=PHONE, password=WORDS)
    client.post(reverse("account_password_login"), {"address": PHONE, "password": WORDS})
    return account


def options_on(page: str):
    return json.loads(html.unescape(re.findall(r'data-options="([^"]+)"', page)[0]))


def add(client, passkey: Passkey):
    credential = passkey.create(options_on(client.get(ADD).text))
    return client.post(ADD, {"name": "HP Rani", "credential": credential, "passwordless": "on"})


def sign_in(browser, passkey: Passkey, **facts):
    options = browser.get(SIGN_IN).json()["request_options"]
    return browser.post(SIGN_IN, {"credential": passkey.get(options), **facts})


def test_a_passkey_signs_in_by_itself(client, rani):
    passkey = Passkey()
    assert add(client, passkey).headers["Location"] == "/akun/keamanan"
    assert "HP Rani" in client.get("/akun/keamanan").text

    fresh = type(client)()
    answer = sign_in(fresh, passkey, next="/layanan")
    assert answer.headers["Location"] == "/layanan"
    assert fresh.session[SESSION_KEY] == str(rani.pk)


def test_a_passkey_leads_nobody_to_another_site(client, rani):
    passkey = Passkey()
    add(client, passkey)
    answer = sign_in(type(client)(), passkey, next="https://evil.example")
    assert answer.headers["Location"] == reverse("portal:account")


def test_who_has_a_passkey_still_gets_in_with_a_code(client, rani, outbox):
    add(client, Passkey())
    fresh = type(client)()
    fresh.post(reverse("account_login"), {"address": PHONE})
    assert fresh.post(reverse("account_code"), {"code": outbox.code}).headers["Location"] == reverse("portal:account")


def test_an_answer_is_good_once_and_for_its_own_question(client, rani):
    passkey = Passkey()
    add(client, passkey)
    fresh, thief = type(client)(), type(client)()
    options = fresh.get(SIGN_IN).json()["request_options"]
    credential = passkey.get(options)
    thief.get(SIGN_IN)
    thief.post(SIGN_IN, {"credential": credential})
    assert SESSION_KEY not in thief.session
    fresh.post(SIGN_IN, {"credential": credential})
    assert SESSION_KEY in fresh.session
    fresh.post(reverse("account_logout"))
    fresh.post(SIGN_IN, {"credential": credential})
    assert SESSION_KEY not in fresh.session


def test_somebody_elses_key_does_not_open(client, rani):
    add(client, Passkey())
    other = Passkey()
    other.user = str(rani.pk.hex).encode()
    fresh = type(client)()
    sign_in(fresh, other)
    assert SESSION_KEY not in fresh.session


def test_a_key_without_finger_or_pin_is_not_taken(client, rani):
    options = options_on(client.get(ADD).text)
    answer = client.post(
        ADD, {"name": "x", "credential": Passkey().create(options, flags=PRESENT), "passwordless": "on"}
    )
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(user=rani).exists()


def test_a_page_elsewhere_cannot_use_it(client, rani):
    passkey = Passkey()
    add(client, passkey)
    passkey.origin = "https://evil.example"
    fresh = type(client)()
    sign_in(fresh, passkey)
    assert SESSION_KEY not in fresh.session


def test_a_closed_account_is_not_opened_by_its_passkey(client, rani):
    passkey = Passkey()
    add(client, passkey)
    actions.set_active(account_id=rani.pk, is_active=False, by=CLERK, at=AT)
    fresh = type(client)()
    assert sign_in(fresh, passkey).headers["Location"] == reverse("account_inactive")
    assert SESSION_KEY not in fresh.session


def test_a_passkey_is_fresh_proof(client, rani):
    passkey = Passkey()
    add(client, passkey)
    again = type(client)()
    again.force_login(rani)
    page = "/akun/bukti/kunci-sandi?next=/akun/keamanan/sandi"
    assert again.get("/akun/keamanan/sandi").status_code == 302
    options = options_on(again.get(page).text)
    answer = again.post("/akun/bukti/kunci-sandi", {"credential": passkey.get(options), "next": "/akun/keamanan/sandi"})
    assert answer.headers["Location"] == "/akun/keamanan/sandi"
    assert again.get("/akun/keamanan/sandi").status_code == 200


def test_a_passkey_is_removed_by_its_owner_only(client, rani):
    add(client, Passkey())
    key = Authenticator.objects.get(user=rani, type=Authenticator.Type.WEBAUTHN)
    page = reverse("mfa_remove_webauthn", kwargs={"pk": key.pk})
    make_account(phone="+6281298765432", password=WORDS)
    tono = type(client)()
    tono.post(reverse("account_password_login"), {"address": "+6281298765432", "password": WORDS})
    assert tono.post(page).status_code == 404
    assert client.post(page).headers["Location"] == "/akun/keamanan"
    assert not Authenticator.objects.filter(user=rani).exists()
