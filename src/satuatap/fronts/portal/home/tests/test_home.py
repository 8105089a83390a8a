"""The first page."""

import pytest

from satuatap.domain.agencies.tests.factories import make_site
from satuatap.fronts.portal.conftest import publish

pytestmark = pytest.mark.usefixtures("region")


def page(client, address="/"):
    return client.get(address).content.decode()


def test_it_leads_to_search_to_life_events_and_to_the_usual_errands(client):
    home = page(client)

    assert '<form role="search" action="/cari"' in home
    assert '<a class="card" href="/peristiwa/buka-usaha">' in home
    assert '<a href="/layanan/izin-reklame">Izin reklame</a>' in home
    assert "3 hari kerja" in home
    assert "Gratis" in home


def test_a_long_name_is_cut_to_its_abbreviation_where_there_is_little_room(client):
    publish(code="sktm", name="Surat keterangan tidak mampu (SKTM)", popular="2")

    home = page(client)

    assert '<a class="chip" href="/layanan/izin-reklame">Izin reklame</a>' in home
    assert 'href="/layanan/sktm" aria-label="Surat keterangan tidak mampu (SKTM)">SKTM</a>' in home


def test_it_counts_what_there_is(client):
    assert "1 layanan dari 1 instansi" in page(client)


def test_english_readers_get_the_english_names(client):
    home = page(client, "/en/")

    assert '<a href="/en/layanan/izin-reklame">Billboard permit</a>' in home


@pytest.mark.usefixtures("monday")
def test_places_show_their_hours_of_today(client):
    make_site("pasar-genteng", name="Pasar Genteng", kind="market", hours=())

    home = page(client)

    assert "Senin, 23 November 2026" in home
    assert "Hari ini 08.00–14.00" in home
    assert "Jam buka belum ditetapkan" in home
    assert 'href="/antrean"' in home.split("</nav>")[-1]


@pytest.mark.usefixtures("monday")
def test_villages_are_counted_not_listed(client):
    make_site("balai-tamansari", name="Balai Desa Tamansari", kind="village")

    home = page(client)

    assert "Balai Desa Tamansari" not in home
    assert "Di 1 desa atau kelurahan" in home


def test_without_a_catalogue_it_says_so(client, django_db_blocker):
    from satuatap.domain.catalog.actions import retire
    from satuatap.domain.catalog.tests.factories import INSTALLER, NOON

    retire(code="izin-reklame", by=INSTALLER, at=NOON)

    assert "Belum ada layanan" in page(client)
