"""A key that comes back with something else: every entrance says so in a sentence, answers 409 and does nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case, Command, Note, Opinion, Post
from satuatap.domain.cases.tests.factories import make_case, make_draft, make_service
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db
SENTENCE = "sudah pernah dikirim dengan isi lain"


@pytest.fixture
def town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    make_service(licensing, noon, code="lain", name="Izin lain")


@pytest.fixture
def case(town, rani, noon):
    return Case.objects.get(pk=make_case(rani, noon).pk)


def twice(client, address, first, second):
    """Send two different things under one key; the answer to the second."""
    key = str(uuid4())
    assert client.post(address if isinstance(address, str) else address[0], first | {"key": key}).status_code == 302
    answer = client.post(address if isinstance(address, str) else address[1], second | {"key": key})
    assert SENTENCE in answer.text
    return answer.status_code


def test_one_key_begins_one_service(town, rani, client_of):
    addresses = [reverse("portal:apply", args=[code]) for code in ("izin-reklame", "lain")]

    assert twice(client_of(rani), addresses, {}, {}) == 409
    assert Case.objects.count() == 1


def test_one_key_is_one_message_of_the_applicant(case, rani, client_of):
    address = reverse("portal:case_talk", args=[case.number])

    assert twice(client_of(rani), address, {"teks": "Sudah sampai mana?"}, {"teks": "Saya pindah rumah."}) == 409
    assert Post.objects.count() == 1


def test_after_a_used_key_what_was_typed_can_be_sent(case, rani, client_of):
    client, address, key = client_of(rani), reverse("portal:case_talk", args=[case.number]), str(uuid4())
    client.post(address, {"teks": "Sudah sampai mana?", "key": key})
    page = client.post(address, {"teks": "Saya pindah rumah.", "key": key}).text

    assert "Saya pindah rumah." in page
    assert key not in page


@pytest.mark.parametrize(
    ("name", "first", "second", "kept"),
    [
        ("desk:talk", {"teks": "Foto gelap."}, {"teks": "Foto terlalu kecil."}, Post),
        ("desk:note", {"catatan": "Cek tanah."}, {"catatan": "Cek jalan."}, Note),
    ],
)
def test_one_key_is_one_text_of_the_office(name, first, second, kept, case, budi, client_of):
    assert twice(client_of(budi), reverse(name, args=[case.number]), first, second) == 409
    assert kept.objects.count() == 1


def test_one_key_is_one_question_to_a_colleague(case, budi, sari, licensing, client_of):
    whom = f"{licensing.pk}:head-of-licensing"
    asked = [{"rekan": whom, "pertanyaan": text} for text in ("Aman?", "Lebar?")]

    assert twice(client_of(budi), reverse("desk:ask_opinion", args=[case.number]), *asked) == 409
    assert Opinion.objects.count() == 1


def test_one_key_is_one_act(case, rani, budi, noon, client_of):
    other = Case.objects.get(pk=make_case(rani, noon).pk)
    addresses = [reverse("desk:act", args=[one.number, "periksa"]) for one in (case, other)]

    assert twice(client_of(budi), addresses, {"verb": "accept"}, {"verb": "accept"}) == 409
    assert Command.objects.filter(verb="accept").count() == 1


def test_one_key_withdraws_one_application(case, rani, noon, client_of):
    other = Case.objects.get(pk=make_case(rani, noon).pk)
    addresses = [reverse("portal:case_withdraw", args=[one.number]) for one in (case, other)]

    assert twice(client_of(rani), addresses, {}, {}) == 409


def test_one_key_sends_one_application(case, rani, noon, client_of):
    key = uuid4()
    drafts = [make_draft(rani, noon) for _each in range(2)]
    actions.hand_in(case_id=drafts[0].pk, key=key, by=rani, at=noon)

    answer = client_of(rani).post(
        reverse("portal:case_review", args=[drafts[1].number]), {"key": str(key), "benar": "1"}
    )

    assert (answer.status_code, SENTENCE in answer.text) == (409, True)
    assert Case.objects.get(pk=drafts[1].pk).state == "draft"
