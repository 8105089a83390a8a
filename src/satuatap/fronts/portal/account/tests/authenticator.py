"""A passkey of software: answers what a browser would, for one account."""

import hashlib
import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def value(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Passkey:
    def __init__(self, origin: str = "https://testserver") -> None:
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"a passkey of software"
        self.user = b""

    def create(self, options: dict[str, Any], *, flags: int = PRESENT | VERIFIED) -> str:
        asked = options["publicKey"]
        self.user = value(asked["user"]["id"])
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        attested = b"\0" * 16 + struct.pack(">H", len(self.id)) + self.id + public
        statement = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._data(asked["rp"]["id"], flags | ATTESTED) + attested,
        }
        return self._answer(
            {
                "clientDataJSON": text(self._client("webauthn.create", asked)),
                "attestationObject": text(cbor.encode(statement)),
            }
        )

    def get(self, options: dict[str, Any], *, flags: int = PRESENT | VERIFIED, user: bytes | None = None) -> str:
        asked = options["publicKey"]
        client, data = self._client("webauthn.get", asked), self._data(asked["rpId"], flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": text(self.user if user is None else user),
            }
        )

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _data(self, rp_id: str, flags: int) -> bytes:
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, 0)

    def _answer(self, response: dict[str, str]) -> str:
        identity = text(self.id)
        facts = {"id": identity, "rawId": identity, "type": "public-key", "response": response}
        return json.dumps(facts | {"clientExtensionResults": {"credProps": {"rk": True}}})
