"""Checks of how the site faces the public."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from satuatap.domain.identity import queries as identity

from .finding import Finding, bad, doubt, good, judged

HERE = {"localhost", "127.0.0.1", "::1"}
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
    pretended = [name for name, url in settings.OUTSIDE.items() if _is_here(url)]
    yield judged(
        not pretended,
        "Sistem luar bukan kotak pasir.",
        f"Masih memakai kotak pasir: {', '.join(pretended)}.",
        "Isi alamat layanan yang sebenarnya; lihat docs/how-to/run-in-production.md.",
    )


def national_signing() -> Iterator[Finding]:
    """BSrE: whole and safe where it is named, and named where a decree asks for it."""
    url, guide = settings.BSRE_URL, "lihat docs/how-to/signing.md."
    try:
        wanted = identity.decrees_of_mode("bsre", timezone.localdate())
    except DatabaseError:
        wanted = 0  # said already, with the way out
    if not url and not wanted:
        yield good("BSrE tidak dipakai; tidak ada SK yang memintanya.")
    elif not url:
        yield bad(f"{wanted} SK memakai BSrE, tetapi alamatnya belum diisi.", f"Isi SATUATAP_BSRE_URL; {guide}")
    else:
        yield judged(
            not _is_here(url),
            "Alamat BSrE bukan kotak pasir.",
            f"Alamat BSrE menuju kotak pasir: {url}.",
            f"Isi SATUATAP_BSRE_URL dengan alamat layanan instansi; {guide}",
        )
        yield judged(
            urlsplit(url).scheme == "https",
            "Frasa sandi BSrE dikirim lewat HTTPS.",
            f"Frasa sandi BSrE akan dikirim tanpa enkripsi ke {url}.",
            "Isi SATUATAP_BSRE_URL dengan alamat https://.",
        )
        user, _colon, password = settings.BSRE_ACCESS.partition(":")
        yield judged(
            bool(user and password),
            "Akses BSrE terisi.",
            "Akses BSrE belum lengkap.",
            f"Isi SATUATAP_BSRE_ACCESS sebagai pengguna:kata-sandi; {guide}",
        )


def digital_identity() -> Iterator[Finding]:
    """Who vouches for QR codes at kiosks: safe where it is named."""
    url, guide = settings.IDENTITY_URL, "lihat docs/how-to/read-identity-cards.md."
    if not url:
        yield good("QR identitas digital tidak dipakai.")
        return
    yield judged(
        urlsplit(url).scheme == "https" and not _is_here(url),
        "Alamat identitas digital memakai HTTPS dan bukan kotak pasir.",
        f"Alamat identitas digital tidak aman: {url}.",
        f"Isi SATUATAP_IDENTITY_URL dengan alamat https:// layanannya; {guide}",
    )
    yield judged(
        bool(settings.OUTSIDE_SECRETS["identity"]),
        "Rahasia identitas digital terisi.",
        "Rahasia identitas digital belum diisi.",
        f"Isi SATUATAP_IDENTITY_SECRET; {guide}",
    )


def _is_here(url: str) -> bool:
    """Whether an address leads to this machine, where only sandboxes answer."""
    return urlsplit(url).hostname in HERE
