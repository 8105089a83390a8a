"""What every public page owes its readers, whoever made it."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from satuatap.fronts.portal.conftest import publish
from satuatap.fronts.shared.navigation import MENUS, menu

PAGES = [
    "/", "/cari", "/cari?q=papan+nama", "/cari?q=tidak-ada-ini", "/cari?saring=gratis", "/layanan",
    "/layanan/izin-reklame", "/peristiwa/buka-usaha", "/privasi", "/aksesibilitas", "/bantuan", "/bantuan/warga", "/alamat-yang-salah",
]  # fmt: skip


class Outline(HTMLParser):
    """Tags, ids and headings of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    def levels(self):
        return [int(name[1]) for name, _attrs in self.tags if re.fullmatch(r"h[1-6]", name)]

    def ids(self):
        return [attrs["id"] for _name, attrs in self.tags if "id" in attrs]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_well_made(client, region, address, prefix):
    answer = client.get(prefix + address)
    page = Outline(answer.content.decode())

    assert answer.status_code == (404 if "salah" in address else 200)
    assert page.all("html") == [{"lang": "en" if prefix else "id"}]
    levels = page.levels()
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.ids()) == len(set(page.ids()))
    assert {attrs["href"] for attrs in page.all("a")}.isdisjoint({"", "#"})
    assert all(set(attrs) >= {"alt"} for attrs in page.all("img"))
    labels = {attrs.get("for") for attrs in page.all("label")}
    assert [a for a in page.all("input") if a.get("type") != "hidden" and a.get("id") not in labels] == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_little_and_no_more_for_many_services(client, region, address):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    with_one = cost()
    for number in range(2, 5):
        publish(number)

    assert cost() == with_one
    assert with_one <= 12


@pytest.mark.parametrize("address", PAGES)
def test_a_page_for_everybody_sets_no_cookie(client, region, address):
    assert not client.get(address).cookies


def test_the_language_switch_keeps_the_page_and_the_question(client, region):
    page = Outline(client.get("/cari?q=papan+nama&saring=gratis").content.decode())
    twin = next(attrs for attrs in page.all("a") if attrs.get("hreflang") == "en")

    assert twin == {"href": "/en/cari?q=papan+nama&saring=gratis", "lang": "en", "hreflang": "en"}
    back = Outline(client.get(twin["href"]).content.decode())
    assert {"href": "/cari?q=papan+nama&saring=gratis", "lang": "id", "hreflang": "id"} in back.all("a")


def test_what_the_region_has_not_told_is_a_visible_gap(client, region):
    page = client.get("/").content.decode()

    assert re.search(r"Butuh bantuan\?</h2>\s*<p>Nomor bantuan belum ditetapkan\.", page)


def test_a_sample_installation_says_so(client, region):
    assert "Ini pemasangan contoh" in client.get("/").content.decode()


@pytest.mark.parametrize("name", sorted(MENUS))
def test_every_link_of_a_menu_leads_somewhere(name):
    assert len(menu(name)) == len(MENUS[name])


def test_the_present_page_is_marked_in_the_menu(client, region):
    page = Outline(client.get("/layanan").content.decode())

    assert [attrs["href"] for attrs in page.all("a") if attrs.get("aria-current") == "page"] == ["/layanan"]
