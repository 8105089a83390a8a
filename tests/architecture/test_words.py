"""Nothing is left open, nothing is unused, nothing names the place where it was written."""

import re

from .source import ROOT, SRC, short

TEXT = {".py", ".html", ".css", ".js", ".md", ".yaml", ".toml", ".typ", ".txt", ".csv"}
OPEN_ENDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b")
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def files(*folders: str):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if (
                path.is_file()
                and path.suffix in TEXT
                and "vendor" not in path.parts
                and "__pycache__" not in path.parts
            ):
                yield path


def test_nothing_is_left_open():
    found = [
        f"{short(path)}: {match.group()}"
        for path in files("src", "tests", "packs", "docs")
        for match in OPEN_ENDS.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_templates_hold_no_inline_script_or_style():
    found = [
        f"{short(path)}: {match.group()}"
        for path in SRC.rglob("*.html")
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
        if 'type="application/json"' not in path.read_text(encoding="utf-8")
    ]

    assert found == []


def test_every_template_is_used():
    templates = {
        str(path.relative_to(folder)) for folder in SRC.glob("fronts/*/templates") for path in folder.rglob("*.html")
    }
    sources = [path.read_text(encoding="utf-8") for ending in ("*.py", "*.html") for path in SRC.rglob(ending)]
    text = "\n".join(sources)
    found_by_library = ("account/", "mfa/", "socialaccount/", "usersessions/")
    unused = [name for name in sorted(templates) if name not in text and not name.startswith(found_by_library)]

    assert unused == []


def test_no_path_of_one_machine():
    paths = re.compile(r"(?<![\w.])/(?:work|home/\w+|Users/\w+)/")
    found = [
        f"{short(path)}: {match.group()}"
        for path in files("src", "tests", "packs", "docs")
        for match in paths.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
