"""The pages of a thread: at the desk and at the applicant's, and the list of what waits for an answer."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Note, Opinion, Post
from satuatap.domain.cases.tests.factories import JPEG, make_case, make_service
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db
SECRET = "Pernah menunggak pajak."


@pytest.fixture
def case(rani, licensing, noon, time_machine):
    """Rani's application, waiting at the counter."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_case(rani, noon)


@pytest.fixture
def sita(licensing):
    return make_officer("Sita Contoh", licensing, "unit-admin")


def send(client, case, name, *more, **inputs):
    return client.post(reverse(name, args=[case.number, *more]), {"key": str(uuid4()), **inputs})


def page(client, case, name):
    return client.get(reverse(name, args=[case.number])).content.decode()


def ask(case, by, at, text="Boleh hijau?"):
    actions.write_post(case_id=case.pk, key=uuid4(), text=text, by=by, at=at)


def test_they_write_to_each_other(case, rani, budi, client_of):
    theirs, ours = client_of(rani), client_of(budi)
    photo = SimpleUploadedFile("papan.jpg", JPEG, "image/jpeg")
    assert send(theirs, case, "portal:case_talk", teks="Boleh hijau?", berkas=photo).status_code == 302
    assert "1 baru" in page(ours, case, "desk:case")
    said = page(ours, case, "desk:talk")
    assert "Boleh hijau?" in said
    assert "papan.jpg" in said
    assert "1 baru" not in page(ours, case, "desk:case")
    assert case.number in ours.get(reverse("desk:questions")).content.decode()

    assert send(ours, case, "desk:talk", teks="Boleh.").status_code == 302
    assert "Ada pesan baru dari petugas" in page(theirs, case, "portal:case")
    answer = page(theirs, case, "portal:case_talk")
    assert "Boleh." in answer
    assert "Budi" not in answer
    assert "Ada pesan baru dari petugas" not in page(theirs, case, "portal:case")
    assert case.number not in ours.get(reverse("desk:questions")).content.decode()


def test_the_paper_comes_as_a_download_to_both(case, rani, budi, client_of, noon):
    actions.write_post(case_id=case.pk, key=uuid4(), text="Ini", upload=(JPEG, "a.jpg"), by=rani, at=noon)
    post = Post.objects.get()

    for who, name in ((rani, "portal:case_post_file"), (budi, "desk:post_file")):
        answer = client_of(who).get(reverse(name, args=[case.number, post.pk]))
        assert answer["Content-Disposition"].startswith("attachment")


def test_what_was_typed_is_still_there_after_a_refusal(case, rani, budi, client_of):
    bad = SimpleUploadedFile("x.exe", b"MZ")
    for who, name in ((rani, "portal:case_talk"), (budi, "desk:talk")):
        answer = send(client_of(who), case, name, teks="Boleh hijau?", berkas=bad)
        assert answer.status_code == 422
        assert "Boleh hijau?" in answer.content.decode()
    assert not Post.objects.exists()


def test_notes_and_opinions_stay_among_officers(case, rani, budi, sari, sita, licensing, client_of):
    ours = client_of(budi)
    assert send(ours, case, "desk:note", catatan=SECRET).status_code == 302
    asked = f"{licensing.pk}::{sita.account_id}"
    assert send(ours, case, "desk:ask_opinion", rekan=asked, pertanyaan="Aman?").status_code == 302
    opinion = Opinion.objects.get()
    assert case.number in client_of(sita).get(reverse("desk:questions")).content.decode()
    assert send(client_of(sita), case, "desk:give_opinion", opinion.pk, pendapat="Aman, lunas.").status_code == 302

    assert SECRET in page(client_of(sari), case, "desk:talk")
    assert "Aman, lunas." in page(client_of(sari), case, "desk:case")
    for name in ("portal:case", "portal:case_talk"):
        said = page(client_of(rani), case, name)
        assert SECRET not in said
        assert "Aman, lunas." not in said


@pytest.mark.parametrize("asked", ["", "nonsense", "a:b", "a:b:c:d"])
def test_somebody_has_to_be_chosen(case, budi, client_of, asked):
    answer = send(client_of(budi), case, "desk:ask_opinion", rekan=asked, pertanyaan="Aman?")

    assert answer.status_code in (404, 422)
    assert not Opinion.objects.exists()


def test_strangers_find_nothing(case, dewi, tono, client_of):
    assert client_of(dewi).get(reverse("portal:case_talk", args=[case.number])).status_code == 404
    assert send(client_of(tono), case, "desk:note", catatan="x").status_code == 404
    assert client_of(tono).get(reverse("desk:talk", args=[case.number])).status_code == 404
    assert not Note.objects.exists()


def test_the_officers_page_is_not_for_ones_own_case(case, rani, licensing, client_of):
    assert client_of(rani).get(reverse("desk:talk", args=[case.number])).status_code in (302, 403, 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_much_was_said(
    rows, case, rani, budi, sita, licensing, client_of, noon, django_assert_num_queries
):
    for _row in range(rows):
        ask(case, rani, noon)
        actions.note(case_id=case.pk, key=uuid4(), text="x", by=budi, at=noon)
        actions.ask_opinion(
            case_id=case.pk, key=uuid4(), unit_id=licensing.pk, role="unit-admin", question="?", by=budi, at=noon
        )
    theirs, ours = client_of(rani), client_of(budi)
    page(theirs, case, "portal:case_talk"), page(ours, case, "desk:talk")  # from here on nothing is new
    with django_assert_num_queries(6):
        page(theirs, case, "portal:case_talk")
    with django_assert_num_queries(12):
        page(ours, case, "desk:talk")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_much_waits(
    rows, case, rani, budi, licensing, client_of, noon, django_assert_num_queries
):
    tini = make_officer("Tini Contoh", licensing, "front-officer")
    ask(case, rani, noon)
    for _row in range(rows):
        more = make_case(rani, noon)
        ask(more, rani, noon)
        actions.ask_opinion(
            case_id=more.pk, key=uuid4(), unit_id=licensing.pk, role="front-officer", question="?", by=tini, at=noon
        )
    client = client_of(budi)
    client.get(reverse("desk:questions"))
    with django_assert_num_queries(7):
        client.get(reverse("desk:questions"))
