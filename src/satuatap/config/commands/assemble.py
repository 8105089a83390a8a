"""Menyiapkan yang tidak butuh basis data: terjemahan, berkas gaya, kunci tanda tangan uji."""

import argparse

from django.conf import settings
from django.core.management import call_command

from satuatap.adapters import signing

from .. import translations


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_arguments: argparse.Namespace) -> int:
    translations.compile_all()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    if not settings.PRODUCTION:
        signing.setup(settings.HOME)
    return 0
