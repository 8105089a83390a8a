"""Original papers: a receipt when they come, a name when they go."""

import pytest
from django.db import IntegrityError

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.documents import actions, queries
from satuatap.domain.documents.lifecycle import State
from satuatap.domain.documents.models import Original
from satuatap.domain.documents.tests.factories import NOON, issue, make_party
from satuatap.domain.residents.tests.factories import officer
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def wayan(village):
    return officer(village, "village-officer", "Wayan")


def take(village, by, **facts):
    given = {
        "about": uuid7(), "party_id": make_party().pk, "unit_id": village.pk, "number": "BWI-26-7K4M-29QX-5",
        "names": ["KTP-el asli", "", "  Kartu   keluarga asli "], "key": uuid7(), "place": "rak 3", "by": by, "at": NOON,
    } | facts  # fmt: skip
    return actions.take_originals(**given)


def test_originals_taken_in_are_receipted_once(village, wayan, renderer):
    about, key, party = uuid7(), uuid7(), make_party()
    document = take(village, wayan, about=about, key=key, party_id=party.pk)
    assert take(village, wayan, about=about, key=key, party_id=party.pk).pk == document.pk
    issue(document)

    rows = queries.originals_of(wayan, about)
    assert [(row.name, row.place, row.owner) for row in rows] == [
        ("KTP-el asli", "rak 3", party.name), ("Kartu keluarga asli", "rak 3", party.name),
    ]  # fmt: skip
    assert (document.state, document.party_id) == (State.ISSUED, party.pk)
    assert renderer.seen[-1]["content"]["rows"][0] == ["Nomor berkas", "BWI-26-7K4M-29QX-5"]
    assert queries.of_about(about) == ()  # no step of the application waits for a receipt


def test_originals_go_back_by_name_and_stay_on_record(village, wayan):
    about = uuid7()
    take(village, wayan, about=about)
    first, second = queries.originals_of(wayan, about)

    assert actions.return_originals(original_ids=[first.id], to=" Rani  Contoh ", by=wayan, at=NOON) == 1
    assert actions.return_originals(original_ids=[first.id], to="Orang Lain", by=wayan, at=NOON) == 0

    assert Original.objects.get(pk=first.id).returned_to == "Rani Contoh"
    assert [row.id for row in queries.originals_held(wayan).rows] == [second.id]


@pytest.mark.parametrize(("ids", "to", "code"), [("all", " ", "to"), ("none", "Rani", "originals")])
def test_nothing_goes_back_to_nobody(ids, to, code, village, wayan):
    about = uuid7()
    take(village, wayan, about=about)
    chosen = [row.id for row in queries.originals_of(wayan, about)] if ids == "all" else []

    with pytest.raises(Refused) as refusal:
        actions.return_originals(original_ids=chosen, to=to, by=wayan, at=NOON)
    assert refusal.value.code == code


@pytest.mark.parametrize("names", [[], ["", " "], ["KTP"] * 21])
def test_a_receipt_names_one_to_twenty_papers(names, village, wayan):
    with pytest.raises(Refused, match="satu sampai dua puluh"):
        take(village, wayan, names=names)
    assert not Original.objects.exists()


def test_another_office_neither_sees_nor_returns(village, wayan):
    about, tono = uuid7(), officer(make_unit("dispendukcapil"), "front-officer", "Tono")
    take(village, wayan, about=about)
    ids = [row.id for row in queries.originals_of(wayan, about)]

    assert queries.originals_of(tono, about) == ()
    assert queries.originals_held(tono).rows == ()
    for attempt in (
        lambda: take(village, tono),
        lambda: actions.return_originals(original_ids=ids, to="Tono", by=tono, at=NOON),
        lambda: actions.return_originals(original_ids=[uuid7()], to="Tono", by=wayan, at=NOON),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_the_database_wants_a_name_for_every_return(village, wayan):
    take(village, wayan)

    with pytest.raises(IntegrityError, match="returned_by_name"):
        Original.objects.update(returned_at=NOON)


@pytest.mark.parametrize("papers", [1, 3])
def test_the_cost_of_the_list_does_not_grow(papers, village, wayan, django_assert_num_queries):
    take(village, wayan, names=[f"Berkas {number}" for number in range(papers)])

    with django_assert_num_queries(1):
        assert len(queries.originals_held(wayan).rows) == papers
