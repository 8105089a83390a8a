"""An answer about a person, sealed with the secret that both sides share, for one question only."""

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
PURPOSE = b"satuatap proving"


class Unreadable(Exception):
    """Sealed by somebody else, for another question, or no seal at all."""


def seal(secret: bytes, key: str, content: dict[str, Any]) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return (nonce + _cipher(secret).encrypt(nonce, json.dumps(content).encode(), key.encode())).hex()


def unseal(secret: bytes, key: str, sealed: Any) -> Any:
    """What was sealed for this key. Raises ``Unreadable``."""
    try:
        given = bytes.fromhex(sealed)
        return json.loads(_cipher(secret).decrypt(given[:NONCE_BYTES], given[NONCE_BYTES:], key.encode()))
    except (TypeError, ValueError, InvalidTag) as problem:
        raise Unreadable(type(problem).__name__) from problem


def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret))
