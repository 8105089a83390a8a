"""Only actions write; each says who and when, and leaves a trace."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .source import DOMAIN, room_files, rooms, short, tree

WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"}
NOT_ROWS = {"hashlib", "digest", "hasher"}
TRACES = {"record", "record_look"}

WITHOUT_TRACE: dict[str, str] = {}
"""Actions that write nothing worth a trace, each with its reason."""

WRITE_ELSEWHERE: dict[str, str] = {
    "src/satuatap/domain/identity/sessions.py": "keeps the sessions of browsers for the framework, which asks it to",
}
"""Places outside actions that may write, each with its reason."""


def action_functions() -> Iterator[tuple[str, Path, ast.FunctionDef]]:
    for room in rooms():
        for name, path in room_files(room):
            if name == "actions":
                for node in tree(path).body:
                    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                        yield room, path, node


def is_atomic(node: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)


def calls(node: ast.AST) -> set[str]:
    found = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            found.add(ast.unparse(call.func).split(".")[-1])
    return found


def test_actions_say_who_and_when_by_keyword():
    wrong = []
    for room, path, node in action_functions():
        if not is_atomic(node):
            continue
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        if not {"by", "at"} <= keywords or node.args.args:
            wrong.append(f"{short(path)}:{node.lineno} {room}.{node.name}")

    assert wrong == []


def test_every_action_leaves_a_trace():
    """An atomic action records, or calls a function of its own room that does."""
    tracing = {
        node.name
        for room in rooms()
        for name, path in room_files(room)
        if name in ("actions", "effects")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and TRACES & calls(node)
    }
    for _ in range(8):
        tracing |= {
            node.name
            for room in rooms()
            for name, path in room_files(room)
            if name in ("actions", "effects")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef) and tracing & calls(node)
        }
    silent = [
        f"{room}.{node.name}"
        for room, _path, node in action_functions()
        if is_atomic(node) and node.name not in tracing and f"{room}.{node.name}" not in WITHOUT_TRACE
    ]

    assert silent == []


def test_only_actions_write():
    wrong = []
    for room in rooms():
        for name, path in room_files(room):
            if name in ("actions", "effects", "models") or short(path) in WRITE_ELSEWHERE:
                continue
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                    owner = ast.unparse(node.func.value)
                    if "objects" in owner or node.func.attr in ("save", "bulk_create"):
                        wrong.append(f"{short(path)}:{node.lineno} {owner}.{node.func.attr}")

    assert wrong == []


def test_the_domain_never_asks_the_clock_in_rules_or_actions():
    wrong = [
        f"{short(path)}:{node.lineno}"
        for room in rooms()
        for name, path in room_files(room)
        if name in ("rules", "actions", "effects")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (
            ast.unparse(node.func) in ("timezone.now", "datetime.now", "date.today")
            or (ast.unparse(node.func) == "timezone.localdate" and not node.args)  # without a moment it asks the clock
        )
    ]

    assert wrong == []


def test_rooms_have_no_signals():
    words = ("post_save", "pre_save", "m2m_changed", "@receiver")
    wrong = [short(path) for path in DOMAIN.rglob("*.py") if any(word in path.read_text() for word in words)]

    assert wrong == []
