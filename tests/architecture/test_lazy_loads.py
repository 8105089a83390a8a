"""No page asks the database by itself: neither a template, nor a view that touches a relation nobody has loaded."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from satuatap.domain.cases.models import Case
from tests.support.world import World, undone

from .addresses import Address, addresses
from .source import SRC
from .test_who_sees_what import LEAD_NOWHERE_ALONE, THOSE_WHO_MAY, of_interest

pytestmark = pytest.mark.django_db

MAY_ASK = (
    SRC / "domain",
    SRC / "kernel",  # paging, and the queue
    SRC / "config/middleware.py",  # who is asking
    SRC / "fronts/shared/middleware.py",  # stands around the library's middleware, which keeps sessions
    SRC / "fronts/shared/throttle.py",  # counts tries in its own table
    SRC / "fronts/shared/health.py",  # whether the database answers at all
    SRC / "fronts/portal/account",  # the tables of the sign-in library are its own
)
NO_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
PAGES = [a for a in addresses() if not a.route.startswith("/en/") and a.route not in LEAD_NOWHERE_ALONE]


@contextmanager
def askers() -> Iterator[set[str]]:
    """The places outside the domain from which a question was put to the database."""
    found: set[str] = set()

    def look(execute, sql, params, many, context):
        if sql.startswith(NO_QUESTION):
            return execute(sql, params, many, context)
        frames = [frame.f_code.co_filename for frame, _line in traceback.walk_stack(None)]
        ours = [Path(name) for name in frames if name.startswith(str(SRC)) and not name.endswith(".html")]
        if templates := [Path(name).name for name in frames if name.endswith(".html")]:
            found.add(f"{templates[0]}: {sql[:60]}")
        elif ours and not any(ours[0].is_relative_to(place) for place in MAY_ASK):
            found.add(f"{ours[0].relative_to(SRC)}: {sql[:60]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_no_page_asks_the_database_by_itself(address: Address, world: World):
    wrong = set()
    for who in THOSE_WHO_MAY:
        for thing in of_interest(world, address):
            with undone(), askers() as found:
                world.client(who).get(address.path(thing))
            wrong |= found

    assert wrong == set()


def test_a_lazy_load_in_a_view_is_found(world: World):
    """The measure itself: a relation that nobody has loaded, touched as a view would touch it."""
    case = Case.objects.first()
    source = "def view(case):\n    return case.unit.name\n"
    names: dict = {}
    exec(compile(source, str(SRC / "fronts/desk/lazy.py"), "exec"), names)  # noqa: S102 (a view that nobody wrote)
    with askers() as found:
        names["view"](case)

    assert [place.split(":")[0] for place in found] == ["fronts/desk/lazy.py"]
