"""What a node asks of the centre, and how the two prove themselves to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class NoLine(Exception):
    """The centre did not answer, or not in a way that can be believed. Try again later."""


class Declined(Exception):
    """The centre answered and does not take what was sent; the message says why, for the people at the site."""


class NotAuthentic(Exception):
    """Not signed with the key of a node, or too old."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a node works with, table by table in an order in which rows find what they point at. ``digest`` is "" when
    nothing has changed since the one that was named."""

    digest: str
    site: str
    tables: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an application: its number at the centre, or "" and why it was not taken."""

    number: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The number of the last fact that the centre has, whether it has ended our permission to lead, and the numbers that
    somebody asks for by phone (``key``, ``lanes``, ``holder``, ``place``)."""

    received: int
    stopped: bool = False
    wishes: Sequence[Mapping[str, Any]] = ()


class Centre(Protocol):
    key: bytes  # ours; what the centre seals for us is opened with it

    def heard(self, *, done: bool = False) -> Heard:
        """How far the centre is. ``done`` says that the hall stands still here and all of it was sent. Raises ``NoLine``
        and ``Declined``."""

    def send(self, facts: Sequence[Mapping[str, Any]], waiting: int) -> int:
        """Hand over facts in order; returns how far the centre is. ``waiting`` is how many are left behind them."""

    def refuse(self, key: str, problem: str) -> None:
        """Say why a number that was asked for by phone is not given."""

    def copy(self, known: str, *, first: bool) -> Copy:
        """What to work with now. ``known`` is the digest of the last one, ``first`` asks for the hall as it stands too."""

    def file(self, application: Mapping[str, Any]) -> Taken:
        """Hand in an application that was taken without the line; the same one again gets the same number."""


class Letters(Protocol):
    def require(self, key: bytes, subject: str, headers: Mapping[str, str], body: bytes, at: datetime) -> None:
        """Raises ``NotAuthentic`` unless the body was signed with the key."""

    def sign(self, key: bytes, subject: str, body: bytes, at: datetime) -> Mapping[str, str]:
        """The headers that prove a body is ours."""


centres: list[Centre] = []  # at a node: the one centre; filled once, by wiring
letters: list[Letters] = []
