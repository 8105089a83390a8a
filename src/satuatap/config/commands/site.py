"""Simpul unit layanan: `enrol` di pusat, lalu `join` di komputer unit; `state` menunjukkan sambungannya."""

import argparse
import sys

from django.conf import settings
from django.utils import timezone

from satuatap.domain.nodes import actions, ports, queries
from satuatap.kernel.actors import system

from .. import node
from ..postgres import NotRunnable

OPERATOR = system("operator")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    enrol = verbs.add_parser("enrol", help="di pusat: serahkan antrean sebuah tempat kepada simpulnya")
    enrol.add_argument("site", help="kode tempat, misalnya pasar-genteng")
    join = verbs.add_parser("join", help="di komputer unit: catat pusat dan kuncinya (kunci dibaca dari masukan)")
    join.add_argument("url", help="alamat pusat, https://…")
    end = verbs.add_parser(
        "end", help="di pusat: akhiri izin simpul; ia mengirim sisanya, lalu pusat menjalankan antrean"
    )
    end.add_argument("site", help="kode tempat")
    how = end.add_mutually_exclusive_group()
    how.add_argument("--now", action="store_true", help="ambil alih sekarang, sisanya diterima nanti")
    how.add_argument("--lost", action="store_true", help="komputernya hilang: kuncinya tidak berlaku lagi")
    verbs.add_parser("send", help="di unit: kirim sekarang juga, tanpa menunggu menit berikutnya")
    verbs.add_parser("state", help="keadaan sambungan, di pusat maupun di unit")


def run(arguments: argparse.Namespace) -> int:
    verbs = {"enrol": enrol, "end": end, "join": join, "send": send, "state": state}
    return verbs[arguments.verb](arguments)


def enrol(arguments: argparse.Namespace) -> int:
    """The key goes to the standard output alone, so that it can be led into a file."""
    enrolled, key = actions.enrol(site_code=arguments.site, by=OPERATOR, at=timezone.now())
    print(f"Kunci simpul {arguments.site}, hanya ditampilkan sekali ini:", file=sys.stderr)
    print(node.pass_of(enrolled.pk, key))
    return 0


def end(arguments: argparse.Namespace) -> int:
    now = timezone.now()
    row = next((row for row in queries.nodes(OPERATOR, now) if row.site_code == arguments.site), None)
    if row is None:
        raise NotRunnable(f"Antrean {arguments.site} tidak dijalankan simpul.")
    if arguments.now or arguments.lost:
        actions.end(node_id=row.id, lost=arguments.lost, by=OPERATOR, at=now)
        print("Antrean dijalankan pusat.")
    else:
        actions.stop(node_id=row.id, by=OPERATOR, at=now)
        print("Menunggu simpul berhenti dan mengirim sisanya.")
    return 0


def join(arguments: argparse.Namespace) -> int:
    print("Kunci simpul: ", end="", file=sys.stderr, flush=True)
    try:
        node_id, key = node.read_pass(sys.stdin.readline())
    except ValueError:
        raise NotRunnable("Itu bukan kunci simpul. Salin seluruhnya, termasuk titiknya.") from None
    found = node.Joined(arguments.url, node_id, key)
    if not found.is_safe:
        raise NotRunnable("Alamat pusat harus https://.")
    node.join(settings.HOME, found)
    print(f"Tercatat. Jalankan: SATUATAP_ROLE={node.SITE} satuatap up")
    return 0


def send(arguments: argparse.Namespace) -> int:
    if not ports.centres:
        raise NotRunnable(f"Komputer ini bukan simpul: `satuatap site join`, lalu SATUATAP_ROLE={node.SITE}.")
    actions.exchange(centre=ports.centres[0], by=OPERATOR, at=timezone.now())
    return state(arguments)


def state(_arguments: argparse.Namespace) -> int:
    now = timezone.now()
    line = queries.line_now(now)
    if line is not None:
        if line.stopped_at:
            print("Izin simpul ini sudah diakhiri pusat.")
        print(
            f"{line.site_code}: kontak terakhir {_when(line.contact_at)}, belum terkirim {line.waiting}. {line.problem}"
        )
        return int(line.is_silent)
    rows = queries.nodes(OPERATOR, now)
    for row in rows:
        words = "diam" if row.is_silent else "tersambung"
        print(
            f"{row.site_code}: {words}, kabar terakhir {_when(row.heard_at)}, sisa {row.waiting}, perlu dilihat {row.asides}"
        )
    return int(any(row.is_silent for row in rows))


def _when(moment: object) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H.%M}" if moment else "belum pernah"
