"""Memeriksa, memasang, atau mencetak contoh surat paket: `satuatap pack check packs/banyuwangi`, `… pack install …`,
`satuatap pack preview packs/banyuwangi --out contoh` (dengan `--service sktm` untuk satu layanan)."""

import argparse
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from satuatap.domain.packs import actions, queries
from satuatap.kernel.actors import system

DEFAULT = Path(os.environ.get("SATUATAP_PACK", settings.ROOT / "packs" / "banyuwangi"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("check", "install", "preview"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--out", type=Path, help="folder tempat contoh surat ditulis")
    parser.add_argument("--service", action="append", default=[], help="hanya layanan ini; boleh diulang")


def run(arguments: argparse.Namespace) -> int:
    if arguments.verb == "preview":
        return preview(arguments.path, arguments.out or Path("contoh"), frozenset(arguments.service))
    return {"check": check, "install": install}[arguments.verb](arguments.path)


def check(path: Path) -> int:
    """Every finding on a line of its own, in the form editors can jump to. 1 when there is an error."""
    findings = queries.check(path)
    for finding in findings:
        print(finding)
    errors = sum(finding.level == "error" for finding in findings)
    print(f"{path}: {errors} errors, {len(findings) - errors} warnings")
    return 1 if errors else 0


def preview(path: Path, out: Path, only: frozenset[str]) -> int:
    """Every document as a PDF, each with three sets of answers. 1 when one cannot be set, or there is none."""
    out.mkdir(parents=True, exist_ok=True)
    made = faults = 0
    for one in queries.previews(queries.read(path), only):
        name = f"{one.type}-{one.way}.pdf"
        if one.fault:
            faults += 1
            print(f"{name}: {one.fault}")
            continue
        made += 1
        (out / name).write_bytes(one.pdf)
    print(f"{out}: {made} PDF, {faults} errors")
    return 1 if faults or not made else 0


def install(path: Path) -> int:
    print(told(actions.install(path=path, by=system("pack"), at=timezone.now())))
    return 0


def told(changes: actions.Changes) -> str:
    """What an installation changed, in one line."""
    counts = ", ".join(f"{count} {kind}" for kind, count in changes.counts.items())
    return f"{changes.name} {changes.version}: {counts or 'nothing to change'}"
