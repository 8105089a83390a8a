"""The ports ``residents.ports.CardReader`` and ``DigitalIdentity`` over our own protocol."""

import json
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal
from uuid import UUID

import msgspec

from satuatap.adapters.wire.client import NoAnswer, exchange
from satuatap.domain.residents.ports import NotShown, Shown, Trouble

from .sealing import Unreadable, unseal

PATIENCE_SECONDS = 2.0  # a visitor waits, and asks again by itself
OTHERS = {"none": Trouble.NONE, "mismatch": Trouble.MISMATCH, "unreadable": Trouble.UNREADABLE,
          "expired": Trouble.EXPIRED, "unknown": Trouble.UNKNOWN}  # fmt: skip


class _Waiting(msgspec.Struct, tag_field="state", tag="waiting"):
    pass


class _Read(msgspec.Struct, tag_field="state", tag="read"):
    nik: str
    holder: Literal["finger"]  # the reader itself has compared a finger with the chip; no other proof counts


class _Valid(msgspec.Struct, tag_field="state", tag="valid"):
    nik: str
    shown: str
    until: datetime


class HttpCardReader:
    """Readers in halls, each at its own address, with the secret they share with us."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    def is_ready(self, address: str) -> bool:
        return _is_ready(f"http://{address}", self.secret)

    def begin(self, address: str, key: UUID, seconds: int) -> None:
        _ask(f"http://{address}", self.secret, "PUT", f"/kartu/{key}", {"seconds": seconds})

    def outcome(self, address: str, key: UUID) -> Shown | None:
        answer = _ask(f"http://{address}", self.secret, "GET", f"/kartu/{key}")
        said = _said(self.secret, key, answer, _Waiting | _Read)
        return None if isinstance(said, _Waiting) else Shown(said.nik)


class HttpDigitalIdentity:
    """Whoever vouches for a QR of the digital identity, at an address."""

    def __init__(self, url: str, secret: bytes) -> None:
        self.url, self.secret = url, secret

    def is_ready(self) -> bool:
        return _is_ready(self.url, self.secret)

    def check(self, key: UUID, code: str) -> Shown:
        said = _said(self.secret, key, _ask(self.url, self.secret, "POST", f"/tunjuk/{key}", {"code": code}), _Valid)
        if not said.shown or said.until.tzinfo is None:
            raise NotShown(Trouble.WRONG)
        return Shown(said.nik, reference=said.shown, until=said.until)


def _is_ready(url: str, secret: bytes) -> bool:
    try:
        return _ask(url, secret, "GET", "/keadaan").get("ready") is True
    except NotShown:
        return False


def _ask(url: str, secret: bytes, method: str, path: str, content: Any = None) -> dict[str, Any]:
    """Raises ``NotShown``: *away* where nobody answers, *wrong* where somebody answers something else."""
    try:
        status, _headers, body = exchange(url, secret, method, path, content, patience=PATIENCE_SECONDS)
    except NoAnswer:
        raise NotShown(Trouble.AWAY) from None
    try:
        answer = json.loads(body)
    except ValueError:
        raise NotShown(Trouble.WRONG) from None
    if status != HTTPStatus.OK or not isinstance(answer, dict):
        raise NotShown(Trouble.WRONG)
    return answer


def _said(secret: bytes, key: UUID, answer: dict[str, Any], shape: Any) -> Any:
    """The answer in one of the shapes that lead on; any other is a trouble that has a name."""
    try:
        said = unseal(secret, str(key), answer.get("sealed"))
        if isinstance(said, dict) and said.get("state") in OTHERS:
            raise NotShown(OTHERS[said["state"]])
        return msgspec.convert(said, shape)
    except (Unreadable, msgspec.ValidationError):
        raise NotShown(Trouble.WRONG) from None
