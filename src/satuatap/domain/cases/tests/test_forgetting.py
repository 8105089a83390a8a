"""Drafts that nobody goes on with: told once with the day, kept when touched, gone on that day and not before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.queue import drain

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.rules.drafts import TOLD_BEFORE
from satuatap.domain.cases.tasks import forget_drafts
from satuatap.domain.notifications.models import Message

from .factories import fill_draft, make_case, make_draft, make_service

pytestmark = pytest.mark.django_db
KEPT = timedelta(days=30)


@pytest.fixture
def draft(rani, licensing, noon, messages):
    make_service(licensing, noon)
    return make_draft(rani, noon)


def told():
    drain()
    return Message.objects.filter(template="draft-goes", channel="inapp").count()


def test_it_is_told_once_a_week_before_and_goes_on_its_day(draft, rani, noon):
    forget_drafts(noon + KEPT - TOLD_BEFORE - timedelta(minutes=1))
    assert told() == 0
    for hours in (0, 1, 24):
        forget_drafts(noon + KEPT - TOLD_BEFORE + timedelta(hours=hours))
    assert told() == 1
    message = Message.objects.get(template="draft-goes", channel="inapp")
    assert "23 Desember 2026" in message.text

    forget_drafts(noon + KEPT - timedelta(minutes=1))
    assert Case.objects.exists()
    forget_drafts(noon + KEPT)
    assert not Case.objects.exists()


def test_whoever_goes_on_keeps_it(draft, rani, noon):
    near = noon + KEPT - timedelta(days=1)
    forget_drafts(near)
    fill_draft(draft.pk, rani, near)
    forget_drafts(noon + KEPT)

    assert Case.objects.get().told_goes_at is None
    assert Case.objects.get().goes_at == near + KEPT


def test_a_reminder_that_comes_late_still_gives_a_week(draft, noon):
    late = noon + KEPT + timedelta(days=3)
    forget_drafts(late)
    forget_drafts(late + TOLD_BEFORE - timedelta(minutes=1))
    assert Case.objects.exists()
    forget_drafts(late + TOLD_BEFORE)
    assert not Case.objects.exists()


def test_what_was_sent_never_goes(rani, licensing, noon, messages):
    make_service(licensing, noon)
    make_case(rani, noon)
    for days in (24, 31, 400):
        forget_drafts(noon + timedelta(days=days))

    assert Case.objects.exists()


def test_a_copied_draft_is_kept_from_its_copying(draft, rani, noon):
    source = actions.hand_in(case_id=draft.pk, key=uuid4(), by=rani, at=noon)
    later = noon + timedelta(days=2)
    new = actions.start_draft(
        service_code="izin-reklame", party_id=rani.party_id, channel="portal", key=uuid4(), by=rani, at=noon
    )
    assert actions.copy_answers(case_id=new.pk, source_id=source.pk, by=rani, at=later).goes_at == later + KEPT
