"""The filters of a list as its address carries them, and back: a list can be sent, kept and walked through."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import QueryDict

from satuatap.domain.cases.queries import SORTS, Filters

CHANNELS = ("portal", "desk", "kiosk")
KINDS = ("check", "inspect", "advise", "decide", "sign", "issue", "record-outside", "hand-over", "refer", "call", "pay")
VIEWS = ("mine", "team", "late")
SORT_WORDS = {"batas": "limit", "masuk": "arrival", "layanan": "service"}
LIST = "daftar"  # on the page of a case: the list it was opened from


def read(given: QueryDict, views: Sequence[str]) -> Filters:
    """The filters of an address; what is not one of ours counts as not chosen."""
    view, channel, kind = given.get("tampil", ""), given.get("jalur", ""), given.get("jenis", "")
    sort = SORT_WORDS.get(given.get("urut", ""), "")
    return Filters(
        view=view if view in views else views[0],
        service=given.get("layanan", "")[:60],
        district=given.get("kecamatan", "")[:8],
        channel=channel if channel in CHANNELS else "",
        kind=kind if kind in KINDS else "",
        site=given.get("tempat", "")[:60],
        is_free=given.get("bebas") == "1",
        is_asked=given.get("pesan") == "1",
        sort=sort if sort in SORTS else "limit",
    )


def written(filters: Filters) -> str:
    """The address's own text for filters: what is not chosen is left out."""
    words = {sort: word for word, sort in SORT_WORDS.items()}
    pairs = {
        "tampil": filters.view, "layanan": filters.service, "kecamatan": filters.district, "jalur": filters.channel,
        "jenis": filters.kind, "tempat": filters.site, "bebas": "1" if filters.is_free else "",
        "pesan": "1" if filters.is_asked else "", "urut": "" if filters.sort == "limit" else words[filters.sort],
    }  # fmt: skip
    return urlencode({name: value for name, value in pairs.items() if value})


def read_text(text: str, views: Sequence[str] = VIEWS) -> Filters:
    """The filters behind what ``written`` made, or somebody typed."""
    return read(QueryDict(text[:400]), views)
