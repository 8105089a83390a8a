"""What the tests of signing in ask for."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from satuatap.fronts.portal.account import codes


@dataclass
class Outbox:
    """The codes that went out, newest last."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, *, address: str, code: str, **_facts: Any) -> None:
        self.sent.append((address, code))

    @property
    def code(self) -> str:
        return self.sent[-1][1]

    @property
    def wrong(self) -> str:
        return f"{(int(self.code) + 1) % 10**6:06}"


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    box = Outbox()
    monkeypatch.setattr(codes, "send_code", box)
    return box
