"""What this room asks of the outside: that somebody proves at a machine who they are; and of the rooms above: what they
keep of a person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from satuatap.kernel.actors import Actor


class Trouble(StrEnum):
    """Why somebody did not prove who they are."""

    NONE = "none"  # no card came in time
    MISMATCH = "mismatch"  # the finger is not that of the card's holder
    UNREADABLE = "unreadable"
    EXPIRED = "expired"  # the QR is too old
    UNKNOWN = "unknown"  # nobody vouches for the QR
    USED = "used"  # the QR was shown before
    STRANGER = "stranger"  # proven, but the register does not know the person, or not as one who lives
    AWAY = "away"  # nobody answers
    WRONG = "wrong"  # an answer that does not fit the question


class NotShown(Exception):
    """Nobody was proven, and why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that somebody has proven to be theirs. ``reference`` names this one showing of a QR, good ``until`` then."""

    nik: str
    reference: str = ""
    until: datetime | None = None


class NotMatched(Exception):
    """No answer that can be used: ``away`` while nobody answers or the quota of the other side is used up, ``wrong``
    for one that is half, refused, or about somebody else."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


class NationalRegister(Protocol):
    """The national register of residents. It says yes or no and nothing else; answers within five seconds."""

    def match(self, key: UUID, purpose: str, nik: str, name: str, born_on: date) -> bool:
        """Whether they belong to one person; the same key asks the same question. Raises ``NotMatched``."""


class CardReader(Protocol):
    """Readers of identity cards; ``address`` is ``host:port``. Each answers within two seconds and holds nobody up:
    a reading is begun, and asked for under its key. Raises ``NotShown``."""

    def is_ready(self, address: str) -> bool:
        """Whether the reader would read now; never raises."""

    def begin(self, address: str, key: UUID, seconds: int) -> None:
        """Wait for a card and the finger of its holder, so many seconds."""

    def outcome(self, address: str, key: UUID) -> Shown | None:
        """Whose card it was; None while the reader still waits. Told once: then the reader forgets it."""


class DigitalIdentity(Protocol):
    """Whoever vouches for a QR of the national digital identity. Answers within two seconds. Raises ``NotShown``."""

    def is_ready(self) -> bool:
        """Whether an answer could be had now; never raises."""

    def check(self, key: UUID, code: str) -> Shown:
        """Whose QR it is; the same key asks the same question."""


CopyPart = Callable[[Actor, UUID], Iterable[Mapping[str, Any]]]
"""What a room above keeps of a person, in rows of plain values; asked by the system that makes a copy of their data."""


class NotSet(Exception):
    """What sets letters is away, or could not set this one."""


copy_setters: list[Callable[[Mapping[str, Any], datetime], bytes]] = []
"""At most one, filled by wiring: a copy as a PDF, in bounded time. Raises ``NotSet``."""
breach_setters: list[Callable[[Mapping[str, Any], datetime], bytes]] = []
"""The same for the notice of a breach to the authority."""
copy_parts: dict[str, CopyPart] = {}  # by kind; filled once, by wiring
card_readers: list[CardReader] = []  # filled once, by wiring; empty where there are none
national_registers: list[NationalRegister] = []
digital_identities: list[DigitalIdentity] = []
reader_sandboxes: set[str] = set()
"""Addresses of readers outside the network of a hall that may be used as well; empty in production."""
