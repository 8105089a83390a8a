"""The head gives letters to officers; they report, hand on, answer; secret ones are read by nobody else."""

from datetime import timedelta

import pytest
from tests.support import cast

from satuatap.domain.audit.models import Entry
from satuatap.domain.correspondence import actions, queries, tasks
from satuatap.domain.correspondence.events import LetterCame, LetterDisposed
from satuatap.domain.correspondence.models import Assignment
from satuatap.domain.identity.models import Account, Deputy
from satuatap.domain.notifications.models import Message
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7

from .factories import NOON, PDF, TODAY, dispose, facts, register

pytestmark = pytest.mark.django_db


def look(actor, letter):
    return queries.letter(actor, letter.pk, today=TODAY, at=NOON)


def own(actor, *, closed=False):
    return queries.own(actor, closed=closed, today=TODAY, at=NOON).rows


def report(actor, words="Sudah dihadiri"):
    return actions.report(assignment_id=own(actor)[0].id, words=words, by=actor, at=NOON)


def test_who_gets_a_letter_sees_what_to_do_and_until_when(village, secretary, head, wayan):
    letter, key = register(village, secretary), uuid7()
    told = {"due_on": TODAY + timedelta(days=3), "words": "Mohon diwakili", "instructions": ["hadiri"]}
    with pytest.raises(NotFound):
        look(wayan, letter)
    with pytest.raises(NotFound):
        dispose(letter, secretary, wayan)

    assert dispose(letter, head, wayan, secretary, key=key, **told) == dispose(letter, head, wayan, key=key, **told)

    (row,) = own(wayan)
    assert (row.subject, row.instructions, row.words) == ("Undangan rapat koordinasi", ("Hadiri",), "Mohon diwakili")
    assert (row.due_on, row.is_late) == (TODAY + timedelta(days=3), False)
    assert queries.own_open(wayan) == 1
    assert look(wayan, letter).own.name == "Wayan Contoh"
    report(wayan)
    assert look(head, letter).state == "open"
    report(secretary, "Disiapkan")
    view = look(head, letter)
    assert view.state == "done"
    assert [(one.name, one.report) for one in view.dispositions[0].assignments] == [
        ("Wayan Contoh", "Sudah dihadiri"), ("Sumiati Contoh", "Disiapkan"),
    ]  # fmt: skip
    assert own(wayan) == ()
    assert [row.state for row in own(wayan, closed=True)] == ["done"]


def test_a_report_is_told_once_and_needs_words(village, secretary, head, wayan):
    dispose(register(village, secretary), head, wayan)
    (row,) = own(wayan)
    with pytest.raises(Refused, match="sudah dikerjakan"):
        report(wayan, " ")
    with pytest.raises(NotFound):
        actions.report(assignment_id=row.id, words="x", by=secretary, at=NOON)
    report(wayan)
    actions.report(assignment_id=row.id, words="Sudah dihadiri", by=wayan, at=NOON)
    with pytest.raises(Conflict):
        actions.report(assignment_id=row.id, words="Lain", by=wayan, at=NOON)


def test_what_is_handed_on_is_due_no_later(village, secretary, head, wayan):
    letter = register(village, secretary)
    dispose(letter, head, secretary, due_on=TODAY + timedelta(days=2))
    (row,) = own(secretary)

    def hand(*to, due_on=None, key=None):
        order = actions.Order(to=[one.account_id for one in to], words="Tolong siapkan", due_on=due_on)
        return actions.hand_on(assignment_id=row.id, order=order, key=key or uuid7(), by=secretary, at=NOON)

    with pytest.raises(Refused, match="bukan diri sendiri"):
        hand(secretary)
    with pytest.raises(Refused, match="batas yang Anda terima"):
        hand(wayan, due_on=TODAY + timedelta(days=3))
    key = uuid7()
    assert hand(wayan, key=key) == hand(wayan, key=key)
    assert own(wayan)[0].due_on == TODAY + timedelta(days=2)
    with pytest.raises(Conflict):
        hand(wayan)
    assert look(head, letter).state == "open"
    report(wayan)
    view = look(head, letter)
    assert (view.state, view.dispositions[1].handed_on) == ("done", True)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"instructions": []}, "instructions"), ({"instructions": ["lain"]}, "instructions"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"), ({"due_on": TODAY + timedelta(days=400)}, "due_on"),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_is_refused(village, secretary, head, wayan, told, field):
    letter = register(village, secretary)
    with pytest.raises(Refused) as refusal:
        dispose(letter, head, wayan, **told)
    assert refusal.value.field == field
    assert look(head, letter).state == "new"


def test_only_colleagues_get_letters(village, secretary, head, stranger):
    letter = register(village, secretary)
    for to in ((), (stranger,)):
        with pytest.raises(Refused, match="petugas kantor ini"):
            dispose(letter, head, *to)
    with pytest.raises(NotFound):
        dispose(letter, stranger, secretary)


def test_a_deputy_disposes_while_the_head_is_away(village, secretary, head, wayan):
    with pytest.raises(NotFound):
        dispose(register(village, secretary), secretary, wayan)
    Deputy.objects.create(
        account_id=head.account_id, deputy_id=secretary.account_id, unit=village, role="village-head", from_on=TODAY,
        to_on=TODAY, named_by="test", named_at=NOON,
    )  # fmt: skip
    deputy = cast.actor_of(Account.objects.get(pk=secretary.account_id))
    dispose(register(village, secretary), deputy, wayan)
    assert own(wayan)


def test_a_letter_is_put_away_without_anything_to_do(village, secretary, head):
    letter = register(village, secretary)
    with pytest.raises(NotFound):
        actions.file(letter_id=letter.pk, reason="Hanya edaran", by=secretary, at=NOON)
    with pytest.raises(Refused, match="ditindaklanjuti"):
        actions.file(letter_id=letter.pk, reason="", by=head, at=NOON)
    actions.file(letter_id=letter.pk, reason="Hanya edaran", by=head, at=NOON)
    assert (look(head, letter).state, look(head, letter).reason) == ("filed", "Hanya edaran")


def test_a_secret_letter_is_read_by_the_head_and_whom_it_was_given_to(village, secretary, head, wayan):
    letter = register(village, secretary, nature="rahasia", sheets=[("a.pdf", PDF)])
    sheet = letter.sheets.get()
    view = look(secretary, letter)
    assert (view.may_read, view.sheets, view.now.subject) == (False, (), "Undangan rapat koordinasi")
    with pytest.raises(NotFound):
        queries.sheet(secretary, letter.pk, sheet.pk, at=NOON)
    with pytest.raises(Refused, match="sifat rahasia"):
        actions.correct(letter_id=letter.pk, facts=facts(), reason="Bukan rahasia", by=secretary, at=NOON)
    dispose(letter, head, wayan)
    for reader in (head, wayan):
        assert queries.sheet(reader, letter.pk, sheet.pk, at=NOON)[2] == PDF
    reads = Entry.objects.filter(verb="looked", purpose="membaca surat masuk", on_id=str(letter.pk))
    assert [row.by for row in reads.order_by("id")] == [head.id, wayan.id]


def test_an_officer_who_left_the_office_reads_nothing_more(village, secretary, head, wayan):
    letter = register(village, secretary)
    dispose(letter, head, wayan)
    elsewhere = cast.make_unit("bkpp", name="BKPP")
    moved = cast.make_officer("Wayan Pindah", elsewhere, "cashier")
    Assignment.objects.update(account=moved.account_id)
    with pytest.raises(NotFound):
        look(moved, letter)
    assert own(moved) == ()


def test_head_and_officers_are_told_by_number_and_day_and_nothing_else(messages, village, secretary, head, wayan):
    letter = register(village, secretary)
    given = dispose(letter, head, wayan, due_on=TODAY + timedelta(days=3))
    letter.state = "new"
    letter.save()
    for _twice in range(2):
        tasks.tell_came(LetterCame(letter_id=letter.pk))
        tasks.tell_disposed(LetterDisposed(disposition_id=given.pk))

    came, told = Message.objects.order_by("pk")
    assert (came.account_id, told.account_id) == (head.account_id, wayan.account_id)
    assert "1/2026" in came.title
    assert "26 November 2026" in told.text
    assert "Camat" not in told.text + came.text
