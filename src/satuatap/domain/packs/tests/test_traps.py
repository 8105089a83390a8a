"""What plain YAML would quietly turn into something else stays what was written."""

from datetime import date, time

import pytest

from satuatap.domain.packs import queries
from satuatap.domain.packs.rules.shapes import Hours, Yes

from .factories import FILES, changed, write_pack


def test_codes_times_and_words_stay_as_they_were_written(tmp_path):
    files = changed("pack.yaml", "  code: 99.71", "  code: 99.10") | {
        "areas.csv": "code,name,kind,bps_code,office_code\n99,NO,provinsi,,\n99.10,on,kabupaten,,429.100\n",
        "roles.yaml": FILES["roles.yaml"] + "  on: NO\n",
    }
    pack = queries.read(write_pack(tmp_path, files))

    assert pack.region == "99.10"
    assert [(area.code, area.name, area.office_code) for area in pack.areas] == [
        ("99", "NO", ""),
        ("99.10", "on", "429.100"),
    ]
    assert pack.section("roles.yaml", "roles")["on"] == "NO"
    hours = pack.section("calendar.yaml", "hours")[0]
    assert hours["days"]["monday-friday"][0] == (time(8), time(12))
    assert hours["from"] == date(2026, 1, 1)
    assert pack.services["izin-lapak"].typed["decree"]["on"] == "2026-01-02"


@pytest.mark.parametrize("text", ["NO", "No", "off", "y", "1", ""])
def test_only_small_yes_and_no_are_yes_and_no(text):
    problems = []
    assert Yes().read(text, "/x", problems) is None
    assert "yes or no" in problems[0].remedy


@pytest.mark.parametrize("text", ["10:00", "600", "7:30-12:00", "12:00-07:30", "24:30-25:00", "08.00-14.00"])
def test_hours_are_never_guessed(text):
    problems = []
    assert Hours().read(text, "/x", problems) is None
    assert problems


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: contoh\nname: lain\n", 2, "stands here twice"),
        ("name: &x contoh\n", 1, "anchors"),
        ("name: !!int 3\n", 1, "tag"),
        ("name: contoh\n  version: [1\n", 2, "not readable"),
    ],
)
def test_what_hides_a_meaning_is_refused_on_its_line(tmp_path, text, line, words):
    findings = [f for f in queries.check(write_pack(tmp_path, {"sources.yaml": text})) if "sources.yaml" in f.file]

    assert findings[0].line == line
    assert words in findings[0].message
