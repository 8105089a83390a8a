"""Asking for one's rights over one's data, the law's 3 x 24 hours, and the answer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from tests.support import cast
from tests.support.queue import drain

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.queries.known import known_scope
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.identity.tests.factories import make_account
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents import actions, queries, rules
from satuatap.domain.residents.models import DataRequest, Party
from satuatap.domain.residents.tests.factories import resident
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
OWN, LIST = "portal:data-requests", "desk:data_requests"
WIB = ZoneInfo("Asia/Jakarta")
BY = system("test")


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def wira(civil):
    """Whoever protects the region's data."""
    return cast.make_officer("Wira Contoh", civil, "data-protection-officer")


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-23 12:00", "2026-11-26 12:00"),  # an ordinary Monday
        ("2026-11-27 16:59", "2026-11-30 16:59"),  # over a weekend, which counts
        ("2026-12-24 08:00", "2026-12-27 08:00"),  # over a national holiday, which counts
        ("2026-12-31 23:59", "2027-01-03 23:59"),  # over the year's end
        ("2028-02-27 01:00", "2028-03-01 01:00"),  # over the leap day
    ],
)
def test_the_limit_is_three_times_24_hours_of_the_calendar(asked, due):
    at = datetime.fromisoformat(asked).replace(tzinfo=WIB)

    assert rules.answer_due(at) == datetime.fromisoformat(due).replace(tzinfo=WIB)
    assert rules.warns_from(rules.answer_due(at)) == at + timedelta(hours=48)


def test_a_request_reaches_the_protector_and_the_answer_comes_back(rani, wira, noon, messages, client_of):
    own, desk = client_of(rani), client_of(wira)
    assert own.post(reverse(OWN), {"jenis": "restriction", "keterangan": "Sedang saya sengketakan."}).status_code == 302
    asked = DataRequest.objects.get()
    page = reverse("desk:data_request", args=[asked.pk])
    assert asked.due_at == noon + timedelta(hours=72)
    drain()
    assert Message.objects.get(template="data-asked").account_id == wira.account_id

    listed = desk.get(reverse(LIST)).text
    assert "Rani Contoh" not in listed
    assert page in listed
    assert "Sedang saya sengketakan." in desk.get(page).text
    assert desk.post(page, {"jawaban": "Baik."}).status_code == 422
    assert desk.post(page, {"putusan": "kabul", "jawaban": " "}).status_code == 422
    assert desk.post(page, {"putusan": "kabul", "jawaban": "Dibatasi sejak hari ini."}).status_code == 302
    assert desk.post(page, {"putusan": "tolak", "jawaban": "Lagi."}).status_code == 422
    drain()

    shown = own.get(reverse(OWN)).text
    assert "Dibatasi sejak hari ini." in shown
    assert Message.objects.filter(template="data-answered", account_id=rani.account_id).exists()
    assert "menjawab permintaan tentang data pribadi" in own.get(reverse("portal:account-looks")).text
    assert own.post(reverse("portal:data-unrestrict")).status_code == 302
    assert not queries.profile(rani.party_id).is_restricted


def test_restricted_data_are_not_filled_in_until_the_person_lifts_it(rani, wira, licensing, noon):
    make_service(licensing, noon)
    case = make_case(rani, noon)
    asked = actions.ask_about_data(kind="restriction", by=rani, at=noon)
    assert known_scope(case, rani)
    actions.answer_data_request(request_id=asked.pk, is_granted=True, answer="Ya.", by=wira, at=noon)
    assert known_scope(case, rani) == {}

    actions.lift_restriction(by=rani, at=noon)

    assert known_scope(case, rani)
    assert Entry.objects.filter(verb="residents.restriction-lifted").count() == 1


def test_a_refused_restriction_changes_nothing(rani, wira, noon):
    asked = actions.ask_about_data(kind="restriction", by=rani, at=noon)
    actions.answer_data_request(request_id=asked.pk, is_granted=False, answer="Pasal contoh.", by=wira, at=noon)

    assert not queries.profile(rani.party_id).is_restricted


def test_asked_twice_the_first_clock_runs_on_and_a_new_one_begins_after_the_answer(rani, wira, noon):
    first = actions.ask_about_data(kind="access", by=rani, at=noon)
    assert actions.ask_about_data(kind="access", by=rani, at=noon + timedelta(hours=9)).due_at == first.due_at
    actions.answer_data_request(request_id=first.pk, is_granted=True, answer="Terlampir.", by=wira, at=noon)

    assert actions.ask_about_data(kind="access", by=rani, at=noon + timedelta(hours=9)).pk != first.pk


def test_it_is_called_out_a_day_before_the_limit_and_when_it_has_passed(rani, wira, noon, messages, time_machine):
    asked = actions.ask_about_data(kind="access", by=rani, at=noon)
    for hours, told in ((47, 0), (48, 1), (60, 1), (71, 1)):
        actions.mind_data_requests(by=BY, at=noon + timedelta(hours=hours))
        drain()
        assert Message.objects.filter(template="data-near", account_id=wira.account_id).count() == told
    for hours in (72, 90):
        actions.mind_data_requests(by=BY, at=noon + timedelta(hours=hours))
    drain()

    assert Message.objects.filter(template="data-late", account_id=wira.account_id).count() == 1
    asked.refresh_from_db()
    assert asked.warned_at == noon + timedelta(hours=48)
    assert asked.late_at == noon + timedelta(hours=72)


def test_what_is_answered_is_called_out_no_more(rani, wira, noon):
    asked = actions.ask_about_data(kind="access", by=rani, at=noon)
    actions.answer_data_request(request_id=asked.pk, is_granted=True, answer="Ya.", by=wira, at=noon)
    actions.mind_data_requests(by=BY, at=noon + timedelta(hours=80))

    asked.refresh_from_db()
    assert (asked.warned_at, asked.late_at) == (None, None)


def test_erasure_and_objection_say_what_they_mean(rani, noon, client_of):
    for kind in ("erasure", "objection"):
        with pytest.raises(Refused):
            actions.ask_about_data(kind=kind, by=rani, at=noon)
    assert client_of(rani).post(reverse(OWN), {"jenis": "x"}).status_code == 422
    assert not DataRequest.objects.exists()


def test_who_was_not_seen_in_person_asks_nothing(rani, dewi, noon, client):
    with pytest.raises(NotFound):
        actions.ask_about_data(kind="access", by=resident(Party.objects.get(pk=rani.party_id), proof=1), at=noon)
    client.force_login(make_account())
    assert "Buktikan dulu" in client.get(reverse(OWN)).text
    assert client.post(reverse(OWN), {"jenis": "access"}).status_code == 404


def test_only_the_protector_sees_requests_and_never_the_own_is_answered(rani, budi, tono, civil, noon, client_of):
    asked = actions.ask_about_data(kind="access", by=rani, at=noon)
    for officer in (budi, tono):
        assert client_of(officer).get(reverse(LIST)).status_code == 404
        assert client_of(officer).get(reverse("desk:data_request", args=[asked.pk])).status_code == 404
        assert not queries.open_data_requests(officer, noon).rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, rani, wira, noon, client_of, django_assert_num_queries):
    for kind in ("access", "restriction", "objection")[:rows]:
        actions.ask_about_data(kind=kind, words="Kata.", by=rani, at=noon)
    own, desk = client_of(rani), client_of(wira)
    own.get(reverse(OWN))
    desk.get(reverse(LIST))
    with django_assert_num_queries(6):
        own.get(reverse(OWN))
    with django_assert_num_queries(6):
        desk.get(reverse(LIST))
