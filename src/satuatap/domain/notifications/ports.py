"""What we ask of whoever carries our messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from .lifecycle import Channel, State


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message: ``state`` is delivered, read or failed; ``key`` is the one it was sent with."""

    key: str
    ref: str
    state: State
    reason: str = ""


class GatewayDown(Exception):
    """The gateway did not answer. The message may be tried again; the same key is sent once only."""


class Undeliverable(Exception):
    """This message will never arrive over this channel, e.g. the number has no WhatsApp."""


class Gone(Undeliverable):
    """There is nobody at this address any more; it may be forgotten."""


class NotAuthentic(Exception):
    """A report whose signature, age or form is wrong. It is not counted."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What somebody wrote to our number; ``key`` is the gateway's and the same when it is told twice."""

    key: str
    channel: Channel
    address: str
    text: str


class MessageGateway(Protocol):
    def send(self, *, address: str, channel: Channel, title: str, text: str, key: str, template: str = "") -> str:
        """Hand a message over and return the gateway's name for it; ``key`` makes repeating it harmless.

        ``template`` is the name under which WhatsApp has approved the text; empty for other channels.

        Raises ``GatewayDown`` or ``Undeliverable``.
        """

    def read_report(self, headers: Mapping[str, str], body: bytes) -> Report:
        """Check and read a delivery report sent to us. Raises ``NotAuthentic``."""

    def read_reply(self, headers: Mapping[str, str], body: bytes) -> Incoming:
        """Check and read what a person wrote to us. Raises ``NotAuthentic``."""


gateways: dict[str, MessageGateway] = {}  # by channel; filled once, by wiring
push_names: list[str] = []  # what a browser is told of us when it subscribes; none where nothing is pushed
push_sandboxes: set[str] = set()  # beginnings of addresses outside the known push services, in demonstrations only
