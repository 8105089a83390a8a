"""A number from home in a hall that a node leads: asked of it while it speaks, given there, back exactly once."""

from datetime import time, timedelta
from uuid import uuid4

import pytest

from satuatap.domain.agencies.models import Site
from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, put_hours
from satuatap.domain.nodes import actions, queries, rules
from satuatap.domain.nodes.models import Line, Node, Wish
from satuatap.domain.notifications.models import Message
from satuatap.domain.visits import actions as hall
from satuatap.domain.visits.models import RemoteTicket, Visit
from satuatap.domain.visits.queries import RemoteTerms
from satuatap.domain.visits.tests.factories import NOON, PACK, make_lane, sit
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused

from .factories import NODE, Beside, at_the_centre, cut_at, lay_out_beside, note_facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]
PHONE = "+6281234567890"
PAGE = system("queue-page")
TERMS = RemoteTerms(each=1, minutes=60, late=20, head_start=15, share=50, begins=time(8), ends=time(14))


@pytest.fixture
def lane():
    lane = make_lane()
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=NOON)
    hall.put_remote(site_id=lane.site_id, terms=TERMS, by=PACK, at=NOON)
    sit(lane)
    return lane


@pytest.fixture
def node(lane):
    """The hall is the node's, which spoke just now."""
    node, _key = actions.enrol(site_code=lane.site.code, by=system("operator"), at=NOON)
    Site.objects.update(led_elsewhere=False)
    Line.objects.create(site_code=lane.site.code, copied_at=NOON, contact_at=NOON)
    lay_out_beside()
    note_facts()
    actions.hear(node_id=node.pk, copied=False, by=NODE, at=NOON)
    return node


def ask(lane, phone=PHONE, at=NOON):
    with at_the_centre():
        return actions.wish(site_id=lane.site_id, lane_ids=[lane.pk], phone=phone, key=uuid4(), by=PAGE, at=at)


def now(wish, at=NOON):
    with at_the_centre():
        return queries.wish_now(wish.token, at)


def test_the_number_is_given_there_and_back_once_whoever_asked_is_told(lane, node):
    wish = ask(lane)
    assert now(wish).state == "asked"

    for _again in range(2):
        actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)

    ticket = RemoteTicket.objects.select_related("visit").get()
    found = now(wish)
    assert (found.state, found.ticket) == ("given", ticket.visit.token)
    assert ticket.visit.contact == ""  # the phone number stays at the centre
    assert [message.template for message in Message.objects.all()] == ["number-held"]
    with at_the_centre(), pytest.raises(Refused, match="sudah memegang"):
        actions.wish(site_id=lane.site_id, lane_ids=[lane.pk], phone=PHONE, key=uuid4(), by=PAGE, at=NOON)


@pytest.mark.parametrize("place", range(8))
def test_wherever_the_line_is_cut_it_is_one_number(place, lane, node):
    wish = ask(lane)
    centre = Beside(node.pk, NOON, cut_at({place}))

    while not actions.exchange(centre=centre, by=NODE, at=NOON):
        pass
    actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)

    assert Visit.objects.count() == 1
    assert now(wish).state == "given"


def test_what_the_node_refuses_is_said_to_whoever_waits(lane, node):
    wish = ask(lane)
    hall.put_remote(site_id=lane.site_id, terms=None, by=PACK, at=NOON)

    actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)

    assert now(wish).state == "refused"
    assert "tidak membagikan" in now(wish).problem
    assert not Visit.objects.exists()


def test_a_node_that_is_not_heard_is_not_asked(lane, node):
    silent = NOON + rules.HEARD_LATELY + timedelta(seconds=1)

    with pytest.raises(Refused, match="sedang putus"):
        ask(lane, at=silent)
    with at_the_centre():
        assert "sedang putus" in queries.unheard(lane.site_id, silent)
    actions.stop(node_id=node.pk, by=system("operator"), at=NOON)
    with pytest.raises(Refused, match="sedang putus"):
        ask(lane)


def test_nobody_waits_for_ever_and_a_number_that_comes_late_is_still_told(lane, node):
    wish = ask(lane)
    asked = Beside(node.pk, NOON).heard().wishes
    later = NOON + rules.ANSWERS_WITHIN + timedelta(seconds=1)
    actions.grant(centre=Beside(node.pk, NOON), wishes=asked, by=NODE, at=NOON)
    assert now(wish, later).state == "late"

    assert Beside(node.pk, later).heard().wishes == []
    assert Wish.objects.get().state == "late"
    actions.exchange(centre=Beside(node.pk, later), by=NODE, at=later)

    assert now(wish, later).state == "given"
    assert [message.template for message in Message.objects.all()] == ["number-held"]


def test_one_phone_number_waits_for_one(lane, node):
    ask(lane)
    with pytest.raises(Refused, match="memegang atau menunggu"):
        ask(lane)
    with at_the_centre():
        assert queries.is_waiting(PHONE)


def test_phone_numbers_are_forgotten_the_day_after(lane, node):
    ask(lane)

    assert actions.forget_phones(by=NODE, at=NOON + timedelta(days=1, minutes=1)) == 1
    assert Wish.objects.values_list("phone", "holder").get() == ("", "")
    assert Node.objects.get().wishes.get().state == "late"


def lapse_there(minutes=82):
    """Nobody comes: the node lets the number lapse."""
    at = NOON + timedelta(minutes=minutes)
    hall.forget_unseen(by=NODE, at=at)
    return at


def told():
    return sorted(Message.objects.values_list("template", flat=True))


def test_whoever_did_not_come_is_told_once_that_the_number_lapsed(lane, node):
    wish = ask(lane)
    actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)
    later = lapse_there()
    for _again in range(2):
        actions.exchange(centre=Beside(node.pk, later), by=NODE, at=later)

    assert told() == ["number-held", "number-lapsed"]
    lapsed = Message.objects.get(template="number-lapsed")
    assert lapsed.address == PHONE
    assert Wish.objects.values_list("phone", "holder").get() == ("", "")
    assert now(wish, later).ticket == Visit.objects.get().token  # its page says that it does not count any more


@pytest.mark.parametrize("place", range(8))
def test_wherever_the_line_is_cut_the_lapse_is_told_once(place, lane, node):
    ask(lane)
    actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)
    later = lapse_there()
    centre = Beside(node.pk, later, cut_at({place}))
    while not actions.exchange(centre=centre, by=NODE, at=later):
        pass
    actions.exchange(centre=Beside(node.pk, later), by=NODE, at=later)

    assert told() == ["number-held", "number-lapsed"]


def test_a_number_that_lapsed_before_the_line_was_back_is_told_as_lapsed_only(lane, node):
    ask(lane)
    actions.grant(centre=Beside(node.pk, NOON), wishes=Beside(node.pk, NOON).heard().wishes, by=NODE, at=NOON)
    later = lapse_there()
    actions.exchange(centre=Beside(node.pk, later), by=NODE, at=later)

    assert told() == ["number-lapsed"]


def test_a_number_that_was_given_back_is_no_lapse(lane, node):
    ask(lane)
    actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)
    hall.void(visit_id=Visit.objects.get().pk, by=PAGE, at=NOON)
    actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)

    assert told() == ["number-held"]


def test_whoever_came_is_told_of_no_lapse(lane, node):
    ask(lane)
    actions.exchange(centre=Beside(node.pk, NOON), by=NODE, at=NOON)
    visit = Visit.objects.get()
    hall.report(visit_id=visit.pk, site_id=lane.site_id, by=system("kiosk"), at=NOON)
    later = NOON + timedelta(hours=3)
    hall.leave(visit_id=visit.pk, by=PAGE, at=later)
    actions.exchange(centre=Beside(node.pk, later), by=NODE, at=later)

    assert told() == ["number-held"]
