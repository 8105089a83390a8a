import pytest

from satuatap.domain.audit.tests.factories import let_tables_be_emptied


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        let_tables_be_emptied()
