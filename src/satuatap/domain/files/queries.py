"""Reading stored files. The room that owns the thing asks first whether the reader may; this one only opens."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel import secrets
from satuatap.kernel.errors import NotFound, Refused

from . import ports
from .models import StoredFile
from .rules import envelope, kinds, pictures

WRAPPING_KEYS = "files-key"


def read(file_id: UUID) -> bytes:
    """The bytes as they were stored. Raises ``NotFound``, and ``Damaged`` when the disk no longer holds them whole."""
    try:
        file = StoredFile.objects.get(pk=file_id)
    except StoredFile.DoesNotExist:
        raise NotFound from None
    return contents(file)


def is_same(file: StoredFile, data: bytes) -> bool:
    """Whether a stored file has exactly these bytes."""
    return file.sha256 == hashlib.sha256(data).hexdigest()


def contents(file: StoredFile) -> bytes:
    """The bytes of a file whose row is already at hand. Raises ``Damaged``."""
    try:
        encrypted = file.path.read_bytes()
    except FileNotFoundError as problem:
        raise envelope.Damaged(str(file.pk)) from problem
    return envelope.unlock(encrypted, bytes(file.wrapped_key), file.pk, wrapping_key(file.key_id))


def marked(file: StoredFile, words: str) -> tuple[bytes, str]:
    """A copy of a file with words across it, and its media type. Raises ``Refused`` for a file that cannot be marked."""
    with _in_words():
        copy = ports.markers[0].mark(contents(file), file.media_type, words)
    return copy, "application/pdf" if file.media_type == "application/pdf" else "image/jpeg"


def shown(file: StoredFile) -> bytes:
    """The bytes to be looked at: a picture without what its camera wrote into it. Raises ``Damaged``, and ``Refused`` for
    a picture that cannot be opened."""
    if file.media_type not in pictures.KINDS:
        return contents(file)
    with _in_words():
        return ports.markers[0].plain(contents(file), file.media_type)


def picture_facts(data: bytes) -> pictures.Facts:
    """When and where a picture says it was taken, to be kept beside it; nothing for one that says nothing. Raises
    ``Refused`` while too many are being read."""
    if (kind := media_type(data)) not in pictures.KINDS:
        return pictures.Facts()
    with _in_words():
        try:
            return pictures.facts(ports.markers[0].notes(data, kind))
        except ports.NotMarkable:
            return pictures.Facts()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ports.NotMarkable:
        told = _("Berkas ini terkunci atau rusak, jadi tidak dapat dibuka. Minta pemohon mengunggahnya lagi.")
        raise Refused("not-markable", told) from None
    except ports.MarkerBusy:
        raise Refused("busy", _("Terlalu banyak salinan sedang dibuat. Coba sebentar lagi.")) from None


def describe(file_ids: Iterable[UUID]) -> dict[UUID, StoredFile]:
    """Name, size and type of several files in one query; unknown ids are left out."""
    return StoredFile.objects.in_bulk(list(file_ids))


def of_owner(owner_kind: str, owner_id: UUID) -> list[StoredFile]:
    """Every file of one thing, oldest first."""
    return list(StoredFile.objects.filter(owner_kind=owner_kind, owner_id=str(owner_id)).order_by("pk"))


def keys_in_use() -> set[int]:
    """The numbers of the key-encryption keys that some file still needs; others may be taken out of the backup."""
    return set(StoredFile.objects.values_list("key_id", flat=True).distinct())


def wrapping_key(number: int) -> bytes:
    """A key-encryption key by its number."""
    return secrets.secret(f"{WRAPPING_KEYS}-{number}")


def media_type(data: bytes) -> str:
    """The media type by the first bytes; "" for anything we do not take."""
    return kinds.sniff(data)


def acceptable(data: bytes, limit: int = kinds.UPLOAD_BYTES) -> str:
    """The media type of a file we would take. Raises ``Refused`` "empty", "too-large" or "wrong-type"."""
    return kinds.accept(data, limit)
