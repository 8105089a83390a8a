"""Memasang paket daerah, dan orang-orang peraga bila ini bukan produksi. Dijalankan oleh `satuatap up`."""

import argparse
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from satuatap.domain.packs import actions
from satuatap.kernel.actors import system

from .demo import demonstrate
from .pack import DEFAULT


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_arguments: argparse.Namespace) -> int:
    """In production nothing is installed that nobody has named: SATUATAP_PACK, or ``satuatap pack install``."""
    named = os.environ.get("SATUATAP_PACK")
    if settings.PRODUCTION and not named:
        return 0
    path = Path(named) if named else DEFAULT
    actions.install(path=path, by=system("installer"), at=timezone.now())
    if not settings.PRODUCTION:
        demonstrate(path)
    return 0
