"""A short name for the present set of migrations."""

import hashlib
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"


def migrations_digest() -> str:
    digest = hashlib.sha256()
    for path in [*sorted(SRC.rglob("migrations/*.py")), SRC / "satuatap" / "kernel" / "tables.py"]:
        digest.update(str(path.relative_to(SRC)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
