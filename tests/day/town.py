"""The town of the day: the shipped pack, forty officers, many residents, and outside systems that misbehave."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.test import override_settings

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.cases import ports
from satuatap.domain.documents import ports as document_ports
from satuatap.domain.documents.tests.factories import Reader, Renderer, Signer
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.actions import name_deputy
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_account, make_authority, make_holding
from satuatap.domain.notifications import ports as message_ports
from satuatap.domain.notifications.ports import GatewayDown, Undeliverable
from satuatap.domain.notifications.tests.factories import Carrier
from satuatap.domain.packs import actions, queries
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_link, make_person
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.remembered import forget_all

from .almanac import WIB

PACK = settings.ROOT / "packs" / "banyuwangi"
VILLAGE = "desa-3510242008"
FRIDAY = date(2026, 11, 20)
HOLIDAY = date(2026, 11, 24)
"""A local holiday that is declared while the promises of others already run over it."""
CLOSED = {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 5)}
"""The national holidays of the weeks that follow."""
DECLARED = datetime(2026, 11, 23, 10, tzinfo=WIB)
LEAVE = (date(2026, 11, 25), date(2026, 11, 26))
"""The head of licensing's agency is away, a deputy signs."""
CLERK = system("test")

COLLEAGUES = (
    *(("dpmptsp", "front-officer"),) * 4, *(("dispendukcapil", "front-officer"),) * 4,
    *(("dispendukcapil", "registration-operator"),) * 2, ("disnaker", "front-officer"), ("imigrasi", "front-officer"),
    ("pudam", "front-officer"), ("dpmptsp", "technical-team"), ("bapenda", "tax-assessor"), ("bapenda", "cashier"),
    ("dinkes", "health-reviewer"), ("dlh", "environment-officer"), (VILLAGE, "village-officer"),
)  # fmt: skip
"""Beside the demonstration's own officers: those who make them forty."""


class WaterCompany:
    """Answers, is silent, answers half, knows nobody, as the dice fall."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def ask(self, question: ports.Question) -> Mapping[str, Any]:
        luck = self.dice.random()
        if luck < 0.25:
            raise ports.Down
        if luck < 0.35:
            raise ports.Unusable(self.dice.choice(["half", "no-match", "refused"]))
        if "receipt" in question.fields:
            return {"reference": f"AIR{question.key.int % 10**6:06}"}
        return {"amount": 10_000 + question.key.int % 90_000, "period": "2026-10"}


class Messenger(Carrier):
    """Hands over most messages."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self.dice = dice

    def send(self, **given: Any) -> str:
        luck = self.dice.random()
        self.trouble = GatewayDown() if luck < 0.1 else Undeliverable() if luck < 0.2 else None
        return super().send(**given)


@dataclass
class Town:
    """``officers`` and ``residents`` are accounts; an actor is who they are on a day."""

    pack: queries.Pack
    officers: list[UUID]
    residents: list[UUID]
    deputy: UUID
    head: UUID
    clock: Any
    _actors: dict[tuple[UUID, date], Actor] = field(default_factory=dict)

    def actor(self, account_id: UUID, at: datetime) -> Actor:
        day = at.astimezone(WIB).date()
        if (account_id, day) not in self._actors:
            held = residents.standing(account_id, day)
            self._actors[account_id, day] = identity.actor(
                account_id, day, party_id=held.party_id, acts_for=held.acts_for, entrusted=held.entrusted
            )
        return self._actors[account_id, day]


@contextmanager
def town(people: int, dice: random.Random) -> Iterator[Town]:
    """Opened on the Friday morning; the clock is moved by whoever acts."""
    opens = datetime.combine(FRIDAY, datetime.min.time(), WIB) + timedelta(hours=6)
    with (
        time_machine.travel(opens, tick=False) as clock,
        pytest.MonkeyPatch.context() as patch,
        override_settings(REMEMBER_SECONDS=60),  # as at work
    ):
        forget_all()
        patch.setattr(document_ports, "renderers", [Renderer()])
        patch.setattr(document_ports, "signers", {"internal": Signer()})
        patch.setattr(document_ports, "readers", [Reader()])
        for name in ("water-bill", "water-payment"):
            patch.setitem(ports.systems, name, WaterCompany(dice))
        for name in ("whatsapp", "sms", "email"):
            patch.setitem(message_ports.gateways, name, Messenger(dice))
        actions.install(path=PACK, by=CLERK, at=opens)
        actions.demonstrate(path=PACK, by=CLERK, at=opens)
        pack = queries.read(PACK)
        head, deputy = _deputy(opens)
        yield Town(pack, _officers(pack, deputy), _residents(people), deputy, head, clock)
    forget_all()


def _deputy(at: datetime) -> tuple[UUID, UUID]:
    head = Account.objects.get(email="gatot@dpmptsp.example").pk
    unit = agencies.unit("dpmptsp")
    account = make_account(name="Petugas Pengganti")
    make_authority(account, unit, capacity="Plh.", title_line="Kepala Dinas")
    name_deputy(
        account_id=head, deputy_id=account.pk, unit_id=unit.pk, role="head-of-agency", from_on=LEAVE[0], to_on=LEAVE[1],
        by=CLERK, at=at,
    )  # fmt: skip
    return head, account.pk


def _officers(pack: queries.Pack, deputy: UUID) -> list[UUID]:
    cast = [one for one in pack.section("people.yaml", "accounts") if one.get("holdings")]
    found = [Account.objects.get(email=one["email"]).pk for one in cast] + [deputy]
    for number, (unit, role) in enumerate(COLLEAGUES, start=1):
        account = make_account(name=f"Petugas {number}")
        make_holding(account, agencies.unit(unit), role=role)
        found.append(account.pk)
    return found


def _residents(people: int) -> list[UUID]:
    unit = agencies.unit(VILLAGE).pk
    found = []
    for number in range(people):
        person = make_person(f"Warga {number:03}")
        make_family((person, HEAD))
        found.append(make_link(person, unit).pk)
    return found
