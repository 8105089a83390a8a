"""Icons, and the badges for the states of things: words and icon together, never a colour alone."""

import re
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

SPRITE = Path(__file__).parent / "static" / "icons.svg"

# Icons that packs may name for life events and services; they stay in the sprite whether a template uses them or not.
PICTOGRAMS = frozenset({
    "baby", "banknote", "book-user", "building-2", "car", "droplets", "file-check", "file-text", "fingerprint",
    "flower-2", "gavel", "graduation-cap", "hand-coins", "hard-hat", "heart", "heart-pulse", "house", "id-card",
    "landmark", "leaf", "map", "megaphone", "receipt", "scale", "shield-check", "signature", "sprout", "stamp", "store",
    "truck", "user-check", "users", "wallet", "wrench", "zap",
})  # fmt: skip

# code: tone, icon, words. The tone is a class of badge; "" is the quiet one.
CASE_STATES = {
    "draft": ("", "pencil", _("Draf")),
    "held": ("", "hourglass", _("Menunggu giliran")),
    "new": ("", "circle-dot", _("Baru")),
    "in-progress": ("info", "refresh-cw", _("Diproses")),
    "returned": ("wait", "corner-up-left", _("Perlu perbaikan")),
    "awaiting-payment": ("wait", "wallet", _("Menunggu pembayaran")),
    "due-today": ("wait", "clock", _("Jatuh tempo hari ini")),
    "corrected": ("", "corner-up-left", _("Sudah diperbaiki")),
    "ready": ("ok", "file-check", _("Siap diterima")),
    "completed": ("ok", "check", _("Selesai")),
    "refused": ("bad", "x", _("Ditolak")),
    "late": ("bad", "triangle-alert", _("Lewat janji")),
    "withdrawn": ("", "history", _("Ditarik")),
    "lapsed": ("", "history", _("Kedaluwarsa")),
}
DOCUMENT_STATES = {
    "valid": ("ok", "shield-check", _("Berlaku")),
    "expired": ("", "history", _("Kedaluwarsa")),
    "revoked": ("bad", "circle-x", _("Dicabut")),
    "replaced": ("info", "refresh-cw", _("Diganti")),
}
PAPER_STATES = {
    "needed": ("wait", "upload", _("Perlu diunggah")),
    "known": ("ok", "check", _("Sudah ada di data kami")),
    "ours": ("", "check", _("Kami siapkan")),
    "bring": ("wait", "file-text", _("Dibawa saat datang")),
    "given": ("ok", "file-check", _("Sudah diunggah")),
}
STATES = CASE_STATES | {f"document:{code}": row for code, row in DOCUMENT_STATES.items()}
STATES |= {f"paper:{code}": row for code, row in PAPER_STATES.items()}


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))


@lru_cache(maxsize=512)
def icon(name: str, big: bool = False, tone: str = "") -> Markup:
    """The drawing for ``name``; silent for screen readers, so words must stand beside it. Raises ``KeyError``."""
    if name not in names():
        raise KeyError(name)
    classes = " ".join(filter(None, ["i", "big" if big else "", tone]))
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        classes, static("icons.svg"), name
    )


def pictogram(name: str, fallback: str = "file-text") -> Markup:
    """A big icon named by data; one we do not have becomes ``fallback``."""
    return icon(name if name in names() else fallback, big=True)


def badge(words: str, tone: str = "", name: str = "") -> Markup:
    """A badge with words of the caller's."""
    drawing = icon(name) if name else Markup("")
    classes = f"badge {tone}".rstrip()
    return Markup('<span class="{}">{}{}</span>').format(classes, drawing, words)


def state_badge(code: str) -> Markup:
    """The badge for a state of a case (``returned``), a document (``document:revoked``) or a paper (``paper:known``)."""
    return _state_badge(code, get_language() or "id")


@lru_cache(maxsize=256)
def _state_badge(code: str, language: str) -> Markup:  # noqa: ARG001 (the language is part of what is remembered)
    tone, name, words = STATES[code]
    return badge(str(words), tone, name)


def state_words(code: str) -> str:
    """The words of ``state_badge`` alone."""
    return str(STATES[code][2])
