"""The newest hash in a file: put it on a disk of another machine, or where another office can read it."""

import os
from pathlib import Path

import msgspec

from satuatap.domain.audit.ports import KeptHash


class FileHashKeeper:
    """One line of JSON per hash, added and never rewritten."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, kept: KeptHash) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(kept) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def kept(self) -> tuple[KeptHash, ...]:
        if not self._path.exists():
            return ()
        lines = self._path.read_bytes().splitlines()
        return tuple(msgspec.json.decode(line, type=KeptHash) for line in lines if line.strip())
