"""Membuat orang-orang peraga sebuah paket yang sudah dipasang; ditolak di sistem yang dipakai sungguhan."""

import argparse
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils import timezone

from satuatap.domain.packs import actions
from satuatap.kernel.actors import system

from .pack import DEFAULT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, nargs="?", default=DEFAULT)


def run(arguments: argparse.Namespace) -> int:
    print(told(demonstrate(arguments.path)))
    return 0


def demonstrate(path: Path) -> actions.Cast:
    """Make the cast, and leave it in the home folder for whoever starts the system."""
    cast = actions.demonstrate(path=path, by=system("demo"), at=timezone.now())
    settings.HOME.mkdir(parents=True, exist_ok=True)
    (settings.HOME / "demonstration.json").write_bytes(msgspec.json.encode(cast))
    return cast


def told(cast: actions.Cast) -> str:
    """Whom to sign in as."""
    lines = [f"Akun peraga (kata sandi semua: {cast.password})"]
    return "\n".join([*lines, *(f"  {a.login:<34} {a.name}, {a.role}" for a in cast.accounts)])
