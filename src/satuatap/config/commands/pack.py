"""Memeriksa atau memasang paket: `satuatap pack check packs/banyuwangi`, `satuatap pack install packs/banyuwangi`."""

import argparse
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from satuatap.domain.packs import actions, queries
from satuatap.kernel.actors import system

DEFAULT = Path(os.environ.get("SATUATAP_PACK", settings.ROOT / "packs" / "banyuwangi"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("check", "install"))
    parser.add_argument("path", type=Path)


def run(arguments: argparse.Namespace) -> int:
    return {"check": check, "install": install}[arguments.verb](arguments.path)


def check(path: Path) -> int:
    """Every finding on a line of its own, in the form editors can jump to. 1 when there is an error."""
    findings = queries.check(path)
    for finding in findings:
        print(finding)
    errors = sum(finding.level == "error" for finding in findings)
    print(f"{path}: {errors} errors, {len(findings) - errors} warnings")
    return 1 if errors else 0


def install(path: Path) -> int:
    print(told(actions.install(path=path, by=system("pack"), at=timezone.now())))
    return 0


def told(changes: actions.Changes) -> str:
    """What an installation changed, in one line."""
    counts = ", ".join(f"{count} {kind}" for kind, count in changes.counts.items())
    return f"{changes.name} {changes.version}: {counts or 'nothing to change'}"
