"""A notice that only the browser can read (RFC 8291, in the coding ``aes128gcm`` of RFC 8188)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SALT, POINT, TAG = 16, 65, 16  # bytes
RECORD = 4096  # of one record; ours has one
LONGEST = RECORD - TAG - 1 - 200  # of a notice; what push services are bound to take is no more
END = b"\x02"  # after the last record's text


class Unreadable(Exception):
    """The key of a browser is none, or what came was not sealed for this one."""


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal(
    text: bytes, browser: bytes, auth: bytes, *, salt: bytes = b"", own: ec.EllipticCurvePrivateKey | None = None
) -> bytes:
    """The body of a push. ``salt`` and ``own`` are fresh for each notice; only the examples of the RFC give them."""
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(SALT)
    sender = point_of(own.public_key())
    key, nonce = _keys(own, browser, auth, salt, browser + sender)
    return (
        salt + RECORD.to_bytes(4, "big") + bytes([len(sender)]) + sender + AESGCM(key).encrypt(nonce, text + END, None)
    )


def unseal(body: bytes, own: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What the browser reads. Raises ``Unreadable``."""
    salt, sender, sealed = body[:SALT], body[SALT + 5 : SALT + 5 + POINT], body[SALT + 5 + POINT :]
    key, nonce = _keys(own, sender, auth, salt, point_of(own.public_key()) + sender)
    try:
        return AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00").removesuffix(END)
    except InvalidTag:
        raise Unreadable("sealed for another browser, or damaged") from None


def _keys(own: ec.EllipticCurvePrivateKey, other: bytes, auth: bytes, salt: bytes, both: bytes) -> tuple[bytes, bytes]:
    """Key and nonce of a notice; ``both`` are the points of the browser and of the sender."""
    try:
        shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, other))
    except ValueError as problem:
        raise Unreadable(str(problem)) from None
    start = _derived(auth, shared, b"WebPush: info\x00" + both, 32)
    return (
        _derived(salt, start, b"Content-Encoding: aes128gcm\x00", 16),
        _derived(salt, start, b"Content-Encoding: nonce\x00", 12),
    )


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length=length, salt=salt, info=info).derive(secret)
