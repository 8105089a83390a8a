"""Whoever writes very many people may have their search keys gathered first, and put into the index together."""

from django.db import migrations

# fastupdate stays off otherwise: a search reads through what is gathered, and should find nothing there. A function of
# the owner, because the role of everyday work may not alter an index; the lock of the alteration is held until the
# transaction ends, so whoever comes second goes without rather than waits.
GATHER = """
CREATE FUNCTION residents_gather_keys(begins boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF NOT begins THEN
        PERFORM gin_clean_pending_list('residents_person_by_keys');
        ALTER INDEX residents_person_by_keys SET (fastupdate = off);
    ELSIF pg_try_advisory_xact_lock(5820173349) THEN
        ALTER INDEX residents_person_by_keys SET (fastupdate = on);
    ELSE
        RETURN false;
    END IF;
    RETURN true;
END
$body$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('residents', '0002_batches_are_not_looked_up'),
    ]

    operations = [migrations.RunSQL(GATHER, "DROP FUNCTION residents_gather_keys(boolean)")]
