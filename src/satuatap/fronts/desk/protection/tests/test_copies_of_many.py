"""A copy of many people's data: purpose, reason, a second person, and everybody in it reads of it once."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.support import cast

from satuatap.domain.audit.models import Entry
from satuatap.domain.books import actions
from satuatap.domain.books.models import Copy
from satuatap.domain.books.tests.factories import put, shipped
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def wayan(village, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    put(*shipped())
    actions.put_limits(above={noon.date().replace(year=2016): 2}, by=system("test"), at=noon)
    return cast.make_officer("Wayan Contoh", village, "village-officer")


@pytest.fixture
def people():
    found = [make_person(f"Orang {number}") for number in range(3)]
    for person in found:
        make_family((person, HEAD))
    return found


def ask(desk, **typed):
    told = {"key": str(uuid4()), "bentuk": "csv", "untuk": "Pemeriksaan camat", "sebab": "Seluruh desa diperiksa"}
    return desk.post(reverse("desk:ask_copy", args=["induk-penduduk"]), told | typed)


def test_a_copy_of_few_needs_nobody_else(wayan, client_of, run_jobs):
    make_family((make_person("Rani Teluk Hijau"), HEAD))
    assert ask(client_of(wayan), sebab=" ").status_code == 422
    ask(client_of(wayan))
    run_jobs()
    assert Copy.objects.get().content is not None


def test_a_copy_of_many_waits_for_another_and_tells_everybody_once(wayan, people, village, client_of, run_jobs):
    head = cast.make_officer("Kusnadi Contoh", village, "village-head")
    desk = client_of(wayan)
    answer = ask(desk)
    run_jobs()
    copy = Copy.objects.get()
    assert copy.content is None
    assert "Menunggu persetujuan orang kedua" in desk.get(answer["Location"]).content.decode()
    assert not Entry.objects.filter(verb="looked", party_id__in=[str(p.pk) for p in people]).exists()
    assert Message.objects.filter(template="copy-waits", account_id=head.account_id).exists()

    leads, page = client_of(head), reverse("desk:copy_wish", args=[copy.pk])
    told = leads.get(page).content.decode()
    assert "Seluruh desa diperiksa" in told
    assert leads.post(page, {"alasan": "Sah"}).status_code == 422
    leads.post(page, {"putusan": "setuju", "alasan": "Sah"})
    run_jobs()

    content = desk.get(f"{answer['Location']}/unduh").content.decode()
    assert people[0].person.nik in content
    for person in people:
        looks = Entry.objects.filter(verb="looked", party_id=str(person.pk), purpose="Pemeriksaan camat")
        assert looks.count() == 1
    assert Message.objects.filter(template="copy-allowed", account_id=wayan.account_id).exists()


def test_refused_it_is_never_made_and_says_why(wayan, people, licensing, client_of, run_jobs):
    mega = cast.make_officer("Mega Contoh", licensing, "data-protection-officer")
    desk = client_of(wayan)
    answer = ask(desk)
    copy = Copy.objects.get()
    page = reverse("desk:copy_wish", args=[copy.pk])
    client_of(mega).post(page, {"putusan": "tolak", "alasan": "Cukup tabel statistik"})
    run_jobs()
    actions.make_copy(copy_id=copy.pk, by=system("books"), at=copy.asked_at)

    assert Copy.objects.get().content is None
    assert "Cukup tabel statistik" in desk.get(answer["Location"]).content.decode()
    assert client_of(mega).post(page, {"putusan": "setuju", "alasan": "Ternyata boleh"}).status_code == 422


def test_nobody_allows_their_own_and_no_other_office_does(people, village, licensing, noon, wayan, client_of):
    kusnadi = cast.make_officer("Kusnadi Contoh", village, "village-head")
    ask(client_of(kusnadi))
    copy = Copy.objects.get()
    with pytest.raises(Refused):
        actions.decide_copy(copy_id=copy.pk, is_allowed=True, words="Sah", by=kusnadi, at=noon)
    for by in (wayan, cast.make_officer("Tono Contoh", licensing, "head-of-agency")):
        with pytest.raises(NotFound):
            actions.decide_copy(copy_id=copy.pk, is_allowed=True, words="Sah", by=by, at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():  # whatever the code says, the database keeps it
        Copy.objects.update(is_allowed=True, decided_at=noon, decided_by=kusnadi.account_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.update(content=b"nama", ready_at=noon)


def test_the_list_is_for_heads_and_who_protects_data(wayan, people, village, licensing, client_of, client):
    page = reverse("desk:copy_wishes")
    kusnadi = cast.make_officer("Kusnadi Contoh", village, "village-head")
    other = cast.make_officer("Tono Contoh", licensing, "head-of-agency")
    ask(client_of(wayan))
    assert "Wayan Contoh" in client_of(kusnadi).get(page).content.decode()
    assert "Wayan Contoh" not in client_of(other).get(page).content.decode()
    assert client_of(wayan).get(page).status_code == 404
    assert client.get(page).status_code == 302
