"""Areas for tests: the real ones round a village, made with everything that lies around them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from satuatap.domain.regions.actions import TongueRow, put_areas, put_home, put_tongues
from satuatap.domain.regions.models import Area, Home
from satuatap.domain.regions.rules import AreaRow, parent_code
from satuatap.kernel.actors import system
from satuatap.kernel.remembered import forget_all

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
BY = system("test")
TAMANSARI = "35.10.24.2008"  # the one in Licin
OTHER_TAMANSARI = "35.10.23.2003"  # the one in Tegalsari
BANYUWANGI = "35.10"

NAMES = {
    "35": "Jawa Timur",
    "35.10": "Kabupaten Banyuwangi",
    "35.10.16": "Banyuwangi",
    "35.10.16.1001": "Pakis",
    "35.10.23": "Tegalsari",
    "35.10.23.2003": "Tamansari",
    "35.10.24": "Licin",
    "35.10.24.2003": "Licin",
    "35.10.24.2008": "Tamansari",
}


def make_area(code: str = TAMANSARI, name: str = "") -> Area:
    """The area with this code, and those around it where they are missing; the one that is there, if it is."""
    codes = [code]
    while parent_code(codes[-1]):
        codes.append(parent_code(codes[-1]))
    known = set(Area.objects.filter(code__in=codes).values_list("code", flat=True))
    rows = [AreaRow(c, NAMES.get(c, f"Wilayah {c}")) for c in codes[1:] if c not in known]
    if code not in known or name:
        rows.append(AreaRow(code, name or NAMES.get(code, f"Wilayah {code}")))
    put_areas(rows=rows, by=BY, at=NOON)
    return Area.objects.get(code=code, valid_to=None)


def make_home(**changes: Any) -> Home:
    return put_home(
        code=BANYUWANGI,
        name="Kabupaten Banyuwangi",
        short_name="Banyuwangi",
        government="Pemerintah Kabupaten Banyuwangi",
        prefix="BWI",
        look="banyuwangi",
        by=BY,
        at=NOON,
        **changes,
    )


def put_tongue(words: Mapping[str, str], *, offered: bool = True, code: str = "jv") -> None:
    """A language of the region with these words, read from now on."""
    row = TongueRow(code, "Basa Jawa", dict(words), wanted=160, known=4, is_offered=offered)
    put_tongues(rows=[row], by=BY, at=NOON)
    forget_all()
