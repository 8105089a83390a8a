"""Makes the virtual environment from a hashed lock file. Run by ``make`` with any Python 3.11 or later, before
anything is installed: standard library only.

    python3 src/satuatap/config/libraries.py .venv requirements.txt

Nothing happens when the environment already fits the lock. Otherwise pip fetches the one tool ``uv`` that the lock
names, and uv installs the rest ten times faster than pip would; where uv cannot work, pip installs everything.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
STAMP = "satuatap-lock"
INSTALL = ["install", "--quiet", "--no-deps", "--require-hashes"]
SCRIPT = """#!{python}
import os
import sys

if sys.dont_write_bytecode:
    # Somebody wants no compiled files among the sources. Compiling all of them anew for every process would double
    # the time to start, so they go into this environment instead.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = "{folder}/bytecode"
    sys.dont_write_bytecode = False

from satuatap.config.cli import main

sys.exit(main())
"""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 (this file is read by whatever Python is there)
        print("SatuAtap butuh Python 3.11 atau lebih baru; yang ini %d.%d." % sys.version_info[:2])  # noqa: UP031
        return 1
    folder, lock = Path(arguments[0]).absolute(), Path(arguments[1])
    wanted = fingerprint(lock)
    with one_at_a_time(folder):
        if stamp_of(folder) != wanted:
            print(f"Memasang pustaka ke {folder.name} …", flush=True)
            make(folder, lock)
            (folder / STAMP).write_text(wanted)
    return 0


def fingerprint(lock: Path) -> str:
    """Changes with the lock, with this file, and with the Python that runs it."""
    text = lock.read_bytes() + Path(__file__).read_bytes() + f"{sys.version} {sys.base_prefix}".encode()
    return hashlib.sha256(text).hexdigest()


def stamp_of(folder: Path) -> str:
    try:
        return (folder / STAMP).read_text()
    except OSError:
        return ""


def one_at_a_time(folder: Path):
    """Two copies may be started in the same moment: the second waits here until the first has finished."""
    lock = folder.with_name(f"{folder.name}.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def make(folder: Path, lock: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    python = folder / "bin" / "python"
    command = pip(python)
    if not install_with_uv(command, folder, lock):
        run([*command, *INSTALL, "--no-compile", "-r", str(lock)])
    site = next((folder / "lib").glob("python*/site-packages"))
    (site / "satuatap.pth").write_text(f"{SOURCE}\n")
    script = folder / "bin" / "satuatap"
    script.write_text(SCRIPT.format(python=python, folder=folder))
    script.chmod(0o755)


def install_with_uv(command: list[str], folder: Path, lock: Path) -> bool:
    """True when uv could be fetched and has installed the whole lock."""
    entry = entry_of("uv", lock)
    only_uv = folder / "uv.txt"
    only_uv.write_text(entry)
    environment = {**os.environ, **index(command)}
    try:
        run([*command, *INSTALL, "--no-compile", "-r", str(only_uv)])
        uv = [str(folder / "bin" / "uv"), "pip", *INSTALL, "--python", str(folder / "bin" / "python")]
        run([*uv, "-r", str(lock)], environment)
    except (OSError, subprocess.CalledProcessError):
        return False
    return bool(entry)


def entry_of(name: str, lock: Path) -> str:
    """The lines of one package in the lock, with its hashes; "" when the lock does not name it."""
    lines = iter(lock.read_text().splitlines())
    for line in lines:
        if line.startswith(f"{name}=="):
            entry = [line]
            while entry[-1].endswith("\\"):
                entry.append(next(lines))
            return "\n".join(entry) + "\n"
    return ""


def pip(python: Path) -> list[str]:
    """How to run pip on the new environment: from the Python at hand where it has one, which is quicker."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(python)]
    subprocess.run([str(python), "-m", "ensurepip"], check=True, capture_output=True)
    return [str(python), "-m", "pip"]


def index(command: list[str]) -> dict[str, str]:
    """The machine's own package index and certificates, as pip knows them, in the words of uv."""
    listed = subprocess.run([*command, "config", "list"], capture_output=True, text=True, check=False).stdout
    known = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    found = {}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        variable = known.get(key.rpartition(".")[2])
        if variable and variable not in os.environ:
            found[variable] = value.strip("'")
    return found


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
