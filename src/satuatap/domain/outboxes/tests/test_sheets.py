"""Photos of papers come before their letter, each once, and become papers of its case."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import JPEG
from satuatap.domain.files.models import StoredFile
from satuatap.domain.outboxes import actions
from satuatap.domain.outboxes.models import Sheet
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.domain.retention import actions as retention
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .factories import make_desk, make_device, make_item, make_letter

pytestmark = pytest.mark.django_db
PAPER = {"key": "surat-rt", "name": "Surat RT", "required": False}


@pytest.fixture
def desk(noon, time_machine):
    time_machine.move_to(noon, tick=False)
    village, wayan, _letter = make_desk(noon)
    letter = make_letter(village, noon, papers=[PAPER])
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD))
    return wayan, letter, agus, make_device(wayan, noon)


def keep(desk, at, item, data=JPEG, **changes):
    given = {"key": uuid4(), "paper": "surat-rt"} | changes
    actions.keep_sheet(device_id=desk[3].pk, item=item, data=data, by=desk[0], at=at, **given)
    return given["key"]


def send(desk, at, **changes):
    item = make_item(desk[2].pk, desk[1].pk, at, **changes)
    return actions.receive(device_id=desk[3].pk, item=item, by=desk[0], at=at)


def test_a_photo_that_came_twice_is_one_paper_of_the_case(desk, noon):
    item, photo = uuid4(), uuid4()
    for _again in (1, 2):
        keep(desk, noon, item, key=photo)

    sending = send(desk, noon, key=item, sheets=(photo,))
    keep(desk, noon, item, key=photo)  # an answer was lost

    assert sending.state == "sent"
    paper = Case.objects.get(pk=item).papers.get()
    assert (paper.key, paper.file.media_type) == ("surat-rt", "image/jpeg")
    assert not Sheet.objects.exists()
    assert StoredFile.objects.count() == 1


def test_one_key_stands_for_one_photo(desk, noon):
    photo = keep(desk, noon, item := uuid4())

    with pytest.raises(Conflict):
        keep(desk, noon, item, key=photo, data=JPEG + b"more")


def test_what_is_no_picture_and_what_is_too_much_is_refused(desk, noon):
    item = uuid4()
    with pytest.raises(Refused):
        keep(desk, noon, item, data=b"nothing")
    for _number in range(12):
        keep(desk, noon, item)

    with pytest.raises(Refused) as refusal:
        keep(desk, noon, item)
    assert refusal.value.code == "too-many"


def test_a_photo_that_did_not_come_is_for_a_person_to_look_at(desk, noon):
    sending = send(desk, noon, sheets=(uuid4(),))

    assert (sending.state, sending.problem, sending.words) == ("aside", "incomplete", "1 foto belum sampai.")


def test_a_photo_that_is_not_asked_for_waits_for_a_person_and_goes_when_settled(desk, noon):
    photo = keep(desk, noon, item := uuid4(), paper="lain")
    sending = send(desk, noon, key=item, sheets=(photo,))
    assert (sending.state, sending.problem) == ("aside", "incomplete")
    retention.destroy_some(code="offline-photo", by=system("worker"), at=noon + timedelta(days=40))
    assert Sheet.objects.count() == 1

    actions.settle(sending_id=item, note="Tidak diperlukan", by=desk[0], at=noon)

    assert not Sheet.objects.exists()


def test_photos_whose_letter_never_came_are_forgotten(desk, noon):
    keep(desk, noon, uuid4())

    assert retention.destroy_some(code="offline-photo", by=system("worker"), at=noon + timedelta(days=29)) == 0
    assert retention.destroy_some(code="offline-photo", by=system("worker"), at=noon + timedelta(days=31)) == 1
    with pytest.raises(NotFound):
        retention.destroy_some(code="offline-photo", by=desk[0], at=noon)

    assert not StoredFile.objects.exists()
