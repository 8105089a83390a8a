"""``satuatap pack``, ``satuatap demo`` and ``satuatap install`` as an operator meets them."""

import json

import pytest

from satuatap.config.cli import main
from satuatap.domain.identity.models import Account
from satuatap.domain.packs.tests.factories import FILES, changed, write_pack
from satuatap.domain.packs.tests.test_demonstration import PEOPLE

SERVICE = "services/pasar/izin-lapak.yaml"


def test_check_prints_each_finding_in_the_form_editors_jump_to(tmp_path, capsys):
    write_pack(tmp_path, changed(SERVICE, "mode: full", "mode: fully"))

    code = main(["pack", "check", str(tmp_path)])

    first, last = capsys.readouterr().out.strip().splitlines()
    assert code == 1
    assert first == f"{tmp_path / SERVICE}:3: error: “fully” is not known here; did you mean “full”?"
    assert last == f"{tmp_path}: 1 errors, 0 warnings"
    assert main(["pack", "check", str(write_pack(tmp_path))]) == 0


def test_a_template_that_cannot_be_set_is_found(tmp_path, capsys):
    file = "documents/izin-lapak.typ"
    write_pack(tmp_path, {file: FILES[file].replace("content.nama", "content.nma")})

    assert main(["pack", "check", str(tmp_path)]) == 1
    assert "the template cannot be set" in capsys.readouterr().out


@pytest.mark.django_db
def test_install_says_what_changed(tmp_path, capsys):
    assert main(["pack", "install", str(write_pack(tmp_path))]) == 0
    assert "contoh 1.0.0: 1 home, 4 areas, 3 offices" in capsys.readouterr().out

    assert main(["pack", "install", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "contoh 1.0.0: nothing to change\n"


@pytest.mark.django_db
def test_install_refuses_a_pack_with_errors_in_one_sentence(tmp_path, capsys):
    write_pack(tmp_path, changed(SERVICE, "agency: pasar", "agency: pazar"))

    assert main(["pack", "install", str(tmp_path)]) == 1
    assert "there is no agency “pazar”; did you mean “pasar”?" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_first_start_installs_a_pack_and_leaves_its_cast_for_the_launcher(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path / "home"
    monkeypatch.setenv("SATUATAP_PACK", str(write_pack(tmp_path / "pack", {"people.yaml": PEOPLE})))

    assert main(["install"]) == 0

    told = json.loads((settings.HOME / "demonstration.json").read_text())
    assert [account["login"] for account in told["accounts"]] == [
        "+6281200004471", "budi@pasar.example", "sari@pasar.example",
    ]  # fmt: skip
    assert told["password"] == "semua urusan satu atap"


@pytest.mark.django_db
def test_where_real_people_are_served_there_is_no_cast(tmp_path, capsys, settings, monkeypatch):
    settings.HOME, settings.PRODUCTION = tmp_path / "home", True
    pack = str(write_pack(tmp_path / "pack", {"people.yaml": PEOPLE}))
    monkeypatch.setenv("SATUATAP_PACK", pack)

    assert main(["install"]) == 0
    assert not Account.objects.exists()
    assert main(["demo", pack]) == 1
    assert "tidak pernah dibuat" in capsys.readouterr().err
