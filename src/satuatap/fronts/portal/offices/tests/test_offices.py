"""Finding the village, *kelurahan* or district one lives in, and what it may do."""

import pytest
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.payments.actions import put_treasury
from satuatap.domain.regions.tests.factories import TAMANSARI, make_area
from satuatap.fronts.portal.conftest import publish
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.usefixtures("region")
KEPATIHAN = "35.10.16.1008"


@pytest.fixture
def offices(region):
    licin = make_area(TAMANSARI[:8])
    return {
        "desa": make_village(),
        "kelurahan": make_unit(
            "kelurahan-kepatihan", name="Kelurahan Kepatihan", kind="kelurahan", area_code=KEPATIHAN
        ),
        "district": make_unit("kecamatan-licin", name="Kecamatan Licin", kind="district", area_code=licin.code),
    }


def page(client, address):
    return client.get(address).content.decode()


def test_villages_stand_under_their_districts_and_are_found_by_name(client, offices):
    make_officer("Wayan Contoh", offices["desa"], "village-officer")

    everything = page(client, "/kantor")
    assert everything.index("Kecamatan Licin") < everything.index("Desa Tamansari")
    assert '<a class="chip" href="/kantor/desa-tamansari">Desa Tamansari <' in everything
    assert '<a class="chip" href="/kantor/kelurahan-kepatihan">Kelurahan Kepatihan</a>' in everything
    assert "Kelurahan Kepatihan" not in page(client, "/kantor?q=tamansari")
    assert "Tidak ada yang cocok" in page(client, "/kantor?q=zzz")


@pytest.mark.parametrize(
    ("kind", "says", "never"),
    [
        ("desa", ("APB Desa", "BUM Desa", "Layanan ke-2"), "di bawah camat"),
        ("kelurahan", ("di bawah camat", "Layanan ke-2"), "APB Desa"),
        ("district", ("Membawahi kelurahan",), "Layanan ke-2"),
    ],
)
def test_each_kind_of_office_says_what_it_may_do_and_what_is_not_known(client, offices, kind, says, never):
    publish(2, agency={"kind": "village"}, sites=[])

    found = page(client, f"/kantor/{offices[kind].code}")

    assert all(words in found for words in (*says, "Belum diketahui", "Belum melayani di sini"))
    assert never not in found


def test_other_offices_have_no_such_page(client, offices):
    make_unit("pudam", kind="company")

    assert client.get("/kantor/pudam").status_code == client.get("/kantor/tidak-ada").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(client, offices, rows, django_assert_max_num_queries):
    for number in range(rows):
        make_village(f"35.10.24.200{number + 1}", f"desa-{number}", f"Desa {number}")

    with django_assert_max_num_queries(6):
        page(client, "/kantor")


@pytest.mark.parametrize(("kind", "may"), [("desa", True), ("kelurahan", False), ("district", False)])
def test_only_a_village_keeps_money_of_its_own(offices, noon, kind, may):
    def keep():
        put_treasury(code="kas", name="Kas", keeper_id=offices[kind].pk, by=system("test"), at=noon)

    if may:
        return keep()
    with pytest.raises(Refused, match="tidak mengelola uang sendiri"):
        keep()
    return None
