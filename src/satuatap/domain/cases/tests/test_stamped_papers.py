"""A paper that needs a *meterai* comes with its serial, and a serial is accepted once."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Paper
from satuatap.domain.cases.tests.factories import JPEG, make_draft, make_service
from satuatap.domain.files.models import Stamp
from satuatap.domain.files.rules import kinds
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.models import Mandate
from satuatap.kernel.errors import Refused

DRAWING = {"key": "gambar", "name": "Gambar reklame", "law": "Perda 1/2024"}
STATEMENT = {"key": "pernyataan", "name": "Surat pernyataan", "law": "Perda 1/2024", "meterai": "UU 10/2020"}


@pytest.fixture
def draft(licensing, noon, messages, rani):
    make_service(licensing, noon, papers=[DRAWING, STATEMENT])
    return lambda: make_draft(rani, noon)


@pytest.fixture
def attach(rani, noon):
    def put(case, stamp="", paper="pernyataan"):
        return actions.attach_paper(
            case_id=case.pk, paper=paper, data=JPEG, name="surat.jpg", stamp=stamp, by=rani, at=noon
        )

    return put


@pytest.mark.django_db
def test_the_serial_comes_with_the_first_sheet(draft, attach):
    case = draft()
    with pytest.raises(Refused, match="memerlukan meterai") as refusal:
        attach(case)
    assert refusal.value.field == "pernyataan"

    assert attach(case, " cth-0001 ab").stamp_serial == "CTH-0001AB"
    assert attach(case).stamp_serial == ""  # a further sheet of the same paper
    assert attach(case, paper="gambar").stamp_serial == ""


@pytest.mark.django_db
def test_one_serial_is_accepted_once_for_papers_and_powers_alike(draft, attach, rani, dewi, noon):
    first, second = draft(), draft()
    attach(first, "CTH-0001")
    attach(first, "CTH-0001")  # the same paper, uploaded again

    with pytest.raises(Refused, match="pernah dipakai"):
        attach(second, "cth-0001")
    power = {"principal_id": rani.party_id, "agent_id": dewi.party_id, "kind": "kuasa", "scope": ["izin-reklame"]}
    power |= {"how": "code", "reference": "1/CONTOH", "to_on": noon.date() + timedelta(days=9), "by": rani, "at": noon}
    with pytest.raises(Refused, match="pernah dipakai") as refusal:
        residents.record_mandate(**power, stamp_serial="CTH-0001")
    assert refusal.value.field == "stamp_serial"
    assert not Mandate.objects.exists()

    assert residents.record_mandate(**power, stamp_serial="CTH-0002").stamp_serial == "CTH-0002"
    with pytest.raises(Refused, match="pernah dipakai"):
        attach(second, "CTH-0002")
    assert Paper.objects.filter(case=second, key="pernyataan").count() == 0


@pytest.mark.django_db
def test_a_draft_thrown_away_gives_its_stamp_back(draft, attach, rani, noon):
    case = draft()
    attach(case, "CTH-0003")

    actions.discard_draft(case_id=case.pk, by=rani, at=noon)

    assert not Stamp.objects.exists()
    assert attach(draft(), "CTH-0003").stamp_serial == "CTH-0003"


@given(st.text(max_size=50))
def test_whatever_is_typed_is_a_tidy_serial_or_refused(text):
    with suppress(Refused):
        serial = kinds.stamp_serial(text)
        assert kinds.stamp_serial(serial) == serial
        assert serial.isascii()


@pytest.mark.django_db
def test_the_page_asks_for_it_and_keeps_what_was_typed(draft, client_of, rani, noon, time_machine):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    time_machine.move_to(noon, tick=False)
    case, client = draft(), client_of(rani)
    page = reverse("portal:case_papers", args=[case.number])
    assert "Nomor seri meterai" in client.get(page).content.decode()

    def send(serial):
        file = SimpleUploadedFile("surat.jpg", JPEG, "image/jpeg")
        sent = {"berkas.pernyataan": file, "meterai.pernyataan": serial, "unggah": "pernyataan", "key": str(uuid4())}
        return client.post(page, sent)

    refused = send("x")
    assert refused.status_code == 422
    assert 'value="x"' in refused.content.decode()
    assert send("CTH-0009").status_code == 302
    assert "Nomor seri meterai" not in client.get(page).content.decode()
