"""A PDF without what could act: scripts, commands, links out and files inside are taken out of it before it is copied.

What is seen stays as it is. The parts are known by what they are, not by what they are called: a font may be named as an
action is.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

SEEN_ROOT = frozenset({"/Type", "/Pages", "/AcroForm", "/OCProperties", "/Lang", "/Version"})
ACTIONS = frozenset({
    "/GoTo", "/GoToR", "/GoToE", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm",
    "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/RichMediaExecute",
})  # fmt: skip
ACTING = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"})
"""Remarks on a page that play something or hold a file."""


def quieten(root: generic.DictionaryObject) -> None:
    """Take out of everything that hangs on the root what could act."""
    for key in [key for key in root if key not in SEEN_ROOT]:
        del root[key]
    form = root.get("/AcroForm")
    if isinstance(form, generic.DictionaryObject):
        form.pop("/XFA", None)
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, generic.DictionaryObject):
            for key in [key for key in part if _acts(_told(part.raw_get(key)))]:
                del part[key]
        elif isinstance(part, generic.ArrayObject):
            part[:] = [one for one in list.__iter__(part) if not _acts(_told(one))]
        waiting.extend(_new(part, seen))


def _new(part: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """What hangs on a part and was not looked at yet."""
    if isinstance(part, generic.DictionaryObject):
        inside = [part.raw_get(key) for key in part]
    else:
        inside = list(list.__iter__(part)) if isinstance(part, generic.ArrayObject) else []
    for one in inside:
        if isinstance(one, generic.IndirectObject):
            place = (one.idnum, one.generation)
            if place in seen:
                continue
            seen.add(place)
        found = _told(one)
        if isinstance(found, generic.DictionaryObject | generic.ArrayObject):
            yield found


def _told(part: Any) -> Any:
    return part.get_object() if isinstance(part, generic.IndirectObject) else part


def _acts(part: Any) -> bool:
    """Whether a part is an action, a file inside the file, or a remark that plays something."""
    if not isinstance(part, generic.DictionaryObject):
        return False
    kind, action, remark = (part.get(key) for key in ("/Type", "/S", "/Subtype"))
    is_action = action in ACTIONS and kind in (None, "/Action")
    return (
        is_action or kind in ("/EmbeddedFile", "/Filespec") or "/EF" in part or (remark in ACTING and "/Rect" in part)
    )
