"""What every test can ask for: a database of its own in no time, the cast, the clock, a client, the
queue, a browser."""

import gc
import os

from hypothesis import settings

# Nothing is timed by tests: a busy machine must not fail them. The same commit is asked the same questions by
# everybody who tests it; FUZZ=1 asks others, to look for more.
settings.register_profile("house", deadline=None, derandomize="FUZZ" not in os.environ)
settings.load_profile("house")

pytest_plugins = [
    "tests.support.database",
    "tests.support.cast",
    "tests.support.queue",
    "tests.support.browser",
    "tests.support.world",
    "tests.support.words",
]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nobody need look again and again whether it has become rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
