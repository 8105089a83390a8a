"""Secrets of this installation, and sealing with them.

Each secret is a file of random bytes in ``SATUATAP_HOME/secrets``, readable by its owner only and made on first use.
Losing that folder means losing every stored file and key: it belongs into the backup, under the recovery key.
"""

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
SEAL_VERSION = b"\x01"
PLAIN_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class Unsealable(Exception):
    """The bytes were damaged, were sealed for another purpose, or belong to another installation."""


def secret(name: str, length: int = 32, *, home: Path | None = None) -> bytes:
    """The secret of that name, made on first use. Raises ``ValueError`` when the stored one has another length."""
    if not name or not set(name) <= PLAIN_NAME:
        raise ValueError(f"not a plain secret name: {name!r}")
    value = _read_or_make(folder(home) / name, length)
    if len(value) != length:
        raise ValueError(f"secret {name} has {len(value)} bytes, expected {length}")
    return value


def newest(series: str, *, home: Path | None = None) -> int:
    """The highest number in a series of secrets named ``<series>-1``, ``<series>-2``, …; 1 when there is none yet."""
    found = (path.name.removeprefix(f"{series}-") for path in folder(home).glob(f"{series}-*"))
    return max((int(number) for number in found if number.isdecimal()), default=1)


def folder(home: Path | None = None) -> Path:
    """Where secrets live; made with access for its owner only."""
    if home is None:
        from django.conf import settings  # the small processes, which name their home, do without Django

        home = Path(settings.HOME)
    path = home / "secrets"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def seal(data: bytes, purpose: str, *, home: Path | None = None) -> bytes:
    """``data`` encrypted and authenticated with this installation's master key, for one purpose only."""
    return seal_with(secret("master", home=home), data, purpose)


def unseal(sealed: bytes, purpose: str, *, home: Path | None = None) -> bytes:
    """What was sealed for that purpose. Raises ``Unsealable``."""
    return unseal_with(secret("master", home=home), sealed, purpose)


def seal_with(key: bytes, data: bytes, purpose: str) -> bytes:
    """The same with a key that another installation has, too: on the way from one to the other."""
    nonce = os.urandom(NONCE_BYTES)
    return SEAL_VERSION + nonce + _cipher(key, purpose).encrypt(nonce, data, purpose.encode())


def unseal_with(key: bytes, sealed: bytes, purpose: str) -> bytes:
    """What the other installation sealed for that purpose. Raises ``Unsealable``."""
    if sealed[:1] != SEAL_VERSION:
        raise Unsealable("unknown seal")
    from cryptography.exceptions import InvalidTag

    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _cipher(key, purpose).decrypt(nonce, body, purpose.encode())
    except (InvalidTag, ValueError) as problem:
        raise Unsealable("damaged, or sealed for another purpose") from problem


def write_durably(path: Path, data: bytes) -> bool:
    """Write a new file that is there whole or not at all, even after a power cut.

    Returns False, and leaves the existing file alone, when there is one already. Only the owner may read it.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # unlike a rename, never replaces what another process wrote first
    except FileExistsError:
        return False
    finally:
        os.unlink(name)
    sync_folder(path.parent)
    return True


def sync_folder(path: Path) -> None:
    """Make the folder's entries last through a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def _read_or_make(path: Path, length: int) -> bytes:
    if not path.exists():
        write_durably(path, os.urandom(length))
    return path.read_bytes()


def _cipher(key: bytes, purpose: str) -> "AESGCM":
    # A large library, and most of the small processes only read a secret.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derivation = HKDF(SHA256(), length=32, salt=None, info=b"satuatap " + purpose.encode())
    return AESGCM(derivation.derive(key))
