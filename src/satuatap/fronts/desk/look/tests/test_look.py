"""Theme and keys of this browser."""

from uuid import uuid4

import pytest
from django.test import RequestFactory

from satuatap.fronts.desk.look import views
from satuatap.fronts.shared.http import render
from satuatap.kernel.actors import Holding, account_actor

BUDI = account_actor(uuid4(), "Budi Santoso", holdings=[Holding("front-officer", uuid4())])


def post(view, **values):
    request = RequestFactory().post("/meja/tema", values)
    request.actor = BUDI
    return view(request)


def test_a_theme_is_remembered_and_the_page_comes_back():
    answer = post(views.theme, theme="dark", next="/meja/?q=rani")

    assert answer.url == "/meja/?q=rani"
    cookie = answer.cookies["tema"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark", True, "Lax")


def test_nobody_is_led_to_another_site():
    assert post(views.theme, theme="dark", next="https://contoh.id/").url == "/meja/"


def test_an_unknown_theme_is_the_light_one():
    assert post(views.theme, theme="neon").cookies["tema"].value == "light"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookies", "mark"), [({"tema": "dark"}, 'data-theme="dark"'), ({"pintasan": "off"}, 'data-keys="off"')]
)
def test_the_page_shows_the_choice(cookies, mark):
    request = RequestFactory().get("/meja/")
    request.actor = BUDI
    request.COOKIES.update(cookies)

    assert mark in render(request, "shared/desk.html").content.decode().splitlines()[1]


def test_keys_can_be_switched_off():
    assert post(views.keys, keys="off").cookies["pintasan"].value == "off"
