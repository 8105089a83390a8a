"""The pages of original papers."""

from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.documents.models import Original

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(rani, licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_service(licensing, noon)
    return make_case(rani, noon)


def test_papers_are_taken_in_listed_and_returned_by_name(case, budi, client_of):
    client, address = client_of(budi), reverse("desk:case_originals", args=[case.number])
    assert address in client.get(reverse("desk:case", args=[case.number])).content.decode()

    taken = {"act": "take", "asli": "KTP-el asli\nKartu keluarga asli", "tempat": "rak 3", "key": str(uuid4())}
    assert client.post(address, taken).status_code == 302
    assert "KTP-el asli" in client.get(reverse("desk:originals")).content.decode()
    page = client.get(address).content.decode()
    assert "rak 3" in page

    ids = [str(pk) for pk in Original.objects.values_list("pk", flat=True)]
    answer = client.post(address, {"act": "return", "kembali": ids, "penerima": "Rani Contoh"})
    assert answer.status_code == 302
    assert "kepada Rani Contoh" in client.get(address).content.decode()
    assert "Tidak ada berkas asli" in client.get(reverse("desk:originals")).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"act": "take", "asli": "", "tempat": "rak 3"}, "satu sampai dua puluh"),
        ({"act": "return", "penerima": "Rani"}, "Pilih berkas asli"),
    ],
)
def test_what_is_missing_is_said(typed, words, case, budi, client_of):
    client, address = client_of(budi), reverse("desk:case_originals", args=[case.number])
    client.post(address, {"act": "take", "asli": "KTP-el asli", "key": str(uuid4())})

    answer = client.post(address, typed | {"key": str(uuid4())})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Original.objects.count() == 1


def test_strangers_and_other_offices_keep_nothing(case, rani, tono, sari, client_of):
    for stranger in (rani, tono, sari):
        assert client_of(stranger).get(reverse("desk:case_originals", args=[case.number])).status_code == 404
    assert client_of(rani).get(reverse("desk:originals")).status_code == 404
