"""Mencetak panduan setiap peran: satu halaman A4 masing-masing, sebagai PDF."""

import argparse
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from satuatap.adapters.typst.renderer import TypstRenderer
from satuatap.fronts.shared import manuals
from satuatap.fronts.shared.manuals import Manual


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ke", type=Path, default=None, help="folder tujuan (bila kosong: yang dibaca halaman bantuan)"
    )


def run(arguments: argparse.Namespace) -> int:
    folder = arguments.ke or manuals.folder()
    for path in make(folder):
        print(path)
    return 0


def renew() -> None:
    """Set those that the help pages read, unless they are newer than their texts."""
    folder = manuals.folder()
    made = [path.stat().st_mtime for path in folder.glob("*.pdf")]
    if len(made) < len(manuals.ROLES) or min(made) < max(path.stat().st_mtime for path in manuals.HERE.iterdir()):
        make(folder)


def make(folder: Path) -> list[Path]:
    """Set every manual; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    renderer, source = TypstRenderer(children=1), manuals.LAYOUT.read_text(encoding="utf-8")
    made = []
    for role, manual in manuals.manuals().items():
        values = {"doc": {"url": f"{settings.SITE_URL}/bantuan"}, "content": _content(manual)}
        path = folder / f"{role}.pdf"
        path.write_bytes(renderer.render(source, values, timezone.now()))
        made.append(path)
    return made


def _content(manual: Manual) -> dict[str, object]:
    columns = [[asdict(part) for part in parts] for parts in manual.columns()]
    return {"title": manual.title, "reader": manual.reader, "columns": columns}
