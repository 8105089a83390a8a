"""A birth with three services at three offices: what the tests of bundles are about."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from satuatap.domain.agencies.models import Unit
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import Bundle, Case
from satuatap.domain.cases.queries import BundleFilling
from satuatap.domain.catalog.actions import After, LifeEventEntry, put_life_events
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor

from .factories import RECORD, SYSTEM, make_service

CHILD = {"type": "string", "title": "Nama anak", "maxLength": 60, "x-same": "anak-nama"}
PHONE = {"format": "phone", "title": "Nomor telepon", "x-same": "telepon"}
LETTER = {"key": "surat-lahir", "name": "Surat lahir", "law": "Perpres 96/2018", "same": "surat-lahir"}
BIRTH = {
    "type": "object",
    "required": ["nama_anak", "telepon", "teks"],
    "properties": {"nama_anak": CHILD, "telepon": PHONE, "teks": {"type": "string", "title": "Tempat lahir"}},
}
CARD = {
    "type": "object",
    "required": ["anak", "nomor_akta", "kepala"],
    "properties": {
        "anak": CHILD | {"title": "Siapa anaknya?"},
        "nomor_akta": {"type": "string", "title": "Nomor akta", "maxLength": 30},
        "kepala": {"type": "string", "title": "Kepala keluarga", "maxLength": 60},
    },
}
HELP = {
    "type": "object",
    "required": ["hp", "alasan"],
    "properties": {"hp": PHONE, "alasan": {"type": "string", "title": "Alasan", "maxLength": 60}},
}
SERVICES = ("akta", "kk", "bantuan")
ANSWERS = {
    "nama_anak": "Arkana Bayu", "telepon": "+6281234567890", "teks": "RSUD", "kepala": "Rani Contoh",
    "alasan": "Biaya perawatan", "nomor_akta": "3510-LU-0009",
}  # fmt: skip
CHECK = [{"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"}]

OTHER_NAMES = {"anak": ANSWERS["nama_anak"], "hp": ANSWERS["telepon"]}


def make_birth(civil: Unit, village: Unit, at: datetime) -> None:
    """A birth record, the family card that needs its number, and help with the cost at another office."""
    common: dict[str, Any] = {"documents": [], "flow": RECORD, "record": "SIAK"}
    make_service(civil, at, code="akta", name="Akta kelahiran", form=BIRTH, papers=[LETTER], **common)
    make_service(civil, at, code="kk", name="Kartu keluarga", form=CARD, papers=[], **common)
    make_service(
        village, at, code="bantuan", name="Bantuan biaya", form=HELP, papers=[LETTER | {"key": "lahir"}],
        documents=[], flow=[*CHECK, {"step": "serah", "do": "hand-over", "by": "front-officer", "name": "Serah"}],
    )  # fmt: skip
    asks = {"kk": "Masuk KK lain?", "bantuan": "Perlu bantuan biaya?"}
    event = LifeEventEntry(
        code="bayi", icon="baby", services=SERVICES,
        texts={"id": {"name": "Punya bayi", "asks": asks}, "en": {"name": "Having a baby", "asks": asks}},
        after={"kk": After("akta", takes={"nomor_akta": "number"})},
    )  # fmt: skip
    put_life_events(entries=[event], by=SYSTEM, at=at)


def take_letters(civil: Unit, at: datetime) -> None:
    """The birth record from now on takes the village's letter, which says the child's name."""
    letter = LETTER | {"letters": {"surat-desa": {"nama_anak": "anak"}}}
    make_service(
        civil,
        at,
        code="akta",
        name="Akta kelahiran",
        form=BIRTH,
        papers=[letter],
        documents=[],
        flow=RECORD,
        record="SIAK",
    )


def start(rani: Actor, at: datetime, services: tuple[str, ...] = SERVICES, key: Any = None) -> Bundle:
    """A bundle that was just begun."""
    return actions.start_bundle(
        event="bayi", services=services, party_id=rani.party_id, applicant_kind="self", key=key or uuid4(), by=rani, at=at
    )  # fmt: skip


def filling(bundle: Bundle, rani: Actor, at: datetime) -> BundleFilling:
    return queries.bundle_filling(actor=rani, bundle_id=bundle.pk, now=at)


def fill(bundle: Bundle, rani: Actor, at: datetime, **changes: str) -> list[str]:
    """Answer every page; the names of the questions in the order in which they were asked."""
    asked: list[str] = []
    done: set[tuple[int, str]] = set()
    while left := [step for step in filling(bundle, rani, at).pages if step not in done]:
        number, page = left[0]
        done.add(left[0])
        now = filling(bundle, rani, at)
        part, given = now.parts[number], dict(now.parts[number].answers)
        for pointer, field, _value in forms.leaves(part.form, part.answers):
            if pointer not in part.silent and pointer not in part.known:
                asked.append(field.same or field.name)
                forms.put(given, pointer, (OTHER_NAMES | ANSWERS | changes)[field.name])
        actions.save_bundle_page(
            bundle_id=bundle.pk, case_id=part.case_id, page=page, answers=given, version=now.version, by=rani, at=at
        )
    return asked


def case_of(bundle: Bundle, service: str) -> Case:
    return Case.objects.select_related("service").get(bundle=bundle, service__code=service)
