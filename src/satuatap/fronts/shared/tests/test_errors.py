"""Whatever goes wrong, the person gets a page with a sentence."""

from importlib import import_module

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import path

from satuatap.fronts.shared import errors
from satuatap.kernel.errors import Conflict, NotFound, Refused

pytestmark = pytest.mark.django_db


def raising(exception):
    def view(request):
        raise exception

    return view


@pytest.fixture
def visitor(client, settings):
    """Somebody on a site that has a page for each way to fail."""
    real = import_module(settings.ROOT_URLCONF)
    handlers = {name: getattr(real, name) for name in ("handler400", "handler403", "handler404", "handler500")}
    failing = (
        path("hilang", raising(NotFound())),
        path("tolak", raising(Refused("full", "Kuota hari ini sudah habis."))),
        path("bentrok", raising(Conflict("changed", "Sudah diubah orang lain."))),
        path("rusak", raising(RuntimeError("rahasia: kata sandi"))),
        path("putus", raising(OperationalError("connection refused"))),
    )
    settings.ROOT_URLCONF = type("Addresses", (), {**handlers, "urlpatterns": (*failing, *real.urlpatterns)})
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/hilang", 404, "Halaman ini tidak ada di bawah atap kami"),
        ("/tidak-pernah-ada", 404, "Halaman ini tidak ada di bawah atap kami"),
        ("/tolak", 422, "Kuota hari ini sudah habis."),
        ("/bentrok", 409, "Sudah diubah orang lain."),
        ("/rusak", 500, "Ada gangguan di pihak kami"),
        ("/putus", 503, "Layanan terhenti sebentar"),
    ],
)
def test_each_failure_has_its_page(visitor, address, status, sentence):
    answer = visitor.get(address)
    page = answer.content.decode()

    assert answer.status_code == status
    assert sentence in page
    assert page.count("<h1") == 1
    assert '<html lang="id"' in page
    assert "rahasia" not in page


def test_when_the_database_is_away_we_say_when_to_come_back(visitor):
    assert visitor.get("/putus").headers["Retry-After"] == "30"


def test_the_page_of_last_resort_needs_no_template(monkeypatch):
    monkeypatch.setattr(errors, "engines", {})
    errors._still.cache_clear()

    answer = errors.server_error(RequestFactory().get("/"))

    assert "Ada gangguan" in answer.content.decode()
    errors._still.cache_clear()


def test_a_form_without_its_secret_is_told_what_to_do(db):
    answer = errors.stale_form(RequestFactory().get("/"), reason="CSRF cookie not set.")

    assert answer.status_code == 403
    assert "muat ulang" in answer.content.decode()
