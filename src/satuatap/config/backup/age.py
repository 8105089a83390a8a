"""Encrypting to a recovery key, in the ``age`` format (age-encryption.org/v1, X25519).

The machine keeps the public half only: it can write backups that it cannot read.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import bech32

VERSION = b"age-encryption.org/v1\n"
RECIPIENT, IDENTITY = "age", "age-secret-key-"
CHUNK = 64 * 1024
TAG = 16
LONGEST_LINE, MOST_LINES = 200, 100


class Unreadable(Exception):
    """Not such a file, another key's, or damaged; the message says which, in Indonesian."""


def new_identity() -> str:
    """A fresh recovery key, to be written down."""
    return bech32.encode(IDENTITY, X25519PrivateKey.generate().private_bytes_raw()).upper()


def recipient_of(identity: str) -> str:
    """The public half of a recovery key. Raises ``Unreadable`` for a mistyped one."""
    return bech32.encode(RECIPIENT, _private(identity).public_key().public_bytes_raw())


class Writer:
    """A file to write into; what arrives is encrypted, chunk by chunk. ``close`` ends it."""

    def __init__(self, target: BinaryIO, recipient: str) -> None:
        self._target = target
        file_key, nonce = os.urandom(16), os.urandom(16)
        target.write(_header(file_key, bech32.decode(recipient, RECIPIENT)) + nonce)
        self._cipher = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
        self._held = bytearray()
        self._number = 0

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > CHUNK:  # the last chunk is marked, so one is always kept back
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self._held), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class Reader:
    """What was written, decrypted and checked as it is read. Raises ``Unreadable``."""

    def __init__(self, source: BinaryIO, identity: str) -> None:
        self._source = source
        file_key = _open_header(source, _private(identity))
        self._cipher = ChaCha20Poly1305(_derive(file_key, source.read(16), b"payload"))
        self._chunks = self._decrypt()
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        parts, got = [self._held], len(self._held)
        while size < 0 or got < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            parts.append(chunk)
            got += len(chunk)
        whole = b"".join(parts)
        end = len(whole) if size < 0 else size
        self._held = whole[end:]
        return whole[:end]

    def _decrypt(self) -> Iterator[bytes]:
        number, sealed = 0, self._source.read(CHUNK + TAG)
        while True:
            following = self._source.read(CHUNK + TAG)
            try:
                yield self._cipher.decrypt(_nonce(number, last=not following), sealed, None)
            except InvalidTag:
                raise Unreadable("Berkas cadangan rusak atau terpotong.") from None
            if not following:
                return
            number, sealed = number + 1, following


def _header(file_key: bytes, recipient: bytes) -> bytes:
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    wrapped = ChaCha20Poly1305(_wrapping(shared, share, recipient)).encrypt(bytes(12), file_key, None)
    text = VERSION + b"-> X25519 " + _text(share) + b"\n" + _text(wrapped) + b"\n---"
    return text + b" " + _text(_mac(file_key, text)) + b"\n"


def _open_header(source: BinaryIO, private: X25519PrivateKey) -> bytes:
    """The key of the file. Other programs add lines for other keys; those are passed over."""
    lines = [source.readline(LONGEST_LINE)]
    while lines[0] == VERSION and len(lines) < MOST_LINES and not lines[-1].startswith(b"--- "):
        lines.append(source.readline(LONGEST_LINE))
    if not lines[-1].startswith(b"--- "):
        raise Unreadable("Ini bukan berkas cadangan SatuAtap.")
    text = b"".join(lines[:-1]) + b"---"
    for line, following in pairwise(lines):
        if line.startswith(b"-> X25519 ") and (file_key := _unwrap(private, line[10:], following)):
            if not hmac.compare_digest(_bytes(lines[-1][4:]), _mac(file_key, text)):
                raise Unreadable("Kepala berkas cadangan diubah orang.")
            return file_key
    raise Unreadable("Kunci pemulihan ini bukan kunci berkas cadangan itu.")


def _unwrap(private: X25519PrivateKey, share: bytes, wrapped: bytes) -> bytes | None:
    try:
        point = _bytes(share)
        shared = private.exchange(X25519PublicKey.from_public_bytes(point))
        wrapping = _wrapping(shared, point, private.public_key().public_bytes_raw())
        return ChaCha20Poly1305(wrapping).decrypt(bytes(12), _bytes(wrapped), None)
    except (ValueError, InvalidTag):
        return None


def _private(identity: str) -> X25519PrivateKey:
    try:
        return X25519PrivateKey.from_private_bytes(bech32.decode("".join(identity.split()), IDENTITY))
    except ValueError:
        raise Unreadable("Kunci pemulihan salah ketik: ia berawal AGE-SECRET-KEY-1.") from None


def _wrapping(shared: bytes, share: bytes, recipient: bytes) -> bytes:
    return _derive(shared, share + recipient, b"age-encryption.org/v1/X25519")


def _derive(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=purpose).derive(secret)


def _mac(file_key: bytes, text: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), text, hashlib.sha256)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    text = text.rstrip(b"\n")
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
