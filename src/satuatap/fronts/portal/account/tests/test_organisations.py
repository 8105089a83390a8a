"""An organisation with several officers: entered, invited, accepted, removed."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.urls import reverse
from tests.support.cast import TODAY

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_draft, make_service
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.actions import name_officer
from satuatap.domain.residents.models import Mandate, OrganisationOfficer, Party, Person
from satuatap.domain.residents.tests.factories import BY, NOON, make_mandate, make_organisation, make_person

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


# Powers of attorney of an organisation


def give(client, firm, **typed):
    given = {
        "nik": "3510245505949998",
        "nama": "Siti Contoh",
        "layanan": "izin-reklame",
        "sampai": (TODAY + timedelta(days=30)).isoformat(),
    }
    return client.post(reverse("portal:organisation-power-give", args=[firm.pk]), given | typed)


@pytest.fixture
def firm(rani):
    return make_organisation(Party.objects.get(pk=rani.party_id))


def test_an_organisation_gives_a_power_that_its_holder_uses_until_it_is_ended(fresh, client_of, rani, dewi, firm):
    giver, attorney = fresh(rani), client_of(dewi)
    assert "atas nama CV Contoh Bersama" in page_of(giver, "organisation-power-give", firm)
    assert give(giver, firm, nik=nik_of(dewi), nama="Dewi Contoh").url == reverse("portal:organisation", args=[firm.pk])
    assert "diberikan oleh Rani Contoh" in page_of(giver, "organisation", firm)
    mandate = Mandate.objects.get()
    page = reverse("portal:power", args=[mandate.pk])
    assert "Rani Contoh atas nama CV Contoh Bersama" in attorney.get(page).content.decode()

    attorney.post(reverse("portal:power-take", args=[mandate.pk]))
    attorney.post(reverse("portal:apply", args=["izin-reklame"]), {"untuk": f"{firm.pk}|kuasa", "key": str(uuid4())})
    case = Case.objects.get(party=firm)
    assert (case.applicant_kind, case.mandate_id) == ("kuasa", mandate.pk)
    assert giver.get(reverse("portal:case", args=[case.number]), follow=True).status_code == 200
    text = giver.get(page).content.decode()
    assert "Dewi Contoh mewakili CV Contoh Bersama" in text
    assert "memulai permohonan" in text

    ended = giver.post(reverse("portal:power-end", args=[mandate.pk]), follow=True)
    assert ended.redirect_chain[-1][0] == reverse("portal:organisation", args=[firm.pk])
    assert "Kuasa berakhir sekarang juga." in ended.content.decode()
    assert attorney.get(reverse("portal:case", args=[case.number])).status_code == 404
    assert "Akhiri kuasa" not in giver.get(page).content.decode()


def page_of(client, name, firm):
    return client.get(reverse(f"portal:{name}", args=[firm.pk])).content.decode()


def test_two_presses_of_the_button_give_one_power(fresh, rani, firm):
    client, key = fresh(rani), str(uuid4())

    assert [give(client, firm, key=key).status_code for _press in range(2)] == [302, 302]
    assert Mandate.objects.count() == 1


def test_an_organisation_gives_away_only_what_it_may_do_itself(fresh, rani, firm, licensing, noon):
    """One service knows no organisations, another no attorneys; and cases of others are not its own."""
    make_service(licensing, noon, code="sktm", name="Surat tidak mampu", applicants=["self", "kuasa"])
    make_service(licensing, noon, code="nib", name="Nomor induk", applicants=["self", "organisation"])
    of_rani = make_draft(rani, noon)
    client = fresh(rani)

    text = page_of(client, "organisation-power-give", firm)
    assert 'value="izin-reklame"' in text
    assert 'value="sktm"' not in text
    assert 'value="nib"' not in text
    assert of_rani.number not in text
    for wrong in ({"layanan": "sktm"}, {"layanan": "nib"}, {"berkas": str(of_rani.pk)}):
        assert give(client, firm, **wrong).status_code == 404
    assert not Mandate.objects.exists()


def test_a_refused_power_keeps_what_was_typed(fresh, rani, firm):
    answer = give(fresh(rani), firm, nik="12", meterai="CONTOH-77", key=str(uuid4()))
    text = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="12"' in text
    assert 'value="CONTOH-77"' in text


def test_officers_without_the_right_and_strangers_give_no_power(fresh, rani, dewi, tono, firm):
    mandate = make_mandate(firm, make_person("Siti Contoh"), kind="kuasa", to_on=TODAY, scope=["izin-reklame"])
    name_officer(organisation_id=firm.pk, party_id=dewi.party_id, title="", rights=["apply", "pay"], by=BY, at=NOON)
    page = reverse("portal:power", args=[mandate.pk])
    assert fresh(dewi).get(page).status_code == 200
    assert "Akhiri kuasa" not in fresh(dewi).get(page).content.decode()
    assert fresh(tono).get(page).status_code == 404
    for actor in (dewi, tono):
        client = fresh(actor)
        assert client.get(reverse("portal:organisation-power-give", args=[firm.pk])).status_code == 404
        assert give(client, firm).status_code == 404
        assert client.post(reverse("portal:power-end", args=[mandate.pk])).status_code == 404


def test_rights_are_changed_on_a_page_of_their_own(fresh, rani, dewi, firm):
    name_officer(organisation_id=firm.pk, party_id=dewi.party_id, title="", rights=["apply"], by=BY, at=NOON)
    office = OrganisationOfficer.objects.get(person=dewi.party_id)
    page, client = reverse("portal:officer-rights", args=[office.pk]), fresh(rani)

    assert page in page_of(client, "organisation", firm)
    assert 'value="apply" checked' in client.get(page).content.decode()
    assert client.post(page, {"hak": []}).status_code == 422
    assert client.post(page, {"hak": ["apply", "empower"]}).status_code == 302
    assert give(fresh(dewi), firm).status_code == 302
    assert fresh(dewi).get(page).status_code == 404
    assert fresh(dewi).post(page, {"hak": ["appoint"]}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_powers_does_not_grow(rows, fresh, rani, firm, django_assert_max_num_queries):
    client = fresh(rani)
    for _row in range(rows):
        give(client, firm)
    client.get(reverse("portal:organisation", args=[firm.pk]))

    with django_assert_max_num_queries(11):
        client.get(reverse("portal:organisation", args=[firm.pk]))
