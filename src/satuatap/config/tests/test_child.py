"""A child process is kept alive, and ends with its supervisor."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ..processes import Failed, apart, is_alive, tries
from ..supervisor import child as children
from ..supervisor.child import Child

SECONDS = 20.0
SLEEPER = "import signal; print('up', flush=True); signal.pause()"


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(children, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(children, "LONGEST_PAUSE", 0.02)


def make(tmp_path: Path, code: str = SLEEPER) -> Child:
    return Child("trial", [sys.executable, "-c", code], dict(os.environ), tmp_path)


def eventually(question: Callable[[], object]) -> bool:
    return any(question() for _ in tries(SECONDS))


def test_one_that_dies_is_started_again(tmp_path, quick):
    child = make(tmp_path)
    child.start()
    first = child.pid

    os.kill(first, signal.SIGKILL)

    assert eventually(lambda: child.look() == -signal.SIGKILL)
    assert eventually(lambda: child.look() is None and child.pid not in {None, first})
    child.wait_or_kill(0)


def test_one_that_dies_at_once_waits_longer_each_time(tmp_path, quick):
    child = make(tmp_path, "raise SystemExit(3)")
    child.start()

    assert eventually(lambda: child.look() == 3)
    assert child._pause == children.LONGEST_PAUSE
    assert eventually(lambda: child.look() == 3)
    child.wait_or_kill(0)


def test_one_that_does_not_listen_is_killed(tmp_path):
    child = make(tmp_path, "import signal; signal.signal(15, signal.SIG_IGN); print('up', flush=True); signal.pause()")
    child.start()
    assert eventually(lambda: "up" in child.last_words())
    pid = child.pid

    child.ask_to_stop()
    child.wait_or_kill(0.05)

    assert not is_alive(pid)


def test_what_it_started_itself_ends_too(tmp_path):
    code = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]).pid, flush=True); raise SystemExit"
    child = make(tmp_path, code)
    child.start()
    assert eventually(lambda: child.look() == 0)
    grandchild = int(child.last_words().split()[0])

    assert eventually(lambda: not is_running(grandchild))


def test_children_die_with_a_killed_supervisor(tmp_path):
    pid = os.fork()
    if pid == 0:
        child = make(tmp_path)
        child.start()
        (tmp_path / "pid").write_text(f"{child.pid}\n")
        signal.pause()
    assert eventually(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().endswith("\n"))
    child_pid = int((tmp_path / "pid").read_text())

    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)

    assert eventually(lambda: not is_running(child_pid))


def test_a_log_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(children, "LARGEST_LOG", 10)
    child = make(tmp_path)
    child.log.write_text("much too long\n")

    child.trim_log()

    assert child.log.read_text() == ""
    assert (tmp_path / "trial.old.log").read_text() == "much too long\n"


def is_running(pid: int) -> bool:
    """Alive and not only waiting for somebody to ask how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_is_done_apart_comes_back_and_its_faults_too():
    assert apart(lambda: "done") == "done"
    assert apart(lambda: None) is None
    with pytest.raises(Failed, match="not today"):
        apart(refuse)


def refuse() -> str:
    raise ValueError("not today")


def test_the_supervisor_loads_nothing_large():
    code = "import sys; import satuatap.config.commands.up; print(sorted({'django', 'psycopg', 'cryptography'} & sys.modules.keys()))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
