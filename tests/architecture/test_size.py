"""Files and functions stay small enough to be read in one go."""

import ast

from .source import ROOT, SRC, python_files, short, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def test_no_file_is_longer_than_four_hundred_lines():
    endings = ("*.py", "*.html", "*.css", "*.js")
    long = {
        short(path): lines
        for ending in endings
        for folder in (SRC, ROOT / "tests")
        for path in folder.rglob(ending)
        if "vendor" not in path.parts
        and "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_no_function_is_longer_than_fifty_lines():
    long = {
        f"{short(path)}:{node.lineno} {node.name}": length
        for path in python_files(SRC)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }

    assert long == {}
