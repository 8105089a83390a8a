"""Numbers of cases: short, with a check character, without a visible order."""

from datetime import datetime

from django.db import connection

from satuatap.domain.regions import queries as regions
from satuatap.kernel.ids import short_number
from satuatap.kernel.secrets import secret


def next_number(at: datetime) -> str:
    """A number that no case has had: ``BWI-26-7K4M-29QX-5``. Numbers of drafts thrown away are not used again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_number')")
        sequence = cursor.fetchone()[0]
    return short_number(f"{regions.home().prefix}-{at:%y}", sequence, secret("case-numbers"))
