"""What a letter says beside its own content: whose head it carries, who signs in which capacity, how to check it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from ..ports import WET
from .dates import clock, local_day, long_date

NUMBER_LATER = "(diberikan saat ditandatangani)"
NOBODY_YET = "(pejabat yang berwenang)"


@dataclass(frozen=True, slots=True)
class Office:
    """The office that writes. ``above`` are the lines over its name, ``place`` is where it signs, ``within`` what its
    area lies in, as a sentence says it."""

    region: str
    above: tuple[str, ...]
    name: str
    address: str
    contact: str
    place: str
    zone: str
    code: str
    area_code: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """Who signs, with which chain of certificates; for a seal the institution itself, and the decree that allows it."""

    name: str = NOBODY_YET
    title: str = ""
    nip: str = ""
    chain: str = ""
    authority: str = ""
    is_sample: bool = False
    sealed: bool = False
    decree_number: str = ""
    decree_on: date | None = None


def office(
    *,
    kind: str,
    name: str,
    code: str,
    address: str,
    contact: str,
    zone: str,
    area: tuple[str, str],
    district: str,
    government: str,
    region: str,
    seat: str,
) -> Office:
    """The letterhead of a unit. ``area`` is (code, name) of the unit's own area, ("", "") where it serves the whole
    region; ``district`` the one a village lies in; ``seat`` where the region's own offices sign."""
    above = [government.upper()]
    if kind in {"desa", "kelurahan"} and district:
        above.append(f"KECAMATAN {district.upper()}")
    if kind in {"vertical", "company"}:
        above = []
    shown = name.upper()
    if kind == "desa" and not shown.startswith("PEMERINTAH"):
        shown = f"PEMERINTAH {shown}" if shown.startswith("DESA") else f"PEMERINTAH DESA {shown}"
    place = area[1] if kind in {"desa", "kelurahan", "district"} and area[1] else seat
    within = [f"Kecamatan {district}", region] if kind in {"desa", "kelurahan"} and district else []
    within = [region] if kind == "district" else within
    return Office(
        region, tuple(above), shown, address, contact, place, zone, code, area[0], ", ".join(filter(None, within))
    )


def values(
    *,
    office: Office,
    signer: SignerFacts,
    title: str,
    number: str,
    code: str,
    url: str,
    valid_until: date | None,
    content: Any,
    at: datetime,
    preview: bool = False,
) -> dict[str, Any]:
    """What the template finds as ``doc`` and ``content``; see *write a letter* among the how-to pages."""
    day = local_day(at, office.zone)
    return {
        "doc": {
            "region": office.region,
            "above": list(office.above),
            "office": office.name,
            "office_address": office.address,
            "office_contact": office.contact,
            "title": title,
            "number": number or NUMBER_LATER,
            "place": office.place,
            "signed_on": long_date(day),
            "signed_at": clock(at, office.zone),
            "signed_by": _signed_by(signer),
            "within": office.within,
            "role": spoken_title(signer.title),
            "role_lines": signer.title.split("\n"),
            "signer": signer.name,
            "nip": signer.nip,
            "sealed": signer.sealed,
            "decree": _decree(signer),
            "code": code,
            "url": url,
            "address": _shown(url),
            "valid_until": long_date(valid_until) if valid_until else "",
            "chain": signer.chain,
            "authority": signer.authority,
            "sample": signer.is_sample,
            "preview": preview,
        },
        "content": content,
    }


def spoken_title(title: str) -> str:
    """A title line as a sentence says it: ``a.n. Camat Licin`` over ``Sekretaris`` is *Sekretaris atas nama Camat Licin*."""
    first, *below = title.split("\n")
    principal = first.removeprefix("a.n. ")
    return f"{below[-1]} atas nama {principal}" if below and principal != first else title.replace("\n", " ")


def _signed_by(signer: SignerFacts) -> str:
    if signer.chain == WET:
        return "Periksa keasliannya di sini"
    return "Disegel secara elektronik oleh" if signer.sealed else "Ditandatangani secara elektronik oleh"


def _decree(signer: SignerFacts) -> str:
    """What the office may seal by, as the letter says it; "" for what a person signs."""
    if not signer.sealed or signer.decree_on is None:
        return ""
    return f"Keputusan Nomor {signer.decree_number} tanggal {long_date(signer.decree_on)}"


def _shown(url: str) -> str:
    """The address of the page where a code is typed, without the scheme: ``layanan.example.go.id/v``."""
    parts = urlsplit(url)
    return parts.netloc + parts.path.rsplit("/", 1)[0]


def file_name(title: str, number: str) -> str:
    """What the PDF is called when it is saved: ``Surat Keterangan Usaha 500-087-XI-2026``."""
    return f"{title} {number}".replace("/", "-").strip()


def masked_name(name: str) -> str:
    """A holder's name as strangers may read it: ``RA•• WUL••••RI``."""
    return " ".join(_masked_word(word) for word in name.split())


def _masked_word(word: str) -> str:
    if len(word) <= 2:
        return word[:1] + "•" * (len(word) - 1)
    if len(word) <= 5:
        return word[:2] + "•" * (len(word) - 2)
    return word[:3] + "•" * (len(word) - 5) + word[-2:]
