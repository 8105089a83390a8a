"""Storing and removing files. The bytes are on the disk before the row is: a row without bytes never exists, bytes
without a row are swept up."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel import secrets
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from . import ports
from .models import Stamp, StoredFile, folder
from .queries import WRAPPING_KEYS, wrapping_key
from .rules import envelope, kinds

log = structlog.get_logger()

ORPHAN_AFTER = timedelta(hours=1)
REWRAP_ROWS = 500


@transaction.atomic
def store(
    *,
    data: bytes,
    name: str,
    owner_kind: str,
    owner_id: UUID,
    by: Actor,
    at: datetime,
    purpose: str = "",
    limit: int = kinds.UPLOAD_BYTES,
    is_table: bool = False,
) -> StoredFile:
    """Take a file in: its type by its bytes, its name tidied, scanned where there is a scanner, encrypted.

    ``limit`` is in bytes, ``is_table`` takes XLSX and CSV and nothing else. Raises ``Refused`` "empty", "too-large", "wrong-type" or "harmful".
    """
    media_type = kinds.accept_table(data) if is_table else kinds.accept(data, limit)
    scanned = _scan(data)
    number = secrets.newest(WRAPPING_KEYS)
    file = StoredFile(
        pk=uuid7(),
        owner_kind=owner_kind,
        owner_id=str(owner_id),
        name=kinds.tidy_name(name, media_type),
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        key_id=number,
        purpose=purpose,
        scanned=scanned,
        stored_at=at,
        stored_by=by.id,
    )
    encrypted, file.wrapped_key = envelope.lock(data, file.pk, wrapping_key(number))
    _write(file.path, encrypted)
    file.save(force_insert=True)
    record("file.stored", on=file, by=by, at=at, purpose=purpose)
    return file


@transaction.atomic(savepoint=False)
def remove(*, file_id: UUID, by: Actor, at: datetime) -> None:
    """Take a file away for good: the row now, the bytes once that is committed. Raises ``NotFound``, and
    ``IntegrityError`` while something still points at it."""
    file = StoredFile.objects.select_for_update().filter(pk=file_id).first()
    if file is None:
        raise NotFound
    path = file.path
    record("file.removed", on=file, by=by, at=at)
    with connection.cursor() as cursor:  # Django would ask every table first; the foreign keys see to it anyway
        cursor.execute(f"DELETE FROM {StoredFile._meta.db_table} WHERE id = %s", [file.pk])  # noqa: S608
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


@transaction.atomic
def use_stamp(*, serial: str, owner_kind: str, owner_id: UUID, by: Actor, at: datetime, part: str = "") -> str:
    """Note the serial of a *meterai* on a paper of a thing, and return it tidied.

    A serial is accepted once: again only for the same paper. Raises ``Refused("stamp")`` for what is no serial and
    ``Refused("stamp-used")`` for one that stands on another paper.
    """
    tidy = kinds.stamp_serial(serial)
    owner = {"owner_kind": owner_kind, "owner_id": str(owner_id), "part": part}
    stamp, is_new = Stamp.objects.get_or_create(serial=tidy, defaults=owner | {"used_at": at, "used_by": by.id})
    if not is_new and (stamp.owner_kind, stamp.owner_id, stamp.part) != tuple(owner.values()):
        raise Refused("stamp-used", _("Meterai ini sudah pernah dipakai."), field="stamp_serial")
    if is_new:
        record("file.stamp-used", on=stamp, by=by, at=at)
    return tidy


@transaction.atomic
def free_stamps(*, owner_kind: str, owner_id: UUID, by: Actor, at: datetime) -> None:
    """The papers of a thing are thrown away before anybody got them: their *meterai* may be used elsewhere."""
    for stamp in Stamp.objects.filter(owner_kind=owner_kind, owner_id=str(owner_id)):
        record("file.stamp-freed", on=stamp, by=by, at=at)
        stamp.delete()


@transaction.atomic
def rotate_key(*, by: Actor, at: datetime) -> int:
    """Make a new key-encryption key and return its number: new files use it at once, ``rewrap`` brings the old over."""
    number = secrets.newest(WRAPPING_KEYS) + 1
    wrapping_key(number - 1)  # the first rotation of an empty installation must not skip number 1
    wrapping_key(number)
    record("file.key-rotated", by=by, at=at)
    return number


@transaction.atomic
def rewrap(*, by: Actor, at: datetime, rows: int = REWRAP_ROWS) -> int:
    """Bring some files under the newest key-encryption key; returns how many, 0 when all are there."""
    number = secrets.newest(WRAPPING_KEYS)
    files = list(StoredFile.objects.select_for_update(skip_locked=True).exclude(key_id=number)[:rows])
    for file in files:
        old, new = wrapping_key(file.key_id), wrapping_key(number)
        file.wrapped_key = envelope.rewrap(bytes(file.wrapped_key), file.pk, old, new)
        file.key_id = number
    StoredFile.objects.bulk_update(files, ["wrapped_key", "key_id"])
    if files:
        record("file.rewrapped", by=by, at=at)
    return len(files)


@transaction.atomic
def sweep_orphans(*, by: Actor, at: datetime) -> int:
    """Delete encrypted bytes that no row speaks of and that are old enough not to be in the making."""
    swept = 0
    for shard in sorted(folder().glob("*/")):
        aged = {path.name: path for path in shard.iterdir() if path.stat().st_mtime < (at - ORPHAN_AFTER).timestamp()}
        ids = [UUID(hex=name) for name in aged if len(name) == 32]
        known = {pk.hex for pk in StoredFile.objects.filter(pk__in=ids).values_list("pk", flat=True)}
        for name in aged.keys() - known:
            aged[name].unlink(missing_ok=True)
            swept += 1
    if swept:
        record("file.orphans-swept", by=by, at=at)
        log.info("orphaned files swept", count=swept)
    return swept


def _scan(data: bytes) -> str:
    if not ports.scanners:
        return StoredFile.Scan.NONE
    try:
        found = [scanner.scan(data).harmful for scanner in ports.scanners]
    except ports.ScannerAway:
        log.warning("scanner does not answer; file stored unscanned")
        return StoredFile.Scan.NONE
    if any(found):
        raise Refused(
            "harmful", _("Berkas ini mengandung program berbahaya, jadi tidak kami simpan. Pilih berkas lain.")
        )
    return StoredFile.Scan.CLEAN


def _write(path: Path, encrypted: bytes) -> None:
    new = not path.parent.exists()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if new:
        secrets.sync_folder(path.parent.parent)
    secrets.write_durably(path, encrypted)
