"""Many people booking the last places at the same instant."""

import threading
from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from satuatap.domain.agencies.tests.factories import at
from satuatap.domain.appointments.lifecycle import LIVE
from satuatap.domain.appointments.models import Booking
from satuatap.domain.appointments.tests.factories import book, make_plan
from satuatap.domain.notifications.tests.factories import put_pack_messages
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)
NINE = at(24, 9)
PLACES = 10
AT_A_TIME = 20  # connections to the database; the others wait in line, as they do before a web server


def at_once(many, act):
    """What everybody is told who presses, each with a number; the first ones start together."""
    gate, waited = threading.Barrier(min(many, AT_A_TIME)), threading.local()

    def one(number):
        if not getattr(waited, "once", False):
            waited.once = True
            gate.wait()
        try:
            return act(number)
        except Refused as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(min(many, AT_A_TIME)) as pool:
        return Tally(pool.map(one, range(many)))


@pytest.mark.parametrize("people", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_exactly_ten_get_the_last_ten_places_and_the_others_hear_when_is_free(people, noon):
    put_pack_messages(noon)
    plan = make_plan(noon, places=20, share=50)
    told = at_once(people, lambda number: book(plan, NINE, noon, phone=f"+62812{number:08}").place)

    assert {place: many for place, many in told.items() if isinstance(place, int)} == dict.fromkeys(range(1, 11), 1)
    (sentence,) = (words for words in told if isinstance(words, str))
    assert sentence == "Jam ini baru saja penuh. Yang masih kosong paling dekat: 24-11-2026 pukul 09.30."
    assert Booking.objects.filter(state__in=LIVE).count() == PLACES


def test_one_person_who_presses_in_many_tabs_has_one_booking(noon):
    put_pack_messages(noon)
    plan = make_plan(noon, places=20, share=50)
    told = at_once(8, lambda _number: book(plan, NINE, noon).place)

    assert told[1] == 1
    assert sum(told.values()) - told[1] == sum(
        many for words, many in told.items() if "sudah punya janji" in str(words)
    )
