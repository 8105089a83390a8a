"""The port ``notifications.ports.MessageGateway`` over our plain protocol, for SMS and WhatsApp."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Literal

import msgspec

from satuatap.adapters.wire.client import NoAnswer, call
from satuatap.adapters.wire.signatures import BadSignature, verify
from satuatap.domain.notifications.lifecycle import Channel, State
from satuatap.domain.notifications.ports import GatewayDown, Incoming, NotAuthentic, Report, Undeliverable


class _Taken(msgspec.Struct):
    ref: str


class _Refusal(msgspec.Struct):
    error: str = ""


class _Report(msgspec.Struct):
    key: str
    ref: str
    state: Literal["delivered", "read", "failed"]
    reason: str = ""


class _Reply(msgspec.Struct, forbid_unknown_fields=True):
    key: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    channel: Literal["sms", "whatsapp"]
    address: Annotated[str, msgspec.Meta(pattern=r"^\+[1-9][0-9]{6,14}$")]
    text: Annotated[str, msgspec.Meta(max_length=4000)]


class HttpCarrier:
    """A gateway at an address, with the secret we share with it."""

    def __init__(self, url: str, secret: bytes) -> None:
        self.url, self.secret = url, secret

    def send(self, *, address: str, channel: Channel, title: str, text: str, key: str, template: str = "") -> str:
        message = {"key": key, "channel": str(channel), "address": address, "title": title, "text": text}
        message |= {"template": template} if template else {}
        try:
            status, answer = call(self.url, self.secret, "POST", "/messages", message)
            if status == HTTPStatus.UNPROCESSABLE_ENTITY:
                raise Undeliverable(msgspec.convert(answer, _Refusal).error)
            if status not in {HTTPStatus.OK, HTTPStatus.ACCEPTED}:
                raise GatewayDown(f"status {status}")
            return msgspec.convert(answer, _Taken).ref
        except (NoAnswer, msgspec.ValidationError) as problem:
            raise GatewayDown(str(problem)) from problem

    def read_report(self, headers: Mapping[str, str], body: bytes) -> Report:
        try:
            verify(self.secret, "notification", headers, body, datetime.now(UTC))
            report = msgspec.json.decode(body, type=_Report)
        except (BadSignature, msgspec.MsgspecError) as problem:
            raise NotAuthentic(str(problem)) from problem
        return Report(key=report.key, ref=report.ref, state=State(report.state), reason=report.reason)

    def read_reply(self, headers: Mapping[str, str], body: bytes) -> Incoming:
        try:
            verify(self.secret, "reply", headers, body, datetime.now(UTC))
            reply = msgspec.json.decode(body, type=_Reply)
        except (BadSignature, msgspec.MsgspecError) as problem:
            raise NotAuthentic(str(problem)) from problem
        return Incoming(key=reply.key, channel=Channel(reply.channel), address=reply.address, text=reply.text)
