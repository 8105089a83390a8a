"""Search by everyday words, and the lists of the first page."""

from datetime import date

import pytest

from satuatap.domain.catalog import actions, queries
from satuatap.domain.catalog.actions import LifeEventEntry, ReasonEntry

from .factories import INSTALLER, NOON, make_revision

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture
def three_services():
    make_revision(texts={"en": {"/name": "Advertising permit", "/words": "signboard, banner"}}, popular=2)
    make_revision(
        code="akta-kelahiran", name="Akta kelahiran", summary="Bukti sah kelahiran anak", words="akte lahir, surat lahir",
        agency="dispendukcapil", popular=1, papers=[], substitutes=[],
    )  # fmt: skip
    make_revision(
        code="sktm", name="Surat keterangan tidak mampu", summary="Untuk sekolah atau berobat", words="surat miskin",
        agency={"kind": "village"}, papers=[], substitutes=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("billboard", "izin-reklame"),
        ("mau pasang papan nama", "izin-reklame"),
        ("REKLAM", "izin-reklame"),
        ("reklaem", "izin-reklame"),
        ("rekllame", "izin-reklame"),
        ("akte", "akta-kelahiran"),
        ("aktà lahir", "akta-kelahiran"),
        ("kelahrian", "akta-kelahiran"),
        ("surat miskin untuk sekolah", "sktm"),
        ("tidak mampu", "sktm"),
    ],
)
def test_people_find_a_service_in_their_own_words(three_services, text, code):
    assert [card.code for card in queries.search(text, on=ON)][:1] == [code]


def test_english_words_find_the_service_and_so_do_indonesian_ones(three_services):
    assert queries.search("signboard", "en", on=ON)[0].name == "Advertising permit"
    assert queries.search("papan nama", "en", on=ON)[0].name == "Advertising permit"


@pytest.mark.parametrize("text", ["", "   ", "???", "zzzzqqqq", "' OR 1=1 --", "reklame & | ! ( <->"])
def test_strange_questions_are_answered_calmly(three_services, text):
    queries.search(text, on=ON)


def test_what_happens_to_people_finds_its_services(three_services):
    actions.put_life_events(
        entries=[LifeEventEntry("punya-bayi", "baby", ("akta-kelahiran", "belum-ada"), {
            "id": {"name": "Punya bayi", "hint": "Akta", "words": "hamil, melahirkan"},
            "en": {"name": "Having a baby", "hint": "Birth record", "words": "newborn"},
        })],
        by=INSTALLER, at=NOON,
    )  # fmt: skip

    assert queries.search("melahirkan", on=ON)[0].code == "akta-kelahiran"
    event = queries.life_events("en", on=ON)[0]
    assert (event.name, event.hint, [card.code for card in event.cards]) == (
        "Having a baby", "Birth record", ["akta-kelahiran"],
    )  # fmt: skip


def test_a_service_has_the_icon_of_the_event_it_belongs_to_not_of_one_that_asks_about_it(three_services):
    asked = {"name": "Pindah", "hint": "", "words": "", "asks": {"sktm": "Apakah Anda tidak mampu?"}}
    actions.put_life_events(
        entries=[
            LifeEventEntry("pindah", "truck", ("akta-kelahiran", "sktm"), {"id": asked}),
            LifeEventEntry("sekolah", "book", ("sktm",), {"id": {"name": "Sekolah", "hint": "", "words": ""}}),
        ],
        by=INSTALLER, at=NOON,
    )  # fmt: skip

    assert queries.icons() == {"akta-kelahiran": "truck", "sktm": "book"}


def test_putting_the_same_life_events_again_changes_nothing(three_services):
    entries = [
        LifeEventEntry("a", "baby", ("sktm",), {"id": {"name": "A", "hint": "", "words": ""}}),
        LifeEventEntry("b", "car", (), {"id": {"name": "B", "hint": "", "words": ""}}),
    ]
    assert actions.put_life_events(entries=entries, by=INSTALLER, at=NOON) == 2
    assert actions.put_life_events(entries=entries, by=INSTALLER, at=NOON) == 0
    assert actions.put_life_events(entries=entries[:1], by=INSTALLER, at=NOON) == 1


def test_lists_of_services(three_services):
    assert [card.code for card in queries.cards(on=ON)] == ["akta-kelahiran", "izin-reklame", "sktm"]
    assert [card.code for card in queries.popular(on=ON)] == ["akta-kelahiran", "izin-reklame"]
    assert {group.code: [card.code for card in group.cards] for group in queries.by_unit(on=ON)} == {
        "dispendukcapil": ["akta-kelahiran"], "dpmptsp": ["izin-reklame"], "": ["sktm"],
    }  # fmt: skip


@pytest.mark.parametrize("services", [1, 3])
def test_lists_cost_the_same_for_one_service_or_three(services, django_assert_num_queries):
    for number in range(services):
        make_revision(code=f"layanan-{number}", name=f"Layanan {number}")
    with django_assert_num_queries(1):
        queries.cards(on=ON)
    with django_assert_num_queries(1):
        queries.standard("layanan-0", on=ON)
    with django_assert_num_queries(2):
        assert len(queries.search("layanan", on=ON)) == services


def test_reasons_of_the_service_come_first(three_services):
    entries = [
        ReasonEntry("umum", "return", {"id": "Berkas kurang.", "en": "A paper is missing."}),
        ReasonEntry("akta", "return", {"id": "Saksi kurang."}, services=("akta-kelahiran",)),
        ReasonEntry("tolak", "refuse", {"id": "Palsu."}, law="UU 23/2006"),
    ]
    assert actions.put_reasons(entries=entries, by=INSTALLER, at=NOON) == 3
    assert actions.put_reasons(entries=entries, by=INSTALLER, at=NOON) == 0

    assert [row.code for row in queries.reasons("return", "akta-kelahiran")] == ["akta", "umum"]
    assert [row.text for row in queries.reasons("return", "sktm", "en")] == ["A paper is missing."]
    assert queries.reasons("refuse")[0].law == "UU 23/2006"


def test_roles_have_names_people_know():
    names = {"front-officer": {"id": "Petugas loket", "en": "Counter officer"}}
    assert actions.put_role_names(names=names, by=INSTALLER, at=NOON) == 2
    assert actions.put_role_names(names=names, by=INSTALLER, at=NOON) == 0
    assert queries.role_names("en") == {"front-officer": "Counter officer"}
    assert actions.put_role_names(names={}, by=INSTALLER, at=NOON) == 2
