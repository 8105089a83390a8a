"""A page costs at most twelve questions to the database, whoever asks for it and whatever it shows."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from satuatap.kernel.remembered import forget_all
from tests.support.world import World, undone

from .test_lazy_loads import PAGES, THOSE_WHO_MAY, Address, of_interest

pytestmark = pytest.mark.django_db

MOST = 12
NO_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture(autouse=True)
def remembering(settings) -> Iterator[None]:
    """As at work: what changes a few times a year is asked for once in a moment."""
    settings.REMEMBER_SECONDS = 60
    forget_all()
    yield
    forget_all()


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_a_page_asks_at_most_twelve_questions(address: Address, world: World):
    costly = {}
    for who in THOSE_WHO_MAY:
        for thing in of_interest(world, address):
            path = address.path(thing)
            with undone():
                world.client(who).get(path)  # what is remembered for a moment is remembered now
                with CaptureQueriesContext(
                    connection,
                ) as asked:
                    world.client(who).get(path)
            questions = [query["sql"] for query in asked if not query["sql"].startswith(NO_QUESTION)]
            if len(questions) > MOST:
                costly[f"{who} {path}"] = [len(questions), *(sql[:150] for sql in questions)]

    assert costly == {}
