"""Letters set with made-up offices and signers, for whoever writes a template: always marked CONTOH, with no force."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .. import ports
from ..rules import letters, numbers
from ..rules.content import plain
from ..rules.dates import months_later
from .letters import check_address

AT = datetime(2026, 11, 23, 3, tzinfo=UTC)
NAMES = {
    "desa": ("Desa {name}", "Kepala Desa {name}"), "kelurahan": ("Kelurahan {name}", "Lurah {name}"),
    "district": ("Kecamatan {name}", "Camat {name}"), "vertical": ("Kantor Contoh", "Kepala Kantor Contoh"),
}  # fmt: skip
AGENCY = ("Dinas Contoh", "Kepala Dinas Contoh")


def sample_letter(
    source: str, content: Mapping[str, Any], document: Mapping[str, Any], *, kind: str, way: str
) -> tuple[bytes, str]:
    """The PDF of a template, or why it cannot be set. ``way`` chooses the signer: ``contoh`` in one's own right with
    our certificate, ``panjang`` on behalf and in ink, with long names, ``pendek`` acting, with the national one."""
    area = "Sumberkencono Lor" if way == "panjang" else "Contoh"
    name, title = (text.format(name=area) for text in NAMES.get(kind, AGENCY))
    office = letters.office(
        kind=kind, name=name, code="000.00", address="Jalan Contoh 1, Contoh", contact="contoh.example",
        zone="Asia/Jakarta", area=("00.00.00.2008", area), district="Contoh", government="Pemerintah Kabupaten Contoh",
        region="Kabupaten Contoh", seat="Contoh",
    )  # fmt: skip
    plan = numbers.read_plan(document["number"])
    on = AT.date()
    valid = document.get("valid")
    months = valid.get("months") if isinstance(valid, Mapping) else None
    values = letters.values(
        office=office,
        signer=_signer(title, way),
        title=document["title"],
        number=numbers.write_number(plan, serial=87, on=on, unit=office.code, area=office.area_code),
        code="TQ7M-2XKD-94RA",
        url=check_address("contoh-contoh-contoh-0"),
        valid_until=months_later(on, int(months)) if months else None,
        content=plain(content),
        at=AT,
    )
    try:
        return ports.renderers[0].render(source, values, AT), ""
    except ports.Unrenderable as problem:
        return b"", problem.detail


def _signer(title: str, way: str) -> letters.SignerFacts:
    if way == "panjang":
        long = "Dr. Drs. H. Raden Mas Bambang Suryaningrat Kusumo, S.H., M.Si."
        return letters.SignerFacts(
            name=long, title=f"a.n. {title}\nSekretaris", nip="197001011995031001", chain=ports.WET, is_sample=True
        )
    if way == "pendek":
        return letters.SignerFacts(name="Ani", title=f"Plt. {title}", chain="bsre", authority="BSrE", is_sample=True)
    return letters.SignerFacts(
        name="Suyono", title=title, chain="internal", authority="Otoritas Contoh", is_sample=True
    )
