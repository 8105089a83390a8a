"""``satuatap up`` as a person uses it: a whole copy, killed in every way there is."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.support.ports import free_ports

from ..postgres.cluster import APP, OWNER, SUPERUSER, address
from ..processes import tries

pytestmark = pytest.mark.slow

SECONDS = 180.0
SOURCE = Path(__file__).resolve().parents[3]


class Copy:
    """One copy of SatuAtap on this machine, started by its own command."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.process: subprocess.Popen[str] | None = None
        self.output = home.with_suffix(".out")

    def command(self, *words: str) -> tuple[list[str], dict[str, str]]:
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "DJANGO", "SATUATAP"))
        }
        path = os.pathsep.join([str(SOURCE), *sys.path])
        environment = {**kept, "PORT": str(self.port), "SATUATAP_HOME": str(self.home), "PYTHONPATH": path}
        return [sys.executable, "-m", "satuatap.config", *words], environment

    def start(self) -> None:
        command, environment = self.command("up")
        with self.output.open("w") as output:
            self.process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        for _ in tries(SECONDS):
            if "SatuAtap siap" in self.output.read_text():
                return
            assert self.process.poll() is None, self.output.read_text()
        raise AssertionError(self.output.read_text())

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command, environment = self.command(*words)
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def health(self) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as answer:
            return answer.code, json.load(answer)
        except OSError:
            return 0, {}

    def processes(self) -> dict[int, str]:
        """Everything that belongs to this copy, by what it runs."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                mine = f"SATUATAP_HOME={self.home}\0".encode() in (entry / "environ").read_bytes()
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if (mine or str(self.home) in words) and state != "Z":
                found[int(entry.name)] = words
        return found

    def one(self, word: str) -> int:
        """The oldest of our processes whose command line says so: the parent of its workers."""
        return min(pid for pid, words in self.processes().items() if word in words)


@pytest.fixture(scope="module")
def copy() -> Iterator[Copy]:
    folder = Path(tempfile.mkdtemp(prefix="satuatap-"))
    folder.chmod(0o711)
    found = Copy(folder / "home", free_ports())
    found.start()
    yield found
    for pid in found.processes():
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def eventually(question: Callable[[], object]) -> bool:
    return any(question() for _ in tries(SECONDS))


def is_well(copy: Copy) -> bool:
    return copy.health()[0] == 200


def rows(copy: Copy, table: str) -> int:
    with psycopg.connect(**address(copy.home, SUPERUSER)) as connection:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        (number,) = connection.execute(query).fetchone()
        return int(number)


def test_every_process_is_at_work(copy):
    status, said = copy.health()

    assert status == 200
    assert said["processes"] == dict.fromkeys(("web", "postgres", "worker", "stream"), "ok")
    assert f"http://localhost:{copy.port}/" in copy.output.read_text()


def test_people_are_told_whom_to_sign_in_as_and_the_recovery_key_once(copy):
    assert eventually(lambda: "AGE-SECRET-KEY-1" in copy.output.read_text())  # said right after the pages answer

    said = copy.output.read_text()
    assert "Akun peraga" in said
    assert "@" in said
    assert said.count("AGE-SECRET-KEY-1") == 1


def test_the_app_role_can_add_to_the_record_but_not_rewrite_it(copy):
    with psycopg.connect(**address(copy.home, APP), autocommit=True) as app:
        for act in ("UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(act)
        for act in (
            "DELETE FROM cases_command",
            "UPDATE cases_command SET verb = 'x'",
            "DELETE FROM django_migrations",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(act)


def test_a_second_start_on_the_same_data_is_refused(copy):
    done = copy.run("up")

    assert done.returncode == 1
    assert f"sudah berjalan dengan folder data {copy.home}" in done.stderr
    assert is_well(copy)


def test_another_copy_on_a_taken_port_is_refused_and_leaves_nothing(copy):
    other = Copy(copy.home.with_name("other"), copy.port)

    done = other.run("up")

    assert done.returncode == 1
    assert f"Port {copy.port} sudah dipakai" in done.stderr
    assert not other.processes()


def test_doctor_finds_a_demonstration_unfit_for_production(copy):
    done = copy.run("doctor", "--production")

    assert done.returncode == 1
    for words in ("otoritas uji", "akun peraga", "HTTPS", "✓ Peran aplikasi tidak dapat mengubah catatan."):
        assert words in done.stdout


@pytest.mark.parametrize("name", ["config web", "config stream", "config worker"])
def test_a_killed_process_is_started_again(copy, name):
    killed = copy.one(name)

    os.kill(killed, signal.SIGKILL)

    assert eventually(lambda: killed not in copy.processes() and name in " ".join(copy.processes().values()))
    assert eventually(lambda: is_well(copy))


def test_a_killed_database_comes_back_with_everything(copy):
    before = rows(copy, "agencies_unit")
    killed = copy.one("bin/postgres -D")

    os.kill(killed, signal.SIGKILL)

    assert eventually(lambda: killed not in copy.processes() and is_well(copy))
    assert rows(copy, "agencies_unit") == before > 200


def test_everything_killed_at_once_starts_again_with_all_data(copy):
    before = rows(copy, "agencies_unit")

    for pid in copy.processes():
        os.kill(pid, signal.SIGKILL)
    copy.process.wait()
    copy.start()

    assert is_well(copy)
    assert rows(copy, "agencies_unit") == before
    assert "Memasang paket" not in copy.output.read_text()  # nothing has changed, nothing is prepared again


def test_when_the_supervisor_is_killed_nothing_stays_behind(copy):
    copy.process.kill()
    copy.process.wait()

    assert eventually(lambda: not copy.processes())
    copy.start()
    assert is_well(copy)


def test_a_changed_pack_or_program_is_noticed(copy):
    with psycopg.connect(**address(copy.home, OWNER), autocommit=True) as owner:
        owner.execute("COMMENT ON SCHEMA public IS 'another version'")
    stop(copy)

    copy.start()

    assert "Memasang paket" in copy.output.read_text()


def test_it_stops_when_asked_and_leaves_nothing_running(copy):
    assert stop(copy) == 0

    assert not copy.processes()
    assert "database system is shut down" in (copy.home / "logs/postgres.log").read_text().splitlines()[-1]
    assert copy.run("down").stdout.startswith("Tidak ada SatuAtap")


def stop(copy: Copy) -> int:
    copy.process.send_signal(signal.SIGTERM)
    return copy.process.wait(60)
