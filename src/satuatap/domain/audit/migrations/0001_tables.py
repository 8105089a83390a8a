"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


# Rows of the record are added and never changed. The one exception is the block of an entry, which the sealer sets
# once. Other rooms use satuatap_refuse_change() for their own append-only tables.
RULES = """
CREATE FUNCTION satuatap_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows are added and never changed', lower(TG_OP), TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit_seal_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.block_id IS NULL AND NEW.block_id IS NOT NULL
       AND to_jsonb(NEW) - 'block_id' = to_jsonb(OLD) - 'block_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'update of % is refused: its rows are added and never changed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_seal_once BEFORE UPDATE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_seal_once();
CREATE TRIGGER audit_entry_keep BEFORE DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION satuatap_refuse_change();
CREATE TRIGGER audit_entry_keep_all BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION satuatap_refuse_change();
CREATE TRIGGER audit_block_keep BEFORE UPDATE OR DELETE ON audit_block
    FOR EACH ROW EXECUTE FUNCTION satuatap_refuse_change();
CREATE TRIGGER audit_block_keep_all BEFORE TRUNCATE ON audit_block
    FOR EACH STATEMENT EXECUTE FUNCTION satuatap_refuse_change();
"""


class Migration(migrations.Migration):

    replaces = [
        ('audit', '0001_initial'),
        ('audit', '0002_turned_away'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Block',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('sealed_at', models.DateTimeField()),
                    ('entries', models.PositiveIntegerField()),
                    ('first_id', models.BigIntegerField()),
                    ('last_id', models.BigIntegerField()),
                    ('hash', models.CharField(max_length=64, unique=True)),
                    ('previous_hash', models.CharField(max_length=64, unique=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('entries__gte', 1), ('first_id__lte', models.F('last_id'))), name='audit_block_holds_entries')],
                },
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('verb', models.CharField(max_length=60)),
                    ('on_kind', models.CharField(blank=True, default='', max_length=60)),
                    ('on_id', models.CharField(blank=True, default='', max_length=80)),
                    ('party_id', models.CharField(blank=True, default='', max_length=36)),
                    ('unit_id', models.CharField(blank=True, default='', max_length=36)),
                    ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                    ('purpose', models.CharField(blank=True, default='', max_length=200)),
                    ('block', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.block')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('block', None)), fields=['id'], name='audit_entry_unsealed'), models.Index(condition=models.Q(('block__isnull', False)), fields=['block', 'id'], name='audit_entry_of_block'), models.Index(condition=models.Q(('on_id', ''), _negated=True), fields=['on_id', 'id'], name='audit_entry_of_thing'), models.Index(condition=models.Q(('party_id', ''), _negated=True), fields=['party_id', '-id'], name='audit_entry_of_party'), models.Index(condition=models.Q(('verb', 'turned-away')), fields=['-id'], name='audit_entry_turned_away')],
                },
            ),
        ]),
        migrations.RunSQL(RULES),
    ]
