"""The plainest service with every kind of step, and a case that has come as far as a test needs."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from satuatap.domain.agencies.models import Unit
from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case
from satuatap.domain.catalog.models import Revision
from satuatap.domain.catalog.tests.factories import make_revision
from satuatap.domain.documents import actions as documents
from satuatap.domain.files.tests.pictures import picture
from satuatap.domain.payments.actions import put_treasury
from satuatap.kernel.actors import Actor, system

SYSTEM = system("test")
JPEG = picture()

FORM: dict[str, Any] = {
    "type": "object",
    "required": ["teks", "luas"],
    "properties": {
        "nama": {"type": "string", "title": "Nama pemohon", "x-from": "party.name"},
        "teks": {"type": "string", "title": "Tulisan pada reklame", "maxLength": 80},
        "luas": {"type": "integer", "title": "Luas", "minimum": 1, "maximum": 500, "x-unit": "m²"},
    },
}
ASSESSMENT = {
    "type": "object",
    "required": ["jumlah"],
    "properties": {"jumlah": {"format": "rupiah", "title": "Pajak yang ditetapkan"}},
}
PERMIT: list[dict[str, Any]] = [
    {
        "step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan", "within": "4 working hours",
        "correct_within": "5 working days", "late": "head-of-licensing",
    },
    {
        "together": [
            {"step": "survei", "do": "inspect", "by": "technical-team", "name": "Survei", "when": "form.luas > 8"},
            {"step": "pajak", "do": "advise", "by": "front-officer", "name": "Pajak", "fields": ASSESSMENT},
        ]
    },
    {
        "step": "bayar", "do": "pay", "name": "Pembayaran",
        "bill": {"label": "Pajak reklame", "amount": "case.results.pajak.jumlah", "treasury": "rkud"},
    },
    {"step": "putus", "do": "decide", "by": "head-of-licensing", "name": "Keputusan", "on_return": "periksa"},
    {"step": "tanda", "do": "sign", "by": "head-of-agency", "name": "Tanda tangan", "on_return": "putus"},
    {
        "step": "terbit", "do": "issue", "document": "izin", "name": "Terbit",
        "content": {"nama": "party.name", "teks": "form.teks"},
    },
    {"step": "serah", "do": "hand-over", "by": "front-officer", "name": "Penyerahan"},
]  # fmt: skip
RECORD: list[dict[str, Any]] = [
    {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
    {
        "step": "catat", "do": "record-outside", "by": "front-officer", "name": "Pencatatan", "system": "SIAK",
        "number_pattern": r"\d{4}-LU-\d{4}", "copy": {"Tulisan": "form.teks"},
    },
    {"step": "serah", "do": "hand-over", "by": "front-officer", "name": "Penyerahan"},
]  # fmt: skip
REFER: list[dict[str, Any]] = [
    {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
    {
        "step": "rujuk", "do": "refer", "by": "front-officer", "name": "Jadwal wawancara", "system": "Kantor Imigrasi",
        "number_label": "Kode pendaftaran", "number_pattern": "[0-9]{6}",
    },
]  # fmt: skip
FIELD: list[dict[str, Any]] = [
    {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
    {
        "step": "tinjau", "do": "inspect", "by": "technical-team", "name": "Cek lapangan", "report": "Berita acara cek lapangan",
        "applicant_sees": "verdicts", "where": {"address": "form.teks", "point": '"-8.219100, 114.369100"'},
        "checklist": [
            {"key": "letak", "ask": "Letaknya sesuai", "photos": "1"},
            {"key": "lebar", "ask": "Lebar jalan", "unit": "m"},
        ],
    },
    {"step": "putus", "do": "decide", "by": "head-of-licensing", "name": "Keputusan", "on_return": "periksa"},
]  # fmt: skip
SEALED: list[dict[str, Any]] = [
    {
        "step": "segel", "do": "seal", "name": "Segel otomatis", "official": "head-of-agency", "otherwise": "tanda",
        "decree": {"number": "188/7/CONTOH", "on": "2026-01-02", "until": "2026-12-31"},
        "facts": [
            {"fact": "status", "replaces": "Pemohon masih hidup", "days": 365},
            {"fact": "address", "replaces": "Pemohon tinggal di sini", "days": 90, "holds": "party.area_code == '35.10.24.2008'"},
        ],
    },
    {"step": "tanda", "do": "sign", "by": "head-of-agency", "name": "Tanda tangan"},
    {
        "step": "terbit", "do": "issue", "document": "izin", "name": "Terbit",
        "content": {"nama": "party.name", "teks": "form.teks"},
    },
]  # fmt: skip
ANSWERED = {
    "jumlah": {"format": "rupiah", "title": "Rekening air"},
    "bulan": {"type": "string", "title": "Masa rekening"},
}
WATER: list[dict[str, Any]] = [
    {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
    {
        "step": "tanya", "do": "call", "by": "front-officer", "name": "Cek tagihan air", "adapter": "water-bill",
        "send": {"customer": "form.teks"}, "take": {"jumlah": "answer.amount", "bulan": "answer.period"},
        "fields": {"type": "object", "required": ["jumlah"], "properties": ANSWERED}, "give_up": "1 hour",
    },
    {
        "step": "bayar", "do": "pay", "name": "Pembayaran",
        "bill": {"label": "Tagihan air", "amount": "case.results.tanya.jumlah", "treasury": "rkud"},
    },
    {"step": "putus", "do": "decide", "by": "head-of-licensing", "name": "Keputusan"},
]  # fmt: skip
DOCUMENT = {
    "type": "izin",
    "title": "Izin reklame",
    "template": "izin",
    "number": {"series": "izin", "pattern": "503/{serial:03}/{unit}/{roman}/{year}"},
    "valid": {"months": 12},
}


def make_service(unit: Unit, at: datetime, **changes: Any) -> Revision:
    """An advertising permit of the unit, with its template and the treasury of its tax."""
    documents.put_template(code="izin", source="= Izin", by=SYSTEM, at=at)
    put_treasury(code="rkud", name="Kas daerah", keeper_id=unit.pk, by=SYSTEM, at=at)
    body = {
        "agency": unit.code,
        "form": FORM,
        "ui": {},
        "flow": PERMIT,
        "papers": [{"key": "gambar", "name": "Gambar reklame", "law": "Perda 1/2024"}],
        "substitutes": [],
        "documents": [DOCUMENT],
    } | changes
    return make_revision(**body)


def make_draft(rani: Actor, at: datetime, *, service: str = "izin-reklame", luas: int = 4, **changes: Any) -> Case:
    """A draft that lacks nothing but being sent."""
    given = {"channel": "portal", "by": rani, "party_id": rani.party_id} | changes
    case = actions.start_draft(service_code=service, key=uuid4(), at=at, **given)
    return fill_draft(case.pk, given["by"], at, luas=luas)


def fill_draft(case_id: UUID, by: Actor, at: datetime, *, luas: int = 4) -> Case:
    """Everything that the permit asks for."""
    case, answers = Case.objects.get(pk=case_id), {"teks": "Warung Rani", "luas": luas}
    actions.save_answers(case_id=case.pk, page=page_of(case), answers=answers, by=by, at=at)
    actions.attach_paper(case_id=case.pk, paper="gambar", data=JPEG, name="gambar.jpg", by=by, at=at)
    return Case.objects.get(pk=case.pk)


def page_of(case: Case) -> str:
    from satuatap.domain.cases.queries import standards  # the factory must not decide how pages are named

    return standards.form(case.revision_id).pages[0].key


def make_case(rani: Actor, at: datetime, **changes: Any) -> Case:
    """An application that was sent and waits at the counter."""
    draft = make_draft(rani, at, **changes)
    return actions.hand_in(case_id=draft.pk, key=uuid4(), by=changes.get("by", rani), at=at)


def do(case: Case, step: str, verb: str, by: Actor, at: datetime, **body: Any) -> Case:
    """One officer's act."""
    return actions.perform(case_id=case.pk, step=step, verb=verb, key=uuid4(), body=body, by=by, at=at)
