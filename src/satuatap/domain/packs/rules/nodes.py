"""Values that remember the file and line they were written on, also after one pack has been laid over another."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from satuatap.kernel.yamls import Document, join

ROOM = "own"  # where a frame leaves room for what each service says of its own


class Node(msgspec.Struct, frozen=True):
    """A value: a text, a list of nodes or a mapping of nodes, with the place it was written."""

    value: "str | list[Node] | dict[str, Node]"
    file: str
    line: int


class Located(msgspec.Struct, frozen=True):
    """Plain values, and for each pointer the file and line where it stands."""

    value: Any
    places: dict[str, tuple[str, int]]

    def place(self, pointer: str) -> tuple[str, int]:
        """Where a pointer, or its nearest parent that is written down, stands."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer, ("", 1))


def nodes_of(document: Document) -> Node:
    """A document as nodes."""

    def build(value: Any, pointer: str) -> Node:
        line = document.line(pointer)
        if isinstance(value, dict):
            return Node({k: build(v, join(pointer, k)) for k, v in value.items()}, document.source, line)
        if isinstance(value, list):
            return Node([build(v, join(pointer, i)) for i, v in enumerate(value)], document.source, line)
        return Node(value, document.source, line)

    return build(document.value, "")


def located(node: Node) -> Located:
    """The plain values of a node and their places."""
    places: dict[str, tuple[str, int]] = {}

    def unfold(inner: Node, pointer: str) -> Any:
        places[pointer] = (inner.file, inner.line)
        if isinstance(inner.value, dict):
            return {key: unfold(below, join(pointer, key)) for key, below in inner.value.items()}
        if isinstance(inner.value, list):
            return [unfold(below, join(pointer, index)) for index, below in enumerate(inner.value)]
        return inner.value

    return Located(unfold(node, ""), places)


def lay_over(base: Node, over: Node, growing: Collection[str] = (), names: Sequence[str] = ("code",)) -> Node:
    """``over`` on top of ``base``: mappings grow together key by key, anything else is replaced as a whole.

    Lists whose entries all carry a ``code`` (or another of ``names``) grow together entry by entry; lists under the keys
    ``growing`` of the outermost mapping follow one another.
    """
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        merged: dict[str, Node] = {}
        added = {key: above for key, above in over.value.items() if key not in base.value}
        for key, below in base.value.items():
            above = over.value.get(key)
            if key == ROOM and below.value == "here":
                merged |= added
            elif above is None:
                merged[key] = below
            else:
                merged[key] = _join(below, above) if key in growing else lay_over(below, above, names=names)
        return Node(merged | added, over.file, over.line)
    for name in names:
        lower, upper = _by_name(base, name), _by_name(over, name)
        if lower is not None and upper is not None:
            entries = [
                lay_over(entry, upper[code], names=names) if code in upper else entry for code, entry in lower.items()
            ]
            entries += [entry for code, entry in upper.items() if code not in lower]
            return Node(entries, over.file, over.line)
    return over


def lay_in_frame(frame: Node, own: Node) -> Node:
    """What a file says of its own, in the frame it shares with others: steps and papers grow together by their names,
    and new keys come where the frame leaves room for them with ``own: here``."""
    value = (
        {key: node for key, node in own.value.items() if key != "frame"} if isinstance(own.value, dict) else own.value
    )
    return lay_over(frame, Node(value, own.file, own.line), names=("step", "key"))


def _join(base: Node, over: Node) -> Node:
    if isinstance(base.value, list) and isinstance(over.value, list):
        return Node([*base.value, *over.value], over.file, over.line)
    return over


def _by_name(node: Node, name: str) -> dict[str, Node] | None:
    """A list's entries by their ``code``, or what else names them; None when it is not such a list or names one twice."""
    if not isinstance(node.value, list) or not node.value:
        return None
    found: dict[str, Node] = {}
    for entry in node.value:
        code = entry.value.get(name) if isinstance(entry.value, dict) else None
        if code is None or not isinstance(code.value, str) or code.value in found:
            return None
        found[code.value] = entry
    return found
