"""Memainkan pekerjaan utama lewat HTTP: warga mengajukan, petugas memeriksa, kepala menandatangani."""

import argparse
import os
import sys
import time
from pathlib import Path

from django.conf import settings

from satuatap.kernel import yamls

from ..tour.browser import Lost
from ..tour.walk import Walk, walk

CAST = settings.ROOT / "packs" / "banyuwangi" / "people.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="folder untuk PDF yang terbit")


def run(arguments: argparse.Namespace) -> int:
    """Plays against ``SATUATAP_URL``; 0 when everything went as it should, 1 with a sentence otherwise."""
    site = os.environ.get("SATUATAP_URL") or settings.SITE_URL
    password = yamls.load(CAST.read_text(encoding="utf-8"), source=CAST.name).value["password"]
    tour = Walk(site=site, password=password, out=arguments.out)
    print(f"Berjalan-jalan di {site}")
    begun = time.monotonic()
    try:
        path = walk(tour)
    except Lost as problem:
        print(f"Tersesat: {problem}", file=sys.stderr)
        return 1
    finally:
        tour.close()
    print(f"Selesai dalam {time.monotonic() - begun:.1f} detik. Dokumen: {path}")
    return 0
