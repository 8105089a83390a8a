"""A village with a letter that asks nothing but its purpose, its officer, and what a device would send."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tests.support.cast import make_officer

from satuatap.domain.agencies.models import Unit
from satuatap.domain.agencies.tests.factories import make_village
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.catalog.models import Revision
from satuatap.domain.outboxes import actions
from satuatap.domain.outboxes.actions import Item
from satuatap.domain.outboxes.models import Device
from satuatap.domain.regions.tests.factories import TAMANSARI, make_home
from satuatap.kernel.actors import Actor

FORM: dict[str, Any] = {
    "type": "object",
    "required": ["tujuan"],
    "properties": {
        "nama": {"type": "string", "title": "Nama lengkap", "x-from": "party.name"},
        "tujuan": {"type": "string", "title": "Keperluan surat", "maxLength": 160},
    },
}
LETTER = [{"step": "periksa", "do": "check", "by": "village-officer", "name": "Petugas memeriksa"}]
SERVICE = "surat-coba"


def make_letter(unit: Unit, at: datetime, **changes: Any) -> Revision:
    """A letter of villages; published again it is the next revision."""
    given = {
        "code": SERVICE, "name": "Surat coba", "agency": {"kind": "village"}, "form": FORM, "ui": {}, "flow": LETTER,
        "papers": [], "substitutes": [], "documents": [], "sites": [],
    } | changes  # fmt: skip
    return make_service(unit, at, **given)


def make_desk(at: datetime) -> tuple[Unit, Actor, Revision]:
    """Tamansari, its officer Wayan, and the letter."""
    make_home()
    village = make_village()
    return village, make_officer("Wayan Contoh", village, "village-officer"), make_letter(village, at)


def make_device(by: Actor, at: datetime, name: str = "Laptop balai desa") -> Device:
    return actions.register(name=name, recovery=bytes(32), by=by, at=at)


def make_item(party_id: UUID, revision_id: UUID, at: datetime, **changes: Any) -> Item:
    given = {
        "key": uuid4(), "running": 1, "service_code": SERVICE, "revision_id": revision_id, "party_id": party_id,
        "how": "spoken", "typed": {"tujuan": "Melamar kerja"}, "written_at": at,
    } | changes  # fmt: skip
    return Item(**given)


__all__ = ["TAMANSARI", "make_desk", "make_device", "make_item", "make_letter"]
