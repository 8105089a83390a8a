from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from satuatap.domain.notifications import ports, tasks
from satuatap.domain.notifications.tests.factories import Carrier, put_pack_messages
from satuatap.kernel import jobs


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def texts(db: None, at: datetime) -> None:
    put_pack_messages(at)


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Iterator[Carrier]:
    """One gateway for all channels; jobs are run by the test itself."""
    one = Carrier()
    for channel in ("whatsapp", "sms", "email"):
        monkeypatch.setitem(ports.gateways, channel, one)
    monkeypatch.setitem(jobs._jobs, "notifications.deliver", tasks.deliver)
    return one
