"""Signing in with an identity from outside, where the machine is told of a provider."""

from types import SimpleNamespace

import pytest
from allauth.core import context
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import SESSION_KEY
from django.test import RequestFactory
from django.urls import reverse
from requests.exceptions import ConnectionError

from satuatap.domain.identity.models import Account
from satuatap.domain.identity.sessions import SessionStore
from satuatap.domain.identity.tests.factories import make_account

pytestmark = pytest.mark.django_db
PROVIDER = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "ikd",
                "name": "IKD",
                "client_id": "satuatap",
                "secret": "contoh",
                "settings": {"server_url": "https://ikd.example"},
            }
        ]
    }
}
START = "/akun/masuk/luar/ikd"


def come_back(process="login", uid="4711", **claims):
    """What happens once the provider has said who it is."""
    request = RequestFactory().get("/akun/masuk/luar/ikd/kembali")
    request.session, request.user, request.allauth = SessionStore(), SimpleNamespace(is_authenticated=False), None
    account = SocialAccount(provider="ikd", uid=uid, extra_data={"userinfo": {"name": "Rani Wulandari", **claims}})
    login = SocialLogin(user=Account(), account=account)
    login.state = {"process": process}
    with context.request_context(request):
        return request, complete_login(request, login)


def test_without_a_provider_there_is_no_such_page(client):
    assert "IKD" not in client.get(reverse("account_login")).text
    assert client.post(START).status_code == 404


def test_with_a_provider_the_page_offers_it_and_leads_there_by_a_form(client, settings, monkeypatch):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER
    endpoints = {
        "authorization_endpoint": "https://ikd.example/authorize",
        "token_endpoint": "https://ikd.example/token",
    }
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", endpoints)
    assert "Masuk dengan IKD" in client.get(reverse("account_login")).text
    assert client.get(START).status_code == 405
    address = client.post(START).headers["Location"]
    assert address.startswith("https://ikd.example/authorize?client_id=satuatap")
    assert "state=" in address


def test_a_provider_that_is_down_is_said_and_nobody_is_stuck(client, settings, monkeypatch):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER

    def down(self):
        raise ConnectionError

    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", property(down))
    answer = client.post(START)
    assert answer.headers["Location"] == reverse("account_login")
    assert "tidak berhasil" in client.get(reverse("account_login")).text


def test_the_first_time_opens_an_account_and_the_second_finds_it(settings):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER
    request, answer = come_back(email="rani@contoh.id", email_verified=True)
    account = Account.objects.get()
    assert (account.name, account.email, account.proof_level) == ("Rani Wulandari", None, 0)
    assert request.session[SESSION_KEY] == str(account.pk)
    assert answer.headers["Location"] == reverse("portal:account")

    request, _answer = come_back()
    assert request.session[SESSION_KEY] == str(account.pk)
    assert Account.objects.count() == 1


def test_an_address_from_outside_opens_nobody_elses_account(settings):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER
    rani = make_account(phone="", email="rani@contoh.id")
    request, _answer = come_back(email="rani@contoh.id", email_verified=True)
    assert request.session[SESSION_KEY] != str(rani.pk)


def test_an_identity_is_not_joined_to_an_account_by_the_way():
    request, answer = come_back(process="connect")
    assert answer.headers["Location"] == reverse("account_login")
    assert SESSION_KEY not in request.session
    assert not Account.objects.exists()
