"""The one copy whose processes are killed: what it went through before makes it a better witness."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.copy import Copy


@pytest.fixture(scope="session")
def copy() -> Iterator[Copy]:
    folder = Path(tempfile.mkdtemp(prefix="satuatap-"))
    folder.chmod(0o711)  # the database runs as another user when root tests
    found = Copy(folder / "home")
    try:
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)
