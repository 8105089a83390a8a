"""The levy of a building approval, against the worked examples of its sources."""

import pytest
from django.conf import settings

from satuatap.domain.packs import queries
from satuatap.kernel import expressions

PBG = queries.read(settings.ROOT / "packs" / "banyuwangi").services["pbg"].typed
AMOUNT = next(step["bill"]["amount"] for step in PBG["flow"] if step.get("do") == "pay")
HOUSE = {
    "golongan": "hunian-besar", "kegiatan": "baru", "kompleksitas": "sederhana", "permanensi": "permanen",
    "kepemilikan": "perorangan-badan", "luas": 120, "lantai": 2, "unit": 1, "shst": 5_000_000, "ilo": 50, "prasarana": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "rupiah"),
    [
        ({}, 634_950),
        ({"golongan": "usaha-umkm", "kompleksitas": "tidak-sederhana", "luas": 100, "shst": 2_000_000}, 772_500),
        ({"unit": 2, "prasarana": 50_000}, 1_319_900),
        ({"kegiatan": "rehab-sedang"}, 142_864),  # 142,863.75
        ({"golongan": "keagamaan"}, 0),
        ({"kepemilikan": "negara"}, 0),
        ({"golongan": "usaha", "kompleksitas": "tidak-sederhana", "lantai": 10, "luas": 900_000}, 26_247_375_000),
    ],
)
def test_the_levy_is_counted_to_the_rupiah(changed, rupiah):
    scope = {"case": {"results": {"retribusi": HOUSE | changed}}}
    assert expressions.compile(AMOUNT).amount(scope, tables=PBG["tables"]) == rupiah
