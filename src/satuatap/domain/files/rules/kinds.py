"""What kind of file something is, by its first bytes; what it may be called; how large it may be."""

import re
import unicodedata

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

UPLOAD_BYTES = 5 * 1024 * 1024
LARGE_BYTES = 10 * 1024 * 1024
NAME_LENGTH = 100
STAMP_SERIAL = re.compile(r"[A-Z0-9-]{6,40}")

ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
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
