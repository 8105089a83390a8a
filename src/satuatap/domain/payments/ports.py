"""What we ask of a payment gateway, in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class ChargeState(StrEnum):
    WAITING = "waiting"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Charge:
    """A wish to be paid. ``key`` makes repeating it harmless; ``merchant`` is the treasury's account there."""

    key: UUID
    merchant: str
    amount: Decimal
    description: str
    return_to: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """The gateway's name for a charge, and the page the payer is sent to."""

    ref: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a gateway says about a charge. ``transaction`` names one movement of money, "" while there is none."""

    ref: str
    key: str
    merchant: str
    amount: Decimal
    state: ChargeState
    transaction: str
    at: datetime


class GatewayDown(Exception):
    """The gateway did not answer, or answered with something that cannot be read. Ask again later."""


class NotAuthentic(Exception):
    """A notification whose signature, age or form is wrong. It is not counted."""


class Gateway(Protocol):
    def open(self, charge: Charge) -> Opened:
        """Start a charge, or find the one with this key. Raises ``GatewayDown``."""

    def status(self, ref: str) -> Report:
        """What the gateway knows about a charge now. Raises ``GatewayDown``."""

    def cancel(self, ref: str) -> None:
        """Close a charge that nobody should pay any more; a charge already paid stays paid. Raises ``GatewayDown``."""

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Report:
        """Check and read a notification sent to us. Raises ``NotAuthentic``."""


gateways: dict[str, Gateway] = {}  # filled once, by wiring
