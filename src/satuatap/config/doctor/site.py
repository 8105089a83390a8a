"""Checks of how the site faces the public."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from .finding import Finding, doubt, good, judged

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def address() -> Iterator[Finding]:
    yield judged(
        settings.IS_HTTPS,
        f"Alamat {settings.SITE_URL} memakai HTTPS.",
        f"Alamat {settings.SITE_URL} tidak memakai HTTPS.",
        "Isi SATUATAP_URL dengan alamat https:// dan pasang proxy dengan sertifikat.",
    )
    hosts = set(settings.ALLOWED_HOSTS)
    yield judged(
        "*" not in hosts and bool(hosts - LOCAL),
        f"Nama situs: {', '.join(sorted(hosts - LOCAL))}.",
        "Nama situs yang boleh dipakai belum ditetapkan.",
        "Isi SATUATAP_URL, dan SATUATAP_HOSTS bila ada nama lain.",
    )
    yield judged(
        not settings.DEBUG,
        "Halaman galat tidak membuka isi program.",
        "DEBUG menyala: halaman galat membuka isi program.",
        "Matikan DEBUG.",
    )


def behind_a_proxy() -> Iterator[Finding]:
    """A form that is opened and never sent has no deadline here: only a proxy in front sees to that."""
    bind = os.environ.get("SATUATAP_BIND") or "127.0.0.1"
    if bind in LOCAL | {"::1"}:
        yield good("Program hanya mendengarkan proxy di komputer ini.")
    else:
        yield doubt(
            f"Program mendengarkan jaringan langsung ({bind}); kiriman yang tak kunjung selesai tidak diputus.",
            "Isi SATUATAP_BIND=127.0.0.1 dan pasang proxy dengan batas waktu; lihat docs/how-to/run-in-production.md.",
        )


def signing_authority() -> Iterator[Finding]:
    yield judged(
        not (Path(settings.HOME) / "signing" / "root.p12").exists(),
        "Otoritas tanda tangan uji tidak ada.",
        "Tanda tangan memakai otoritas uji; tidak ada pihak luar yang mengakuinya.",
        "Sambungkan layanan tanda tangan PSrE, lalu hapus folder signing.",
    )


def outside_systems() -> Iterator[Finding]:
    pretended = [name for name, url in settings.OUTSIDE.items() if "localhost" in url or "127.0.0.1" in url]
    yield judged(
        not pretended,
        "Sistem luar bukan kotak pasir.",
        f"Masih memakai kotak pasir: {', '.join(pretended)}.",
        "Isi alamat layanan yang sebenarnya; lihat docs/how-to/run-in-production.md.",
    )
