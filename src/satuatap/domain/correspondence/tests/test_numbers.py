"""Numbers of letters in, alone and shared with letters out: none twice, none lost, whoever comes at once."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import cast
from tests.support.examples import examples
from tests.support.together import at_once

from satuatap.domain.correspondence import actions
from satuatap.domain.correspondence.models import Letter
from satuatap.domain.documents import actions as documents
from satuatap.domain.documents import ports, queries
from satuatap.domain.documents.models import NumberEntry
from satuatap.domain.documents.tests.factories import Renderer, Signer, issue, make_head, make_party, make_ready, order
from satuatap.kernel.errors import Refused
from satuatap.kernel.ids import uuid7

from .factories import NOON, put_instructions, register

YEAR = NOON.year


@pytest.fixture(autouse=True)
def machines(monkeypatch, time_machine):
    time_machine.move_to(NOON, tick=False)
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})


def count_as(unit, by, mode, series="surat", year=YEAR):
    documents.put_counting(series=series, unit_id=unit.pk, year=year, mode=mode, pattern="", by=by, at=NOON)


def given_numbers(code="bersama"):
    return sorted(NumberEntry.objects.filter(series__code=code).values_list("number", flat=True))


@pytest.mark.django_db
def test_in_the_common_count_letters_in_and_out_share_their_numbers(village, secretary):
    signer = make_head(village)[1]
    count_as(village, secretary, "common")
    first = register(village, secretary)
    document = make_ready()
    order(document, signer)
    issue(document)
    third = register(village, secretary)
    council = register(village, secretary, body="bpd")

    assert (first.number, document.number.split("/")[1], third.number, council.number) == (1, "002", 3, 1)
    assert given_numbers() == [1, 2, 3]
    assert given_numbers("surat-masuk-bpd") == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["letters", "type"])
def test_otherwise_letters_in_have_an_agenda_of_their_own(village, secretary, mode):
    count_as(village, secretary, mode)
    assert [register(village, secretary).number for _ in range(2)] == [1, 2]
    assert given_numbers("surat-masuk") == [1, 2]


@pytest.mark.django_db
def test_the_common_count_neither_begins_nor_ends_once_letters_came_in(village, secretary):
    register(village, secretary, body="bpd")
    count_as(village, secretary, "common")  # the council counts for itself
    register(village, secretary)
    with pytest.raises(Refused, match="sudah"):
        count_as(village, secretary, "letters")
    count_as(village, secretary, "letters", year=YEAR + 1)
    count_as(village, secretary, "type", series="keputusan")  # which leaves the letters in where they are
    assert queries.counts_in_common(village.pk, YEAR)
    assert not queries.counts_in_common(village.pk, YEAR + 1)


@pytest.mark.django_db
def test_letters_in_an_agenda_of_their_own_stay_there_that_year(village, secretary):
    register(village, secretary)
    with pytest.raises(Refused, match="surat masuk sudah bernomor"):
        count_as(village, secretary, "common")
    count_as(village, secretary, "common", year=YEAR + 1)


@pytest.mark.django_db
@settings(max_examples=examples(10), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    common=st.booleans(),
    acts=st.lists(st.sampled_from(["in", "again", "void", "refused", "out", "failed", "paper"]), max_size=9),
)
def test_whatever_comes_and_goes_every_number_is_accounted_for(village, secretary, common, acts):
    with transaction.atomic():
        signer, party = make_head(village)[1], make_party()
        if common:
            count_as(village, secretary, "common")
        for place, act in enumerate(acts):
            last = Letter.objects.exclude(state="void").order_by("-pk").first()
            if act == "in" or (act in ("again", "void") and last is None):
                register(village, secretary)
            elif act == "again":
                assert register(village, secretary, key=last.key) == last
            elif act == "void":
                actions.void(letter_id=last.pk, reason="Keliru", by=secretary, at=NOON)
            elif act == "refused":
                with pytest.raises(Refused):
                    register(village, secretary, sheets=[("x.exe", b"MZ")])
            elif act == "paper":
                code = queries.incoming_counter(village.pk, YEAR)
                used = documents.OnPaper(50 + place, "Listrik padam", text=str(place), used_on=date(YEAR, 11, 1))
                documents.record_paper(code=code, unit_id=village.pk, year=YEAR, used=used, by=secretary, at=NOON)
            else:
                document = make_ready(party=party)
                order(document, signer)
                if act == "failed":
                    documents.discard(document_id=document.pk, reason="Batal", by=signer, at=NOON)
                else:
                    issue(document)
        assert queries.unaccounted_numbers() == ()
        for unit, body, year in set(Letter.objects.values_list("unit", "body", "year")):
            own = list(Letter.objects.filter(unit=unit, body=body, year=year).values_list("number", flat=True))
            assert len(own) == len(set(own))
        assert Letter.objects.count() == NumberEntry.objects.filter(incoming__isnull=False).count()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", ["common", "letters"])
def test_eight_clerks_register_and_issue_at_once_without_doubles_gaps_or_failures(village, mode):
    put_instructions()
    signer = make_head(village)[1]
    clerks = [cast.make_officer(f"Petugas {place}", village, "village-officer") for place in range(4)]
    count_as(village, signer, mode)
    party = make_party()
    documents_of = [[make_ready(party=party) for _ in range(3)] for _ in range(4)]
    for own in documents_of:
        for document in own:
            order(document, signer)

    done = at_once(
        *[lambda clerk=clerk: [register(village, clerk).number for _ in range(3)] for clerk in clerks],
        *[lambda own=own: [issue(document).number for document in own] for own in documents_of],
    )

    assert [len(own) for own in done] == [3] * 8
    if mode == "common":
        assert given_numbers() == list(range(1, 25))
    else:
        assert given_numbers("surat-masuk") == given_numbers("surat") == list(range(1, 13))
    assert queries.unaccounted_numbers() == ()


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_eight_times_at_once_is_one_letter_with_one_number(village):
    put_instructions()
    clerk, key = cast.make_officer("Petugas", village, "village-officer"), uuid7()

    done = at_once(*[lambda: register(village, clerk, key=key).pk] * 8)

    assert len(set(done)) == 1
    assert given_numbers("surat-masuk") == [1]
    assert register(village, clerk).number == 2


@pytest.mark.django_db(transaction=True)
def test_whoever_changes_the_count_while_letters_come_in_is_either_before_or_after_them(village):
    put_instructions()
    clerk = cast.make_officer("Petugas", village, "village-secretary")

    def change():
        count_as(village, clerk, "common")
        return "changed"

    done = at_once(change, *[lambda: register(village, clerk).number] * 4)

    codes = set(NumberEntry.objects.values_list("series__code", flat=True))
    assert codes == ({"bersama"} if done[0] == "changed" else {"surat-masuk"})
    assert sorted(done[1:]) == [1, 2, 3, 4]
