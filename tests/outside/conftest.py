from typing import Any

import pytest

from satuatap.domain.audit.tests.factories import let_tables_be_emptied


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests with a server commit, and empty the tables afterwards."""
    with django_db_blocker.unblock():
        let_tables_be_emptied()
