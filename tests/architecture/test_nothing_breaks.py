"""Every address, asked for nonsense by everybody: no answer is our fault.

The addresses come from the urlconf and the names of inputs from the templates and the pages, so that what is added
tomorrow is asked tomorrow. ``FUZZ=200 pytest tests/architecture/test_nothing_breaks.py`` asks longer, and at random.
"""

import logging
import os
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satuatap.kernel import paging
from tests.support.world import World, undone

from .addresses import Address, addresses
from .source import SRC
from .test_who_sees_what import filled_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # every address, as everybody

LONGER = os.environ.get("FUZZ")
EXAMPLES = settings(
    max_examples=int(LONGER or 4),
    derandomize=LONGER is None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ASKING = {
    "public": ("nobody", "rani"),
    "resident": ("rani", "dewi", "budi"),
    "staff": ("budi", "sari", "tono"),
    "machine": ("nobody",),
}
REFUSED = "django.security"  # where Django notes what it answered with 400: a body or an address without end
INPUT = re.compile(r'(?:\bname="|(?:POST|GET)(?:\.get|\.getlist)?[(\[]\s*")([\w.:-]+)"')
INSIDE = ("usaha.nama", "nama", "luas", "isian.nama", "catatan.other", "catatan.paper:gambar", "pengganti.gambar")

NONSENSE = st.sampled_from(
    [
        "", " ", "\x00", "a\x00b", "²", "١٢٣", "-1", "0", "1e999999", "sNaN", "NaN", "-Infinity", "9" * 30, "9" * 5000,
        "0000-00-00", "9999-12-31", "10000-01-01", "2026-02-30", "' OR 1=1 --", "<script>alert(1)</script>", "%00",
        "\ud83d", "💥" * 50, "\u202e\u200b", "\r\nSet-Cookie: a=b", "//jahat.example/", "../../etc/passwd", "{{ 7 * 7 }}",
        "|", "||", "null", "[]", "{}", '{"a": [', "x" * 20_000, "0" * 32, "00000000-0000-0000-0000-000000000000",
        "tidak|ada|bukan-kunci", "on", "sign", "accept", "BWI-26-0000-0000-0", "@", "+", "+62", "0812", "a@b", "é@é.é",
        "n" + paging.encode(["x"]), "n" + paging.encode(["x", "y"]), "p" + paging.encode(["", ""]),
        "n" + paging.encode(["9999-99-99T00:00", "0"]), "n" + paging.encode(["\x00", "\x00"]),
        "n" + paging.encode(["x", "y", "z"]), "n" + paging.encode(["infinity", "infinity"]), "néé",
    ]
)  # fmt: skip
TEXT = NONSENSE | st.text(max_size=20)
FILE = st.sampled_from(
    [
        b"", b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff", b"PK\x03\x04" + b"\x00" * 40, b"GIF89a<script>", b"\x89PNG\r\n\x1a\n",
        b"x" * 2000,
    ]
)  # fmt: skip


def _inputs() -> list[str]:
    files = [p for kind in ("*.html", "*.py") for p in (SRC / "fronts").rglob(kind) if "tests" not in p.parts]
    return sorted({name for path in files for name in INPUT.findall(path.read_text())} | set(INSIDE))


NAMES = _inputs()


@st.composite
def questions(draw: Any, address: Address, things: list[dict[str, str]]) -> tuple[str, str, str, dict[str, Any]]:
    """Who asks, how, where, and what is sent along: right values and nonsense mixed, or one nonsense everywhere."""
    thing = dict(draw(st.sampled_from(things)))
    for name in sorted(address.names):
        if f"<uuid:{name}>" not in address.route and draw(st.integers(0, 3)) == 0:
            thing[name] = quote(whole(draw(TEXT)), safe="") or "0"
    if draw(st.booleans()):
        query = body = dict.fromkeys(NAMES, draw(NONSENSE))
    else:
        query, body = (draw(st.dictionaries(st.sampled_from(NAMES), TEXT, max_size=8)) for _ in range(2))
    if draw(st.booleans()):
        body = body | filled_in(thing)
    names = st.sampled_from(["berkas", "berkas.gambar", "bukti", "dokumen"])
    files = {name: SimpleUploadedFile("berkas.pdf", data) for name, data in draw(st.dictionaries(names, FILE)).items()}
    path = f"{address.path(thing)}?{urlencode({name: whole(text) for name, text in query.items()})}"
    sent = {name: whole(text) for name, text in body.items()} | files
    return draw(st.sampled_from(ASKING[address.audience])), draw(st.sampled_from(["GET", "POST"])), path, sent


# In tests no other process runs, which is what /healthz rightly complains of.
ASKED = [a for a in addresses() if not a.route.startswith("/en/") and a.route != "/healthz"]


def whole(text: str) -> str:
    """As a browser would send it: half of a pair of surrogates becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("address", ASKED, ids=str)
def test_nonsense_is_never_our_fault(address: Address, world: World, caplog: pytest.LogCaptureFixture):
    things = world.samples(address.names) if address.names else [world.to_sign]

    @EXAMPLES
    @given(question=questions(address, things))
    def asked(question: tuple[str, str, str, dict[str, Any]]) -> None:
        who, method, path, body = question
        client = world.client(who)
        client.raise_request_exception = False
        with undone():
            answer = client.get(path) if method == "GET" else client.post(path, body)
        assert answer.status_code < 500, f"{who}: {method} {path[:300]} {body}"

    asked()

    ours = [r for r in caplog.records if r.levelno >= logging.ERROR and not r.name.startswith(REFUSED)]
    assert [record.getMessage() for record in ours] == []
