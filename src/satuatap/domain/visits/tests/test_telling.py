"""Who wants to know is told that the turn is near, once; what the day left open ends with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from satuatap.domain.notifications import ports
from satuatap.domain.notifications.models import Message
from satuatap.domain.notifications.tests.test_pushing import FIREFOX, KEYS
from satuatap.domain.visits import actions
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.models import Errand
from satuatap.domain.visits.tests.factories import KIOSK, NOON, call, come, make_lane, sit
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db
PHONE = "0812 0000 4471"


@pytest.fixture
def lane(messages):
    return make_lane()


def told():
    return list(Message.objects.filter(template="turn-near").values_list("address", flat=True))


def test_who_wants_to_know_is_told_once_when_three_are_ahead(lane):
    counter, budi = sit(lane)
    for _other in range(5):
        come(lane)
    visit = come(lane)
    actions.tell_me(visit_id=visit.pk, phone=PHONE, by=KIOSK, at=NOON)
    assert actions.tell_near(by=KIOSK, at=NOON) == 0  # five ahead

    for _turn in range(2):
        call(counter, budi)
        actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    assert actions.tell_near(by=KIOSK, at=NOON) == 1
    assert actions.tell_near(by=KIOSK, at=NOON) == 0
    assert "+6281200004471" in told()


def test_who_asked_on_an_english_page_is_told_in_english(lane):
    visit = come(lane)
    actions.tell_me(visit_id=visit.pk, phone=PHONE, language="en", by=KIOSK, at=NOON)
    actions.tell_near(by=KIOSK, at=NOON)

    assert set(Message.objects.filter(template="turn-near").values_list("language", flat=True)) == {"en"}


def test_a_wrong_number_is_refused_and_the_contact_goes_with_the_visit(lane):
    visit = come(lane)
    with pytest.raises(Refused, match="nomor telepon"):
        actions.tell_me(visit_id=visit.pk, phone="12", by=KIOSK, at=NOON)
    actions.tell_me(visit_id=visit.pk, phone=PHONE, by=KIOSK, at=NOON)
    actions.leave(visit_id=visit.pk, by=KIOSK, at=NOON)
    visit.refresh_from_db()

    assert visit.contact == ""
    with pytest.raises(Refused, match="sudah selesai"):
        actions.tell_me(visit_id=visit.pk, phone=PHONE, by=KIOSK, at=NOON)


def test_the_day_ends_for_those_who_have_gone(lane):
    counter, budi = sit(lane)
    first, second = come(lane), come(lane)
    call(counter, budi)
    later = NOON + timedelta(hours=11, minutes=59)  # 23.59 at the hall

    assert actions.end_days(by=KIOSK, at=later) == 0
    assert (
        actions.end_days(by=KIOSK, at=later + timedelta(minutes=2)) == 2
    )  # while it is still the day before in London
    for visit in (first, second):
        visit.refresh_from_db()
        assert visit.state == VisitState.LEFT
    assert not Errand.objects.filter(ended_at=None).exists()
    assert timezone.localtime(second.ended_at).date() > second.day


def test_a_browser_is_told_that_the_turn_is_near_without_a_telephone(lane, monkeypatch):
    monkeypatch.setattr(ports, "push_names", ["name"])
    visit = come(lane)
    there = {"endpoint": FIREFOX, **KEYS}
    actions.tell_browser(visit_id=visit.pk, **there, by=KIOSK, at=NOON)
    assert actions.tell_near(by=KIOSK, at=NOON) == 1
    assert actions.tell_near(by=KIOSK, at=NOON) == 0

    assert set(Message.objects.filter(template="turn-near").values_list("channel", flat=True)) <= {"push", "inapp"}
    actions.leave(visit_id=visit.pk, by=KIOSK, at=NOON)
    with pytest.raises(Refused):
        actions.tell_browser(visit_id=visit.pk, **there, by=KIOSK, at=NOON)
