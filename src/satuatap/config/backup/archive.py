"""What goes into a backup, and where it goes when it comes back."""

import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from .age import Reader, Unreadable, Writer

FORMAT = 1
PART = 8 * 1024 * 1024
# Made anew by every start, or too large and kept elsewhere: everything else in the home is kept.
LEFT_OUT = {"pg", "run", "logs", "static", "backups", "sandbox", "prepared", "supervisor.lock"}
MANIFEST, DATABASE, HOME = "manifest.json", "database/", "home/"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds."""

    made_at: str
    files: int
    database_bytes: int


def write(target: Path, recipient: str, home: Path, dump: Iterable[bytes]) -> Contents:
    """Write the backup of a home and a database dump; ``target`` is there whole or not at all."""
    unfinished = target.with_name(f".{target.name}.part")
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    files = written = 0
    try:
        with unfinished.open("xb") as raw:
            unfinished.chmod(0o600)
            sealed = Writer(raw, recipient)
            with tarfile.open(fileobj=sealed, mode="w|") as tar:
                _add(tar, MANIFEST, json.dumps({"format": FORMAT, "made_at": made_at}).encode())
                # The database first: a file that it names was written before, so it is among those that follow.
                for number, part in enumerate(dump):
                    _add(tar, f"{DATABASE}{number:06}", part)
                    written += len(part)
                for path in kept(home):
                    tar.add(path, f"{HOME}{path.relative_to(home)}", recursive=False)
                    files += 1
            sealed.close()
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return Contents(made_at, files, written)


def kept(home: Path) -> Iterator[Path]:
    """Every file of the home that belongs into a backup."""
    for top in sorted(home.iterdir()):
        if top.name not in LEFT_OUT and not top.name.startswith("."):
            yield from (path for path in sorted([top, *top.rglob("*")]) if path.is_file() and not path.is_symlink())


def read(source: BinaryIO, identity: str, home: Path | None, dump: BinaryIO) -> Contents:
    """Bring back a backup: the files into ``home`` (none when it is only checked), the database into ``dump``.

    Raises ``Unreadable`` for another key, another format or a damaged file; what was written by then is not whole.
    """
    files = 0
    manifest: dict[str, str | int] = {}
    try:
        with tarfile.open(fileobj=Reader(source, identity), mode="r|") as tar:
            for member in tar:
                body = tar.extractfile(member)
                if member.name == MANIFEST and body:
                    manifest = json.load(body)
                elif member.name.startswith(DATABASE) and body:
                    dump.write(body.read())
                elif member.name.startswith(HOME):
                    files += 1
                    if home is not None:
                        member.name = member.name.removeprefix(HOME)
                        tar.extract(member, home, filter="data")
    except tarfile.TarError as problem:
        raise Unreadable(f"Isi berkas cadangan rusak: {problem}") from None
    if manifest.get("format") != FORMAT:
        raise Unreadable("Berkas cadangan ini dibuat oleh versi SatuAtap yang lain.")
    return Contents(str(manifest["made_at"]), files, dump.tell())


def _add(tar: tarfile.TarFile, name: str, body: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(body), 0o600
    tar.addfile(member, BytesIO(body))
