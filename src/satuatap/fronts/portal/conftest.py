"""A small region with a catalogue, for the public pages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from satuatap.domain.agencies.tests.factories import make_site
from satuatap.domain.catalog import actions
from satuatap.domain.catalog.tests.factories import INSTALLER, NOON, make_revision, make_unit
from satuatap.domain.regions.tests.factories import make_home
from satuatap.fronts.portal.account import codes

ENGLISH = {"en": {"/name": "Billboard permit", "/summary": "Permit to put up an advertisement."}}


def publish(number: int = 1, **changes):
    """A service published; the first one is the advertising permit, others are numbered."""
    if number > 1:
        changes = {"code": f"layanan-{number}", "name": f"Layanan ke-{number}"} | changes
    return make_revision(**{"popular": str(number)} | changes)


def name_life_event():
    entry = actions.LifeEventEntry(
        code="buka-usaha",
        icon="store",
        services=("izin-reklame",),
        texts={"id": {"name": "Buka usaha", "hint": "Izin dan reklame", "words": "warung, toko"}},
    )
    actions.put_life_events(entries=[entry], by=INSTALLER, at=NOON)


@pytest.fixture
def region(db):
    """Banyuwangi with the mall, one agency, one service and one life event."""
    make_home()
    make_unit("dpmptsp")
    make_site("mpp", name="Mal Pelayanan Publik", address="Jl. Sritanjung")
    publish(texts=ENGLISH)
    name_life_event()


@pytest.fixture
def monday(time_machine):
    """Monday, 23 November 2026, nine o'clock in Banyuwangi."""
    time_machine.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta")), tick=False)


@dataclass
class Outbox:
    """The codes that went out, newest last."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    words_of: str = ""

    def __call__(self, *, address: str, code: str, words_of: str, **_facts: Any) -> None:
        self.sent.append((address, code))
        self.words_of = words_of

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
