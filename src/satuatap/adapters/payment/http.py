"""The port ``payments.ports.Gateway`` over our plain charge protocol."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec

from satuatap.adapters.wire.client import NoAnswer, call
from satuatap.adapters.wire.signatures import BadSignature, verify
from satuatap.domain.payments.ports import Charge, ChargeState, GatewayDown, NotAuthentic, Opened, Report


class _Opened(msgspec.Struct):
    ref: str
    url: str


class _Charge(msgspec.Struct):
    ref: str
    key: str
    merchant: str
    amount: str
    state: ChargeState
    transaction: str
    at: datetime


class HttpGateway:
    """A gateway at an address, with the secret we share with it."""

    def __init__(self, url: str, secret: bytes) -> None:
        self.url, self.secret = url, secret

    def open(self, charge: Charge) -> Opened:
        wish = {
            "key": str(charge.key),
            "merchant": charge.merchant,
            "amount": f"{charge.amount:.2f}",
            "description": charge.description,
            "return_to": charge.return_to,
            "expires_at": charge.expires_at.astimezone(UTC).isoformat(),
        }
        opened = self._ask("POST", "/charges", _Opened, wish)
        if not opened.ref or not opened.url.startswith(("http://", "https://")):
            raise GatewayDown("the charge has no name or no page")
        return Opened(opened.ref, opened.url)

    def status(self, ref: str) -> Report:
        report = _report(self._ask("GET", f"/charges/{quote(ref, safe='')}", _Charge))
        if report.ref != ref:
            raise GatewayDown("the answer is about another charge")
        return report

    def cancel(self, ref: str) -> None:
        self._ask("POST", f"/charges/{quote(ref, safe='')}/cancel", _Charge)

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Report:
        try:
            verify(self.secret, "notification", headers, body, datetime.now(UTC))
            return _report(msgspec.json.decode(body, type=_Charge))
        except (BadSignature, msgspec.MsgspecError, GatewayDown) as problem:
            raise NotAuthentic(str(problem)) from problem

    def _ask(self, method: str, path: str, kind: type[Any], content: object = None) -> Any:
        try:
            status, answer = call(self.url, self.secret, method, path, content)
            if status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
                raise GatewayDown(f"status {status}")
            return msgspec.convert(answer, kind)
        except (NoAnswer, msgspec.ValidationError) as problem:
            raise GatewayDown(str(problem)) from problem


def _report(charge: _Charge) -> Report:
    try:
        amount = Decimal(charge.amount)
    except InvalidOperation:
        raise GatewayDown(f"not an amount: {charge.amount!r}") from None
    if not amount.is_finite() or amount < 0 or charge.at.tzinfo is None:
        raise GatewayDown("the amount or the time makes no sense")
    return Report(
        ref=charge.ref,
        key=charge.key,
        merchant=charge.merchant,
        amount=amount,
        state=charge.state,
        transaction=charge.transaction,
        at=charge.at,
    )
