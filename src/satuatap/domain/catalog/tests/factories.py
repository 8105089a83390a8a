"""The plainest service standard, and one that is published."""

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from satuatap.domain.agencies.models import Unit
from satuatap.domain.catalog import actions
from satuatap.domain.catalog.models import Revision
from satuatap.kernel.actors import system

INSTALLER = system("test")
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 2)


def make_unit(code: str = "dpmptsp", **facts: Any) -> Unit:
    return Unit.objects.get_or_create(
        code=code, defaults={"name": "Dinas Perizinan", "short_name": "DPMPTSP", "kind": "agency"} | facts
    )[0]


def make_body(**changes: Any) -> dict[str, Any]:
    """A whole standard in few lines; ``changes`` replace keys of the body."""
    body: dict[str, Any] = {
        "code": "izin-reklame",
        "record": "own",
        "mode": "full",
        "agency": "dpmptsp",
        "name": "Izin reklame",
        "summary": "Izin memasang papan nama di tempat umum.",
        "words": "papan nama, billboard, spanduk",
        "product": "Surat izin",
        "channels": ["portal", "desk"],
        "sites": ["mpp"],
        "applicants": ["self", "parent", "wali", "kuasa", "organisation"],
        "promise": {"within": "3 working days", "source": "sk"},
        "fee": "free",
        "legal_basis": ["Perda 1/2024"],
        "papers": [
            {"key": "gambar", "name": "Gambar reklame", "law": "Perda 1/2024", "instead": ["foto"]},
            {"key": "denah", "name": "Denah lokasi", "law": "unknown", "required": False},
        ],
        "substitutes": [{"key": "foto", "name": "Foto reklame", "law": "Perda 1/2024"}],
        "form": {
            "properties": {
                "zona": {"title": "Zona", "type": "string"},
                "luas": {"title": "Luas", "type": "integer", "x-hint": "dalam meter"},
            }
        },
        "flow": [
            {"step": "check", "do": "check", "by": "front-officer", "name": "Petugas memeriksa"},
            {
                "together": [
                    {"step": "survey", "do": "inspect", "by": "technical-team", "name": "Tim meninjau"},
                    [{"step": "pajak", "do": "advise", "by": "tax-assessor", "name": "Pajak ditetapkan"}],
                ]
            },
        ],
        "documents": [{"type": "izin-reklame", "title": "Izin reklame", "template": "izin-reklame"}],
        "components": {"complaints": "Lewat LAPOR! 1708"},
    }
    return deepcopy(body) | changes


def make_revision(
    *, texts: dict[str, dict[str, str]] | None = None, valid_from: date = FIRST_DAY, **changes: Any
) -> Revision:
    body = make_body(**changes)
    if isinstance(body["agency"], str):
        make_unit(body["agency"])
    return actions.publish(
        code=body["code"], body=body, texts=texts or {}, valid_from=valid_from, by=INSTALLER, at=NOON
    )
