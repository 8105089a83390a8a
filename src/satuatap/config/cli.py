"""The ``satuatap`` command. Each subcommand is one file in ``config/commands``, with ``add_arguments`` and ``run``."""

import argparse
import ast
import errno
import importlib
import os
import sys
from pathlib import Path

from satuatap.kernel.errors import Refused

from .postgres import NotRunnable
from .processes import Failed
from .supervisor.place import Place

FOLDER = Path(__file__).parent / "commands"
# They stay small, or work while the applications cannot: they never load Django's applications.
WITHOUT_DJANGO = {"up", "down", "stream", "backup", "restore", "recovery-key", "replay-day"}
# Only these may change tables; everything else works with the rights of the app role.
AS_OWNER = {"migrate", "prepare"}
# What is wrong with the machine, not with us: said in a sentence.
OF_THE_MACHINE = {
    errno.ENOSPC: "Disk penuh",
    errno.EDQUOT: "Jatah disk habis",
    errno.EROFS: "Hanya dapat dibaca, tidak dapat ditulisi",
    errno.EACCES: "Tidak boleh dibaca atau ditulisi oleh pengguna ini",
    errno.EPERM: "Tidak boleh dibaca atau ditulisi oleh pengguna ini",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    names = subcommands()
    if not words or words[0] not in names:
        print(overview(names))
        return 0 if not words or words[0] in {"-h", "--help", "help"} else 2
    name = words[0]
    try:
        Place.from_environment()
        return run(name, words[1:])
    except (NotRunnable, Failed, Refused) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        if problem.errno not in OF_THE_MACHINE:
            raise
        print(f"{OF_THE_MACHINE[problem.errno]}: {problem.filename or problem.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(name: str, words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "satuatap.config.settings")
    if name in AS_OWNER:
        os.environ["SATUATAP_DATABASE_ROLE"] = "owner"
    if name not in WITHOUT_DJANGO:
        import django  # slow: half a second that the supervisor does not pay

        django.setup()
    command = importlib.import_module(f"satuatap.config.commands.{name.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"satuatap {name}", description=command.__doc__)
    command.add_arguments(parser)
    given = parser.parse_args(words)
    if name in WITHOUT_DJANGO:
        return int(command.run(given) or 0)
    from django.db import OperationalError

    try:
        return int(command.run(given) or 0)
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", None):  # it answered, with an error
            raise
        raise NotRunnable(
            f"Basis data tidak menjawab. Jalankan `satuatap up`, atau periksa DATABASE_URL.\n{str(problem).strip()}"
        ) from problem


def subcommands() -> dict[str, str]:
    """Every subcommand and the first line of what it says about itself, without loading any of them."""
    files = sorted(path for path in FOLDER.glob("*.py") if not path.name.startswith("_"))
    return {
        path.stem.replace("_", "-"): (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n", 1)[0]
        for path in files
    }


def overview(names: dict[str, str]) -> str:
    width = max(map(len, names))
    lines = [f"  {name:<{width}}  {words}" for name, words in names.items()]
    return "\n".join(["satuatap <perintah> [--help]", "", *lines])
