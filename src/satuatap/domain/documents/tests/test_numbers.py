"""Numbers without gaps or doubles, whoever asks for how many at once."""

from collections import Counter
from datetime import date, timedelta
from itertools import cycle

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples
from tests.support.together import at_once

from satuatap.domain.documents import actions, ports, queries
from satuatap.domain.documents.lifecycle import CountMode, NumberState, State
from satuatap.domain.documents.models import Document, NumberEntry, Series
from satuatap.domain.documents.tests.factories import (
    CASES,
    NOON,
    NUMBER,
    issue,
    make_head,
    make_issued,
    make_party,
    make_ready,
    order,
    prepare,
)
from satuatap.domain.identity.tests.factories import as_actor, make_account
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

YEAR = NOON.year


def serials(code: str = "surat") -> list[int]:
    return sorted(NumberEntry.objects.filter(series__code=code).values_list("number", flat=True))


@pytest.mark.django_db
def test_a_series_begins_where_the_paper_book_ended(village, head):
    actions.put_series(code="surat", unit_id=village.pk, year=YEAR, start=87, by=head, at=NOON)
    assert make_issued(head).number.startswith("400.12/087/")
    actions.put_series(code="surat", unit_id=village.pk, year=YEAR, start=87, by=head, at=NOON)
    with pytest.raises(Refused, match="sudah dipakai"):
        actions.put_series(code="surat", unit_id=village.pk, year=YEAR, start=1, by=head, at=NOON)
    with pytest.raises(Refused):
        actions.put_series(code="lain", unit_id=village.pk, year=YEAR, start=0, by=head, at=NOON)


@pytest.mark.django_db
def test_numbers_used_on_paper_are_skipped_and_accounted_for(village, head):
    paper = {"code": "surat", "unit_id": village.pk, "year": YEAR, "by": head, "at": NOON}
    for number in (1, 2, 4):
        used = actions.OnPaper(number, "Surat saat listrik padam", text=f"400/{number}/2026")
        actions.record_paper(**paper, used=used)
    numbers = [make_issued(head).number for _ in range(2)]

    assert [number.split("/")[1] for number in numbers] == ["003", "005"]
    assert serials() == [1, 2, 3, 4, 5]
    assert queries.unaccounted_numbers() == ()
    rows = queries.agenda(actor=head, code="surat", unit_id=village.pk, year=YEAR).rows
    assert [(row.number, row.state) for row in rows] == [
        (5, "used"), (4, "paper"), (3, "used"), (2, "paper"), (1, "paper"),
    ]  # fmt: skip
    assert (rows[1].reason, rows[0].title) == ("Surat saat listrik padam", "Surat Keterangan")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first": 1}, "number"),
        ({"text": " "}, "text"),
        ({"reason": ""}, "reason"),
        ({"first": 0}, "number"),
        ({"last": 8}, "last"),
        ({"last": 600}, "last"),
        ({"used_on": NOON.date() + timedelta(days=1)}, "used_on"),
        ({"used_on": date(YEAR - 1, 5, 1)}, "used_on"),
    ],
)
def test_a_paper_number_is_refused_where_it_cannot_be(village, head, changes, field):
    make_issued(head)
    used = actions.OnPaper(**{"first": 9, "text": "x", "reason": "y"} | changes)
    with pytest.raises(Refused) as refusal:
        actions.record_paper(code="surat", unit_id=village.pk, year=YEAR, used=used, by=head, at=NOON)
    assert refusal.value.field == field


@pytest.mark.django_db
def test_a_range_used_on_paper_is_written_down_at_once(village, head):
    used = actions.OnPaper(3, "Sebelum memakai sistem", last=7, subject="Surat pengantar", used_on=date(YEAR, 1, 9))
    assert actions.record_paper(code="surat", unit_id=village.pk, year=YEAR, used=used, by=head, at=NOON) == 5

    numbers = [make_issued(head).number.split("/")[1] for _ in range(3)]
    assert numbers == ["001", "002", "008"]
    (counter,) = queries.counters(head, village.pk, YEAR)
    assert (counter.start, counter.next_number, counter.many, counter.missing) == (1, 9, {"used": 3, "paper": 5}, 0)
    row = queries.agenda(actor=head, code="surat", unit_id=village.pk, year=YEAR).rows[3]
    assert (row.number, row.title, row.used_on) == (5, "Surat pengantar", date(YEAR, 1, 9))
    with pytest.raises(Refused, match="sudah terpakai"):
        actions.record_paper(code="surat", unit_id=village.pk, year=YEAR, used=used, by=head, at=NOON)


@pytest.mark.django_db
def test_the_agenda_belongs_to_those_who_work_there(village, head):
    stranger = as_actor(make_account(name="Tono"))
    with pytest.raises(NotFound):
        queries.agenda(actor=stranger, code="surat", unit_id=village.pk, year=YEAR)
    with pytest.raises(NotFound):
        actions.put_series(code="surat", unit_id=village.pk, year=YEAR, start=2, by=stranger, at=NOON)
    with pytest.raises(NotFound):
        actions.record_paper(
            code="surat", unit_id=village.pk, year=YEAR, used=actions.OnPaper(1, "y", text="x"), by=stranger, at=NOON
        )


@pytest.mark.django_db
def test_each_office_counts_for_itself(village, head):
    from satuatap.domain.agencies.tests.factories import make_unit

    other = make_unit("dpmptsp", office_code="429.113")
    _account, sari = make_head(other)
    number = {"series": "surat", "pattern": "{serial}/{unit}/{year}"}

    assert make_issued(head, number=number).number == "1/DESA-TAMANSARI/2026"
    assert make_issued(sari, unit=other, number=number).number == "1/429.113/2026"


@pytest.mark.django_db
def test_number_wishes_are_checked():
    assert queries.number_problem(NUMBER) == ""
    assert "series" in queries.number_problem({"pattern": "{serial}/{year}"})
    assert "{year}" in queries.number_problem({"series": "x", "pattern": "{serial}"})


@pytest.mark.django_db
@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(fates=st.lists(st.sampled_from(["issue", "fail", "trouble", "drop", "paper", "late"]), max_size=8))
def test_whatever_becomes_of_documents_every_number_is_accounted_for(village, head, signer, fates):
    with transaction.atomic():
        for fate in fates:
            _meet(fate, village, head, signer)
        signer.fails.clear()
        entries = NumberEntry.objects.filter(series__code="surat")
        assert queries.unaccounted_numbers() == ()
        assert max(Counter(entries.values_list("number", flat=True)).values(), default=1) == 1
        used = set(entries.filter(state=NumberState.USED).values_list("text", flat=True))
        issued = Document.objects.filter(state=State.ISSUED)
        assert used == set(issued.values_list("number", flat=True))
        transaction.set_rollback(True)


def _meet(fate, village, head, signer) -> None:
    signer.fails.clear()
    if fate == "paper":
        series = Series.objects.filter(code="surat", unit=village).first()
        number = series.next_number + 1 if series else 1
        if not NumberEntry.objects.filter(series=series, number=number).exists():
            actions.record_paper(
                code="surat", unit_id=village.pk, year=YEAR, by=head, at=NOON,
                used=actions.OnPaper(number, "kertas", text=str(uuid7())),
            )  # fmt: skip
        return
    document = make_ready()
    order(document, head)
    if fate in {"fail", "trouble", "drop"}:
        signer.fails.extend(ports.OutsideTrouble("away") for _ in range({"fail": 5}.get(fate, 1)))
    for _ in range({"fail": 5}.get(fate, 1)):
        try:
            issue(document)
        except ports.OutsideTrouble:
            continue
    if fate == "drop":
        actions.discard_drafts(about=document.about, by=CASES, at=NOON)


# -- three ways of counting -----------------------------------------------------------------------------------------

KINDS = {"sktm": "460", "domisili": "470", "usaha": "500"}


def letter_of(kind: str, **facts) -> Document:
    return make_ready(type=kind, number=NUMBER | {"class": KINDS[kind]}, **facts)


def count_as(village, head, mode, pattern="", year=YEAR):
    return actions.put_counting(
        series="surat", unit_id=village.pk, year=year, mode=mode, pattern=pattern, by=head, at=NOON
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "counters", "given"),
    [
        (CountMode.LETTERS, {"surat"}, ["460/001", "470/002", "470/003"]),
        (CountMode.TYPE, {"surat--460", "surat--470"}, ["460/001", "470/001", "470/002"]),
        (CountMode.COMMON, {"bersama"}, ["460/001", "470/002", "470/003"]),
    ],
)
def test_an_office_counts_its_letters_in_one_of_three_ways(village, head, mode, counters, given):
    count_as(village, head, mode)
    numbers = []
    for kind in ("sktm", "domisili", "domisili"):
        document = letter_of(kind)
        order(document, head)
        numbers.append(issue(document).number[:7])

    assert numbers == given
    assert set(NumberEntry.objects.values_list("series__code", flat=True)) == counters
    assert queries.unaccounted_numbers() == ()


@pytest.mark.django_db
def test_letters_whose_numbers_read_alike_are_never_counted_apart(village, head):
    count_as(village, head, CountMode.TYPE)
    alike = {"series": "surat", "pattern": "470/{serial:03}/{year}"}

    assert [make_issued(head, number=alike, type=kind).number for kind in KINDS] == [
        "470/001/2026", "470/002/2026", "470/003/2026",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_office_writes_numbers_its_own_way_from_a_year_on(village, head):
    count_as(village, head, CountMode.LETTERS, pattern="{class}/{serial}/429.523.03/{year}")
    document = letter_of("usaha")
    order(document, head)
    assert issue(document).number == "500/1/429.523.03/2026"

    with pytest.raises(Refused, match="mulai tahun depan"):
        count_as(village, head, CountMode.TYPE)
    count_as(village, head, CountMode.TYPE, year=YEAR + 1)
    assert queries.counting_of(village.pk, "surat", YEAR).mode == CountMode.LETTERS
    assert queries.counting_of(village.pk, "surat", YEAR + 2) == queries.CountingView(CountMode.TYPE, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "pattern", "field"),
    [
        ("each", "", "mode"),
        (CountMode.LETTERS, "{class}/{year}", "pattern"),
        (CountMode.LETTERS, "{serial}/{jalan}/{year}", "pattern"),
        (CountMode.TYPE, "{serial}/{year}", "pattern"),
    ],
)
def test_a_way_of_counting_that_would_repeat_numbers_is_refused(village, head, mode, pattern, field):
    with pytest.raises(Refused) as refusal:
        count_as(village, head, mode, pattern)
    assert refusal.value.field == field
    with pytest.raises(NotFound):
        count_as(village, as_actor(make_account(name="Tono")), CountMode.TYPE)


# -- many at once ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", CountMode.values)
def test_eight_clerks_issue_at_once_without_doubles_gaps_or_failures(village, head, mode):
    assert connection.vendor == "postgresql"
    count_as(village, head, mode)
    rounds = 3
    party = make_party()
    kinds = cycle(KINDS)
    waiting = [[letter_of(next(kinds), party=party) for _ in range(rounds)] for _clerk in range(8)]
    for documents in waiting:
        for document in documents:
            order(document, head)

    issued = at_once(*[lambda own=own: [issue(document) for document in own] for own in waiting])

    assert [len(own) for own in issued] == [rounds] * 8
    given = NumberEntry.objects.values_list("series__code", "number")
    counters = {code: sorted(number for name, number in given if name == code) for code, _number in given}
    assert len(counters) == (3 if mode == CountMode.TYPE else 1)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in counters.values())
    numbers = Document.objects.filter(state=State.ISSUED).values_list("number", flat=True)
    assert len(set(numbers)) == 24
    assert queries.unaccounted_numbers() == ()
    assert set(NumberEntry.objects.values_list("state", flat=True)) == {NumberState.USED}


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_document_give_it_one_number(village, head):
    document = make_ready()
    order(document, head)

    issued = at_once(*[lambda: [issue(Document.objects.get(pk=document.pk))]] * 4)

    assert [len(one) for one in issued] == [1] * 4
    assert serials() == [1]
    assert Document.objects.get(pk=document.pk).state == State.ISSUED


@pytest.mark.django_db(transaction=True)
def test_the_same_wish_sent_eight_times_at_once_is_one_document(village):
    party, key, about = make_party(), uuid7(), uuid7()
    prepare(party=party)
    facts = {"party": party, "key": key, "about": about}

    drafted = at_once(*[lambda: prepare(unit=village, **facts).pk] * 8)

    assert Document.objects.filter(key=key).count() == 1
    assert len(set(drafted)) == 1
