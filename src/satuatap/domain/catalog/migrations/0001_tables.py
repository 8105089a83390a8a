"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


NEVER_CHANGES = """
CREATE FUNCTION catalog_revision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published revision is never edited' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER catalog_revision_never_changes BEFORE UPDATE OR DELETE ON catalog_revision
FOR EACH ROW EXECUTE FUNCTION catalog_revision_refuse();
"""


class Migration(migrations.Migration):

    replaces = [
        ('catalog', '0001_initial'),
        ('catalog', '0002_life_event_members'),
        ('catalog', '0003_reason_revoke'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='LifeEvent',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('icon', models.CharField(max_length=40)),
                    ('place', models.PositiveSmallIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='Reason',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('kind', models.CharField(choices=[('return', 'Return'), ('refuse', 'Refuse'), ('revoke', 'Revoke')], max_length=10)),
                    ('law', models.CharField(blank=True, default='', max_length=300)),
                    ('source', models.CharField(blank=True, default='', max_length=60)),
                    ('place', models.PositiveSmallIntegerField(default=0)),
                    ('services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ],
            ),
            migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='catalog_edition_single')],
                },
            ),
            migrations.CreateModel(
                name='RoleName',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60)),
                    ('lang', models.CharField(max_length=8)),
                    ('name', models.CharField(max_length=120)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'lang'), name='catalog_rolename_once')],
                },
            ),
            migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('unit_kind', models.CharField(blank=True, default='', max_length=20)),
                    ('mode', models.CharField(choices=[('full', 'Full'), ('assist', 'Assist'), ('refer', 'Refer'), ('pay', 'Pay')], max_length=10)),
                    ('record', models.CharField(max_length=40)),
                    ('active', models.BooleanField(default=True)),
                    ('popular', models.PositiveSmallIntegerField(default=0)),
                    ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Revision',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('valid_from', models.DateField()),
                    ('body', models.TextField()),
                    ('body_hash', models.CharField(max_length=64)),
                    ('decree_number', models.CharField(blank=True, default='', max_length=80)),
                    ('decree_on', models.DateField(null=True)),
                    ('published_at', models.DateTimeField()),
                    ('published_by', models.CharField(max_length=80)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalog.service')),
                ],
            ),
            migrations.CreateModel(
                name='LifeEventService',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('sets', models.JSONField(default=dict)),
                    ('takes', models.JSONField(default=dict)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='catalog.lifeevent')),
                    ('after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.service')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='event_entries', to='catalog.service')),
                ],
            ),
            migrations.AddField(
                model_name='lifeevent',
                name='services',
                field=models.ManyToManyField(related_name='life_events', through='catalog.LifeEventService', through_fields=('event', 'service'), to='catalog.service'),
            ),
            migrations.CreateModel(
                name='LifeEventText',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('lang', models.CharField(max_length=8)),
                    ('name', models.CharField(max_length=80)),
                    ('hint', models.CharField(blank=True, default='', max_length=200)),
                    ('words', models.CharField(blank=True, default='', max_length=400)),
                    ('asks', models.JSONField(default=dict)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalog.lifeevent')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('event', 'lang'), name='catalog_lifeeventtext_once')],
                },
            ),
            migrations.CreateModel(
                name='ReasonText',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('lang', models.CharField(max_length=8)),
                    ('text', models.TextField()),
                    ('reason', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalog.reason')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('reason', 'lang'), name='catalog_reasontext_once')],
                },
            ),
            migrations.CreateModel(
                name='Compiled',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('lang', models.CharField(max_length=8)),
                    ('body', models.TextField()),
                    ('card', models.TextField()),
                    ('search', django.contrib.postgres.search.SearchVectorField()),
                    ('untranslated', models.PositiveIntegerField(default=0)),
                    ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='compiled', to='catalog.revision')),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='catalog_compiled_search')],
                    'constraints': [models.UniqueConstraint(fields=('revision', 'lang'), name='catalog_compiled_once')],
                },
            ),
            migrations.CreateModel(
                name='CatalogText',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('lang', models.CharField(max_length=8)),
                    ('pointer', models.CharField(max_length=200)),
                    ('text', models.TextField()),
                    ('source_hash', models.CharField(max_length=64)),
                    ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='catalog.revision')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('revision', 'lang', 'pointer'), name='catalog_catalogtext_once')],
                },
            ),
            migrations.AddConstraint(
                model_name='service',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('unit__isnull', False), ('unit_kind', '')), models.Q(('unit__isnull', True), models.Q(('unit_kind', ''), _negated=True)), _connector='OR'), name='catalog_service_unit_or_kind'),
            ),
            migrations.AddIndex(
                model_name='revision',
                index=models.Index(fields=['service', '-valid_from', '-number'], name='catalog_revision_in_force'),
            ),
            migrations.AddConstraint(
                model_name='revision',
                constraint=models.UniqueConstraint(fields=('service', 'number'), name='catalog_revision_once'),
            ),
            migrations.AddConstraint(
                model_name='lifeeventservice',
                constraint=models.UniqueConstraint(fields=('event', 'service'), name='catalog_lifeeventservice_once'),
            ),
        ]),
        migrations.RunSQL(NEVER_CHANGES),
    ]
