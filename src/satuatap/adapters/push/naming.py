"""Who sends a push: an installation names itself to push services by a key of its own (VAPID, RFC 8292)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from .sealing import CURVE, point_of

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
HOLDS = timedelta(hours=12)  # at most a day
HALF = 32  # bytes of each half of a signature
ES256 = ec.ECDSA(SHA256())


def packed(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    """Raises ``ValueError``."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key_of(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The key of an installation, out of one of its secrets."""
    return ec.derive_private_key(int.from_bytes(secret, "big") % (ORDER - 1) + 1, CURVE)


def name_of(key: ec.EllipticCurvePrivateKey) -> str:
    """What a browser is told when it subscribes: only we can write to it then."""
    return packed(point_of(key.public_key()))


def named(key: ec.EllipticCurvePrivateKey, service: str, contact: str, at: datetime) -> str:
    """The header ``Authorization`` of a push to a service (``https://host``)."""
    claims = {"aud": service, "exp": int((at + HOLDS).timestamp()), "sub": contact}
    said = ".".join(packed(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    halves = decode_dss_signature(key.sign(said.encode(), ES256))
    signature = b"".join(half.to_bytes(HALF, "big") for half in halves)
    return f"vapid t={said}.{packed(signature)}, k={name_of(key)}"


def is_named(header: str, service: str, name: str, at: datetime) -> bool:
    """Whether a header is by whoever has that name, for this service, and still holds."""
    try:
        given = dict(part.strip().split("=", 1) for part in header.removeprefix("vapid ").split(","))
        said, _dot, signature = given["t"].rpartition(".")
        claims, halves = json.loads(unpacked(said.split(".")[1])), unpacked(signature)
        signed = encode_dss_signature(int.from_bytes(halves[:HALF], "big"), int.from_bytes(halves[HALF:], "big"))
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unpacked(given["k"])).verify(signed, said.encode(), ES256)
        return given["k"] == name and claims["aud"] == service and at.timestamp() < claims["exp"]
    except (InvalidSignature, KeyError, ValueError, IndexError):
        return False
