from typing import Any

import pytest

from satuatap.domain.audit.tests.factories import let_tables_be_emptied
from satuatap.domain.payments import ports, tasks
from satuatap.domain.payments.tests.factories import Bank
from satuatap.kernel import jobs


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tests of many sides at once commit, and empty the tables afterwards."""
    with django_db_blocker.unblock():
        let_tables_be_emptied()


@pytest.fixture
def bank(db: None, monkeypatch: pytest.MonkeyPatch) -> Bank:
    """The gateway named bank; jobs are run by the test itself."""
    one = Bank()
    monkeypatch.setitem(ports.gateways, "bank", one)
    monkeypatch.setitem(jobs._jobs, "payments.close_charge", tasks.close_charge)
    return one


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every event that was published, in order."""
    events: list[object] = []
    for module in ("bills", "settlement"):
        monkeypatch.setattr(f"satuatap.domain.payments.actions.{module}.publish", events.append)
    return events
