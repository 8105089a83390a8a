"""The port ``notifications.ports.MessageGateway`` for browsers: each notice goes to the push service of the browser."""

import http.client
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from satuatap.domain.notifications.lifecycle import Channel
from satuatap.domain.notifications.ports import GatewayDown, Gone, Incoming, NotAuthentic, Report, Undeliverable

from .naming import key_of, named, unpacked
from .sealing import LONGEST, Unreadable, seal

PATIENCE_SECONDS = 5.0
LIFE_SECONDS = 1800  # a notice that a switched-off telephone gets later is of no use
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
LATER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)


class PushCarrier:
    """``secret`` is the installation's, out of which its key is made; ``contact`` is where services can ask about us."""

    def __init__(self, secret: bytes, contact: str) -> None:
        self.secret, self.contact = secret, contact

    def send(self, *, address: str, channel: Channel, title: str, text: str, key: str, template: str = "") -> str:  # noqa: ARG002 (the port's words)
        """``address`` is a subscription as its browser gave it; the last line of ``text`` is the page that a touch opens."""
        there = json.loads(address)
        body, _line, link = text.rpartition("\n")
        said = json.dumps({"title": title, "text": body, "link": link, "key": key}, ensure_ascii=False).encode()
        try:
            sealed = seal(said[:LONGEST], unpacked(there["p256dh"]), unpacked(there["auth"]))
        except (Unreadable, ValueError) as problem:
            raise Gone(f"no key of a browser: {problem}") from None
        status, place = self._post(there["endpoint"], sealed, key)
        if status in GONE:
            raise Gone(f"status {status}")
        if status in LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise GatewayDown(f"status {status}")
        if status not in {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT}:
            raise Undeliverable(f"status {status}")
        return place[-100:]

    def _post(self, endpoint: str, body: bytes, key: str) -> tuple[int, str]:
        """Nothing of the answer but its status counts, and no redirect is followed."""
        parts = urlsplit(endpoint)
        service = f"{parts.scheme}://{parts.netloc}"
        headers = {
            "Authorization": named(key_of(self.secret), service, self.contact, datetime.now(UTC)),
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "TTL": str(LIFE_SECONDS),
            "Urgency": "high", "Topic": key.replace("-", "")[:32],
        }  # fmt: skip
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("POST", f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers)
            response = connection.getresponse()
            return response.status, response.headers.get("Location") or ""
        except (OSError, http.client.HTTPException) as problem:
            raise GatewayDown(f"{type(problem).__name__}: {problem}") from problem
        finally:
            connection.close()

    def read_report(self, headers: Mapping[str, str], body: bytes) -> Report:  # noqa: ARG002 (the port's words)
        raise NotAuthentic("push services report nothing")

    def read_reply(self, headers: Mapping[str, str], body: bytes) -> Incoming:  # noqa: ARG002 (the port's words)
        raise NotAuthentic("nobody answers a push")
