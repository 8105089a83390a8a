"""Files made to do harm: the copy an officer opens holds nothing that acts, and nothing keeps the marker busy for long."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from satuatap.adapters.marking.marker import ConfinedMarker
from satuatap.domain.files.ports import NotMarkable

WORDS = "Hanya untuk Izin reklame (contoh)"
SCRIPT = b"<< /S /JavaScript /JS (app.alert) >>"
REMARKS = (
    b"[<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (calc.exe) >> >> "
    b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /Type /Filespec /F (x.exe) >> >>]"
)
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources << /Font << /A 1 0 R >> >> /Contents [] "
    b"/AA << /O " + SCRIPT + b" >> /Annots " + REMARKS + b" >>"
)
FILE = b"<< /Type /EmbeddedFile /Length 6 >>\nstream\nMZevil\nendstream"
ACTS = (
    b"/JavaScript",
    b"/Launch",
    b"/OpenAction",
    b"/EmbeddedFile",
    b"MZevil",
    b"/XFA",
    b"calc.exe",
    b"x.exe",
    b"/URI",
)


@pytest.fixture(scope="module")
def marker():
    found = ConfinedMarker()
    yield found
    found.pool.close()


def pdf(catalog=b"", pages=1, more=(), trailer=b""):
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(pages))
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids)
    objects = [b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>", tree, *([PAGE] * pages), *more]
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + table + end


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"/OpenAction " + SCRIPT + b" /Names << /JavaScript << /Names [(a) " + SCRIPT + b"] >> >>"),
        pdf(b"/OpenAction << /S /Launch /F (calc.exe) >>"),
        pdf(b"/OpenAction << /S /URI /URI (http://example.org) >>"),
        pdf(
            b"/AF [4 0 R] /Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 4 0 R >> >>] >> >>",
            more=[FILE],
        ),
        pdf(b"/AcroForm << /XFA (form) /Fields [<< /FT /Tx /T (a) /AA << /K " + SCRIPT + b" >> >>] >>"),
    ],
    ids=["script", "launch", "link", "file inside", "form"],
)
def test_a_copy_holds_nothing_that_acts(marker, data):
    copy = marker.mark(data, "application/pdf", WORDS)

    assert [word for word in ACTS if word in copy] == []
    assert b"/A " in copy  # a font that is called like an action is a font
    assert rb"Izin reklame \(contoh\)" in copy


def bomb():
    """A stream of objects that grows from fifty kilobytes to fifty megabytes."""
    packed = zlib.compress(b"4 0 " + b" " * 50_000_000, 9)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return pdf(b"/Metadata 4 0 R", more=[head + packed + b"\nendstream"])


@pytest.mark.parametrize(
    "data",
    [
        pdf(pages=10_000),
        pdf(trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >> /ID [(a) (a)]"),
        pdf()[:300],
        b"%PDF-1.7 PK\x03\x04 <html><script>alert(1)</script>",
    ],
    ids=["ten thousand pages", "locked", "cut short", "three kinds in one"],
)
def test_what_cannot_be_copied_is_refused(marker, data):
    with pytest.raises(NotMarkable):
        marker.mark(data, "application/pdf", WORDS)


def test_a_bomb_inside_is_left_where_it_is(marker):
    assert len(marker.mark(bomb(), "application/pdf", WORDS)) < 100_000


def test_a_picture_with_a_script_behind_it_is_drawn_anew(marker):
    file = BytesIO()
    Image.new("RGB", (400, 300), "white").save(file, "JPEG")
    for tail in (b"<script>alert(1)</script>", b"PK\x03\x04 an archive", b"%PDF-1.7"):
        assert tail not in marker.mark(file.getvalue() + tail, "image/jpeg", WORDS)


def test_a_picture_cut_short_is_refused(marker):
    file = BytesIO()
    Image.new("RGB", (400, 300), "white").save(file, "JPEG")

    with pytest.raises(NotMarkable):
        marker.mark(file.getvalue()[:400], "image/jpeg", WORDS)
