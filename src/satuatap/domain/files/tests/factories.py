"""The plainest files there are."""

from datetime import UTC, datetime
from uuid import UUID

from satuatap.domain.files import actions
from satuatap.domain.files.models import StoredFile
from satuatap.kernel.actors import system
from satuatap.kernel.ids import uuid7

PDF = b"%PDF-1.7\n%a small one\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF and the rest"
PNG = b"\x89PNG\r\n\x1a\n and the rest"
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 and the rest"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00 and the rest"

BY = system("test")
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def store_file(data: bytes = PDF, name: str = "surat.pdf", owner_id: UUID | None = None, **more: object) -> StoredFile:
    return actions.store(data=data, name=name, owner_kind="case", owner_id=owner_id or uuid7(), by=BY, at=NOON, **more)
