"""The copy of somebody's data: as it is kept, for other programs, and as a page to read and print."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

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
        "mandates": _("Kuasa dan perwakilan"), "applications": _("Permohonan"), "documents": _("Dokumen"),
        "bills": _("Tagihan"), "looks": _("Siapa melihat data saya"), "reports": _("Data dilaporkan keliru"),
        "requests": _("Permintaan data"),
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


def zipped(content: Mapping[str, Any], page: bytes) -> bytes:
    """One file with both."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=2))
        archive.writestr("baca-saya.html", page)
    return out.getvalue()
