"""What makes a copy of SatuAtap the node of a site: where its centre is, and the triggers that note what happens."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

SITE = "site"
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Joined:
    """The centre of a node: its address, and who the node is there."""

    url: str
    node_id: UUID
    key: str

    @property
    def is_safe(self) -> bool:
        """Whether what travels is hidden from those between the two."""
        address = urlsplit(self.url)
        return address.scheme == "https" or address.hostname in LOCAL


def is_site() -> bool:
    return os.environ.get("SATUATAP_ROLE") == SITE


def pass_of(node_id: UUID, key: str) -> str:
    """What the manager hands to whoever sets the node up: one word."""
    return f"{node_id.hex}.{key}"


def read_pass(text: str) -> tuple[UUID, str]:
    """Raises ``ValueError`` for what is none."""
    node_id, _dot, key = text.strip().partition(".")
    if len(key) < 40:
        raise ValueError("too short")
    return UUID(node_id), key


def join(home: Path, joined: Joined) -> None:
    """Keep where the centre is; only the owner of the home may read it."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "centre"
    file.touch(mode=0o600)
    file.write_text(json.dumps({"url": joined.url.rstrip("/"), "node": str(joined.node_id), "key": joined.key}))


def joined(home: Path) -> Joined | None:
    """None while nobody has said which centre this copy belongs to."""
    try:
        found = json.loads((home / "secrets" / "centre").read_text())
    except FileNotFoundError:
        return None
    return Joined(found["url"], UUID(found["node"]), found["key"])


def watch(tables: list[str], added_only: frozenset[str]) -> list[str]:
    """The statements by which the owner of the tables lets every change be noted."""
    statements = []
    for table in tables:
        when = "INSERT" if table in added_only else "INSERT OR UPDATE"
        statements.append(
            f"CREATE OR REPLACE TRIGGER nodes_note AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION nodes_note_fact()"
        )
    return statements
