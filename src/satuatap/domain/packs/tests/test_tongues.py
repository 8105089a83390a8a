"""Languages of a region in its pack: what is there is installed, what is missing is said, what would break a page is refused."""

from datetime import date

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.packs import actions, queries
from satuatap.domain.packs.queries.tongues import sentences
from satuatap.domain.regions.models import Tongue
from satuatap.kernel.yamls import load

from .factories import FILES, INSTALLER, NOON, SHIPPED, line_of, write_pack

TONGUE = """\
name: Basa Contoh
reviewed: no
words:
  Ambil nomor: Jupuk nomer
  "%(num)s orang menunggu": "%(num)s wong ngenteni"
"""
MISTAKES = [
    ("Ambil nomor:", "Ambil nomer:", "our pages have no “Ambil nomer”"),
    ("%(num)s wong", "%(count)s wong", "what is filled in differs"),
    ("%(num)s wong", "%(num)s wong 100%", "what is filled in differs"),
    ("Jupuk nomer", "Jupuk <b>nomer</b>", "other marks in <…>"),
    ("Jupuk nomer", "Jupuk nomer & liyane", "other marks in <…>"),
    ("Jupuk nomer", "Jupuk nomer kanggo antri ing kene", "letters do not fit where 11 stood"),
    ("reviewed: no", "reviewed: yes", "is not known here"),
    ("reviewed: no", "reviewed: {by: Balai Bahasa}", "“on” is missing"),
    ("name: Basa Contoh", "nama: Basa Contoh", "unknown key"),
]


def tongue(text, code="jv"):
    return {f"tongues/{code}.yaml": text}


@pytest.mark.parametrize(("old", "new", "says"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(tmp_path, old, new, says):
    text = TONGUE.replace(old, new)
    found = [one for one in queries.check(write_pack(tmp_path, tongue(text))) if one.level == "error"]

    assert says in " ".join(one.message for one in found)
    assert {one.line for one in found} <= {line_of("jv", text, new), 1}


def test_a_language_of_all_pages_is_none_of_the_region(tmp_path):
    found = [one for one in queries.check(write_pack(tmp_path, tongue(TONGUE, "en"))) if one.level == "error"]

    assert "every page is written in en already" in found[0].message


def test_what_is_missing_and_unread_is_said_as_a_gap(tmp_path):
    found = [one for one in queries.check(write_pack(tmp_path, tongue(TONGUE))) if one.file.endswith("jv.yaml")]

    assert {one.level for one in found} == {"warning"}
    total = len(sentences().wanted)
    assert f"Basa Contoh: 2 of {total} sentences of a kiosk (1 per cent), not offered to visitors" in {
        one.message for one in found
    }
    assert "Basa Contoh: nobody who grew up with it has read these words" in {one.message for one in found}


@pytest.mark.django_db
def test_installing_enters_it_once_and_takes_away_what_the_pack_no_longer_has(tmp_path):
    folder = write_pack(tmp_path, tongue(TONGUE))
    assert actions.install(path=folder, by=INSTALLER, at=NOON).counts["tongues"] == 1
    row = Tongue.objects.get()
    assert (row.code, row.known, row.is_offered, row.reviewed_on) == ("jv", 2, False, None)
    assert actions.install(path=folder, by=INSTALLER, at=NOON).total == 0

    read = TONGUE.replace("no\n", "{by: Balai Bahasa, on: 2026-10-28}\noffer: yes\n", 1)
    assert actions.install(path=write_pack(tmp_path, tongue(read)), by=INSTALLER, at=NOON).counts == {"tongues": 1}
    row.refresh_from_db()
    assert (row.is_offered, row.reviewed_on) == (True, date(2026, 10, 28))

    actions.install(path=write_pack(tmp_path, tongue("")), by=INSTALLER, at=NOON)
    assert not Tongue.objects.exists()
    assert Entry.objects.filter(verb="regions.tongues-put").count() == 3


@pytest.mark.django_db
def test_with_enough_of_it_a_language_is_offered_without_a_word(tmp_path):
    words = "".join(f"  {quoted(one)}: {quoted(one)}\n" for one in sorted(sentences().wanted))
    text = f"name: Basa Contoh\nreviewed: no\nwords:\n{words}"
    actions.install(path=write_pack(tmp_path, tongue(text)), by=INSTALLER, at=NOON)

    row = Tongue.objects.get()
    assert row.is_offered
    assert row.known == row.wanted


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def test_a_region_adds_to_the_words_of_the_pack_underneath(tmp_path):
    write_pack(tmp_path / "dasar", tongue(TONGUE))
    above = tongue("words: {Selesai: Wis rampung}\n") | {"pack.yaml": FILES["pack.yaml"] + "extends: dasar\n"}
    pack = queries.read(write_pack(tmp_path / "daerah", above))

    words = pack.tongues["jv"].typed["words"]
    assert (words["Ambil nomor"], words["Selesai"]) == ("Jupuk nomer", "Wis rampung")


def test_the_languages_we_ship_say_that_no_speaker_has_read_them():
    shipped = [load(path.read_text(), source="").value for path in sorted(SHIPPED.glob("*/tongues/*.yaml"))]

    assert {one["name"] for one in shipped} == {"Basa Jawa", "Basa Using", "Bhâsa Madhurâ"}
    assert {one["reviewed"] for one in shipped} == {"no"}
