"""Many people booking the last places at the same instant."""

from collections import Counter as Tally

import pytest
from tests.support.together import at_once

from satuatap.domain.agencies.tests.factories import at
from satuatap.domain.appointments.lifecycle import LIVE
from satuatap.domain.appointments.models import Booking
from satuatap.domain.appointments.tests.factories import book, make_plan
from satuatap.domain.notifications.tests.factories import put_pack_messages
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)
NINE = at(24, 9)
PLACES = 10
AT_A_TIME = 20  # connections to the database


def said_to(many, act):
    """What everybody is told who presses, each with a number: the sentence of a refusal, or what the act answers."""

    def one(number):
        try:
            return act(number)
        except Refused as refusal:
            return refusal.message

    return Tally(at_once(*[lambda number=number: one(number) for number in range(many)], most=AT_A_TIME))


@pytest.mark.parametrize("people", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_exactly_ten_get_the_last_ten_places_and_the_others_hear_when_is_free(people, noon):
    put_pack_messages(noon)
    plan = make_plan(noon, places=20, share=50)
    told = said_to(people, lambda number: book(plan, NINE, noon, phone=f"+62812{number:08}").place)

    assert {place: many for place, many in told.items() if isinstance(place, int)} == dict.fromkeys(range(1, 11), 1)
    (sentence,) = (words for words in told if isinstance(words, str))
    assert sentence == "Jam ini baru saja penuh. Yang masih kosong paling dekat: 24-11-2026 pukul 09.30."
    assert Booking.objects.filter(state__in=LIVE).count() == PLACES


def test_one_person_who_presses_in_many_tabs_has_one_booking(noon):
    put_pack_messages(noon)
    plan = make_plan(noon, places=20, share=50)
    told = said_to(8, lambda _number: book(plan, NINE, noon).place)

    assert told[1] == 1
    assert sum(told.values()) - told[1] == sum(
        many for words, many in told.items() if "sudah punya janji" in str(words)
    )
