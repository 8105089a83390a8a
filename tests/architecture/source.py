"""Reading our own source: files, trees, and the short list of exceptions with their reasons."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "satuatap"
DOMAIN = SRC / "domain"

OPEN_FILES = {"lifecycle", "events", "ports", "policies", "queries", "actions"}
ORDER = ["lifecycle", "events", "ports", "rules", "models", "policies", "queries", "effects", "actions", "tasks"]


def python_files(folder: Path, *, tests: bool = False) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        if "migrations" in parts or ("tests" in parts and not tests):
            continue
        yield path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def rooms() -> list[str]:
    return sorted(p.name for p in DOMAIN.iterdir() if (p / "models.py").exists() or (p / "models").is_dir())


def room_files(room: str) -> Iterator[tuple[str, Path]]:
    """Each file of a room with the name it has in the table of files: a package counts as the file it grew out of."""
    for path in python_files(DOMAIN / room):
        relative = path.relative_to(DOMAIN / room)
        yield relative.parts[0].removesuffix(".py"), path


def imports(module: ast.Module, package: str) -> Iterator[tuple[str, ast.AST]]:
    """Full dotted names of what a module imports, also inside functions; ``package`` resolves relative ones.

    Imports that only serve type checking are left out: they never run.
    """
    hidden = {id(node) for block in ast.walk(module) if _is_type_checking(block) for node in ast.walk(block)}
    for node in ast.walk(module):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            prefix = ".".join([*base, node.module] if node.module else base) if node.level else node.module or ""
            for alias in node.names:
                yield f"{prefix}.{alias.name}", node


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def package_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1])
