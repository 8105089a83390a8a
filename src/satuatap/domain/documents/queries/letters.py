"""What a document's letter says, gathered from the document, its office and its signer."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from satuatap.domain.agencies.models import Unit
from satuatap.domain.identity import queries as identity
from satuatap.domain.regions import queries as regions

from .. import ports
from ..models import Document, Template
from ..rules import letters
from ..rules.content import plain
from ..rules.dates import local_day

SAMPLE_OFFICE = letters.Office(
    region="Kabupaten Contoh", above=("PEMERINTAH KABUPATEN CONTOH",), name="DINAS CONTOH", address="Jalan Contoh 1",
    contact="", place="Contoh", zone="Asia/Jakarta", code="000", area_code="00.00",
)  # fmt: skip


def office_of(unit: Unit) -> letters.Office:
    """The letterhead of a unit, with the place where it signs and the codes its numbers carry."""
    home = regions.home()
    area = unit.area
    district = area.parent.name if area is not None and area.parent is not None and unit.is_village else ""
    return letters.office(
        kind=unit.kind, name=unit.name, code=unit.office_code or unit.code.upper(), address=unit.address,
        contact=unit.contact, zone=unit.zone, area=(area.code, area.name) if area else (home.code, ""),
        district=district, government=home.government, region=home.name, seat=home.short_name,
    )  # fmt: skip


def letter_values(document: Document, *, at: datetime, preview: bool = False) -> dict[str, Any]:
    """The values for a document's template. A preview names whoever would sign today, and has no number yet."""
    office = office_of(document.unit)
    return letters.values(
        office=office,
        signer=_expected_signer(document, at) if preview else _settled_signer(document),
        title=document.title,
        number="" if preview else document.number,
        code=document.code,
        url=check_address(document.token),
        valid_until=document.valid_until,
        content=document.content,
        at=at,
        preview=preview,
    )


def check_address(token: str) -> str:
    """The address in the QR."""
    return f"{settings.SITE_URL}/v/{token}"


def template_hashes() -> dict[str, str]:
    """The SHA-256 of the newest version of every template, by code."""
    return dict(Template.objects.order_by("version").values_list("code", "sha256"))


def try_template(source: str, content: Mapping[str, Any]) -> str:
    """Set a template with sample values, as ``pack check`` does: "" when it works, else what is wrong and where."""
    values = letters.values(
        office=SAMPLE_OFFICE,
        signer=letters.SignerFacts(title="Kepala Dinas Contoh", chain="internal", is_sample=True),
        title="Surat Contoh",
        number="000/001/2026",
        code="TQ7M-2XKD-94RA",
        url=check_address("contoh-contoh-contoh-0"),
        valid_until=None,
        content=plain(content),
        at=datetime(2026, 1, 2, 3, tzinfo=UTC),
    )
    try:
        ports.renderers[0].render(source, values, datetime(2026, 1, 2, 3, tzinfo=UTC))
    except ports.Unrenderable as problem:
        return problem.detail
    return ""


def _settled_signer(document: Document) -> letters.SignerFacts:
    return letters.SignerFacts(
        name=document.signer_name, title=document.signer_title, nip=document.signer_nip, chain=document.chain,
        authority=document.authority, is_sample=document.is_sample, sealed=document.sealed,
        decree_number=document.decree_number, decree_on=document.decree_on,
    )  # fmt: skip


def _expected_signer(document: Document, at: datetime) -> letters.SignerFacts:
    authority = identity.authority(document.unit_id, document.type, local_day(at, document.unit.zone))
    if authority is None:
        return letters.SignerFacts()
    mode = document.mode or authority.mode
    signer = ports.signers.get(mode)
    return letters.SignerFacts(
        name=authority.account.name,
        title=authority.printed_title,
        nip=authority.nip,
        chain=signer.chain if signer else mode,
        authority=signer.authority if signer else "",
        is_sample=signer.is_test if signer else False,
    )
