"""What every test can ask for: a database of its own in no time, the cast, the clock, a client, the
queue, a browser."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

# Nothing is timed by tests: a busy machine must not fail them. The same commit is asked the same questions by
# everybody who tests it; FUZZ=1 asks others, to look for more.
settings.register_profile("house", deadline=None, derandomize="FUZZ" not in os.environ)
settings.load_profile("house")

FIRST = Path(__file__).parent / "tests" / "day"

pytest_plugins = [
    "tests.support.database",
    "tests.support.cast",
    "tests.support.queue",
    "tests.support.browser",
    "tests.support.world",
    "tests.support.words",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process waits for it at the end; for another PostgreSQL, what never asks
    one is left out: it is the same there."""
    items.sort(key=lambda item: FIRST not in item.path.parents)
    if config.getoption("--database-only"):
        kept = [item for item in items if _touches_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _touches_the_database(item)])
        items[:] = kept


def _touches_the_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & {"db", "transactional_db"})


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nobody need look again and again whether it has become rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
