"""A real document: set by Typst, signed by the test authority, issued through the queue."""

from datetime import datetime

import pytest

from satuatap.domain.documents import actions
from satuatap.domain.documents.models import Document
from satuatap.kernel.actors import system
from satuatap.kernel.ids import uuid7

TEMPLATE = """#import "/letter.typ": *
#show: letter
#facts(("Nama", content.nama), ("NIK", content.nik))
"""
NUMBER = {"series": "surat", "pattern": "503/{serial:03}/{unit}/{roman}/{year}"}
CASES = system("cases")


@pytest.fixture
def at(time_machine, noon) -> datetime:
    time_machine.move_to(noon, tick=True)
    return noon


@pytest.fixture
def make_document(at, licensing, rani, sari, run_jobs):
    """Issue a permit to Rani, signed by Sari."""

    def make(**changes) -> Document:
        actions.put_template(code="izin", source=TEMPLATE, by=CASES, at=at)
        facts = {
            "type": "izin", "unit_id": licensing.pk, "about": uuid7(), "party_id": rani.party_id, "title": "Izin Contoh",
            "content": {"nama": rani.name, "nik": "3510241507959001"}, "template": "izin", "number": NUMBER,
            "valid": {"months": 12}, "key": uuid7(), "by": CASES, "at": at,
        } | changes  # fmt: skip
        document = actions.prepare(**facts)
        run_jobs()
        actions.order_signing(document_ids=[document.pk], by=sari, at=at, key=uuid7())
        run_jobs()
        document.refresh_from_db()
        return document

    return make
