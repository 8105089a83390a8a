"""A letter signed with ink on the spot carries a number that was lent before; what no letter carries is void."""

from datetime import timedelta

import pytest
from tests.support.cast import make_officer
from tests.support.queue import drain

from satuatap.domain.cases import actions as cases
from satuatap.domain.cases.tests.factories import DOCUMENT
from satuatap.domain.documents.models import Document, NumberEntry
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_authority
from satuatap.domain.outboxes import actions, queries
from satuatap.domain.outboxes.models import Sending
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7

from .factories import SERVICE, make_desk, make_device, make_item, make_letter

pytestmark = pytest.mark.django_db
NUMBER = {"series": "surat-desa", "pattern": "470/{serial:03}/{area}/{roman}/{year}"}
FLOW = [
    {"step": "periksa", "do": "check", "by": "village-officer", "name": "Petugas memeriksa"},
    {"step": "tanda", "do": "sign", "by": "village-head", "name": "Kepala desa menandatangani"},
    {"step": "terbit", "do": "issue", "document": "izin", "name": "Terbit", "content": {"nama": "party.name"}},
]


@pytest.fixture
def desk(noon, time_machine, press, messages):
    time_machine.move_to(noon, tick=False)
    village, wayan, _letter = make_desk(noon)
    letter = make_letter(village, noon, flow=FLOW, documents=[DOCUMENT | {"number": NUMBER}])
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD))
    return village, wayan, letter, agus, make_device(wayan, noon)


def signs(village, mode):
    head = make_officer("Kusnadi Contoh", village, "village-head")
    make_authority(Account.objects.get(pk=head.account_id), village, mode=mode)


def lend(desk, at, key=None):
    return actions.borrow(device_id=desk[4].pk, service_code=SERVICE, key=key or uuid7(), by=desk[1], at=at)


def send(desk, at, lease_id, number, **changes):
    item = make_item(desk[3].pk, desk[2].pk, at, lease_id=lease_id, leased_number=number, **changes)
    return actions.receive(device_id=desk[4].pk, item=item, by=desk[1], at=at)


def test_numbers_are_lent_only_where_letters_are_signed_with_ink(desk, noon):
    signs(desk[0], "internal")

    with pytest.raises(Refused) as refusal:
        lend(desk, noon)
    assert refusal.value.code == "not-wet"


def test_the_number_on_the_paper_is_the_number_of_the_letter_and_the_rest_is_void(desk, noon):
    signs(desk[0], "basah")
    key = uuid7()
    lent = lend(desk, noon, key)
    assert lend(desk, noon, key).lease_id == lent.lease_id
    assert lent.texts["2026-11"][2] == "470/002/35.10.24.2008/XI/2026"
    sending = send(desk, noon, lent.lease_id, 2)
    with pytest.raises(Refused):  # its letter waits for its draft
        actions.give_back(device_id=desk[4].pk, lease_id=lent.lease_id, by=desk[1], at=noon)

    cases.perform(case_id=sending.pk, step="periksa", verb="accept", key=uuid7(), by=desk[1], at=noon)
    assert queries.awaits_number(sending.case_id)  # nobody prints it meanwhile: it would take another one
    drain()
    assert not queries.awaits_number(sending.case_id)
    actions.give_back(device_id=desk[4].pk, lease_id=lent.lease_id, by=desk[1], at=noon)

    assert Sending.objects.get().is_numbered
    found = dict(NumberEntry.objects.values_list("number", "state"))
    assert found == {1: "void", 2: "reserved", 3: "void", 4: "void", 5: "void"}
    assert NumberEntry.objects.get(number=2).text == "470/002/35.10.24.2008/XI/2026"


def test_whoever_prints_before_the_number_is_there_is_told_to_wait(desk, noon, client_of):
    signs(desk[0], "basah")
    sending = send(desk, noon, lend(desk, noon).lease_id, 1)
    cases.perform(case_id=sending.pk, step="periksa", verb="accept", key=uuid7(), by=desk[1], at=noon)
    drain()
    Sending.objects.update(is_numbered=False)
    document = Document.objects.get(about=sending.case_id)

    answer = client_of(desk[1]).post(f"/meja/tanda-tangan/basah/{document.pk}", {"act": "print", "key": str(uuid7())})

    assert answer.status_code == 422
    assert "coba lagi sebentar" in answer.text
    assert Document.objects.get().state == document.state


def test_a_number_is_used_once_and_only_by_its_device(desk, noon):
    signs(desk[0], "basah")
    lent = lend(desk, noon)
    send(desk, noon, lent.lease_id, 1)
    other = make_device(desk[1], noon, "Laptop kedua")

    with pytest.raises(Conflict):
        send(desk, noon + timedelta(minutes=1), lent.lease_id, 1, running=2)
    with pytest.raises(NotFound):
        actions.give_back(device_id=other.pk, lease_id=lent.lease_id, by=desk[1], at=noon)

    assert Sending.objects.count() == 1
