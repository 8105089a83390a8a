"""Who gets past the door of a page."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from satuatap.fronts.shared.audience import open_to
from satuatap.kernel.actors import NOBODY, Holding, account_actor
from satuatap.kernel.errors import NotFound

RANI = account_actor(uuid4(), "Rani Wulandari")
BUDI = account_actor(uuid4(), "Budi Santoso", holdings=[Holding("front-officer", uuid4())])


def ask(audience, actor, method="get", **extra):
    view = open_to(audience)(lambda _request: HttpResponse("ok"))
    request = getattr(RequestFactory(), method)("/meja/berkas?x=1", **extra)
    request.actor = actor
    with override_settings(LOGIN_URL="/masuk"):
        return view(request)


def test_a_public_page_asks_nobody():
    assert ask("public", NOBODY).status_code == 200


@pytest.mark.parametrize("audience", ["resident", "staff"])
def test_who_is_not_signed_in_is_asked_to_and_comes_back(audience):
    answer = ask(audience, NOBODY)

    assert answer.status_code == 302
    assert answer.url == "/masuk?next=%2Fmeja%2Fberkas%3Fx%3D1"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in():
    answer = ask("staff", NOBODY, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/masuk?next=%2Fmeja%2Fberkas%3Fx%3D1")


def test_what_was_posted_is_not_repeated():
    assert ask("resident", NOBODY, "post").url == "/masuk?next=%2Fmeja%2Fberkas"


def test_for_a_resident_pages_of_staff_do_not_exist():
    with pytest.raises(NotFound):
        ask("staff", RANI)


@pytest.mark.parametrize(
    ("audience", "actor"), [("resident", RANI), ("resident", BUDI), ("staff", BUDI), ("public", RANI)]
)
def test_who_may_gets_a_page_that_no_browser_keeps(audience, actor):
    answer = ask(audience, actor)

    assert answer.status_code == 200
    assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_a_view_says_who_it_is_for():
    assert open_to("machine")(lambda _request: HttpResponse()).audience == "machine"
