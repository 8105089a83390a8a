"""Signing in: codes, passwords, new accounts, and what an address may not give away."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.audit.models import Entry
from satuatap.domain.identity import actions
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import AT, CLERK, make_account, make_holding, make_unit
from satuatap.domain.notifications.actions import put_messages
from satuatap.domain.notifications.models import Message

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"
WORDS = "perahu hijau di selat"


def ask(client, address="0812 3456 7890", **fields):
    return client.post(reverse("account_login"), {"address": address, **fields})


def type_code(client, code):
    return client.post(reverse("account_code"), {"code": code})


def is_in(client) -> bool:
    return SESSION_KEY in client.session


def test_a_code_opens_the_account(client, outbox):
    rani = make_account(phone=PHONE, is_proven=False)

    assert ask(client).headers["Location"] == reverse("account_code")
    assert "0812-••••-7890" in client.get(reverse("account_code")).text
    answer = type_code(client, outbox.code)

    assert answer.headers["Location"] == reverse("portal:account")
    assert client.session[SESSION_KEY] == str(rani.pk)
    rani.refresh_from_db()
    assert rani.phone_proven_at is not None
    assert Entry.objects.filter(verb="account.signed-in", on_id=str(rani.pk), purpose="code").count() == 1


def test_a_code_by_email_opens_the_account(client, outbox):
    make_account(phone="", email="rani@contoh.id")
    ask(client, "Rani@Contoh.id")
    type_code(client, f" {outbox.code[:3]} {outbox.code[3:]} ")
    assert is_in(client)


def test_a_wrong_code_says_what_to_do_and_three_void_it(client, outbox):
    make_account(phone=PHONE)
    ask(client)
    right = outbox.code
    for _try in range(3):
        answer = type_code(client, outbox.wrong)
        assert answer.status_code == 422
        assert "tidak cocok" in answer.text
    answer = type_code(client, right)
    assert "tiga kali" in answer.text
    assert not is_in(client)


def test_a_code_of_letters_is_no_try(client, outbox):
    make_account(phone=PHONE)
    ask(client)
    for _try in range(4):
        assert "6 angka" in type_code(client, "abc").text
    type_code(client, outbox.code)
    assert is_in(client)


def test_a_code_expires_after_ten_minutes(client, outbox, time_machine):
    make_account(phone=PHONE)
    ask(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=10, seconds=5))
    assert "kedaluwarsa" in type_code(client, outbox.code).text
    assert not is_in(client)


def test_a_new_code_voids_the_old_one(client, outbox):
    make_account(phone=PHONE)
    ask(client)
    old = outbox.code
    client.post(reverse("account_code"), {"resend": "1"})
    if old != outbox.code:
        assert type_code(client, old).status_code == 422
    type_code(client, outbox.code)
    assert is_in(client)


def test_a_code_works_in_the_browser_that_asked_only(client, outbox):
    make_account(phone=PHONE)
    ask(client)
    elsewhere = type(client)()
    assert elsewhere.post(reverse("account_code"), {"code": outbox.code}).status_code == 422
    assert SESSION_KEY not in elsewhere.session


def test_known_and_unknown_addresses_get_the_same_answer_after_the_same_work(client, outbox):
    make_account(phone=PHONE)
    answers, statements = [], []
    for address in (PHONE, "+6281298765432"):
        browser = type(client)()
        with CaptureQueriesContext(connection) as asked:
            first = ask(browser, address)
        page = browser.get(first.headers["Location"]).text.replace("7890", "").replace("5432", "")
        answers.append((first.status_code, first.headers["Location"], without_secrets(page)))
        statements.append([query["sql"].split()[0] for query in asked.captured_queries])
    assert answers[0] == answers[1]
    assert statements[0] == statements[1]
    assert len(outbox.sent) == 2


def without_secrets(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_an_unknown_address_becomes_an_account_once_it_is_proven(client, outbox):
    ask(client, next="/layanan")
    assert not Account.objects.exists()
    assert type_code(client, outbox.code).headers["Location"] == reverse("account_name")
    assert client.post(reverse("account_name"), {"name": " "}).status_code == 422
    answer = client.post(reverse("account_name"), {"name": "Rani  Wulandari"})

    account = Account.objects.get()
    assert (account.name, account.phone, account.proof_level) == ("Rani Wulandari", PHONE, 0)
    assert account.phone_proven_at is not None
    assert is_in(client)
    assert answer.headers["Location"] == "/layanan"


def test_the_name_page_is_closed_without_a_proven_address(client):
    assert client.get(reverse("account_name")).headers["Location"] == reverse("account_login")
    assert client.post(reverse("account_name"), {"name": "Rani"}).headers["Location"] == reverse("account_login")
    assert not Account.objects.exists()


def test_signing_up_takes_name_and_address(client, outbox):
    answer = client.post(reverse("account_signup"), {"name": "Rani", "address": "rani@contoh.id"})
    assert answer.headers["Location"] == reverse("account_code")
    assert not Account.objects.exists()
    type_code(client, outbox.code)
    assert Account.objects.get().email == "rani@contoh.id"
    assert is_in(client)


def test_signing_up_with_an_address_that_has_an_account_signs_in_and_changes_nothing(client, outbox):
    rani = make_account(phone=PHONE)
    client.post(reverse("account_signup"), {"name": "Mallory", "address": PHONE})
    type_code(client, outbox.code)
    assert client.session[SESSION_KEY] == str(rani.pk)
    rani.refresh_from_db()
    assert rani.name == "Rani Wulandari"


@pytest.mark.parametrize("address", ["abc", "3510249909900001", "rani@"])
def test_what_is_no_address_is_said_beside_the_field(client, outbox, address):
    answer = ask(client, address)
    assert answer.status_code == 422
    assert "misalnya" in answer.text
    assert f'value="{address}"' in answer.text
    assert not outbox.sent


def test_codes_for_one_address_are_few(client, outbox):
    for _try in range(3):
        assert ask(type(client)()).status_code == 302
    answer = ask(type(client)())
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan" in answer.text
    assert len(outbox.sent) == 3


def test_codes_from_one_place_are_limited(client, outbox):
    answers = [ask(type(client)(), f"+62812345678{number:02}").status_code for number in range(31)]
    assert answers == [302] * 30 + [422]


def test_a_password_opens_the_account_and_a_wrong_one_looks_like_an_unknown_address(client):
    make_account(phone=PHONE, password=WORDS)
    page = reverse("account_password_login")
    wrong = client.post(page, {"address": PHONE, "password": "salah semua ini"})
    unknown = client.post(page, {"address": "+6281298765432", "password": "salah semua ini"})
    assert wrong.status_code == unknown.status_code == 422
    assert "tidak cocok" in wrong.text
    assert without_secrets(wrong.text).replace(PHONE, "") == without_secrets(unknown.text).replace("+6281298765432", "")
    assert client.post(page, {"address": PHONE, "password": WORDS}).headers["Location"] == reverse("portal:account")
    assert is_in(client)


def test_passwords_are_throttled_by_address(client):
    make_account(phone=PHONE, password=WORDS)
    page = reverse("account_password_login")
    for _try in range(10):
        client.post(page, {"address": PHONE, "password": "salah semua ini"})
    answer = client.post(page, {"address": PHONE, "password": WORDS})
    assert "Terlalu banyak percobaan" in answer.text
    assert not is_in(client)
    make_account(phone="+6281298765432", password=WORDS)
    client.post(page, {"address": "+6281298765432", "password": WORDS})
    assert is_in(client)


def test_a_closed_account_does_not_open(client, outbox):
    rani = make_account(phone=PHONE, password=WORDS)
    actions.set_active(account_id=rani.pk, is_active=False, by=CLERK, at=AT)
    client.post(reverse("account_password_login"), {"address": PHONE, "password": WORDS})
    assert not is_in(client)
    ask(client)
    assert type_code(client, outbox.code).headers["Location"] == reverse("account_inactive")
    assert client.get(reverse("account_inactive")).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil", "evil"]
)
def test_nobody_is_sent_to_another_site(client, outbox, target):
    make_account(phone=PHONE)
    ask(client, next=target)
    assert type_code(client, outbox.code).headers["Location"] == reverse("portal:account")
    again = client.get(reverse("account_login"), {"next": target})
    assert again.headers["Location"] == reverse("portal:account")


def test_the_way_back_survives_the_code(client, outbox):
    make_account(phone=PHONE)
    assert (
        'value="/ajukan/izin-reklame?a=1"'
        in client.get(reverse("account_login"), {"next": "/ajukan/izin-reklame?a=1"}).text
    )
    ask(client, next="/ajukan/izin-reklame?a=1")
    assert type_code(client, outbox.code).headers["Location"] == "/ajukan/izin-reklame?a=1"


def test_staff_land_at_their_desk(client, outbox):
    budi = make_account(phone=PHONE)
    make_holding(budi, make_unit())
    ask(client)
    assert type_code(client, outbox.code).headers["Location"] == reverse("desk:inbox")


def test_signing_in_gives_the_session_a_new_key(client, outbox):
    make_account(phone=PHONE)
    ask(client)
    planted = client.session.session_key
    type_code(client, outbox.code)
    assert client.session.session_key != planted
    stranger = type(client)()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert stranger.get(reverse("portal:account")).status_code == 302


def test_signing_out_ends_the_session_and_only_by_a_form(client):
    client.force_login(make_account())
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_the_pages_exist_in_english(client):
    answer = client.get("/en/akun/masuk")
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text


@pytest.fixture
def new_device_text():
    put_messages(
        body={"messages": {"new-device": {"id": {"title": "Baru", "text": "{device} {when}"}}}}, by=CLERK, at=AT
    )


def test_a_new_browser_is_told_of_at_the_addresses_that_did_not_open_it(client, outbox, new_device_text):
    rani = make_account(phone=PHONE, email="rani@contoh.id")
    Account.objects.update(created_at=AT - timedelta(days=9))
    ask(client)
    client.post(reverse("account_code"), {"code": outbox.code}, headers={"User-Agent": "X (Android 14) Chrome/99"})
    told = Message.objects.filter(template="new-device")
    assert {(m.channel, m.address) for m in told} == {("inapp", ""), ("email", "rani@contoh.id")}
    assert "Chrome, Android" in told[0].text

    client.post(reverse("account_logout"))
    outbox.sent.clear()
    ask(client)
    type_code(client, outbox.code)
    assert Message.objects.filter(template="new-device").count() == 2, "the same browser is not new"
    assert rani.pk == told[0].account_id


def test_a_new_account_is_not_told_of_its_own_first_browser(client, outbox, new_device_text):
    client.post(reverse("account_signup"), {"name": "Rani", "address": PHONE})
    type_code(client, outbox.code)
    assert not Message.objects.filter(template="new-device").exists()


def test_the_code_goes_out_by_the_gateway_and_lies_nowhere_in_the_clear(client, monkeypatch):
    monkeypatch.setattr("secrets.randbelow", lambda _most: 271828)
    put_messages(
        body={"messages": {"code": {"id": {"title": "Kode", "text": "Kode {code}, {minutes} menit"}}}}, by=CLERK, at=AT
    )
    ask(client)
    message = Message.objects.get(channel="sms", address=PHONE)
    assert "271828" not in f"{message.text} {bytes(message.sealed)!r} {dict(client.session)}"
    type_code(client, "271828")
    assert client.get(reverse("account_name")).status_code == 200
