"""Static files: each front's sheets joined into one file per region, and a sprite without unused icons.

``collectstatic`` asks the finder below, and whitenoise's storage gives every file a name with its hash. Nothing else
builds anything: no bundler, no second language.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage

from . import marks
from .place import DEFAULT_LOOK, looks

FRONTS = Path(__file__).parents[1]
STATIC = Path(__file__).parent / "static"
CSS = STATIC / "css"
SHEETS = {
    "portal": ("tokens", "base", "components", "portal"),
    "desk": ("tokens", "base", "components", "desk"),
    "kiosk": ("tokens", "base", "components", "kiosk"),
    "display": ("tokens", "base", "components", "display"),
}
SOURCES = {"icons.svg"} | {f"css/{sheet.name}" for sheet in CSS.glob("*.css")}


def joined(front: str, look: str) -> str:
    """All sheets of a front in their order, the region last."""
    names = [*SHEETS[front], *([f"region-{look}"] if look != DEFAULT_LOOK else [])]
    return "\n".join((CSS / f"{name}.css").read_text(encoding="utf-8").strip() for name in names) + "\n"


def used_icons() -> frozenset[str]:
    """Every icon named in a template or in code, and those that packs may name."""
    quoted = re.compile(r"""["']([a-z0-9-]+)["']""")
    words: set[str] = set()
    for pattern in ("*.html", "*.py"):
        for path in (path for path in FRONTS.rglob(pattern) if "tests" not in path.parts):
            words.update(quoted.findall(path.read_text(encoding="utf-8")))
    return marks.names() & (words | marks.PICTOGRAMS)


def sprite(keep: Iterable[str]) -> str:
    """The sprite with the named icons only; the notice of their makers stays."""
    kept = set(keep)
    lines = marks.SPRITE.read_text(encoding="utf-8").splitlines()
    symbol = re.compile(r'<symbol id="([^"]+)"')
    return "\n".join(line for line in lines if not (found := symbol.match(line)) or found[1] in kept) + "\n"


@lru_cache(maxsize=1)
def made() -> dict[str, bytes]:
    """The files that are put together from others, by the name under which they are served."""
    files = {f"css/{front}-{look}.css": joined(front, look) for front in SHEETS for look in looks()}
    files["icons.svg"] = sprite(used_icons())
    return {name: text.encode() for name, text in files.items()}


class Made(Storage):
    """A storage to read from only: what ``made`` puts together, as if it were files."""

    prefix = ""

    def _open(self, name: str, mode: str = "rb") -> File:  # noqa: ARG002
        return ContentFile(made()[name], name=name)

    def path(self, name: str) -> str:
        return f"<{name}>"

    def exists(self, name: str) -> bool:
        return name in made()

    def size(self, name: str) -> int:
        return len(made()[name])

    def get_modified_time(self, name: str) -> datetime:  # noqa: ARG002
        return datetime.now(UTC)  # always copied anew: it is cheap, and no source is overlooked


class Finder(BaseFinder):
    """Everything the fronts serve: their files as they are, except the sources of joined ones, and the joined ones."""

    def __init__(self, app_names: Any = None) -> None:  # noqa: ARG002 (we know our fronts)
        self.folders = [FileSystemStorage(location=str(path)) for path in sorted(FRONTS.glob("*/static"))]
        self.made = Made()

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ARG002
        """Where a file as it is lies; for a joined file nothing, it lies nowhere until it is collected."""
        found = [folder.path(path) for folder in self.folders if path not in SOURCES and folder.exists(path)]
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002
        for folder in self.folders:
            base = Path(folder.location)
            for path in sorted(base.rglob("*")):
                name = path.relative_to(base).as_posix()
                if path.is_file() and name not in SOURCES:
                    yield name, folder
        for name in made():
            yield name, self.made
