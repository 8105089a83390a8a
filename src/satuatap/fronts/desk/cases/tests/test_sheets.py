"""Papers at the desk: a copy of an identity paper says what it may be used for, whoever else's paper stays as it is."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from PIL import Image

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Paper
from satuatap.domain.cases.tests.factories import make_draft, make_service
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db
CARD = {"key": "ktp", "name": "KTP elektronik", "from": "party.identity", "law": "Perpres 96/2018"}
DRAWING = {"key": "gambar", "name": "Gambar reklame", "law": "Perda 1/2024"}


def picture():
    answer = BytesIO()
    Image.new("RGB", (800, 500), "white").save(answer, "JPEG")
    return answer.getvalue()


@pytest.fixture
def case(licensing, noon, messages, rani, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon, papers=[DRAWING, CARD])
    draft = make_draft(rani, noon)
    for key in ("ktp", "gambar"):
        actions.attach_paper(case_id=draft.pk, paper=key, data=picture(), name=f"{key}.jpg", by=rani, at=noon)
    return actions.hand_in(case_id=draft.pk, key=uuid4(), by=rani, at=noon)


def is_white(answer):
    found = Image.open(BytesIO(answer.content))
    return (found.size, found.convert("L").getextrema()) == ((800, 500), (255, 255))


def seen(client, page, case, key):
    paper = Paper.objects.filter(case=case, key=key).latest("pk")
    return client.get(reverse(page, args=[case.number, paper.pk]))


def test_an_officer_sees_the_card_with_its_purpose_and_the_drawing_as_it_is(case, budi, client_of):
    card, drawing = (seen(client_of(budi), "desk:sheet", case, key) for key in ("ktp", "gambar"))

    assert is_white(drawing)
    low, _high = Image.open(BytesIO(card.content)).convert("L").getextrema()
    assert (card["Content-Type"], low < 200) == ("image/jpeg", True)


def test_the_applicant_keeps_the_own_card_as_it_is(case, rani, client_of):
    assert seen(client_of(rani), "portal:case_sheet", case, "ktp").content == picture()
