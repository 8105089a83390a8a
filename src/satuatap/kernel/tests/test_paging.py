"""A cursor comes back from a browser, so it may be anything."""

import pytest

from satuatap.domain.notifications.models import Message
from satuatap.kernel import paging

pytestmark = pytest.mark.django_db
KEYS = ["-created_at", "-id"]


@pytest.mark.parametrize(
    "values",
    [
        ["x", "y"],
        ["9999-99-99T00:00", "0"],
        ["infinity", "infinity"],
        ["2026-11-23T05:00:00+00:00", "no id"],
        ["\x00", "\x00"],
        ["only one"],
    ],
)
@pytest.mark.parametrize("direction", ["n", "p"])
def test_a_damaged_cursor_shows_the_first_page(values, direction):
    found = paging.page(
        Message.objects.all(), keys=KEYS, cursor=direction + paging.encode(values), row=lambda message: message.pk
    )

    assert (found.rows, found.previous) == ((), "")


@pytest.mark.parametrize("cursor", ["n", "p", "n%%%", "né", "x", "n" + "A" * 5000])
def test_so_does_what_is_no_cursor_at_all(cursor):
    assert paging.page(Message.objects.all(), keys=KEYS, cursor=cursor, row=id).previous == ""
