"""Eight clerks at eight desks have letters signed at the same moment, with the real layout, keys and numbers."""

import os
import subprocess
import sys
import threading

import pytest
from django.db import connections

from satuatap.domain.documents import actions, queries, tasks
from satuatap.domain.documents.models import Document, NumberEntry
from satuatap.domain.files import queries as files
from satuatap.kernel.actors import system
from satuatap.kernel.ids import uuid7

CASES = system("cases")
TEMPLATE = '#import "/letter.typ": *\n#show: letter\n#facts(("Nama", content.nama))'
NUMBER = {"series": "surat", "pattern": "503/{serial:03}/{unit}/{roman}/{year}"}
CLERKS, EACH = 8, 3


@pytest.fixture
def waiting(transactional_db, time_machine, noon, licensing, rani, sari):
    """Letters that have been shown and ordered, some for each clerk."""
    time_machine.move_to(noon, tick=True)
    actions.put_template(code="izin", source=TEMPLATE, by=CASES, at=noon)
    documents = []
    for number in range(CLERKS * EACH):
        document = actions.prepare(
            type="izin", unit_id=licensing.pk, about=uuid7(), party_id=rani.party_id, title="Izin Contoh",
            content={"nama": f"Pemohon {number}"}, template="izin", number=NUMBER, valid=None, key=uuid7(), by=CASES,
            at=noon,
        )  # fmt: skip
        tasks.preview(str(document.pk))
        documents.append(document.pk)
    actions.order_signing(document_ids=documents, by=sari, at=noon, key=uuid7())
    return [documents[clerk::CLERKS] for clerk in range(CLERKS)]


def test_none_fails_and_no_number_is_lost_or_doubled(waiting):
    wrong = []

    def work(documents):
        try:
            for document in documents:
                tasks.issue(str(document))
        except Exception as problem:
            wrong.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(documents,)) for documents in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    issued = Document.objects.filter(state="issued")
    assert issued.count() == CLERKS * EACH
    assert sorted(NumberEntry.objects.values_list("number", flat=True)) == list(range(1, CLERKS * EACH + 1))
    assert queries.unaccounted_numbers() == ()
    assert all(files.read(document.file_id).count(b"/ByteRange") == 1 for document in issued)


def test_processes_that_serve_pages_load_neither_typst_nor_pyhanko(tmp_path):
    """Setting and signing are the worker's; a web process that could do either would be a larger target."""
    program = (
        "import django, sys; django.setup();"
        "import satuatap.config.urls;"
        "print([name for name in sys.modules if name.split('.')[0] in {'typst', 'pyhanko', 'openpyxl'}])"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "SATUATAP_HOME": str(tmp_path)}
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    assert shown.stdout.decode().strip() == "[]"
