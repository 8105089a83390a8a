"""Memeriksa, mengumpulkan, atau menyusun terjemahan."""

import argparse

from django.conf import settings

from .. import translations


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["check", "update", "compile"])


def run(arguments: argparse.Namespace) -> int:
    if arguments.act == "compile":
        translations.compile_all()
        return 0
    if arguments.act == "update":
        translations.update(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    problems = translations.problems()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s) in translations")
    return 1 if problems and arguments.act == "check" else 0
