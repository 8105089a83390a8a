"""One page of a form: what was typed comes back, and mending it in the same window is enough."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_draft, make_service
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(rani, licensing, noon, client_of, time_machine):
    """Rani's draft open at its page: a function that sends inputs, with the hidden ones of the page shown last."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    case = make_draft(rani, noon)
    Case.objects.filter(pk=case.pk).update(draft={})
    client = client_of(rani)
    address = reverse("portal:case_page", args=[case.number, "isian"])
    last = client.get(address)

    def send(**inputs):
        nonlocal last
        hidden = re.search(r'name="versi" value="(\d+)"', last.content.decode())[1]
        last = client.post(address, inputs | {"versi": hidden})
        return last

    send.case, send.first = case, last
    return send


def test_what_could_not_be_read_comes_back_and_can_be_mended(page):
    answer = page(teks="Warung Bu Rani", luas="dua belas")
    text = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="dua belas"' in text
    assert 'href="#luas"' in text
    assert "<title>Galat: " in text

    answer = page(teks="Warung Bu Rani", luas="12")

    assert answer.status_code == 302
    page.case.refresh_from_db()
    assert page.case.draft["luas"] == 12


def test_questions_may_stay_open_until_later_but_nothing_typed_is_lost(page):
    assert page(teks="Warung", luas="dua", nanti="1").status_code == 422
    answer = page(teks="Warung", luas="", nanti="1")

    assert answer.status_code == 302
    assert answer["Location"] == reverse("portal:cases")
    page.case.refresh_from_db()
    assert page.case.draft["teks"] == "Warung"


def test_what_the_register_knows_is_shown_not_asked(page):
    text = page.first.content.decode()

    assert "Rani Contoh" in text
    assert 'name="nama"' not in text
    page(teks="Warung", luas="12", nama="Orang Lain")
    page.case.refresh_from_db()
    assert page.case.draft["nama"] == "Rani Contoh"


def test_the_day_of_a_request_is_the_day_in_the_region(client_of, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 1, 0, tzinfo=ZoneInfo("Asia/Jakarta")), tick=False)

    assert client_of(None).get(reverse("portal:home")).wsgi_request.now.date() == date(2026, 11, 23)


def hidden(text):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))


def test_a_page_sent_after_the_session_was_over_is_offered_again_to_its_owner_alone(page, rani, dewi, client_of):
    """The browser has forgotten the session; what Rani typed waits for Rani, not for whoever signs in there."""
    address = reverse("portal:case_page", args=[page.case.number, "isian"])
    typed = {"teks": "Warung Bu Rani", "luas": "12"} | hidden(page.first.content.decode())
    for who, is_hers in ((dewi, False), (rani, True)):
        browser = Client()
        answer = browser.post(address, typed)
        assert answer.url.endswith(f"next={reverse('account_resume').replace('/', '%2F')}")
        assert "Warung Bu Rani" not in browser.get(answer.url).content.decode()

        browser.force_login(Account.objects.get(pk=who.account_id))
        answer = browser.get(reverse("account_resume"))

        assert ("Warung Bu Rani" in answer.content.decode()) is is_hers
    again = hidden(answer.content.decode()) | {"csrfmiddlewaretoken": ""}
    assert browser.post(address, again).status_code == 302
    page.case.refresh_from_db()
    assert page.case.draft["teks"] == "Warung Bu Rani"


def test_a_page_that_does_not_say_whose_it_is_is_not_kept(page):
    address = reverse("portal:case_page", args=[page.case.number, "isian"])
    for claim in ({}, {"milik-akun": "siapa:saja"}):
        browser = Client()
        assert browser.post(address, {"teks": "Warung"} | claim).url.endswith("isian")
        assert "task" not in browser.session
