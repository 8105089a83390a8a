"""The plainest document, and machines that stand in for Typst, certificates and the PDF reader."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from satuatap.domain.agencies.models import Unit
from satuatap.domain.agencies.tests.factories import make_village
from satuatap.domain.documents import actions, ports, tasks
from satuatap.domain.documents.models import Document
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import as_actor, make_account, make_authority, make_holding
from satuatap.domain.residents.models import Party
from satuatap.domain.residents.tests.factories import make_person
from satuatap.kernel.actors import Actor, account_actor, system
from satuatap.kernel.ids import uuid7

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
WORKER = system("documents")
CASES = system("cases")
NUMBER = {"series": "surat", "pattern": "{class}/{serial:03}/{area}/{roman}/{year}", "class": "400.12"}


class Renderer:
    """Prints values as they are; ``fails`` is raised instead, as often as it holds something."""

    def __init__(self) -> None:
        self.fails: list[Exception] = []
        self.seen: list[dict[str, Any]] = []

    def render(self, source: str, values: Mapping[str, Any], made_at: datetime) -> bytes:
        if self.fails:
            raise self.fails.pop(0)
        self.seen.append(dict(values))
        filler = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(80))
        body = json.dumps([source, values, made_at.isoformat()], ensure_ascii=False)
        return f"%PDF-1.7\n{body}\n{filler}\n%%EOF\n".encode()


class Signer:
    chain, authority, is_test = "internal", "Otoritas Uji", True

    def __init__(self) -> None:
        self.fails: list[Exception] = []
        self.asked: list[ports.Signing] = []

    def sign(self, pdf: bytes, signing: ports.Signing) -> bytes:
        if self.fails:
            raise self.fails.pop(0)
        self.asked.append(signing)
        return pdf + f"%signed {signing.key} {uuid7()}\n%%EOF\n".encode()


class Reader:
    """Finds what the test put there."""

    def __init__(self) -> None:
        self.finds: ports.PdfReading | Exception = ports.PdfReading()
        self.reads = 0

    def read(self, _data: bytes) -> ports.PdfReading:
        self.reads += 1
        if isinstance(self.finds, Exception):
            raise self.finds
        return self.finds


def make_party(name: str = "Rani Wulandari") -> Party:
    return make_person(name)


def holder_actor(party: Party, proof: int = 2) -> Actor:
    return account_actor(uuid7(), party.name, party_id=party.pk, proof=proof)


def make_head(unit: Unit, **changes: Any) -> tuple[Account, Actor]:
    """The head of a unit with authority to sign, and the actor they are when signed in."""
    account = make_account(name="Suyono")
    make_holding(account, unit, role="village-head")
    make_authority(account, unit, **{"title_line": "Kepala Desa Tamansari", "nip": ""} | changes)
    return account, as_actor(account, unit, "village-head")


def prepare(unit: Unit | None = None, party: Party | None = None, **changes: Any) -> Document:
    """A draft whose preview was set."""
    if unit is None:
        unit = Unit.objects.filter(code="desa-tamansari").first() or make_village()
    party = party or make_party()
    facts = {
        "type": "sktm", "unit_id": unit.pk, "about": uuid7(), "party_id": party.pk, "title": "Surat Keterangan",
        "content": {"nama": party.name, "lahir": date(1995, 7, 1)}, "template": "sktm", "number": NUMBER,
        "valid": {"months": 1}, "key": uuid7(), "by": CASES, "at": NOON,
    } | changes  # fmt: skip
    actions.put_template(code=facts["template"], source="#letter", by=CASES, at=NOON)
    return actions.prepare(**facts)


def make_ready(**facts: Any) -> Document:
    document = prepare(**facts)
    tasks.preview(str(document.pk))
    document.refresh_from_db()
    return document


def order(document: Document, head: Actor, at: datetime = NOON, key: UUID | None = None) -> Any:
    return actions.order_signing(document_ids=[document.pk], by=head, at=at, key=key or uuid7())


def issue(document: Document) -> Document:
    tasks.issue(str(document.pk))
    document.refresh_from_db()
    return document


def revoke(document: Document, by: Actor, reason: str = "Data tidak benar", **ground: Any) -> Document:
    return actions.revoke(document_id=document.pk, ground=actions.Ground(reason, **ground), by=by, at=NOON)


def make_issued(head: Actor, **facts: Any) -> Document:
    document = make_ready(**facts)
    order(document, head)
    return issue(document)
