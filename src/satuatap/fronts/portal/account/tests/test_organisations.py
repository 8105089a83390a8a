"""An organisation with several officers: entered, invited, accepted, removed."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import OrganisationOfficer, Party, Person
from satuatap.domain.residents.tests.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh(client_of, licensing, noon, messages, time_machine):
    """A browser of somebody who has just shown who they are, in a town with one service."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)

    def make(actor):
        client = client_of(actor)
        session = client.session
        record_authentication(SimpleNamespace(session=session), Account.objects.get(pk=actor.account_id), "password")
        session.save()
        return client

    return make


def nik_of(actor):
    return Person.objects.get(pk=actor.party_id).nik


def invite(client, firm, **typed):
    given = {"nik": "3510245505949998", "nama": "Siti Contoh", "jabatan": "Sekretaris", "hak": ["apply"]} | typed
    return client.post(reverse("portal:officer-invite", args=[firm.pk]), given)


def test_a_firm_is_entered_and_a_second_officer_applies_until_removed(fresh, rani, dewi):
    first, second = fresh(rani), fresh(dewi)
    answer = first.post(
        reverse("portal:organisation-enter"), {"nama": "CV Contoh", "bentuk": "CV", "jabatan": "Direktur"}
    )
    firm = Party.objects.get(name="CV Contoh")
    assert answer.url == reverse("portal:organisation", args=[firm.pk])

    assert invite(first, firm, nik=nik_of(dewi), nama="Dewi Contoh").status_code == 302
    assert "CV Contoh" in second.get(reverse("portal:organisations")).content.decode()
    office = OrganisationOfficer.objects.get(person=None)
    assert second.post(reverse("portal:officer", args=[office.pk]), {"act": "accept"}).status_code == 302

    apply = reverse("portal:apply", args=["izin-reklame"])
    second.post(apply, {"untuk": f"{firm.pk}|organisation", "key": str(uuid4())})
    case = Case.objects.get(party=firm)
    assert first.get(reverse("portal:case", args=[case.number]), follow=True).status_code == 200
    assert invite(second, firm).status_code == 404  # she may apply, not appoint

    assert first.post(reverse("portal:officer", args=[office.pk]), {"act": "remove"}).status_code == 302
    assert second.get(reverse("portal:case", args=[case.number])).status_code == 404
    assert first.get(reverse("portal:case", args=[case.number]), follow=True).status_code == 200


def test_a_number_that_nobody_has_gets_the_same_answer(fresh, rani, dewi):
    firm = make_organisation(Party.objects.get(pk=rani.party_id))
    client, answers = fresh(rani), []
    for nik in (nik_of(dewi), "3510245505949998"):
        answer = invite(client, firm, nik=nik, nama="Dewi Contoh")
        page = client.get(answer.url).content.decode()
        answers.append((answer.status_code, page.count("Menunggu diterima") > 0))

    assert answers[0] == answers[1] == (302, True)


def test_inviting_the_same_number_again_replaces_the_invitation(fresh, rani):
    firm = make_organisation(Party.objects.get(pk=rani.party_id))
    client = fresh(rani)
    invite(client, firm, hak=["apply"])
    invite(client, firm, hak=["apply", "pay"])

    (office,) = OrganisationOfficer.objects.filter(person=None)
    assert office.rights == ["apply", "pay"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"nik": "12"}, "NIK"), ({"hak": []}, "Pilih apa yang boleh"), ({"hak": ["rule"]}, "Pilih apa")],
)
def test_a_refused_invitation_keeps_what_was_typed(typed, words, fresh, rani):
    firm = make_organisation(Party.objects.get(pk=rani.party_id))

    answer = invite(fresh(rani), firm, **typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Sekretaris"' in answer.content.decode()


def test_the_last_who_may_appoint_stays(fresh, rani):
    make_organisation(Party.objects.get(pk=rani.party_id))
    office = OrganisationOfficer.objects.get()

    assert fresh(rani).post(reverse("portal:officer", args=[office.pk]), {"act": "remove"}).status_code == 422
    assert OrganisationOfficer.objects.filter(to_on=None).exists()


def test_strangers_and_counters_touch_no_firm_of_others(fresh, rani, dewi, tono):
    firm = make_organisation(Party.objects.get(pk=rani.party_id))
    invite(fresh(rani), firm)
    for stranger in (dewi, tono):
        client = fresh(stranger)
        assert client.get(reverse("portal:organisation", args=[firm.pk])).status_code == 404
        assert invite(client, firm).status_code == 404
        for office in OrganisationOfficer.objects.all():
            for act in ("accept", "remove"):
                assert client.post(reverse("portal:officer", args=[office.pk]), {"act": act}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_officers_does_not_grow(rows, fresh, rani, django_assert_max_num_queries):
    firm = make_organisation(Party.objects.get(pk=rani.party_id))
    client = fresh(rani)
    for number in range(rows):
        invite(client, firm, nik=f"351024550594999{number}", nama=f"Siti Contoh {number}")
    client.get(reverse("portal:organisation", args=[firm.pk]))

    with django_assert_max_num_queries(9):
        client.get(reverse("portal:organisation", args=[firm.pk]))
