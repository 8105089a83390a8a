"""Finding a service."""

import pytest

from satuatap.domain.agencies.tests.factories import make_site
from satuatap.fronts.portal.conftest import publish

pytestmark = pytest.mark.usefixtures("region")


def page(client, address):
    return client.get(address).content.decode()


def test_everyday_words_find_a_service(client):
    found = page(client, "/cari?q=papan nama")

    assert "<strong>1 layanan</strong> cocok dengan “papan nama”" in found
    assert '<h2><a href="/layanan/izin-reklame">Izin reklame</a></h2>' in found
    assert "Bisa daring" in found


def test_what_was_typed_is_text_and_stays(client):
    found = page(client, "/cari?q=<script>alert(1)</script>")

    assert "<script>alert" not in found
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in found


def test_nothing_found_helps_on(client):
    found = page(client, "/cari?q=zzzzzz")

    assert "Belum ada yang cocok" in found
    assert "Lihat semua layanan menurut instansi" in found
    assert '<a class="chip" href="/layanan/izin-reklame">' in found


def test_a_filter_stays_with_the_next_search_and_can_be_taken_off(client):
    publish(2, fee="listed", fees=[{"label": "Retribusi", "amount": "5000"}])

    found = page(client, "/cari?q=papan nama&saring=pasar")

    assert '<input type="hidden" name="saring" value="pasar">' in found
    assert '<a href="?q=papan+nama">Lihat 2 layanan tanpa saringan</a>' in found


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ("", {"Izin reklame", "Layanan ke-2", "Layanan ke-3"}),
        ("daring", {"Izin reklame", "Layanan ke-3"}),
        ("gratis", {"Izin reklame", "Layanan ke-3"}),
        ("pasar", {"Layanan ke-2"}),
        ("desa", {"Layanan ke-3"}),
        ("omong-kosong", {"Izin reklame", "Layanan ke-2", "Layanan ke-3"}),
    ],
)
def test_each_filter(client, chosen, names):
    make_site("pasar-genteng", name="Pasar Genteng", kind="market")
    fees = [{"label": "Retribusi", "amount": "5000"}]
    publish(2, channels=["desk"], sites=["pasar-genteng"], fee="listed", fees=fees)
    publish(3, agency={"kind": "village"})

    found = page(client, f"/cari?saring={chosen}")

    assert {name for name in ("Izin reklame", "Layanan ke-2", "Layanan ke-3") if f">{name}</a></h2>" in found} == names


def test_many_services_come_twenty_a_page(client):
    for number in range(2, 24):
        publish(number)

    first, second = page(client, "/cari"), page(client, "/cari?hal=1")

    assert first.count('class="card pick svc"') == 20
    assert 'href="?hal=1" rel="next"' in first
    assert second.count('class="card pick svc"') == 3
    assert 'rel="prev"' in second
    assert page(client, "/cari?hal=-7").count('class="card pick svc"') == 20


def test_services_stand_under_their_agency(client):
    publish(2, agency={"kind": "village"})

    found = page(client, "/layanan")

    assert found.index("DPMPTSP</h2>") < found.index("Izin reklame</a>")
    assert found.index("Pemerintah desa atau kelurahan</h2>") < found.index("Layanan ke-2</a>")


def test_a_life_event_lists_its_services(client):
    found = page(client, "/peristiwa/buka-usaha")

    assert "<h1>Buka usaha</h1>" in found
    assert "Izin reklame</a></h2>" in found


def test_an_unknown_life_event_is_not_there(client):
    assert client.get("/peristiwa/menang-lotre").status_code == 404
