"""How a file is encrypted: its own key for the bytes, and that key wrapped by the key-encryption key.

AES-256-GCM both times; the file's identifier is authenticated with it, so that bytes or keys of one file cannot be put
in the place of another's.
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Damaged(Exception):
    """The stored bytes are not those that were stored: damaged on the disk, or exchanged."""


def lock(data: bytes, file_id: UUID, wrapping_key: bytes) -> tuple[bytes, bytes]:
    """(encrypted bytes, wrapped file key)"""
    key = AESGCM.generate_key(bit_length=256)
    return _encrypt(key, data, file_id), _encrypt(wrapping_key, key, file_id)


def unlock(encrypted: bytes, wrapped: bytes, file_id: UUID, wrapping_key: bytes) -> bytes:
    """The bytes as they were stored. Raises ``Damaged``."""
    return _decrypt(_decrypt(wrapping_key, wrapped, file_id), encrypted, file_id)


def rewrap(wrapped: bytes, file_id: UUID, old_key: bytes, new_key: bytes) -> bytes:
    """The file key under another key-encryption key; the file itself stays as it is. Raises ``Damaged``."""
    return _encrypt(new_key, _decrypt(old_key, wrapped, file_id), file_id)


def _encrypt(key: bytes, data: bytes, file_id: UUID) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, file_id.bytes)


def _decrypt(key: bytes, data: bytes, file_id: UUID) -> bytes:
    try:
        return AESGCM(key).decrypt(data[:NONCE], data[NONCE:], file_id.bytes)
    except (InvalidTag, ValueError) as problem:
        raise Damaged(str(file_id)) from problem
