"""Ports, homes, and the lock that keeps two supervisors apart."""

import os
import socket
from pathlib import Path

import pytest

from ..postgres import NotRunnable
from ..supervisor import place as places
from ..supervisor.place import Place, holder, only_one


def place(home: Path, port: int = 8180) -> Place:
    return Place(home, port, "127.0.0.1")


def test_the_environment_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("PORT", "8150")
    monkeypatch.setenv("SATUATAP_HOME", str(tmp_path))
    monkeypatch.delenv("SATUATAP_URL", raising=False)

    found = Place.from_environment()

    assert (found.home, found.port, found.url) == (tmp_path, 8150, "http://localhost:8150")


@pytest.mark.parametrize("port", ["eight", "0", "65530"])
def test_a_port_that_cannot_be_is_refused_in_words(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(NotRunnable, match="PORT"):
        Place.from_environment()


def test_a_second_supervisor_on_one_home_is_refused(tmp_path):
    first = place(tmp_path / "home")
    with only_one(first):
        assert holder(first.home) == os.getpid()
        with (
            pytest.raises(NotRunnable, match=r"sudah berjalan dengan folder data .*8180.*satuatap down"),
            only_one(first),
        ):
            pass

    assert holder(first.home) is None
    with only_one(first):
        pass  # free again


def test_a_number_left_by_a_killed_supervisor_does_not_count(tmp_path):
    (tmp_path / "supervisor.lock").write_text(f"{os.getpid()} http://localhost\n")

    assert holder(tmp_path) is None


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(NotRunnable, match="tidak dapat ditulisi"), only_one(place(tmp_path / "file" / "home")):
        pass


def test_a_taken_port_is_named_with_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "FREE_SECONDS", 0.0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(NotRunnable, match=rf"Port {port} sudah dipakai.*SATUATAP_HOME"):
            place(tmp_path, port).require_free_ports((0,))

    place(tmp_path, port).require_free_ports((0,))
