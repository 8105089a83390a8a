"""The copy of somebody's data: as it is kept, for other programs, and as a page to read and print."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import translation
from django.utils.translation import gettext as _

from . import formats
from .emergencies import emergency_words
from .facts import fact_words

NAME = "data-saya.zip"
HIDDEN = ("_id", "_code")
"""Ends of names under which only programs understand what stands."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of data: its heading, and each thing of it as lines of label and text."""

    title: str
    things: tuple[tuple[tuple[str, str], ...], ...]


def part_words() -> dict[str, str]:
    return {
        "person": _("Data diri"), "family": _("Satu kartu keluarga"), "events": _("Riwayat peristiwa"),
        "account": _("Akun"), "mandates": _("Kuasa dan perwakilan"), "consents": _("Persetujuan saya"),
        "applications": _("Permohonan"), "documents": _("Dokumen"), "originals": _("Berkas asli"),
        "bills": _("Tagihan"), "bookings": _("Janji temu"), "visits": _("Kunjungan"),
        "sendings": _("Kiriman perangkat desa"), "messages": _("Pesan"), "looks": _("Siapa melihat data saya"), "reports": _("Data dilaporkan keliru"),
        "breaches": _("Kebocoran data yang menyangkut saya"), "requests": _("Permintaan data"),
    }  # fmt: skip


def label_words() -> dict[str, str]:
    """What a name under which something is kept is called; any other stands as it is."""
    return fact_words() | {
        "number": _("Nomor"), "title": _("Judul"), "office": _("Instansi"), "unit_name": _("Instansi"),
        "state": _("Keadaan"), "started_at": _("Dimulai"), "submitted_at": _("Diajukan"), "closed_at": _("Selesai"),
        "answers": _("Jawaban"), "issued_at": _("Terbit"), "valid_until": _("Berlaku sampai"), "total": _("Jumlah"),
        "opened_at": _("Dibuka"), "who": _("Siapa"), "roles": _("Sebagai"), "purpose": _("Untuk apa"),
        "fields": _("Yang dilihat"), "at": _("Waktu"), "relation": _("Hubungan dalam keluarga"),
        "address_line": _("Alamat"), "origin": _("Asal data"), "origin_on": _("Tanggal"), "kind": _("Jenis"),
        "on": _("Tanggal"), "document": _("Dokumen"), "reason": _("Alasan"), "words": _("Kata warga"),
        "answer": _("Jawaban"), "asked_at": _("Diminta"), "answered_at": _("Dijawab"), "from_on": _("Sejak"),
        "to_on": _("Sampai"), "principal_name": _("Diwakili"), "agent_name": _("Wakil"), "outcome": _("Hasil"),
        "text": _("Isi"), "channel": _("Jalur"), "to": _("Dikirim ke"), "place": _("Tempat"), "starts_at": _("Jam janji"),
        "arrived_at": _("Datang"), "ended_at": _("Berakhir"), "given": _("Setuju"), "version": _("versi"),
        "subject": _("Tentang"), "papers": _("Berkas"), "posts": _("Percakapan"), "defects": _("Kekurangan"),
        "hand_over": _("Penyerahan"), "collector": _("Diambil oleh"), "objection": _("Keberatan"), "errands": _("Urusan"),
        "service": _("Layanan"), "needs": _("Kebutuhan"), "priority": _("Didahulukan"), "linked_at": _("Ditautkan"),
        "returned_to": _("Dikembalikan kepada"), "note": _("Catatan"), "phone": _("Nomor HP"), "email": _("Surel"),
        "receipt": _("Tanda terima"), "signer": _("Penanda tangan"), "refusal": _("Alasan penolakan"),
    }  # fmt: skip


def in_words(content: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts that hold something, in the order of the words above."""
    labels = label_words()
    return tuple(
        Part(title, tuple(tuple(_lines(thing, labels)) for thing in content[name]))
        for name, title in part_words().items()
        if content.get(name)
    )


def _lines(thing: Mapping[str, Any], labels: Mapping[str, str], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in thing.items():
        if str(name).endswith(HIDDEN) or value is False:
            continue
        label = " › ".join(part for part in (above, labels.get(name, str(name).replace("_", " "))) if part)
        if isinstance(value, Mapping):
            yield from _lines(value, labels, label)
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            for number, each in enumerate(value, start=1):
                yield from _lines(each if isinstance(each, Mapping) else {"": each}, labels, f"{label} {number}")
        else:
            yield label, _said(value)


def _said(value: Any) -> str:
    if value is True:
        return _("Ya")
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value)
    text = str(value)
    return emergency_words().get(text) or _moment(text)


def _moment(text: str) -> str:
    """A day or a moment as people read it; any other text as it is."""
    try:
        return (
            formats.moment(datetime.fromisoformat(text)) if "T" in text else formats.date_id(date.fromisoformat(text))
        )
    except ValueError:
        return text


MOST_ON_PAPER = 300
"""So many things of a kind are set; the rest stands in the file for programs, and the paper says so."""


def layout(name: str) -> str:
    """The layout of a paper that is set for a person, by its name."""
    return (resources.files("satuatap.fronts.shared") / "papers" / f"{name}.typ").read_text(encoding="utf-8")


def paper(content: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What the layout of the PDF reads; Indonesian, for it is made by the worker."""
    with translation.override("id"):
        return {
            "title": _("Salinan data pribadi"),
            "made": _("Dibuat %(when)s. Simpan di tempat yang aman: isinya data Anda.") % {"when": formats.moment(at)},
            "parts": [
                {
                    "title": part.title,
                    "things": [[list(line) for line in thing] for thing in part.things[:MOST_ON_PAPER]],
                    "more": _more(len(part.things) - MOST_ON_PAPER),
                }
                for part in in_words(content)
            ],
        }


def _more(count: int) -> str:
    return _("%(count)s lagi ada di data.json.") % {"count": count} if count > 0 else ""


def zipped(content: Mapping[str, Any], page: bytes, paper: bytes = b"") -> bytes:
    """One file with all: for programs, to read in a browser, and to print."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=2))
        archive.writestr("baca-saya.html", page)
        if paper:
            archive.writestr("data-saya.pdf", paper)
    return out.getvalue()
