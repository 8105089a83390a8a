"""The links every page carries, by front. A page that this version does not have is not linked."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Link:
    """``key`` is what a page says of itself in ``current``."""

    key: str
    href: str
    icon: str
    words: str


Entry = tuple[str, str, str, str | Promise]  # key, name of the address, icon, words

PORTAL: tuple[Entry, ...] = (
    ("home", "portal:home", "house", _("Beranda")),
    ("services", "portal:services", "layout-dashboard", _("Layanan")),
    ("track", "portal:track", "file-text", _("Lacak")),
    ("verify", "portal:verify", "shield-check", _("Periksa dokumen")),
    ("account", "portal:account", "user", _("Akun")),
)
ABOUT: tuple[Entry, ...] = (
    ("services", "portal:services", "", _("Standar pelayanan")),
    ("verify", "portal:verify", "", _("Periksa keaslian dokumen")),
)
RIGHTS: tuple[Entry, ...] = (
    ("privacy", "portal:privacy", "", _("Perlindungan data pribadi")),
    ("accessibility", "portal:accessibility", "", _("Pernyataan aksesibilitas")),
)
DESK: tuple[Entry, ...] = (
    ("inbox", "desk:inbox", "inbox", _("Kotak masuk")),
    ("sign", "desk:sign", "signature", _("Tanda tangan")),
    ("new", "desk:new", "plus", _("Buat permohonan")),
    ("till", "desk:till", "hand-coins", _("Kasir")),
)
MENUS = {"portal": PORTAL, "about": ABOUT, "rights": RIGHTS, "desk": DESK}


def menu(name: str) -> tuple[Link, ...]:
    """The links of one menu, in the language of the page."""
    return _menu(name, get_language() or "id")


@lru_cache(maxsize=32)
def _menu(name: str, language: str) -> tuple[Link, ...]:  # noqa: ARG001 (the language is part of what is remembered)
    links = ((key, _address(address), icon, str(words)) for key, address, icon, words in MENUS[name])
    return tuple(Link(key, href, icon, words) for key, href, icon, words in links if href)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
