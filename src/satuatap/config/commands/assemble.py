"""Menyiapkan yang tidak butuh basis data: terjemahan, berkas gaya, panduan, kunci tanda tangan uji."""

import argparse

from django.conf import settings
from django.core.management import call_command

from satuatap.adapters import signing

from .. import translations
from . import manual


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_arguments: argparse.Namespace) -> int:
    translations.compile_all()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    manual.renew()
    if not settings.PRODUCTION:
        signing.setup(settings.HOME)
    return 0
