"""A session is read with one statement and changed with one."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError

from satuatap.domain.identity.models import Session
from satuatap.domain.identity.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> str:
    """The key of a session that holds a word."""
    store = SessionStore()
    store["word"] = "teluk"
    store.save()
    return str(store.session_key)


def test_reading_and_changing_cost_one_statement_each(kept, django_assert_num_queries):
    store = SessionStore(kept)

    with django_assert_num_queries(1):
        assert store["word"] == "teluk"
    store["word"] = "hijau"
    with django_assert_num_queries(1):
        store.save()

    assert SessionStore(kept)["word"] == "hijau"


def test_a_session_that_is_over_holds_nothing(kept, noon):
    Session.objects.filter(pk=kept).update(expire_date=noon - timedelta(days=365))
    store = SessionStore(kept)

    assert "word" not in store
    assert store.session_key is None


def test_a_session_that_was_ended_elsewhere_is_not_brought_back(kept):
    store = SessionStore(kept)
    store["word"] = "hijau"
    Session.objects.filter(pk=kept).delete()

    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.filter(pk=kept).exists()
