"""The ``satuatap`` command finds its subcommands by their files."""

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
