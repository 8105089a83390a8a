"""The page of an officer to whom a question to an outside system has fallen."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case, OutsideCall
from satuatap.domain.cases.tests.factories import JPEG, SYSTEM, WATER, do, make_case, make_service
from satuatap.kernel.actors import Actor


@pytest.fixture
def stuck(licensing, rani, budi, noon, messages):
    make_service(licensing, noon, code="air", flow=WATER, documents=[], mode="pay")
    case = do(make_case(rani, noon, service="air"), "periksa", "accept", budi, noon)
    question = OutsideCall.objects.get(case=case)
    actions.note_problem(call_id=question.pk, problem="wrong", by=SYSTEM, at=noon)
    return case


def post(client_of, budi: Actor, case: Case, **typed: object):
    address = reverse("desk:act", args=[case.number, "tanya"])
    body = {"langkah": "tanya", "verb": "by-hand", "key": str(uuid4())} | typed
    return client_of(budi).post(address, body)


def test_the_page_says_what_happened_and_takes_the_result_with_a_reason(stuck, budi, client_of):
    page = client_of(budi).get(reverse("desk:case", args=[stuck.number])).content.decode()
    assert "Jawabannya tentang orang lain" in page
    assert "Dari mana hasil ini Anda ketahui?" in page
    assert post(client_of, budi, stuck, jumlah="52000").status_code == 422
    assert post(client_of, budi, stuck, jumlah="52000", note="Ditelepon.").status_code == 302

    assert Case.objects.get(pk=stuck.pk).results["tanya"] == {"jumlah": 52_000}


def test_a_picture_is_evidence_too(stuck, budi, client_of):
    photo = SimpleUploadedFile("layar.jpg", JPEG, "image/jpeg")
    assert post(client_of, budi, stuck, jumlah="52000", dokumen=photo).status_code == 302

    assert OutsideCall.objects.get(case=stuck).file is not None


def test_it_is_asked_again_from_the_page(stuck, budi, client_of):
    assert client_of(budi).post(reverse("desk:ask_again", args=[stuck.number, "tanya"])).status_code == 302

    assert OutsideCall.objects.get(case=stuck).state == "asking"
