"""The region this installation serves, as its pages show it: names, look, where to ask."""

from dataclasses import dataclass
from pathlib import Path

from django.core.cache import caches
from django.utils.translation import gettext as _

from satuatap.domain.regions import queries

DEFAULT_LOOK = "umum"  # the common colours, for a region without a file of its own
KEEP_SECONDS = 10
SHEETS = Path(__file__).parent / "static/css"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a person: what it is called, what is shown, and the address a tap opens ("" for none)."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` "Kabupaten Banyuwangi", ``short_name`` "Banyuwangi", ``government`` who answers for the site, ``look``
    the region's colours (``region-<look>.css``). Ways of contact nobody has entered are missing, and the page says so.
    """

    name: str = ""
    short_name: str = ""
    government: str = ""
    look: str = DEFAULT_LOOK
    whatsapp: str = ""
    phone: str = ""
    hours: str = ""
    is_sample: bool = False

    @property
    def contacts(self) -> tuple[Contact, ...]:
        found = []
        if self.whatsapp:
            found.append(Contact("WhatsApp", self.whatsapp, f"https://wa.me/{_international(self.whatsapp)}"))
        if self.phone:
            found.append(Contact(_("Telepon"), self.phone, f"tel:+{_international(self.phone)}"))
        if found and self.hours:
            found.append(Contact("", self.hours))
        return tuple(found)


def looks() -> tuple[str, ...]:
    """The looks there are: the common one and every region with a sheet of colours."""
    return (DEFAULT_LOOK, *sorted(sheet.stem.removeprefix("region-") for sheet in SHEETS.glob("region-*.css")))


def known_look() -> str:
    """The look as last read, without asking the database."""
    found = caches["pages"].get("place")
    return found.look if found else DEFAULT_LOOK


def place() -> Place:
    """What the pages need of the region; read again every few seconds, so a change shows soon."""
    found: Place = caches["pages"].get_or_set("place", _read, KEEP_SECONDS)
    return found


def _read() -> Place:
    home = queries.home()
    return Place(
        name=home.name,
        short_name=home.short_name,
        government=home.government,
        look=home.look if home.look in looks() else DEFAULT_LOOK,
        whatsapp=home.whatsapp,
        phone=home.phone,
        hours=home.hours,
        is_sample=home.is_sample,
    )


def _international(number: str) -> str:
    """The digits of a number with the country in front: ``0812-0000-1234`` becomes ``6281200001234``."""
    digits = "".join(filter(str.isdigit, number))
    return f"62{digits[1:]}" if digits.startswith("0") else digits
