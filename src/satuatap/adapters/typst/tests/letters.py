"""Values for letters in tests: those of a village letter, and a template with nothing but the layout."""

from datetime import UTC, datetime
from typing import Any

MADE = datetime(2026, 11, 23, 5, tzinfo=UTC)
TOKEN = "abcdefghijklmnopqrstuv"
TEMPLATE = """#import "/letter.typ": *
#show: letter

Yang bertanda tangan di bawah ini, #doc.role, menerangkan bahwa:
#facts(("Nama", strong-text(content.nama)), ("Alamat", content.alamat), ("Catatan", none))
Keterangan ini dibuat untuk #content.keperluan.
"""


def values(content: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    doc = {
        "region": "Kabupaten Banyuwangi", "within": "Kecamatan Licin, Kabupaten Banyuwangi", "above": ["PEMERINTAH KABUPATEN BANYUWANGI", "KECAMATAN LICIN"],
        "office": "PEMERINTAH DESA TAMANSARI", "office_address": "Jalan Raya Ijen", "office_contact": "",
        "title": "Surat Keterangan Tidak Mampu", "number": "400.12/001/35.10.24.2008/XI/2026", "place": "Tamansari",
        "signed_on": "23 November 2026", "signed_at": "12.00 WIB",
        "signed_by": "Ditandatangani secara elektronik oleh", "role": "Kepala Desa Tamansari", "role_lines": ["Kepala Desa Tamansari"], "signer": "Suyono",
        "nip": "", "sealed": False, "decree": "", "code": "TQ7M-2XKD-94RA", "url": f"https://layanan.example/v/{TOKEN}",
        "address": "layanan.example/v", "valid_until": "23 Desember 2026", "chain": "internal",
        "authority": "Otoritas Uji", "sample": False, "preview": False,
    }  # fmt: skip
    return {
        "doc": doc | changes,
        "content": content or {"nama": "RANI WULANDARI", "alamat": "Dusun Krajan", "keperluan": "beasiswa"},
    }
