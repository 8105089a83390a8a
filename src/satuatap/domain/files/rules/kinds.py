"""What kind of file something is, by its first bytes; what it may be called; how large it may be."""

import re
import unicodedata
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

UPLOAD_BYTES = 5 * 1024 * 1024
LARGE_BYTES = 10 * 1024 * 1024
NAME_LENGTH = 100
TABLE_BYTES = 20 * 1024 * 1024
UNPACKED_BYTES = 400 * 1024 * 1024
XLSX = "application/x-xlsx"  # the registered name is longer than our column
STAMP_SERIAL = re.compile(r"[A-Z0-9-]{6,40}")

ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "text/csv": ".csv",
    XLSX: ".xlsx",
}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def sniff(data: bytes) -> str:
    """The media type by the magic bytes, whatever the name or the sender claims; "" for anything we do not take."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "image/heic"
    return ""


def accept(data: bytes, limit: int = UPLOAD_BYTES) -> str:
    """The media type of a file we take. Raises ``Refused`` "empty", "too-large" or "wrong-type"."""
    if not data:
        raise Refused("empty", _("Berkas ini kosong. Pilih berkas lain."))
    if len(data) > limit:
        words = _("Berkas ini terlalu besar. Paling besar %(size)s MB; kecilkan atau foto ulang.")
        raise Refused("too-large", words % {"size": limit // (1024 * 1024)})
    if not (kind := sniff(data)):
        raise Refused("wrong-type", _("Jenis berkas ini tidak dapat kami terima. Kirim PDF atau foto (JPG, PNG)."))
    return kind


def accept_table(data: bytes, limit: int = TABLE_BYTES) -> str:
    """The media type of a table we take: XLSX or CSV. Raises ``Refused`` "empty", "too-large" or "wrong-type".

    What an XLSX unpacks to is bounded by what it says of itself; whoever reads it stops there too.
    """
    if not data:
        raise Refused("empty", _("Berkas ini kosong. Pilih berkas lain."))
    words = _("Berkas ini terlalu besar. Paling besar %(size)s MB; bagi menjadi beberapa berkas.")
    if len(data) > limit:
        raise Refused("too-large", words % {"size": limit // (1024 * 1024)})
    if data.startswith(b"PK\x03\x04"):
        parts = _parts(data)
        if sum(parts.values()) > UNPACKED_BYTES:
            raise Refused("too-large", words % {"size": limit // (1024 * 1024)})
        if "xl/workbook.xml" in parts and not any("vbaProject" in name for name in parts):
            return XLSX
    elif not sniff(data) and not data.startswith((b"\xd0\xcf\x11\xe0", b"<")) and b"\x00" not in data:
        return "text/csv"
    raise Refused("wrong-type", _("Jenis berkas ini tidak dapat kami terima. Kirim XLSX tanpa makro, atau CSV."))


def _parts(data: bytes) -> dict[str, int]:
    """The names and unpacked sizes of what is in an archive; none of a broken one."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return {part.filename: part.file_size for part in archive.infolist()}
    except BadZipFile:
        return {}


def stamp_serial(text: str) -> str:
    """The serial of a *meterai* in capitals without spaces. Raises ``Refused("stamp")``."""
    serial = "".join(text.split()).upper()
    if not STAMP_SERIAL.fullmatch(serial):
        words = _("Tulis nomor seri meterai seperti tercetak: huruf, angka, dan tanda hubung, 6 sampai 40.")
        raise Refused("stamp", words, field="stamp_serial")
    return serial


def tidy_name(name: str, media_type: str) -> str:
    """A name that is safe to show and to save under: no path, no control or direction marks, the true ending."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in base)
    stem = " ".join(shown.split()).translate(str.maketrans("", "", '<>:"|?*'))
    head, dot, tail = stem.rpartition(".")
    if dot and len(tail) <= 5 and tail.isalnum():
        stem = head
    return (stem.strip(" .")[:NAME_LENGTH] or "berkas") + ENDINGS[media_type]
