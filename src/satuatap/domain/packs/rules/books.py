"""The grammar of books.yaml: the statutory registers of a village and their columns."""

from .shapes import CODE, LINE, SOURCE, YES, Choice, Keys, Many, Text

COLUMN = Keys(
    {
        "key": CODE,
        "name": LINE,
        "above": LINE,
        "kind": Choice(("text", "day", "whole", "money")),
        "written": YES,
        "blank": Text(most=10),
    },
    needed=("key", "name"),
)
SHEET = Keys(
    {"holds": Choice(("people", "codes", "families", "areas", "notes")), "name": Text(most=31)},
    needed=("holds", "name"),
)
GROUPS = ("umum", "penduduk", "keuangan", "pembangunan", "lainnya")
FILLED = (
    "entries", "letters", "council", "sent", "sent-bpd", "residents", "changes", "numbers", "export", "later",
)  # fmt: skip
BOOK = Keys(
    {
        "code": CODE, "number": Text(most=6), "group": Choice(GROUPS), "name": LINE,
        "filled": Choice(FILLED), "waits": LINE,
        "offices": Many(Choice(("desa", "kelurahan")), 1), "law": LINE, "source": SOURCE,
        "layout": Choice(("confirmed", "unconfirmed")), "columns": Many(COLUMN, 1), "sheets": Many(SHEET, 1),
    },
    needed=("code", "number", "group", "name", "filled", "offices", "law", "source", "layout"),
)  # fmt: skip
BOOKS = Keys({"books": Many(BOOK)})
