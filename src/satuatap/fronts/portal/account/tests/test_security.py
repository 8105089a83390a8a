"""How an account is opened: addresses, password, sessions, second step, passkeys."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.identity.models import Session
from satuatap.domain.identity.tests.factories import make_account

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"
WORDS = "perahu hijau di selat"
SECURITY = "/akun/keamanan"


@pytest.fixture
def rani(client):
    account = make_account(phone=PHONE, password=WORDS)
    client.post(reverse("account_password_login"), {"address": PHONE, "password": WORDS})
    return account


def digits_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_page_shows_masked_addresses_and_this_browser(client, rani):
    page = client.get(SECURITY).text
    assert "0812-••••-7890" in page
    assert PHONE not in page
    assert "Di sini" in page


def test_a_new_password_keeps_this_browser_and_ends_the_others(client, rani):
    other = type(client)()
    other.force_login(rani)
    weak = client.post(f"{SECURITY}/sandi", {"password": "pendek"})
    assert weak.status_code == 422
    assert "paling sedikit 10" in weak.text
    client.post(f"{SECURITY}/sandi", {"password": "kereta malam ke timur"})
    assert "Kata sandi tersimpan" in client.get(SECURITY).text
    assert other.get(SECURITY).status_code == 302
    rani.refresh_from_db()
    assert rani.check_password("kereta malam ke timur")


def test_a_new_phone_counts_once_its_code_came_back(client, rani, outbox):
    client.post(f"{SECURITY}/hp", {"address": "0813 0000 1111"})
    rani.refresh_from_db()
    assert rani.phone == PHONE
    assert client.post(f"{SECURITY}/kode", {"code": outbox.wrong}).status_code == 422
    client.post(f"{SECURITY}/kode", {"code": outbox.code})
    rani.refresh_from_db()
    assert rani.phone == "+6281300001111"
    assert outbox.sent[-1][0] == "+6281300001111"


def test_an_address_of_somebody_else_is_told_to_its_owner_only(client, rani, outbox):
    make_account(phone="+6281300001111")
    free = client.post(f"{SECURITY}/hp", {"address": "0813 0000 2222"})
    taken = client.post(f"{SECURITY}/hp", {"address": "0813 0000 1111"})
    assert (free.status_code, free.headers["Location"]) == (taken.status_code, taken.headers["Location"])
    answer = client.post(f"{SECURITY}/kode", {"code": outbox.code})
    assert "sudah dipakai akun lain" in answer.text


def test_a_phone_is_no_email_address(client, rani, outbox):
    assert client.post(f"{SECURITY}/surel", {"address": "0813 0000 1111"}).status_code == 422
    assert client.post(f"{SECURITY}/hp", {"address": "rani@contoh.id"}).status_code == 422
    assert not outbox.sent


def test_the_last_address_stays(client, rani):
    answer = client.post(f"{SECURITY}/hp", {"remove": "1"})
    assert answer.status_code == 422
    assert "satu-satunya cara" in answer.text


def test_another_browser_is_ended_by_its_owner_only(client, rani):
    there, tono = type(client)(), type(client)()
    there.force_login(rani)
    tono.force_login(make_account())
    handle = re.findall(r"/akun/keamanan/sesi/(\w+)", client.get(SECURITY).text)[0]
    assert tono.post(f"{SECURITY}/sesi/{handle}").status_code == 404
    assert client.post(f"{SECURITY}/sesi/{handle}").status_code == 302
    assert there.get(SECURITY).status_code == 302
    assert client.get(SECURITY).status_code == 200


def test_all_other_browsers_are_ended_at_once(client, rani):
    for _browser in range(2):
        type(client)().force_login(rani)
    client.post(f"{SECURITY}/sesi")
    assert Session.objects.filter(account=rani).count() == 1


def test_the_secret_of_a_session_is_not_on_the_page(client, rani):
    assert client.session.session_key not in client.get(SECURITY).text


def switch_on(client):
    page = client.get(f"{SECURITY}/langkah-kedua").text
    secret = re.findall(r'class="mono">([A-Z2-7]+)<', page)[0]
    answer = client.post(f"{SECURITY}/langkah-kedua", {"code": digits_of(secret)})
    return secret, answer


def test_the_second_step_is_asked_for_once_switched_on(client, rani, outbox):
    assert client.post(f"{SECURITY}/langkah-kedua", {"code": "000000"}).status_code == 200
    secret, answer = switch_on(client)
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    stored = Authenticator.objects.get(user=rani, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)

    fresh = type(client)()
    fresh.post(reverse("account_login"), {"address": PHONE, "next": "/layanan"})
    step = fresh.post(reverse("account_code"), {"code": outbox.code})
    assert step.headers["Location"] == reverse("mfa_authenticate")
    assert SESSION_KEY not in fresh.session
    wrong = fresh.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "tidak cocok" in wrong.text
    done = fresh.post(reverse("mfa_authenticate"), {"code": digits_of(secret)})
    assert done.headers["Location"] == "/layanan"
    assert fresh.session[SESSION_KEY] == str(rani.pk)


@pytest.mark.parametrize("later", [0, 40])
def test_a_code_of_the_app_opens_once_for_as_long_as_it_counts(client, rani, time_machine, later):
    secret, _answer = switch_on(client)
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    newest = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[-1]))
    outcomes = []
    for seconds in (0, later):
        time_machine.move_to(now + timedelta(seconds=seconds), tick=False)
        fresh = type(client)()
        fresh.post(reverse("account_password_login"), {"address": PHONE, "password": WORDS})
        fresh.post(reverse("mfa_authenticate"), {"code": newest})
        outcomes.append(SESSION_KEY in fresh.session)

    assert outcomes == [True, False]


def test_at_the_computer_of_a_hall_the_step_is_asked_for_and_nothing_of_it_is_changed(client, rani, settings):
    secret, _answer = switch_on(client)
    settings.ROLE = "site"
    for name in ("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes"):
        assert client.get(reverse(name)).status_code == 422

    fresh = type(client)()
    step = fresh.post(reverse("account_password_login"), {"address": PHONE, "password": WORDS}, follow=True)
    assert "hanya kode dari aplikasi yang berlaku" in step.text
    fresh.post(reverse("mfa_authenticate"), {"code": digits_of(secret)})
    assert fresh.session[SESSION_KEY] == str(rani.pk)


def test_a_recovery_code_opens_once(client, rani):
    switch_on(client)
    codes = re.findall(r"<li>(\w+)</li>", client.get(reverse("mfa_view_recovery_codes")).text)
    assert len(codes) == 10
    outcomes = []
    for _turn in range(2):
        fresh = type(client)()
        fresh.post(reverse("account_password_login"), {"address": PHONE, "password": WORDS})
        fresh.post(reverse("mfa_authenticate"), {"code": codes[0]})
        outcomes.append(SESSION_KEY in fresh.session)
    assert outcomes == [True, False]


def test_the_second_step_is_switched_off_again(client, rani):
    switch_on(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=rani).exists()


def test_pages_that_change_the_way_in_want_fresh_proof(client):
    client.force_login(make_account(phone=PHONE, password=WORDS))
    for page in ("sandi", "hp", "surel", "kode", "langkah-kedua", "kunci-sandi", "kode-cadangan"):
        assert client.get(f"{SECURITY}/{page}").headers["Location"].startswith("/akun/bukti"), page


def test_the_passkey_page_offers_what_a_browser_needs(client, rani):
    page = client.get(f"{SECURITY}/kunci-sandi").text
    assert "&#34;challenge&#34;" in page or "&quot;challenge&quot;" in page
    assert "required" in page


def test_the_passkey_question_at_sign_in_names_nobody(client):
    make_account(phone=PHONE)
    options = client.get(reverse("mfa_login_webauthn")).json()["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "x",
        "[]",
        "null",
        '{"id": "x"}',
        '{"id": "x", "rawId": "eA", "type": "public-key", "response": {}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA",'
        ' "authenticatorData": "eA", "signature": "eA", "userHandle": "eA"}, "clientExtensionResults": {}}',
    ],
)
def test_a_forged_passkey_is_refused_in_words(client, credential):
    client.get(reverse("mfa_login_webauthn"))
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.headers["Location"] == reverse("account_login")
    assert SESSION_KEY not in client.session
    assert 'class="alert wait"' in client.get(reverse("account_login")).text


def test_an_empty_code_is_said_in_our_words(client, rani):
    assert "Bagian ini belum diisi." in client.post(f"{SECURITY}/langkah-kedua", {"code": ""}).text


def test_too_many_passkeys_get_a_page_of_ours(client, settings):
    settings.MFA_RATE_LIMITS = {"webauthn_login": "1/m/ip"}
    for _try in range(2):
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": ""})
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.text
