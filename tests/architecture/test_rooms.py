"""Inside a room and between rooms: which file may import which."""

import ast

from .source import DOMAIN, OPEN_FILES, ORDER, SRC, imports, package_of, python_files, room_files, rooms, short, tree

MAY_SHARE_RULES = {
    # values without behaviour that callers of an action have to build
    ("cases", "satuatap.domain.payments.rules.Line"),
}


def test_a_file_of_a_room_imports_only_files_above_it():
    wrong = []
    for room in rooms():
        for name, path in room_files(room):
            if name not in ORDER:
                continue
            for target, node in imports(tree(path), package_of(path)):
                inside = target.removeprefix(f"satuatap.domain.{room}.").split(".")[0]
                if (
                    target.startswith(f"satuatap.domain.{room}.")
                    and inside in ORDER
                    and ORDER.index(inside) > ORDER.index(name)
                ):
                    wrong.append(f"{short(path)}:{node.lineno} imports {target}")

    assert wrong == []


def test_rooms_use_only_each_others_open_files():
    wrong = []
    for room in rooms():
        for name, path in room_files(room):
            for target, node in imports(tree(path), package_of(path)):
                parts = target.split(".")
                if parts[:2] != ["satuatap", "domain"] or len(parts) < 4 or parts[2] == room:
                    continue
                allowed = OPEN_FILES | ({"models"} if name == "models" or _types_only(target) else set())
                if parts[3] not in allowed and (room, target) not in MAY_SHARE_RULES:
                    wrong.append(f"{short(path)}:{node.lineno} imports {target}")

    assert wrong == []


def _types_only(target: str) -> bool:
    """Single things that a query returns may be named as a type by the caller."""
    return target.startswith("satuatap.domain.") and ".models." in target and target.rsplit(".", 1)[1][:1].isupper()


def test_pages_import_no_tables():
    wrong = [
        f"{short(path)}:{node.lineno} imports {target}"
        for path in python_files(SRC / "fronts")
        for target, node in imports(tree(path), package_of(path))
        if ".models" in target and target.startswith("satuatap.domain.")
    ]

    assert wrong == []


def test_pages_import_no_rules():
    wrong = [
        f"{short(path)}:{node.lineno} imports {target}"
        for path in python_files(SRC / "fronts")
        for target, node in imports(tree(path), package_of(path))
        if target.startswith("satuatap.domain.") and target.split(".")[3:4] == ["rules"]
    ]

    assert wrong == []


def test_every_room_says_what_it_is_for():
    silent = [room for room in rooms() if not ast.get_docstring(tree(DOMAIN / room / "__init__.py"))]

    assert silent == []


def test_nothing_imports_config():
    wrong = [
        f"{short(path)}:{node.lineno}"
        for folder in ("kernel", "domain", "adapters", "fronts")
        for path in python_files(SRC / folder)
        for target, node in imports(tree(path), package_of(path))
        if target.startswith("satuatap.config")
    ]

    assert wrong == []
