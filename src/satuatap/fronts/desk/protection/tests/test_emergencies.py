"""Data opened in an emergency: by whom the power was given to, for a short while, told at once and judged afterwards."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.urls import reverse
from tests.support.cast import make_officer
from tests.support.queue import drain

from satuatap.domain.audit.models import Entry
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents import actions
from satuatap.domain.residents.models import EmergencyLook, Person
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]
WHY = "Ia pingsan di pasar dan keluarganya harus dihubungi."


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def wira(civil):
    return make_officer("Wira Contoh", civil, "data-protection-officer")


@pytest.fixture
def tutik(licensing):
    """To whom licensing gave the power; its head is Sari."""
    return make_officer("Tutik Contoh", licensing, "front-officer", "emergency-access")


def opens(rani, by, noon, **changes):
    sought = changes.pop("sought", None) or actions.Sought(nik=Person.objects.get(pk=rani.party_id).nik)
    facts = {"sought": sought, "kind": "life", "reason": WHY, "by": by, "at": noon} | changes
    return actions.open_in_emergency(**facts)


def told(account_id):
    drain()
    return set(Message.objects.filter(account_id=account_id).values_list("template", flat=True))


def test_nobody_opens_anything_to_whom_the_power_was_not_given(rani, budi, sari, wira, noon, client_of):
    for actor in (budi, sari, wira):
        with pytest.raises(NotFound):
            opens(rani, actor, noon)
        assert client_of(actor).get(reverse("desk:emergency_data")).status_code == 404
    assert not EmergencyLook.objects.exists()


def test_the_form_asks_for_proof_again_and_then_opens_the_record(rani, tutik, noon, client_of, time_machine):
    page = reverse("desk:emergency_data")
    body = {"keadaan": "life", "alasan": WHY, "nama": "Rani Contoh", "lahir": "1990-05-17"}
    Person.objects.filter(pk=rani.party_id).update(born_on=date(1990, 5, 17))
    asked = client_of(tutik).post(page, body)
    assert asked.status_code == 302
    assert not EmergencyLook.objects.exists()

    desk = client_of(tutik)
    request = SimpleNamespace(session=desk.session)
    record_authentication(request, Account.objects.get(pk=tutik.account_id), "password")
    request.session.save()
    answer = desk.post(page, body)
    opened = EmergencyLook.objects.get()
    assert answer.headers["Location"] == reverse("desk:emergency_opened", args=[opened.pk])

    shown = desk.get(answer.headers["Location"])
    assert "Rani Contoh" in shown.text
    look = Entry.objects.filter(verb="looked", party_id=str(rani.party_id)).get()
    assert (look.by, look.purpose) == (tutik.id, "menyelamatkan jiwa dalam keadaan darurat")

    time_machine.move_to(noon + timedelta(minutes=31), tick=False)
    closed = client_of(tutik).get(answer.headers["Location"])
    assert "Rani Contoh" not in closed.text
    assert "sudah tertutup" in closed.text


def test_it_needs_a_kind_a_reason_and_exactly_one_person_and_asking_in_vain_leaves_a_trace(rani, dewi, tutik, noon):
    with pytest.raises(Refused, match="keadaan daruratnya"):
        opens(rani, tutik, noon, kind="curiosity")
    with pytest.raises(Refused, match="Tulis apa yang terjadi"):
        opens(rani, tutik, noon, reason="penting")
    with pytest.raises(Refused, match="Tidak ada satu orang"):
        opens(rani, tutik, noon, sought=actions.Sought(nik="3510240000000000"))
    assert Entry.objects.filter(verb="residents.emergency-nobody", by=tutik.id).count() == 1
    assert not EmergencyLook.objects.exists()


def test_five_in_a_day_are_all(rani, tutik, noon):
    for _ in range(5):
        opens(rani, tutik, noon)
    with pytest.raises(Refused, match="lima data"):
        opens(rani, tutik, noon)
    assert opens(rani, tutik, noon + timedelta(days=1))


def test_nobody_else_reads_what_was_opened(rani, tutik, budi, sari, noon, client_of):
    page = reverse("desk:emergency_opened", args=[opens(rani, tutik, noon).pk])
    for actor in (budi, sari, rani):
        assert client_of(actor).get(page).status_code == 404


def test_head_protector_and_person_are_told_at_once(rani, tutik, sari, wira, noon):
    opens(rani, tutik, noon)

    assert "emergency-by-staff" in told(sari.account_id)
    assert "emergency-opened" in told(wira.account_id)
    assert "emergency-own" in told(rani.account_id)


def test_the_review_is_called_for_before_its_limit_and_after(rani, tutik, wira, noon):
    opened = opens(rani, tutik, noon)
    for hours in (47, 49, 50):
        actions.mind_emergencies(by=system("test"), at=noon + timedelta(hours=hours))
    assert told(wira.account_id) == {"emergency-opened", "emergency-near"}
    for hours in (73, 74):
        actions.mind_emergencies(by=system("test"), at=noon + timedelta(hours=hours))
    assert told(wira.account_id) == {"emergency-opened", "emergency-near", "emergency-late"}
    opened.refresh_from_db()
    assert (opened.warned_at, opened.late_at) == (noon + timedelta(hours=49), noon + timedelta(hours=73))


def test_misuse_has_consequences_and_the_person_reads_all_of_it(rani, tutik, sari, wira, noon, client_of):
    opened = opens(rani, tutik, noon)
    client_of(tutik).get(reverse("desk:emergency_opened", args=[opened.pk]))
    page, desk = reverse("desk:emergency_review", args=[opened.pk]), client_of(wira)
    assert "Rani Contoh" not in desk.get(reverse("desk:emergencies")).text
    assert WHY in desk.get(page).text

    found = {"putusan": "misuse", "temuan": "Tidak ada orang pingsan hari itu."}
    assert desk.post(page, found).status_code == 422
    assert desk.post(page, found | {"tindak": "Dilaporkan ke inspektorat."}).status_code == 302

    assert {"emergency-misused"} <= told(sari.account_id)
    assert {"emergency-own-reviewed"} <= told(rani.account_id)
    assert "emergency-reviewed" in told(tutik.account_id)
    look = Entry.objects.filter(by=tutik.id, verb="looked").latest("id")
    own = client_of(rani).get(reverse("portal:account-look", args=[look.pk])).text
    for words in (WHY, "Disalahgunakan", "Tidak ada orang pingsan hari itu.", "Dilaporkan ke inspektorat."):
        assert words in own


def test_nobody_judges_what_they_opened_and_nothing_is_judged_twice(rani, licensing, wira, noon):
    both = make_officer("Yusuf Contoh", licensing, "emergency-access", "data-protection-officer")
    opened = opens(rani, both, noon)
    facts = {"emergency_id": opened.pk, "verdict": "rightful", "findings": "Benar.", "at": noon}
    with pytest.raises(Refused, match="menyangkut Anda sendiri"):
        actions.review_emergency(**facts, by=both)
    assert actions.review_emergency(**facts, by=wira).verdict == "rightful"
    with pytest.raises(Refused, match="sudah ditinjau"):
        actions.review_emergency(**facts, by=wira)
    with pytest.raises(NotFound):
        actions.review_emergency(**facts, by=make_officer("Ani Contoh", licensing, "head-of-agency"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, rani, tutik, wira, noon, client_of, django_assert_num_queries):
    for _ in range(rows):
        opens(rani, tutik, noon)
    desk = client_of(wira)
    desk.get(reverse("desk:emergencies"))
    with django_assert_num_queries(8):
        desk.get(reverse("desk:emergencies"))
