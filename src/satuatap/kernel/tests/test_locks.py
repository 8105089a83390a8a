"""What comes twice at once goes one after the other; what is something else does not wait."""

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from tests.support.together import at_once

from satuatap.kernel import locks

KEY = UUID(int=2**128 - 1)
pytestmark = pytest.mark.django_db(transaction=True)


def is_free(what) -> bool:
    """Whether another connection would get it at once."""
    number = what.int % 2**63 if isinstance(what, UUID) else what

    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
            (found,) = cursor.fetchone()
            cursor.execute("SELECT pg_advisory_unlock_all()")
        return found

    return at_once(ask)[0]


@pytest.mark.parametrize("what", [KEY, UUID(int=0), 0x0B0E])
def test_it_is_held_until_the_transaction_ends(what):
    with transaction.atomic():
        locks.hold(what)
        locks.hold(what)

        assert not is_free(what)
        assert is_free(uuid4())

    assert is_free(what)


def test_whoever_comes_second_waits_and_sees_what_the_first_has_done():
    seen = []

    def come():
        with transaction.atomic():
            locks.hold(KEY)
            seen.append("in")
            found = seen.count("in") - seen.count("out")
            seen.append("out")
        return found

    assert at_once(*[come] * 6) == [1] * 6
