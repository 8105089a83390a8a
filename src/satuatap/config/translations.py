"""Words in code, and their translations: the Indonesian text itself is the key.

Collected, compared and compiled with Babel, so that nobody needs the gettext programs. Indonesian needs no catalogue:
a text without a translation is shown as the code writes it.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

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
# Written by us, not by Babel: no dates and no versions, so that two people who collect get the same file.
HEADER = """\
# msgid is the Indonesian text as it stands in the code; docs/how-to/translate.md says how to work on this file.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""
Key = tuple[str, str | None]  # the text and, where one word has two meanings, its context


def catalogues() -> Iterator[Path]:
    yield from sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def compile_all() -> None:
    """Write the compiled form of every catalogue that is newer than it; readers never meet half a file."""
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            unfinished = target.with_name(f"{target.name}.{os.getpid()}")
            with unfinished.open("wb") as file:
                write_mo(file, read(source))
            unfinished.replace(target)


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


def update(languages: Iterable[str]) -> None:
    """Bring the catalogue of each language up to what the code says: new texts empty, unused ones gone."""
    template = words_in_code()
    for language in languages:
        source = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        catalogue = read(source) if source.exists() else Catalog(locale=language, domain=DOMAIN, charset="utf-8")
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        source.parent.mkdir(parents=True, exist_ok=True)
        with source.open("wb") as file:
            file.write(HEADER.format(language=language, plurals=catalogue.plural_forms).encode())
            write_po(file, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)


def problems() -> list[str]:
    """What keeps a language from being complete: texts missing, doubtful, wrongly filled in, or no longer used."""
    wanted = _by_key(words_in_code())
    found = []
    for source in catalogues():
        language, catalogue = source.parts[-3], read(source)
        known = _by_key(catalogue)
        for key, message in wanted.items():
            place = "{}:{}".format(*message.locations[0])
            fault = _fault(message, known[key], catalogue.num_plurals) if key in known else "not translated"
            if fault:
                found.append(f"{language}: {fault}: {_short(message)} ({place})")
        found.extend(f"{language}: no longer used: {_short(known[key])}" for key in known if key not in wanted)
    return found


def _by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {(_texts(message.id)[0], message.context): message for message in catalogue if message.id}


def _fault(message: Message, translation: Message, plurals: int) -> str:
    texts = _texts(translation.string)
    if translation.fuzzy or not all(texts):
        return "translation empty or doubtful"
    if len(texts) != (plurals if message.pluralizable else 1):
        return "wrong number of plural forms"
    if _filled_in(message.id) != _filled_in(translation.string):
        return "other names in %(…)s"
    if _markup(message.id) != _markup(translation.string):
        return "other tags, or other spaces at the ends"
    return ""


def _texts(string: object) -> tuple[str, ...]:
    return tuple(map(str, string)) if isinstance(string, list | tuple) else (str(string),)


def _filled_in(string: object) -> set[str]:
    """What is filled in, and stray percent signs; one form of a plural may leave out the number itself."""
    return set(re.findall(r"%\(\w+\)\w|%", " ".join(_texts(string))))


def _markup(string: object) -> set[tuple[str, ...]]:
    """Tags and spaces at the ends, the same in every form."""
    return {tuple(re.findall(r"^\s+|</?\w+|\s+$", text)) for text in _texts(string)}


def _short(message: Message) -> str:
    return repr(_texts(message.id)[0])[:80]
