"""A refused letter: the applicant objects, at home or at the desk, and the village head answers."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer, make_resident

from satuatap.domain.cases import actions
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, Objection
from satuatap.domain.notifications.models import Message
from satuatap.domain.outboxes.tests.factories import make_desk
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(noon, time_machine, client_of, messages):
    """A letter of Agus that the village has refused, Wayan's browser, the head's and Agus's own."""
    time_machine.move_to(noon, tick=False)
    unit, wayan, _revision = make_desk(noon)
    party = make_person("Agus Contoh")
    make_family((party, HEAD))
    agus = make_resident("Agus Contoh", unit, party)
    draft = actions.start_draft(
        service_code="surat-coba", party_id=party.pk, channel="desk", key=uuid4(), by=wayan, at=noon
    )
    actions.save_answers(case_id=draft.pk, page="isian", answers={"tujuan": "Melamar kerja"}, by=wayan, at=noon)
    actions.hand_in(case_id=draft.pk, key=uuid4(), by=wayan, at=noon)
    body = {"reason": "Tanahnya disengketakan", "law": "Perdes 1/2024"}
    case = actions.perform(case_id=draft.pk, step="periksa", verb="refuse", key=uuid4(), body=body, by=wayan, at=noon)
    head = make_officer("Suyono Contoh", unit, "village-head")
    return case, client_of(wayan), client_of(head), client_of(agus)


def test_an_objection_that_is_upheld_takes_the_application_again(refused, run_jobs, noon):
    case, wayan, head, agus = refused
    page, desk = reverse("portal:objection", args=[case.number]), reverse("desk:objection", args=[case.number])
    assert page in agus.get(reverse("portal:case", args=[case.number])).text
    assert "Tanahnya disengketakan" in agus.get(page).text
    assert agus.post(page, {"kata": " "}).status_code == 422
    for _press in range(2):
        assert agus.post(page, {"kata": "Tidak ada sengketa."}).status_code == 302

    assert "Keberatan yang belum dijawab" in head.get(reverse("desk:village")).text
    assert 'value="jawab"' not in wayan.get(desk).text
    assert wayan.post(desk, {"act": "jawab", "putusan": "tetap", "jawaban": "Tetap"}).status_code == 404
    assert head.post(desk, {"act": "jawab", "jawaban": "Diterima"}).status_code == 422
    answer = {"act": "jawab", "putusan": "terima", "jawaban": "Silakan ajukan lagi."}
    run_jobs()
    for _press in range(2):
        assert head.post(desk, answer).status_code == 302
    run_jobs()

    told = Message.objects.filter(template="objection-answered", channel="inapp", party_id=case.party_id)
    assert [message.path for message in told] == [page]
    assert "Silakan ajukan lagi." in agus.get(page).text
    assert "Keberatan yang belum dijawab" not in head.get(reverse("desk:village")).text
    assert Objection.objects.get().is_upheld
    again = Case.objects.get(retakes=case)
    assert (again.state, again.answers, again.submitted_at) == (State.SUBMITTED, case.answers, noon)
    assert again.number in agus.get(page).text
    assert agus.get(reverse("portal:case", args=[again.number])).status_code == 200
    assert case.number in head.get(reverse("desk:case", args=[again.number])).text  # why it is here again
    received = Message.objects.filter(template="application-received", channel="inapp", party_id=case.party_id)
    assert any(again.number in message.path for message in received)
    before = Case.objects.get(pk=case.pk)
    assert before.state == State.REFUSED  # what was decided stays as it was


def test_a_refusal_that_stands_brings_no_new_case(refused):
    case, _wayan, head, agus = refused
    agus.post(reverse("portal:objection", args=[case.number]), {"kata": "Tidak ada sengketa."})
    answer = {"act": "jawab", "putusan": "tetap", "jawaban": "Sengketanya masih berjalan."}
    assert head.post(reverse("desk:objection", args=[case.number]), answer).status_code == 302

    assert not Case.objects.filter(retakes=case).exists()


def test_the_desk_writes_an_objection_down(refused):
    case, wayan, _head, _agus = refused
    desk = reverse("desk:objection", args=[case.number])
    assert desk in wayan.get(reverse("desk:case", args=[case.number])).text
    assert wayan.post(desk, {"act": "ajukan", "kata": "Ia berkata tidak ada sengketa."}).status_code == 302
    assert Objection.objects.get().words == "Ia berkata tidak ada sengketa."


def test_strangers_find_nothing(refused, client_of, budi, dewi):
    case, *_rest = refused
    assert client_of(budi).get(reverse("desk:objection", args=[case.number])).status_code == 404
    assert client_of(dewi).get(reverse("portal:objection", args=[case.number])).status_code == 404
