from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from satuatap.domain.notifications import ports, tasks
from satuatap.domain.notifications.models import Manner
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


@pytest.fixture
def plain_manner(texts: None) -> Manner:
    """Texts of the pack, but no night and no waiting for others, so that one message is seen at a time."""
    manner, _made = Manner.objects.update_or_create(
        pk=1,
        defaults={"quiet_from": None, "quiet_to": None, "bundle_seconds": 0, "whatsapp_minutes": 15, "sms_minutes": 15},
    )
    return manner
