"""Halls in packs: lanes, posts and priorities arrive, and mistakes are found."""

import pytest

from satuatap.domain.packs import actions, queries
from satuatap.domain.visits.models import Lane, Post, Priority

from .factories import INSTALLER, NOON, line_of, write_pack

HALLS = """\
priorities:
  - {code: lansia, name: Lansia, head_start: 20, law: unknown, source: sk}
halls:
  - site: balai
    zones: [{code: ruang, name: Ruang tunggu}]
    lanes:
      - {code: pasar, unit: pasar, letter: A, name: Pasar, minutes: 5, source: sk, last_number: 13:30, quota: 80}
    posts:
      - {counter: Loket 1, lanes: {pasar: 2}, zone: ruang, place: lantai 1, accessible: yes}
"""

MISTAKES = [
    ("site: balai", "site: balay", "there is no site"),
    ("unit: pasar", "unit: pazar", "there is no agency"),
    ("source: sk, last", "source: ks, last", "there is no source"),
    ("counter: Loket 1", "counter: Loket 9", "is not a counter of this site"),
    ("{pasar: 2}", "{pasr: 2}", "is not a lane of this hall"),
    ("zone: ruang", "zone: taman", "is not a zone of this hall"),
    ("letter: A", "letter: a1", "does not look right"),
    ("minutes: 5", "minutes: 0", "is not a number that fits"),
    ("last_number: 13:30", "last_number: 25:00", "does not look right"),
]


@pytest.mark.parametrize(("old", "new", "says"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(tmp_path, old, new, says):
    text = HALLS.replace(old, new)
    found = [
        finding for finding in queries.check(write_pack(tmp_path, {"halls.yaml": text})) if finding.level == "error"
    ]

    assert says in found[0].message
    assert found[0].file.endswith("halls.yaml")
    assert found[0].line == line_of("halls.yaml", text, new)


def test_a_lane_that_no_counter_serves_is_a_warning(tmp_path):
    text = HALLS[: HALLS.index("    posts:")]
    found = queries.check(write_pack(tmp_path, {"halls.yaml": text}))

    assert [(finding.level, "no counter serves" in finding.message) for finding in found] == [("warning", True)]


@pytest.mark.django_db
def test_a_hall_arrives_and_a_second_time_nothing_changes(tmp_path):
    path = write_pack(tmp_path, {"halls.yaml": HALLS})
    assert actions.install(path=path, by=INSTALLER, at=NOON).counts["halls"] == 4

    lane, post = Lane.objects.get(), Post.objects.select_related("counter", "zone").get()
    assert (lane.letter, lane.quota, f"{lane.last_number_at:%H.%M}") == ("A", 80, "13.30")
    assert (post.counter.name, post.zone.code, post.weight, post.is_accessible) == ("Loket 1", "ruang", 2, True)
    assert Priority.objects.get().head_start == 20
    assert actions.install(path=path, by=INSTALLER, at=NOON).counts == {}
