"""Files of residents: brought, read, checked, entered in one transaction, undone with one press."""

from .asking import bring_import, enter_import, explain_import, map_import, undo_import
from .layouts import LayoutEntry, put_layouts
from .operating import check_file
from .working import mind_imports, work_on_import

__all__ = [
    "LayoutEntry",
    "bring_import",
    "check_file",
    "enter_import",
    "explain_import",
    "map_import",
    "mind_imports",
    "put_layouts",
    "undo_import",
    "work_on_import",
]
