"""The pages of powers of attorney: give, take, look, end."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.urls import reverse
from tests.support.cast import TODAY, make_resident

from satuatap.domain.cases.tests.factories import make_draft, make_service
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import Mandate, Person
from satuatap.domain.residents.tests.factories import make_mandate, make_person

pytestmark = pytest.mark.django_db
UNTIL = (TODAY + timedelta(days=30)).isoformat()


@pytest.fixture
def town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_service(licensing, noon)


@pytest.fixture
def fresh(client_of):
    """A browser of somebody who has just shown who they are."""

    def make(actor):
        client = client_of(actor)
        session = client.session
        request = SimpleNamespace(session=session)
        record_authentication(request, Account.objects.get(pk=actor.account_id), "password")
        session.save()
        return client

    return make


def nik_of(actor):
    return Person.objects.get(pk=actor.party_id).nik


def test_a_power_is_given_taken_seen_and_ended(town, rani, dewi, noon, fresh, client_of):
    case = make_draft(rani, noon)
    giver, attorney = fresh(rani), client_of(dewi)
    given = {
        "nik": nik_of(dewi),
        "nama": "Dewi Contoh",
        "layanan": "izin-reklame",
        "berkas": str(case.pk),
        "sampai": UNTIL,
    }

    assert giver.post(reverse("portal:power-give"), given).url == reverse("portal:powers")
    assert "Menunggu diterima" in giver.get(reverse("portal:powers")).content.decode()
    mandate = Mandate.objects.get()
    page = reverse("portal:power", args=[mandate.pk])
    assert "Rani Contoh memberi Anda kuasa" in attorney.get(reverse("portal:powers")).content.decode()
    assert "Terima kuasa" in attorney.get(page).content.decode()

    taken = attorney.post(reverse("portal:power-take", args=[mandate.pk]), follow=True)
    assert "Kuasa diterima." in taken.content.decode()
    assert attorney.get(reverse("portal:case", args=[case.number]), follow=True).status_code == 200
    attorney.get(reverse("portal:case_review", args=[case.number]))
    attorney.post(reverse("portal:case_papers", args=[case.number]), {"hapus": str(case.papers.get().pk)})
    assert "menghapus berkas" in giver.get(page).content.decode()

    assert giver.post(reverse("portal:power-end", args=[mandate.pk])).status_code == 302
    assert attorney.get(reverse("portal:case", args=[case.number])).status_code == 404


def test_a_number_that_nobody_has_gets_the_same_answer(town, rani, dewi, fresh):
    answers = []
    for nik in (nik_of(dewi), "3510245505949998"):
        client = fresh(rani)
        given = {"nik": nik, "nama": "Dewi Contoh", "layanan": "izin-reklame", "sampai": UNTIL}
        answer = client.post(reverse("portal:power-give"), given)
        page = client.get(reverse("portal:power", args=[Mandate.objects.latest("recorded_at", "id").pk]))
        answers.append((answer.status_code, answer.url, "Menunggu diterima" in page.content.decode()))

    assert answers[0] == answers[1]


def test_a_refusal_keeps_everything_typed(town, rani, fresh):
    answer = fresh(rani).post(reverse("portal:power-give"), {"nik": "12", "nama": "Siti", "layanan": "izin-reklame"})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="12"' in text
    assert 'value="izin-reklame" checked' in text


def test_applications_of_others_and_unknown_services_are_not_given_away(town, rani, dewi, noon, fresh):
    case = make_draft(dewi, noon)
    given = {"nik": "3510245505949998", "nama": "Siti", "layanan": "izin-reklame", "sampai": UNTIL}

    for wrong in ({"berkas": str(case.pk)}, {"layanan": "izin-rahasia"}, {"berkas": "x"}):
        assert fresh(rani).post(reverse("portal:power-give"), given | wrong).status_code == 404
    assert not Mandate.objects.exists()


def test_a_stranger_opens_no_power(town, rani, dewi, licensing, client_of):
    mandate = make_mandate(Person.objects.get(pk=rani.party_id).party, make_person("Wali Contoh"))

    for verb in ("take", "end"):
        assert client_of(dewi).post(reverse(f"portal:power-{verb}", args=[mandate.pk])).status_code == 404
    assert client_of(dewi).get(reverse("portal:power", args=[mandate.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_powers_does_not_grow(rows, town, rani, licensing, client_of, django_assert_max_num_queries):
    for number in range(rows):
        siti = make_resident(f"Siti Contoh {number}", licensing)
        make_mandate(Person.objects.get(pk=rani.party_id).party, Person.objects.get(pk=siti.party_id).party)
    client = client_of(rani)
    client.get(reverse("portal:powers"))

    with django_assert_max_num_queries(9):
        assert client.get(reverse("portal:powers")).status_code == 200
