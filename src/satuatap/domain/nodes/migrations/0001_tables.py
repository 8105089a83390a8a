"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


# The function behind the triggers that a node has on the tables of its hall (config/node.py puts them there).
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

    replaces = [
        ('nodes', '0001_initial'),
        ('nodes', '0002_note_facts'),
        ('nodes', '0003_kept'),
        ('nodes', '0004_stopped'),
        ('nodes', '0005_wish'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Fact',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('seq', models.PositiveBigIntegerField(null=True, unique=True)),
                    ('table', models.CharField(max_length=63)),
                    ('thing', models.CharField(max_length=80)),
                    ('content', models.JSONField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('seq', None)), fields=['id'], name='nodes_fact_unnumbered'), models.Index(fields=['table', 'thing', '-id'], name='nodes_fact_of_thing')],
                },
            ),
            migrations.CreateModel(
                name='Kept',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('slip', models.PositiveIntegerField(unique=True)),
                    ('title', models.CharField(max_length=200)),
                    ('by', models.CharField(max_length=80)),
                    ('by_name', models.CharField(max_length=120)),
                    ('taken_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('look', 'Look'), ('sent', 'Sent'), ('dropped', 'Dropped')], default='waiting', max_length=8)),
                    ('number', models.CharField(blank=True, default='', max_length=30)),
                    ('problem', models.CharField(blank=True, default='', max_length=300)),
                    ('is_sure', models.BooleanField(default=False)),
                    ('reason', models.CharField(blank=True, default='', max_length=200)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_by', models.CharField(blank=True, default='', max_length=80)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['slip'], name='nodes_kept_to_send')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('number', ''), ('state', 'sent'), _connector='XOR'), name='nodes_kept_sent_with_its_number'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='nodes_kept_dropped_with_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('site_code', models.CharField(blank=True, default='', max_length=60)),
                    ('last', models.PositiveBigIntegerField(default=0)),
                    ('received', models.PositiveBigIntegerField(default=0)),
                    ('contact_at', models.DateTimeField(blank=True, null=True)),
                    ('tried_at', models.DateTimeField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, default='', max_length=300)),
                    ('copied_at', models.DateTimeField(blank=True, null=True)),
                    ('copy', models.CharField(blank=True, default='', max_length=64)),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='nodes_line_only_one')],
                },
            ),
            migrations.CreateModel(
                name='Node',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.BinaryField()),
                    ('received', models.PositiveBigIntegerField(default=0)),
                    ('waiting', models.PositiveBigIntegerField(default=0)),
                    ('enrolled_at', models.DateTimeField()),
                    ('enrolled_by', models.CharField(max_length=80)),
                    ('heard_at', models.DateTimeField(blank=True, null=True)),
                    ('copied_at', models.DateTimeField(blank=True, null=True)),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nodes', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Late',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('table', models.CharField(max_length=63)),
                    ('thing', models.CharField(max_length=80)),
                    ('node', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='nodes.node')),
                ],
            ),
            migrations.CreateModel(
                name='Aside',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('seq', models.PositiveBigIntegerField()),
                    ('table', models.CharField(max_length=63)),
                    ('thing', models.CharField(max_length=80)),
                    ('content', models.JSONField()),
                    ('problem', models.CharField(max_length=300)),
                    ('at', models.DateTimeField()),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_by', models.CharField(blank=True, default='', max_length=80)),
                    ('node', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asides', to='nodes.node')),
                ],
            ),
            migrations.CreateModel(
                name='Wish',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('token', models.CharField(default=satuatap.kernel.ids.token, max_length=32, unique=True)),
                    ('lanes', models.JSONField()),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('holder', models.CharField(blank=True, max_length=64)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('asked', 'Asked'), ('given', 'Given'), ('refused', 'Refused'), ('late', 'Late')], default='asked', max_length=8)),
                    ('problem', models.CharField(blank=True, default='', max_length=300)),
                    ('asked_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('node', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='nodes.node')),
                ],
            ),
            migrations.AddConstraint(
                model_name='node',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('site',), name='nodes_node_one_leads_a_site'),
            ),
            migrations.AddConstraint(
                model_name='node',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('stopped_at__isnull', False), _connector='OR'), name='nodes_node_stopped_before_ended'),
            ),
            migrations.AddConstraint(
                model_name='late',
                constraint=models.UniqueConstraint(fields=('node', 'table', 'thing'), name='nodes_late_once'),
            ),
            migrations.AddIndex(
                model_name='aside',
                index=models.Index(condition=models.Q(('settled_at', None)), fields=['node', 'seq'], name='nodes_aside_open'),
            ),
            migrations.AddConstraint(
                model_name='aside',
                constraint=models.UniqueConstraint(fields=('node', 'seq'), name='nodes_aside_once'),
            ),
            migrations.AddIndex(
                model_name='wish',
                index=models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['asked_at'], name='nodes_wish_of_phone'),
            ),
            migrations.AddConstraint(
                model_name='wish',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('holder',), name='nodes_wish_one_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='wish',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'asked'), ('answered_at__isnull', False), _connector='XOR'), name='nodes_wish_answered_with_its_time'),
            ),
        ]),
        migrations.RunSQL(MAKE),
    ]
