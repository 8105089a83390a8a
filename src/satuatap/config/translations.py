"""Words in code, and their translations: the Indonesian text itself is the key.

Read, compared and compiled with Babel, so that nobody needs the gettext programs.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1]
LOCALE = SOURCE / "locale"
DOMAIN = "django"
METHODS = [("**/tests/**.py", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
# N_ marks words that are translated later, where they are shown.
KEYWORDS = {
    "_": None, "N_": None, "gettext": None, "gettext_lazy": None, "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
OPTIONS = {"**/templates/**.html": {"silent": "false", "newstyle_gettext": "true", "trimmed": "true"}}


def catalogues() -> Iterator[Path]:
    yield from sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def compile_all() -> None:
    """Write the compiled form of every catalogue that is newer than it."""
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with target.open("wb") as file:
                write_mo(file, read(source))


def read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3], domain=DOMAIN)


def words_in_code() -> Catalog:
    """Every text that the source marks for translation, with the places where it stands."""
    found = Catalog(domain=DOMAIN, charset="utf-8")
    extracted = extract_from_dir(str(SOURCE), METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",))
    for name, line, message, comments, context in extracted:
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def problems() -> list[str]:
    """What keeps a language from being complete: texts missing, doubtful, or no longer used."""
    wanted = {(message.id, message.context): message for message in words_in_code() if message.id}
    found = []
    for source in catalogues():
        language = source.parts[-3]
        known = {(message.id, message.context): message for message in read(source) if message.id}
        for key, message in wanted.items():
            place = "{}:{}".format(*message.locations[0])
            if key not in known:
                found.append(f"{language}: not translated: {_short(key[0])} ({place})")
            elif known[key].fuzzy or not all(_texts(known[key].string)):
                found.append(f"{language}: translation empty or doubtful: {_short(key[0])} ({place})")
            elif _names(key[0]) != _names(known[key].string):
                found.append(f"{language}: other names in %(…)s: {_short(key[0])} ({place})")
        found.extend(f"{language}: no longer used: {_short(key[0])}" for key in known if key not in wanted)
    return found


def _texts(string: object) -> tuple[str, ...]:
    return tuple(map(str, string)) if isinstance(string, list | tuple) else (str(string),)


def _names(string: object) -> set[str]:
    """What is filled in: ``%(name)s``; every form of a plural may leave out the number itself."""
    return set(re.findall(r"%\((\w+)\)", " ".join(_texts(string))))


def _short(message: object) -> str:
    return repr(_texts(message)[0])[:80]
