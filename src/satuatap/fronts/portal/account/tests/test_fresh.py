"""Fresh proof: asked for again after five minutes, and what was posted is not lost."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.identity.tests.factories import make_account
from satuatap.fronts.shared import proof

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"
WORDS = "perahu hijau di selat"
PASSWORD_PAGE = "/akun/keamanan/sandi"
FRESH = "/akun/bukti"


def sign_in(client, **facts):
    account = make_account(phone=PHONE, password=WORDS, **facts)
    client.post(reverse("account_password_login"), {"address": PHONE, "password": WORDS})
    return account


def test_signing_in_counts_for_five_minutes(client, time_machine):
    sign_in(client)
    start = timezone.now()
    assert client.get(PASSWORD_PAGE).status_code == 200
    time_machine.move_to(start + timedelta(minutes=4, seconds=50))
    assert client.get(PASSWORD_PAGE).status_code == 200
    time_machine.move_to(start + timedelta(minutes=5, seconds=10))
    assert client.get(PASSWORD_PAGE).headers["Location"] == f"{FRESH}?next=%2Fakun%2Fkeamanan%2Fsandi"


def test_a_session_without_a_record_of_signing_in_is_not_fresh(client):
    client.force_login(make_account())
    assert client.get(PASSWORD_PAGE).status_code == 302


def test_the_password_leads_back_to_the_task(client):
    client.force_login(make_account(phone=PHONE, password=WORDS))
    wrong = client.post(FRESH, {"act": "password", "password": "bukan itu", "next": PASSWORD_PAGE})
    assert wrong.status_code == 422
    assert "tidak cocok" in wrong.text
    right = client.post(FRESH, {"act": "password", "password": WORDS, "next": PASSWORD_PAGE})
    assert right.headers["Location"] == PASSWORD_PAGE
    assert client.get(PASSWORD_PAGE).status_code == 200


def test_a_code_leads_back_to_the_task(client, outbox):
    client.force_login(make_account(phone=PHONE))
    page = client.get(FRESH)
    assert "Kirim kode ke 0812-••••-7890" in page.text
    assert 'name="password"' not in page.text
    sent = client.post(FRESH, {"act": "send", "kind": "phone", "next": PASSWORD_PAGE})
    assert 'name="code"' in sent.text
    assert client.post(FRESH, {"act": "code", "code": outbox.wrong}).status_code == 422
    done = client.post(FRESH, {"act": "code", "code": outbox.code, "next": PASSWORD_PAGE})
    assert done.headers["Location"] == PASSWORD_PAGE
    assert client.get(PASSWORD_PAGE).status_code == 200


def test_a_code_goes_to_the_own_addresses_only(client, outbox):
    client.force_login(make_account(phone=PHONE))
    answer = client.post(FRESH, {"act": "send", "kind": "email"})
    assert answer.status_code == 422
    assert not outbox.sent


def test_a_sign_in_code_is_no_fresh_proof(client, outbox):
    """A code says for what it was asked: one sent for signing in does not open what asks for fresh proof."""
    client.post(reverse("account_login"), {"address": PHONE})
    session = client.session
    code, slot = outbox.code, session["code"]
    client.force_login(make_account(phone=PHONE))
    session = client.session
    session["code"] = slot
    session.save()
    assert client.post(FRESH, {"act": "code", "code": code}).status_code == 422


def test_asking_again_and_again_is_throttled(client):
    client.force_login(make_account(phone=PHONE, password=WORDS))
    for _try in range(10):
        client.post(FRESH, {"act": "password", "password": "bukan itu"})
    answer = client.post(FRESH, {"act": "password", "password": WORDS})
    assert "Terlalu banyak percobaan" in answer.text


def test_what_was_posted_is_offered_again(client):
    client.force_login(make_account(phone=PHONE, password=WORDS))
    first = client.post(f"{PASSWORD_PAGE}?a=1", {"password": "kereta malam ke timur", "x": ["1", "<2>"]})
    assert first.headers["Location"].startswith(FRESH)
    assert "kami simpan" in client.get(first.headers["Location"]).text
    done = client.post(FRESH, {"act": "password", "password": WORDS, "next": PASSWORD_PAGE})
    page = client.get(done.headers["Location"]).text
    assert f'action="{PASSWORD_PAGE}?a=1"' in page
    assert '<input type="hidden" name="password" value="kereta malam ke timur">' in page
    assert '<input type="hidden" name="x" value="&lt;2&gt;">' in page
    assert page.count('name="csrfmiddlewaretoken"') == 1


def test_nobody_is_led_elsewhere_by_the_proof(client):
    client.force_login(make_account(phone=PHONE, password=WORDS))
    done = client.post(FRESH, {"act": "password", "password": WORDS, "next": "//evil.example"})
    assert done.headers["Location"] == reverse("portal:account")


def test_a_shorter_time_can_be_asked_for(client):
    account = sign_in(client)
    request = RequestFactory().get("/")
    request.session, request.user = client.session, account
    request.now = timezone.now() + timedelta(minutes=2)
    assert proof.is_fresh(request)
    assert not proof.is_fresh(request, minutes=1)


def test_the_page_is_for_who_is_signed_in(client):
    assert client.get(FRESH).headers["Location"].startswith(reverse("account_login"))
