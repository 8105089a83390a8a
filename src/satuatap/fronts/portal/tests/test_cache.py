"""Pages kept ready: fast, the same for everybody without cookies, and gone when something changes."""

import gzip

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from satuatap.fronts.portal import cache
from satuatap.kernel.remembered import remembered


class Catalogue:
    """Counts how often the page is made, and can change."""

    def __init__(self):
        self.made = 0
        self.stamp = "1"
        self.outages = ()
        self.cookie = False
        self.status = 200

    def answer(self, _request):
        self.made += 1
        response = HttpResponse(f"halaman {self.made} " + "x" * 2000, status=self.status)
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        if self.cookie:
            response.set_cookie("a", "b")
        return response


@pytest.fixture
def catalogue(monkeypatch):
    catalogue = Catalogue()
    monkeypatch.setattr(cache.catalog, "stamp", lambda: catalogue.stamp)
    monkeypatch.setattr(cache, "place", lambda: "tempat")
    monkeypatch.setattr(cache.agencies, "running_outages", lambda: catalogue.outages)
    monkeypatch.setattr(cache.agencies, "hall_outages", dict)
    return catalogue


@pytest.fixture
def clock(monkeypatch):
    times = [100.0]
    monkeypatch.setattr(cache.time, "monotonic", lambda: times[0])
    return times


@pytest.fixture
def store(catalogue, clock):
    return cache.PageStore(cache.kept(catalogue.answer))


def get(store, path="/layanan", **extra):
    return store(RequestFactory().get(path, **extra))


def test_the_second_visitor_gets_what_the_first_one_got(store, catalogue):
    first, second = get(store), get(store)

    assert first.content == second.content
    assert catalogue.made == 1
    assert second.headers["Content-Security-Policy"] == "default-src 'self'"
    assert second.headers["Vary"] == "Accept-Encoding, Cookie"
    assert second.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "extra", [{"headers": {"cookie": "a=b"}}, {"headers": {"authorization": "x"}}, {"headers": {"hx-request": "true"}}, {"query_params": {"q": "ktp"}}]
)  # fmt: skip
def test_who_brings_something_of_his_own_is_asked(store, catalogue, extra):
    get(store, **extra)
    get(store, **extra)

    assert catalogue.made == 2


def test_a_post_is_never_answered_from_the_store(store, catalogue):
    store(RequestFactory().post("/layanan"))
    store(RequestFactory().post("/layanan"))

    assert catalogue.made == 2


@pytest.mark.parametrize("flaw", [{"cookie": True}, {"status": 404}, {"status": 500}])
def test_what_is_not_for_everybody_is_not_kept(store, catalogue, flaw):
    for name, value in flaw.items():
        setattr(catalogue, name, value)
    get(store)
    get(store)

    assert catalogue.made == 2


def test_a_page_that_does_not_say_so_is_not_kept(catalogue, clock):
    store = cache.PageStore(catalogue.answer)
    get(store)
    get(store)

    assert catalogue.made == 2


def test_a_change_is_seen_within_two_seconds(store, catalogue, clock):
    get(store)
    catalogue.stamp = "2"
    clock[0] += 1.9
    get(store)
    assert catalogue.made == 1

    clock[0] += 0.2
    get(store)
    assert catalogue.made == 2


def test_an_outage_is_a_change_too(store, catalogue, clock):
    get(store)
    catalogue.outages = ("SIAK",)
    clock[0] += 3
    get(store)

    assert catalogue.made == 2


def test_a_page_grows_old(store, catalogue, clock):
    get(store)
    clock[0] += cache.KEEP_SECONDS + 1
    get(store)

    assert catalogue.made == 2


def test_hosts_and_addresses_are_kept_apart(store, catalogue, settings):
    settings.ALLOWED_HOSTS = ["satu.id", "dua.id"]
    for host in ("satu.id", "dua.id", "satu.id"):
        get(store, headers={"host": host})
    get(store, "/", headers={"host": "satu.id"})

    assert catalogue.made == 3


def test_a_host_we_do_not_know_goes_its_usual_way(store, catalogue, settings):
    settings.ALLOWED_HOSTS = ["satu.id"]
    get(store, headers={"host": "palsu.id"})
    get(store, headers={"host": "palsu.id"})

    assert catalogue.made == 2


@pytest.mark.parametrize(
    ("accepted", "form", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", "", bytes)],
)
def test_each_browser_gets_the_form_it_takes(store, accepted, form, unpack):
    plain = get(store).content
    answer = get(store, headers={"accept-encoding": accepted} if accepted else {})

    assert answer.headers.get("Content-Encoding", "") == form
    assert unpack(answer.content) == plain
    assert answer.headers["Content-Length"] == str(len(answer.content))


def test_who_has_the_page_already_is_told_so(store):
    tag = get(store).headers["ETag"]
    answer = get(store, headers={"if-none-match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.django_db
def test_the_real_pages_are_kept_ready_and_follow_the_catalogue(region, client, settings, clock):
    from satuatap.fronts.portal.conftest import publish

    settings.MIDDLEWARE = ["satuatap.fronts.portal.cache.PageStore", *settings.MIDDLEWARE]
    assert "Layanan ke-2" not in client.get("/layanan").content.decode()
    assert client.get("/layanan").headers["ETag"]

    publish(2)
    clock[0] += 3

    assert "Layanan ke-2" in client.get("/layanan").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/layanan", "/layanan/izin-reklame", "/peristiwa/buka-usaha", "/privasi", "/en/"]
)
def test_a_page_that_is_kept_carries_nothing_of_one_visitor(region, client, address):
    answer = client.get(address)

    assert answer.kept_for
    assert not answer.cookies
    assert b"csrfmiddlewaretoken" not in answer.content


def test_after_a_change_a_page_is_not_made_of_what_was_remembered_before(store, catalogue, clock, settings):
    settings.REMEMBER_SECONDS = 60
    words = remembered(lambda: catalogue.stamp)
    get(store)
    assert words() == "1"

    catalogue.stamp = "2"
    clock[0] += cache.ASK_SECONDS
    get(store)

    assert words() == "2"
