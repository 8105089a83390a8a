"""A village with somebody who keeps its agenda, somebody who leads it, and an officer who gets letters."""

import pytest
from tests.support import cast

from .factories import put_instructions


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def secretary(village):
    put_instructions()
    return cast.make_officer("Sumiati Contoh", village, "village-secretary")


@pytest.fixture
def head(village):
    return cast.make_officer("Kusnadi Contoh", village, "village-head")


@pytest.fixture
def wayan(village):
    return cast.make_officer("Wayan Contoh", village, "cashier")


@pytest.fixture
def stranger(licensing):
    return cast.make_officer("Tono Contoh", licensing, "front-officer", "head-of-agency")
