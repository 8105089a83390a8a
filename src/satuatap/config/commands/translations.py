"""Memeriksa, mengumpulkan, atau menyusun terjemahan."""

import argparse

from babel.messages.pofile import write_po

from .. import translations


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["check", "collect", "compile"])


def run(arguments: argparse.Namespace) -> int:
    if arguments.act == "compile":
        translations.compile_all()
        return 0
    if arguments.act == "collect":
        collect()
        return 0
    problems = translations.problems()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s) in translations")
    return 1 if problems else 0


def collect() -> None:
    """Bring every catalogue up to what the code says: new texts are added empty, unused ones removed."""
    template = translations.words_in_code()
    for source in translations.catalogues():
        catalogue = translations.read(source)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with source.open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=False, sort_output=True, include_lineno=False)
