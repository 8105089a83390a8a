"""The ``satuatap`` command finds its subcommands by their files."""

import errno
import os
import subprocess
import sys

import pytest

from .. import cli


def test_every_subcommand_says_what_it_is_for():
    names = cli.subcommands()

    assert {"up", "down", "migrate", "worker", "stream", "doctor"} <= names.keys()
    assert all(names.values())


def test_an_unknown_word_shows_what_there_is(capsys):
    assert cli.main(["fly"]) == 2
    assert "  up " in capsys.readouterr().out


def test_no_word_shows_what_there_is(capsys):
    assert cli.main([]) == 0
    assert "satuatap <perintah>" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["down", "doctor", "web", "stream"])
def test_a_port_that_is_none_is_refused_in_words_by_every_command(command, monkeypatch, capsys):
    monkeypatch.setenv("PORT", "abc")

    assert cli.main([command]) == 1
    assert "PORT harus berupa angka" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["migrate", "demo"])
def test_a_database_that_is_not_there_is_said_in_words(command, tmp_path):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE", "DJANGO", "SATUATAP"))}
    environment |= {"SATUATAP_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [command, "packs/banyuwangi"] if command == "demo" else [command]
    done = subprocess.run(
        [sys.executable, "-m", "satuatap.config", *words], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "Basis data tidak menjawab" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "Disk penuh"), (errno.EROFS, "ditulisi"), (errno.EACCES, "pengguna ini")]
)
def test_a_full_or_closed_disk_is_said_in_words(number, words, monkeypatch, capsys):
    def fail(*_given):
        raise OSError(number, os.strerror(number), "/data/satuatap")

    monkeypatch.setattr(cli, "run", fail)

    assert cli.main(["up"]) == 1
    assert words in (said := capsys.readouterr().err)
    assert "/data/satuatap" in said
