"""The virtual environment is made from the lock, and only when the lock has changed."""

from pathlib import Path

import pytest

from .. import libraries

LOCK = """\
asgiref==3.9 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
uv==0.9 \\
    --hash=sha256:cc
whitenoise==6.9 \\
    --hash=sha256:dd
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text(LOCK)
    return path


def test_one_entry_of_the_lock_keeps_its_hashes(lock):
    assert libraries.entry_of("uv", lock) == "uv==0.9 \\\n    --hash=sha256:cc\n"
    assert libraries.entry_of("absent", lock) == ""


def test_nothing_is_done_while_the_lock_stays(lock, tmp_path, monkeypatch):
    made: list[Path] = []

    def make(folder: Path, _lock: Path) -> None:
        folder.mkdir(exist_ok=True)
        made.append(folder)

    monkeypatch.setattr(libraries, "make", make)
    words = [str(tmp_path / "venv"), str(lock)]

    assert [libraries.main(words), libraries.main(words)] == [0, 0]
    assert len(made) == 1
    lock.write_text(LOCK.replace("6.9", "6.10"))
    libraries.main(words)
    assert len(made) == 2


def test_the_locks_name_hashes_and_no_address():
    root = Path(libraries.__file__).resolve().parents[3]
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (root / name).read_text()
        packages = [line for line in text.splitlines() if "==" in line]
        assert "://" not in text
        assert "uv==" in text
        assert all(line.endswith("\\") for line in packages), "every package has a hash"
