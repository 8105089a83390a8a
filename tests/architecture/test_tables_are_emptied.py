"""What a transactional test wrote is gone afterwards, and what guards the rows is on again."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from satuatap.domain.agencies.models import Unit
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.audit.tests.factories import make_entry
from tests.support.database import empty_what_was_written


@pytest.mark.django_db(transaction=True)
def test_what_was_written_goes_and_its_guards_stay():
    make_unit("dinas-contoh")
    make_entry()
    kinds = ContentType.objects.count()

    empty_what_was_written()

    assert not Unit.objects.exists()
    assert not Entry.objects.exists()
    assert ContentType.objects.count() == kinds > 0
    make_entry()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")
