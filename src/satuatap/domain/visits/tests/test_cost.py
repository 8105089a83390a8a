"""What a number and a call ask of the database, once the facts of packs are remembered."""

from uuid import uuid4

import pytest

from satuatap.domain.visits import actions
from satuatap.domain.visits.tests.factories import KIOSK, NOON, come, make_lane, sit
from satuatap.kernel.remembered import forget_all


@pytest.fixture
def remembering(settings):
    settings.REMEMBER_SECONDS = 60
    yield
    forget_all()


@pytest.mark.django_db
def test_a_number_and_a_call_ask_few_questions(remembering, django_assert_max_num_queries):
    lane = make_lane()
    counter, budi = sit(lane)
    come(lane), come(lane)
    ask = {"asks": [actions.Ask(lane.pk)], "channel": "kiosk", "by": KIOSK, "at": NOON}

    with django_assert_max_num_queries(
        2 + 6
    ):  # a savepoint, and: asked before? anybody away? series, visit, errand, trace
        visit = actions.begin(site_id=lane.site_id, key=uuid4(), **ask)
    with django_assert_max_num_queries(2 + 7):  # visit twice, errand twice, how the lane stands, news, trace
        actions.hand_out(visit_id=visit.pk, by=KIOSK, at=NOON)
    actions.call_next(counter_id=counter.pk, key=uuid4(), by=budi, at=NOON)
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    with django_assert_max_num_queries(2 + 7):  # sitting, pressed before? first, errand, call, trace, news
        actions.call_next(counter_id=counter.pk, key=uuid4(), by=budi, at=NOON)


@pytest.mark.django_db
def test_a_lane_that_changes_is_known_changed_at_once(remembering, django_capture_on_commit_callbacks):
    lane = make_lane()
    come(lane)

    with django_capture_on_commit_callbacks(execute=True):
        make_lane(letter="B", site=lane.site, unit=lane.unit)

    assert str(come(lane)) == "B-001"
