"""What is over goes and nothing else does: whatever the day, the term, the holds, and however often the worker runs."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import cast

from satuatap.domain.appointments.models import Booking
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case, Paper
from satuatap.domain.cases.tests.factories import make_draft, make_service
from satuatap.domain.files.models import StoredFile
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents.actions import Told, add_breach_persons, report_breach, write_breach
from satuatap.domain.residents.models import Breach, DataRequest
from satuatap.domain.residents.tests.factories import make_person
from satuatap.domain.retention import actions, ports, queries, rules
from satuatap.domain.retention.models import Census, Destroyed, DestructionList
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

BY = system("test")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CODE = "message-body"
pytestmark = pytest.mark.django_db


def put(code=CODE, span="1 year", fate="anonymise", **facts):
    entry = actions.TermEntry(code, datetime(2016, 1, 1, tzinfo=UTC).date(), span, fate, "own", **facts)
    actions.put_schedule(entries=[entry], by=BY, at=NOON)


def message(created_at: datetime, party_id: UUID | None = None, **facts) -> Message:
    told = {"key": uuid4().hex, "channel": "inapp", "template": "returned", "language": "id", "state": "sent"}
    return Message.objects.create(
        text="Perlu perbaikan", title="Perlu", created_at=created_at, party_id=party_id, **told | facts
    )


def run(at: datetime, code=CODE) -> int:
    total = 0
    while number := actions.destroy_some(code=code, by=BY, at=at):
        total += number
    return total


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ages=st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=8),
    days=st.integers(1, 800), batch=st.integers(1, 3),
)  # fmt: skip
def test_exactly_what_is_over_and_not_held_goes_and_again_nothing(ages, days, batch, monkeypatch):
    Message.objects.all().delete()
    monkeypatch.setattr(rules, "BATCH", batch)
    put(span=f"{days} days")
    held = uuid4()
    monkeypatch.setitem(ports.finders, "party", lambda _nik: held)
    if not Message.objects.exists() and queries.Hold.objects.filter(ended_at=None).count() == 0:
        _hold(held)
    held = queries.Hold.objects.get(ended_at=None).subject_id
    rows = [(message(NOON - timedelta(days=age), held if kept else uuid4()), age, kept) for age, kept in ages]

    run(NOON)

    gone = {row.pk for row, age, kept in rows if age >= days and not kept}
    assert set(Message.objects.filter(text="").values_list("pk", flat=True)) == gone
    assert run(NOON) == 0


def _hold(party_id: UUID):
    from satuatap.domain.retention.models import Hold

    Hold.objects.create(
        subject="party", subject_id=party_id, label="3510••••9001", cause="dispute", reason="Sengketa", set_at=NOON, set_by="account:1"
    )  # fmt: skip


def test_what_goes_stands_in_the_register_without_a_name():
    put()
    for age in (400, 500):
        message(NOON - timedelta(days=age), uuid4(), channel="sms", address="+628123")
    assert run(NOON) == 2

    line = Destroyed.objects.get()
    assert (line.code, line.number) == (CODE, 2)
    assert (line.newest - line.oldest).days == 100
    assert set(Message.objects.values_list("text", "address")) == {("", "-")}
    trace = Entry.objects.get(verb="retention.destroyed")
    assert trace.party_id == ""


def test_a_worker_that_is_killed_goes_on_where_it_was(monkeypatch):
    put()
    monkeypatch.setattr(rules, "BATCH", 2)
    for age in (400, 410, 420, 430, 440):
        message(NOON - timedelta(days=age))
    calls = []
    shelf = ports.shelves[CODE]

    def once(**given):
        calls.append(given)
        shelf.destroy(**given)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setitem(ports.shelves, CODE, ports.Shelf(shelf.rows, shelf.since, once, party=shelf.party))
    with pytest.raises(KeyboardInterrupt):
        run(NOON)
    assert Destroyed.objects.get().number == 2  # the second two were rolled back, with their line

    assert run(NOON) == 3
    assert Destroyed.objects.get().number == 5


@pytest.mark.parametrize(("span", "fate"), [("unknown", "keep"), ("permanent", "keep")])
def test_what_is_unknown_or_permanent_never_goes(span, fate):
    put(span=span, fate=fate)
    message(NOON - timedelta(days=20_000))
    assert run(NOON) == 0
    assert Message.objects.get().text


def test_an_open_request_about_data_holds_what_is_of_the_person():
    put()
    person = make_person("Rani Teluk Hijau")
    message(NOON - timedelta(days=400), person.pk)
    asked = DataRequest.objects.create(
        party=person, kind="access", asked_at=NOON, asked_by="account:1", due_at=NOON + timedelta(days=3)
    )
    assert run(NOON) == 0

    asked.answered_at, asked.answered_by, asked.is_granted, asked.answer = NOON, "account:2", True, "Ini"
    asked.save()
    assert run(NOON) == 1


def test_a_breach_holds_what_is_of_those_whom_it_reaches_until_it_is_closed(licensing):
    put()
    mega = cast.make_officer("Mega Contoh", licensing, "data-protection-officer")
    reached, other = make_person("Rani Teluk Hijau"), make_person("Budi Teluk Hijau")
    for person in (reached, other):
        message(NOON - timedelta(days=400), person.pk)
    told = Told(
        "Daftar terkirim ke grup.", data="Nama, NIK", happened="Minggu pagi", reaches="Satu orang", handling="Dihapus"
    )
    breach = report_breach(told=told, known_at=NOON, by=mega, at=NOON)
    write_breach(breach_id=breach.pk, told=told, by=mega, at=NOON)
    add_breach_persons(breach_id=breach.pk, numbers=reached.person.nik, by=mega, at=NOON)
    assert run(NOON) == 1
    assert Message.objects.exclude(text="").get().party_id == reached.pk

    Breach.objects.filter(pk=breach.pk).update(state="closed", persons_at=NOON, authority_at=NOON)
    assert run(NOON) == 1


def test_the_officer_holds_a_person_and_ends_it_with_reasons(licensing):
    mega = cast.make_officer("Mega Contoh", licensing, "data-protection-officer")
    person = make_person("Rani Teluk Hijau")
    put()
    message(NOON - timedelta(days=400), person.pk)
    told = {"subject": "party", "told": person.person.nik, "cause": "dispute", "by": mega, "at": NOON}
    with pytest.raises(Refused):
        actions.set_hold(reason=" ", **told)
    with pytest.raises(Refused):
        actions.set_hold(**told | {"told": "3510"}, reason="Sengketa tanah")
    with pytest.raises(NotFound):
        actions.set_hold(**told | {"by": cast.make_officer("Tono Contoh", licensing, "head-of-agency")}, reason="Ya")

    hold = actions.set_hold(reason="Sengketa tanah", **told)
    assert actions.set_hold(reason="Lagi", **told).pk == hold.pk
    assert person.person.nik not in hold.label
    assert run(NOON) == 0

    actions.end_hold(hold_id=hold.pk, reason="Putusan tetap", by=mega, at=NOON)
    with pytest.raises(Refused):
        actions.end_hold(hold_id=hold.pk, reason="Lagi", by=mega, at=NOON)
    assert run(NOON) == 1


def test_a_list_goes_only_once_another_person_has_approved_it(licensing, rani):
    mega = cast.make_officer("Mega Contoh", licensing, "data-protection-officer")
    head = cast.make_officer("Sari Contoh", licensing, "head-of-agency")
    put(needs_decision=True)
    message(NOON - timedelta(days=400))
    assert run(NOON) == 0
    made = actions.make_list(code=CODE, by=BY, at=NOON)
    assert actions.make_list(code=CODE, by=BY, at=NOON) is None
    message(NOON - timedelta(days=401))  # came over after the list was made: not on it
    with pytest.raises(NotFound):
        actions.decide_list(list_id=made.pk, is_approved=True, words="JRA", by=head, at=NOON)  # not submitted
    actions.submit_list(list_id=made.pk, by=mega, at=NOON)
    for by in (mega, rani):
        with pytest.raises(NotFound):
            actions.decide_list(list_id=made.pk, is_approved=True, words="JRA", by=by, at=NOON)
    assert run(NOON) == 0

    actions.decide_list(list_id=made.pk, is_approved=True, words="Sesuai JRA", by=head, at=NOON)

    assert run(NOON) == 1
    assert DestructionList.objects.get().state == "done"
    assert Message.objects.exclude(text="").count() == 1


def test_what_a_head_keeps_is_not_asked_every_night(licensing):
    mega = cast.make_officer("Mega Contoh", licensing, "data-protection-officer")
    head = cast.make_officer("Sari Contoh", licensing, "head-of-agency")
    put(needs_decision=True)
    message(NOON - timedelta(days=400))
    made = actions.make_list(code=CODE, by=BY, at=NOON)
    actions.submit_list(list_id=made.pk, by=mega, at=NOON)
    actions.decide_list(list_id=made.pk, is_approved=False, words="Masih dipakai", by=head, at=NOON)

    assert run(NOON) == 0
    assert actions.make_list(code=CODE, by=BY, at=NOON + timedelta(days=1)) is None
    assert actions.make_list(code=CODE, by=BY, at=NOON + timedelta(days=366)) is not None


def test_looking_touches_nothing_and_says_what_is_held():
    put()
    person = make_person("Rani Teluk Hijau")
    _hold(person.pk)
    message(NOON - timedelta(days=400), person.pk)
    message(NOON - timedelta(days=300))
    actions.count(by=BY, at=NOON)
    found = Census.objects.get(code=CODE)
    assert (found.there, found.due, found.held) == (2, 1, 1)
    assert Message.objects.exclude(text="").count() == 2


def test_a_granted_erasure_takes_what_may_go_and_tells_of_the_rest():
    person = make_person("Rani Teluk Hijau")
    message(NOON - timedelta(days=1), person.pk)
    put()
    found = {row.term.code: row for row in queries.about_person(person.pk, NOON)}
    assert (found[CODE].number, found[CODE].may_go) == (1, True)
    assert found[CODE].until == (NOON + timedelta(days=364)).date()

    assert actions.forget_person(party_id=person.pk, by=BY, at=NOON) == 1
    assert queries.about_person(person.pk, NOON) == ()


def test_a_draft_takes_its_files_along(rani, licensing, noon):
    make_service(licensing, noon)
    draft = make_draft(rani, noon)
    assert Paper.objects.filter(case=draft).exists()
    assert StoredFile.objects.exists()
    Case.objects.update(goes_at=noon, told_goes_at=noon - timedelta(days=7))

    assert run(noon, "draft") == 1

    assert not Case.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("code", sorted(ports.shelves))
def test_every_shelf_can_be_read_held_and_counted(code):
    shelf = ports.shelves[code]
    rows = queries.not_held(queries.over(shelf, "1 day", NOON), shelf)
    assert list(queries.began(rows, shelf).select_for_update(skip_locked=True, of=("self",))) == []
    assert list(rows.values_list("pk", shelf.label)) == []
    assert code in rules.CLASSES
    assert shelf.destroy(ids=[], by=BY, at=NOON) is None
    assert not Booking.objects.exists()
