"""Memeriksa apakah pemasangan ini layak melayani warga; satu baris per temuan dan cara membetulkannya."""

import argparse

from django.conf import settings

from ..doctor import database, machine, site
from ..doctor.finding import Check, Grade

ALWAYS: tuple[Check, ...] = (
    machine.secrets, machine.user, machine.room, machine.clock, machine.backups, database.answers,
)  # fmt: skip
IN_PRODUCTION: tuple[Check, ...] = (
    site.address, site.behind_a_proxy, site.signing_authority, site.outside_systems, site.national_signing, site.digital_identity,
    database.demonstration_accounts, database.demonstration_population,
)  # fmt: skip
MARKS = {Grade.GOOD: "✓", Grade.DOUBT: "!", Grade.BAD: "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--production", action="store_true", help="periksa seperti SATUATAP_PRODUCTION=1")


def run(arguments: argparse.Namespace) -> int:
    serious = settings.PRODUCTION or arguments.production
    worst = Grade.GOOD
    for check in (*ALWAYS, *(IN_PRODUCTION if serious else ())):
        for finding in check():
            print(f"{MARKS[finding.grade]} {finding.words}")
            if finding.mend:
                print(f"    → {finding.mend}")
            worst = max(worst, finding.grade, key=list(Grade).index)
    if not serious:
        print("Ini peragaan. Pemeriksaan untuk produksi: `satuatap doctor --production`.")
    return 1 if worst is Grade.BAD else 0
