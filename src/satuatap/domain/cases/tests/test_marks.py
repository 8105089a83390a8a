"""What an officer has compared is the officer's own, holds back a yes, and ends with the decision."""

import pytest
from tests.support.cast import make_officer

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, Mark
from satuatap.domain.cases.queries import MarkView
from satuatap.kernel.errors import NotFound, Refused

from .factories import do, make_case

PAPER = "paper:gambar"


@pytest.fixture
def case(permit, rani, noon):
    return make_case(rani, noon)


def compare(case, by, at, about=PAPER, *, fits=False, note=""):
    actions.mark(case_id=case.pk, about=about, fits=fits, note=note, by=by, at=at)


def test_a_mark_is_kept_changed_and_taken_away(case, budi, noon):
    compare(case, budi, noon, fits=True, note="Tidak dipakai.")
    assert queries.marks_of(budi, case.pk) == {PAPER: MarkView(True, "")}

    compare(case, budi, noon, note=" Foto  gelap. ")
    assert queries.marks_of(budi, case.pk) == {PAPER: MarkView(False, "Foto gelap.")}
    assert Entry.objects.filter(verb="case.compared").count() == 2

    compare(case, budi, noon, fits=None)
    assert queries.marks_of(budi, case.pk) == {}


def test_marks_are_of_one_officer(case, budi, licensing, noon):
    colleague = make_officer("Tini Contoh", licensing, "front-officer")
    compare(case, budi, noon)

    assert queries.marks_of(colleague, case.pk) == {}


def test_what_differs_holds_back_a_yes(case, budi, noon):
    compare(case, budi, noon)

    with pytest.raises(Refused, match="Masih ada 1 tanda beda"):
        do(case, "periksa", "accept", budi, noon)

    assert Case.objects.get(pk=case.pk).state == State.SUBMITTED
    assert Mark.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("accept", {}),
        ("return", {"defects": [{"about": PAPER, "text": "Gelap."}]}),
        ("refuse", {"reason": "Tempat terlarang.", "law": "Perda 1/2024"}),
    ],
)
def test_marks_go_with_the_decision(case, budi, noon, verb, body):
    compare(case, budi, noon, fits=True)

    do(case, "periksa", verb, budi, noon, **body)

    assert not Mark.objects.exists()


def test_strangers_and_colleagues_of_other_steps_mark_nothing(case, rani, tono, sari, noon):
    for stranger in (tono,):
        with pytest.raises(NotFound):
            compare(case, stranger, noon)
    for other in (rani, sari):
        with pytest.raises(Refused, match="peran lain"):
            compare(case, other, noon)

    assert not Mark.objects.exists()


@pytest.mark.parametrize("about", ["", "other", "paper:tidak-ada", "field:tidak-ada", "field:"])
def test_only_what_the_service_asks_is_marked(case, budi, noon, about):
    with pytest.raises(NotFound):
        compare(case, budi, noon, about)
