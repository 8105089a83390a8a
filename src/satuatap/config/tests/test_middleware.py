"""Who is asking: built in two queries, gone after half an hour without a sign of life."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from satuatap.config.middleware import ActorMiddleware
from satuatap.domain.identity import actions
from satuatap.domain.identity.models import Session
from satuatap.domain.identity.tests.factories import AT, CLERK, make_account, make_holding, make_unit
from satuatap.domain.residents.actions import state_person

pytestmark = pytest.mark.django_db
HOME = "/akun/keamanan"


def queries_of(client, path):
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return [query["sql"] for query in seen.captured_queries]


def test_nobody_costs_no_query(client):
    request = RequestFactory().get("/")
    answer = ActorMiddleware(lambda request: HttpResponse(request.actor.is_known))(request)
    assert answer.content == b"False"
    assert request.now.utcoffset() is not None


def test_an_actor_costs_two_queries_besides_the_session(client):
    budi, licensing, civil = make_account(), make_unit(), make_unit()
    make_holding(budi, licensing)
    make_holding(budi, civil)
    state_person(account_id=budi.pk, name="Budi", sex=1, born_on=AT.date().replace(year=1990), by=CLERK, at=AT)
    client.force_login(budi)
    client.get("/")  # the first page notes that the session is in use

    seen = queries_of(client, reverse("account_login"))  # leads on at once: nothing but the actor is asked for

    assert len(seen) == 3
    assert ["identity_session" in sql for sql in seen] == [True, False, False]


def test_the_actor_has_party_proof_and_holdings(client, monkeypatch):
    budi, licensing = make_account(), make_unit("dpmptsp")
    make_holding(budi, licensing)
    party = state_person(account_id=budi.pk, name="Budi", sex=1, born_on=AT.date().replace(year=1990), by=CLERK, at=AT)
    actions.raise_proof(account_id=budi.pk, how="seen", unit_id=licensing.pk, by=CLERK, at=AT)
    client.force_login(budi)
    seen = []
    monkeypatch.setattr(ActorMiddleware, "_is_over", lambda *given: seen.append(given[-1]))

    client.get("/")
    client.get(HOME)

    actor = seen[-1]
    assert (actor.account_id, actor.party_id, actor.proof) == (budi.pk, party.pk, 2)
    assert [(h.role, h.unit_code) for h in actor.holdings] == [("front-officer", "dpmptsp")]


def test_staff_are_signed_out_after_half_an_hour_and_told_so(client, time_machine):
    budi = make_account()
    make_holding(budi, make_unit())
    client.force_login(budi)
    start = timezone.now()
    assert client.get(HOME).status_code == 200
    time_machine.move_to(start + timedelta(minutes=29))
    assert client.get(HOME).status_code == 200
    time_machine.move_to(start + timedelta(minutes=58))
    assert client.get(HOME).status_code == 200
    time_machine.move_to(start + timedelta(minutes=90))

    answer = client.get(HOME)

    assert answer.headers["Location"] == f"{reverse('account_login')}?next=%2Fakun%2Fkeamanan"
    assert SESSION_KEY not in client.session
    assert not Session.objects.filter(account=budi).exists()
    assert "keluar otomatis" in client.get(answer.headers["Location"]).text


def test_staff_are_signed_out_after_a_working_day_however_busy(client, time_machine):
    budi = make_account()
    make_holding(budi, make_unit())
    client.force_login(budi)
    start = timezone.now()
    for minutes in range(0, 12 * 60 + 1, 20):
        time_machine.move_to(start + timedelta(minutes=minutes))
        assert client.get(HOME).status_code == 200
    time_machine.move_to(start + timedelta(minutes=12 * 60 + 15))
    assert client.get(HOME).status_code == 302


def test_residents_stay_signed_in(client, time_machine):
    client.force_login(make_account())
    start = timezone.now()
    client.get(HOME)
    time_machine.move_to(start + timedelta(days=10))
    assert client.get(HOME).status_code == 200
    time_machine.move_to(start + timedelta(days=23))
    assert client.get(HOME).status_code == 200
    time_machine.move_to(start + timedelta(days=40))
    assert client.get(HOME).status_code == 302


def test_sessions_are_saved_once_a_while_not_for_every_request(client, time_machine):
    budi = make_account()
    make_holding(budi, make_unit())
    client.force_login(budi)
    start = timezone.now()
    client.get(HOME)

    def writes():
        return [sql for sql in queries_of(client, HOME) if sql.startswith("UPDATE")]

    time_machine.move_to(start + timedelta(seconds=30))
    assert writes() == []
    time_machine.move_to(start + timedelta(seconds=70))
    assert len(writes()) == 1
    time_machine.move_to(start + timedelta(seconds=80))
    assert writes() == []


def test_a_holding_that_ended_yesterday_opens_no_desk(client):
    budi, licensing = make_account(), make_unit()
    today = timezone.localdate()
    make_holding(budi, licensing, from_on=today - timedelta(days=9), to_on=today - timedelta(days=1))
    client.force_login(budi)
    assert client.get(reverse("desk:inbox")).status_code == 404
    make_holding(budi, licensing, from_on=today)
    assert client.get(reverse("desk:inbox")).status_code == 200


def test_an_account_closed_meanwhile_is_nobody(client):
    rani = make_account()
    client.force_login(rani)
    actions.set_active(account_id=rani.pk, is_active=False, by=CLERK, at=AT)
    assert client.get(HOME).status_code == 302


def test_a_new_password_elsewhere_ends_this_session(client):
    rani = make_account()
    client.force_login(rani)
    actions.set_password(account_id=rani.pk, password="perahu hijau di selat", by=CLERK, at=AT)
    assert client.get(HOME).status_code == 302


def test_a_made_up_session_cookie_is_nobody(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert client.get(HOME).status_code == 302
    assert client.get("/").status_code == 200


def test_the_language_comes_from_the_path(client):
    assert '<html lang="id">' in client.get(reverse("account_login"), headers={"Accept-Language": "en"}).text
    assert '<html lang="en">' in client.get("/en/akun/masuk", headers={"Accept-Language": "id"}).text


@pytest.mark.parametrize("value", ['"\\000aaaaaaaaaaaaaaaa"', "a" * 3000, "../../etc/passwd", '"', "\u00b2" * 32])
def test_a_cookie_that_is_none_of_ours_is_nobody(client, settings, value):
    answer = client.get("/akun/masuk", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={value}"})

    assert answer.status_code == 200


def test_a_nul_is_refused_before_any_view_sees_it(client):
    assert client.get("/v/a%00b").status_code == 404
    assert client.get("/cari", {"q": "a\x00b"}).status_code == 400
    assert client.post("/lacak", {"nomor": "a\x00b"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/akun/masuk", "/tidak-ada", "/healthz"])
def test_every_answer_tells_the_browser_what_it_may(client, path):
    headers = client.get(path).headers

    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
