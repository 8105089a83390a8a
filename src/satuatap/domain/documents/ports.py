"""What this room asks of the outside: somebody who sets a letter, somebody who signs it, somebody who reads a PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


class Unrenderable(Exception):
    """The content cannot be set, now or later: ``kind`` is ``template`` or ``unprintable``, ``detail`` says where."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


class OutsideTrouble(Exception):
    """It did not work this time; it may the next."""


class SignerRefused(Exception):
    """It will not work however often it is tried: ``kind`` is ``passphrase``, ``expired``, ``revoked`` or ``unknown``."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Renderer(Protocol):
    def render(self, source: str, values: Mapping[str, Any], made_at: datetime) -> bytes:
        """The PDF of a template with values. Raises ``Unrenderable`` or ``OutsideTrouble``."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What a signer is told: whose key (a stable name of an official or institution), who that is, and what for.

    ``once`` is the same whenever the same thing is asked again; ``nik`` and ``passphrase`` are there for chains that ask
    for them.
    """

    key: str
    name: str
    title: str
    unit: str
    reason: str
    address: str
    at: datetime
    once: str = ""
    nik: str = ""
    passphrase: str = field(default="", repr=False)


class Signer(Protocol):
    """One chain of certificates. ``is_test`` makes every document a sample; ``authority`` is its name in print."""

    chain: str
    authority: str
    is_test: bool

    def sign(self, pdf: bytes, signing: Signing) -> bytes:
        """The same PDF with a signature added at its end. Raises ``OutsideTrouble``, ``SignerRefused``."""


@dataclass(frozen=True, slots=True)
class SignatureReading:
    """One signature in a PDF: ``ours`` when it leads to our own authority, ``trusted`` when to any we trust;
    ``intact`` when what it covers is unchanged, ``whole`` when it covers the file to its end."""

    signer: str
    issuer: str
    ours: bool
    trusted: bool
    intact: bool
    whole: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PdfReading:
    """What a confined reader found. ``readable`` is False for what is not a sound PDF, ``cut_off`` when reading took
    too long or too much; ``texts`` are addresses and keywords it carries."""

    readable: bool = True
    cut_off: bool = False
    signatures: tuple[SignatureReading, ...] = ()
    texts: tuple[str, ...] = field(default=())


class ReaderBusy(Exception):
    """Too many files are being read at the moment."""


class PdfReader(Protocol):
    def read(self, data: bytes) -> PdfReading:
        """Read a PDF we do not trust. Raises ``ReaderBusy``."""


WET = "basah"
"""The mode in which nobody is asked: ink and stamp, and a scan that comes back."""
ASK_PASSPHRASE = frozenset({"bsre"})
"""Modes in which the official gives a passphrase for each batch."""

# Filled once, by wiring: renderers and readers hold at most one, signers one for each mode of signing authority.
renderers: list[Renderer] = []
signers: dict[str, Signer] = {}
SEALING = "internal"  # the signer that puts the seals of offices
readers: list[PdfReader] = []
