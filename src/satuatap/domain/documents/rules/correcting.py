"""What may be corrected in the content of an issued document, and what was typed for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

LONGEST_WORDS = 1000
LONGEST_VALUE = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a document's content: ``kind`` is text, whole, or lines (a list of texts, one a line)."""

    name: str
    kind: str
    text: str


def printed_lines(content: Mapping[str, Any]) -> tuple[Line, ...]:
    """What of a content can be typed anew; what is made of parts inside parts cannot."""
    found = []
    for name, value in content.items():
        if isinstance(value, bool | Mapping):
            continue
        if isinstance(value, int):
            found.append(Line(name, "whole", str(value)))
        elif isinstance(value, list):
            if all(isinstance(part, str) for part in value):
                found.append(Line(name, "lines", "\n".join(value)))
        else:
            found.append(Line(name, "text", value or ""))
    return tuple(found)


def corrected(content: Mapping[str, Any], typed: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The content with what was typed, and the names of what differs.

    Raises ``Refused("nothing")`` when it is what it was, ``Refused("whole")`` where a whole number is wanted.
    """
    mended = dict(content)
    for line in printed_lines(content):
        if line.name in typed:
            text = typed[line.name].replace("\r\n", "\n").strip()[:LONGEST_VALUE]
            if text != line.text.strip():
                mended[line.name] = _value(line, text)
    changed = tuple(name for name in content if mended[name] != content[name])
    if not changed:
        raise Refused("nothing", _("Ubah paling sedikit satu isian yang keliru."))
    return mended, changed


def _value(line: Line, text: str) -> Any:
    if line.kind == "lines":
        return [" ".join(part.split()) for part in text.split("\n") if part.strip()]
    if line.kind != "whole":
        return " ".join(text.split())
    if not (text.isascii() and text.isdigit()):
        raise Refused("whole", _("Isi dengan angka saja."), field=line.name)
    return int(text)


def words_of(text: str) -> str:
    """What somebody wrote about it. Raises ``Refused("words")`` for nothing."""
    tidy = text.strip()[:LONGEST_WORDS]
    if not tidy:
        raise Refused("words", _("Tulis apa yang keliru dan seharusnya bagaimana."), field="words")
    return tidy
