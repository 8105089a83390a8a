"""The copy that all journeys of one process share, and the people who use it."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .copy import Copy

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys need a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def copy() -> Iterator[Copy]:
    """A copy of its own; ``JOURNEYS=<home>:<port>`` names one that runs already, to save its start while writing."""
    if running := os.environ.get("JOURNEYS"):
        home, _colon, port = running.rpartition(":")
        yield Copy(Path(home), int(port))
        return
    folder = Path(tempfile.mkdtemp(prefix="satuatap-"))
    folder.chmod(0o711)  # the database runs as another user when root tests
    found = Copy(folder / "home")
    try:
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def keys() -> dict[str, Any]:
    """The cookies of those who have signed in before, so that nobody signs in twice."""
    return {}


@pytest.fixture
def person(browser: Any, copy: Copy, keys: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """``person("rani", width=360)`` is Rani, signed in, with a window of that width; ``person()`` is nobody signed in.

    At the end of a journey no page may have complained in the browser's console.
    """
    from .person import SCREEN, Person  # needs the browser's library, which not every machine has

    present: list[Person] = []

    def come(name: str = "", *, width: int = SCREEN, script: bool = True, anew: bool = False, **more: Any) -> Person:
        known = None if anew else keys.get(name)
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            locale="id-ID",
            storage_state=known,
            **more,
        )
        found = Person(browser, copy, context, name or "somebody")
        present.append(found)
        if name and not known:
            found.sign_in(copy.people[name])
            if not anew:  # who came anew may sign out again, and must not take the others' key along
                keys[name] = context.storage_state()
        return found

    yield come
    complaints = [words for one in present for words in one.complaints]
    for one in present:
        one.context.close()
    assert complaints == []
