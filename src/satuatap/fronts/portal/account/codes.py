"""Codes sent to a phone number or an e-mail address, to show that whoever types them can read there.

One code at a time stands in the session, as a keyed hash bound to its purpose and address. Asking for a code never
looks at accounts: for known and unknown addresses the same is done, and the same is answered.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from satuatap.domain.identity.queries import Address
from satuatap.domain.notifications.actions import send_code
from satuatap.fronts.shared import codes, throttle
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.errors import Refused

SLOT = "code"
WORDS = {"appointment": "code-appointment", "remote": "code-number"}
"""The message that brings a code, by its purpose, where the code is not for signing in: people must know what they prove."""
PER_ADDRESS = (Rate(3, 10 * 60), Rate(10, 24 * 3600))
PER_CLIENT = (Rate(30, 10 * 60), Rate(300, 24 * 3600))


@dataclass(frozen=True, slots=True)
class Pending:
    """A code that was sent and not yet typed; ``extra`` is what its purpose wants to remember."""

    purpose: str
    address: Address
    extra: dict[str, Any]


def send(request: HttpRequest, purpose: str, address: Address, **extra: Any) -> None:
    """Send a new code; an earlier one is void. Raises ``Refused("too-many")``."""
    throttle.require("code-client", throttle.client(request), *PER_CLIENT, field="address")
    throttle.require("code-address", address.value, *PER_ADDRESS, field="address")
    code = codes.fresh()
    request.session[SLOT] = {
        "purpose": purpose,
        "kind": address.kind,
        "value": address.value,
        "hash": _hash(purpose, address, code),
        "at": request.now.timestamp(),
        "extra": extra,
    }
    send_code(
        address=address.value, code=code, words_of=WORDS.get(purpose, "code"), by=request.actor, at=request.now,
        language=get_language() or "id",
    )  # fmt: skip


def pending(request: HttpRequest, purpose: str) -> Pending | None:
    """The code that is waited for, or None when none is, or it has run out."""
    slot = request.session.get(SLOT)
    if not slot or slot["purpose"] != purpose or request.now.timestamp() - slot["at"] > codes.LIFE_SECONDS:
        return None
    return Pending(purpose, Address(slot["kind"], slot["value"]), slot["extra"])


def resend(request: HttpRequest, purpose: str) -> None:
    """The same again, with a new code. Raises ``Refused`` when none is waited for or too many were sent."""
    waiting = pending(request, purpose)
    if waiting is None:
        raise codes.expired()
    send(request, purpose, waiting.address, **waiting.extra)


def check(request: HttpRequest, purpose: str, typed: str) -> Pending:
    """What the right code was waited for; the code is used up. Raises ``Refused`` for a wrong or expired one.

    After three wrong ones the code is void, even if the right one comes then.
    """
    waiting = pending(request, purpose)
    if waiting is None:
        raise codes.expired()
    try:
        codes.require_right(
            request.session[SLOT]["hash"], typed, lambda digits: _hash(purpose, waiting.address, digits)
        )
    except Refused as refusal:
        if refusal.code == "code-spent":
            del request.session[SLOT]
        raise
    del request.session[SLOT]
    return waiting


def _hash(purpose: str, address: Address, code: str) -> str:
    return codes.keyed(f"{purpose}:{address.kind}:{address.value}", code)
