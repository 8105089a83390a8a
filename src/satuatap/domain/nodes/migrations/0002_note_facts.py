"""The function behind the triggers that a node has on the tables of its hall (config/node.py puts them there)."""

from django.db import migrations

MAKE = """
CREATE FUNCTION nodes_note_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('satuatap.copying', true) = 'on' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NULL;
    END IF;
    INSERT INTO nodes_fact ("table", thing, content, at)
    VALUES (TG_TABLE_NAME, NEW.id::text, to_jsonb(NEW), clock_timestamp());
    RETURN NULL;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("nodes", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION nodes_note_fact() CASCADE")]
