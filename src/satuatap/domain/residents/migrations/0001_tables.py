"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import satuatap.kernel.ids
from django.conf import settings
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


FORGET = """
CREATE FUNCTION residents_forget_import(given uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE it residents_importbatch;
BEGIN
    SELECT * INTO it FROM residents_importbatch WHERE id = given AND state = 'undoing';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only a batch that is being undone is forgotten';
    END IF;
    DELETE FROM residents_eventchange c USING residents_civilevent e
    WHERE c.event_id = e.id AND e.id BETWEEN it.first_event AND it.last_event
      AND e.recorded_at = it.entered_at AND e.recorded_by = it.entered_by;
    DELETE FROM residents_civilevent e
    WHERE e.id BETWEEN it.first_event AND it.last_event
      AND e.recorded_at = it.entered_at AND e.recorded_by = it.entered_by;
END
$body$
"""
"""Events are only ever added by the application. Those of an import on which nothing was built are taken back with it."""


class Migration(migrations.Migration):

    replaces = [
        ('residents', '0001_initial'),
        ('residents', '0002_mandates_reach_affairs'),
        ('residents', '0003_powers_are_offered'),
        ('residents', '0004_officers_are_invited'),
        ('residents', '0005_look_reports'),
        ('residents', '0006_outsiders'),
        ('residents', '0007_fact_reports_in_forms'),
        ('residents', '0008_fact_change'),
        ('residents', '0009_powers_of_organisations'),
        ('residents', '0010_founders_give_powers'),
        ('residents', '0011_civil_events'),
        ('residents', '0012_changes_are_events'),
        ('residents', '0013_changes_go'),
        ('residents', '0014_follow_ups'),
        ('residents', '0015_search_keys'),
        ('residents', '0016_consequences'),
        ('residents', '0017_names_of_parents'),
        ('residents', '0018_imports_of_residents'),
        ('residents', '0019_data_requests'),
        ('residents', '0020_changes_found_by_index'),
        ('residents', '0021_shown_codes'),
        ('residents', '0022_emergency_looks'),
        ('residents', '0023_data_copies'),
        ('residents', '0024_steps_of_imports'),
        ('residents', '0025_imports_are_kept_for_a_while'),
        ('residents', '0026_counting'),
        ('residents', '0027_neighbourhood_heads'),
        ('residents', '0028_reports_have_a_clock'),
        ('residents', '0029_restricted_facts'),
        ('residents', '0030_asked_at_counters'),
        ('residents', '0031_known_layouts'),
        ('residents', '0032_look_ups'),
        ('residents', '0033_m_is_muhammad'),
        ('residents', '0034_copies_and_breaches'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('files', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='CivilEvent',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('enter', 'Enter'), ('birth', 'Birth'), ('death', 'Death'), ('marriage', 'Marriage'), ('divorce', 'Divorce'), ('move-out', 'Move Out'), ('move-in', 'Move In'), ('move-within', 'Move Within'), ('family-change', 'Family'), ('correction', 'Correction'), ('missing', 'Missing'), ('found', 'Found')], max_length=14)),
                    ('on', models.DateField()),
                    ('counts_from', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=80)),
                    ('area_code', models.CharField(blank=True, default='', max_length=13)),
                    ('origin', models.CharField(choices=[('SIAK-verified', 'Siak'), ('village-reported', 'Village'), ('resident-stated', 'Resident')], max_length=16)),
                    ('first_state', models.CharField(choices=[('dilaporkan', 'Reported'), ('tercatat', 'Recorded'), ('dibatalkan', 'Cancelled')], max_length=10)),
                    ('document', models.CharField(blank=True, default='', max_length=200)),
                    ('document_on', models.DateField(blank=True, null=True)),
                    ('issuer', models.CharField(blank=True, default='', max_length=160)),
                    ('about', models.UUIDField(blank=True, null=True)),
                ],
            ),
            migrations.CreateModel(
                name='DataRequest',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('access', 'Access'), ('restriction', 'Restriction'), ('objection', 'Objection'), ('erasure', 'Erasure')], max_length=12)),
                    ('number', models.CharField(default=satuatap.kernel.ids.receipt_number, max_length=16, unique=True)),
                    ('words', models.CharField(blank=True, default='', max_length=500)),
                    ('facts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('asked_at', models.DateTimeField()),
                    ('asked_by', models.CharField(max_length=80)),
                    ('unit_id', models.UUIDField(blank=True, null=True)),
                    ('came', models.CharField(blank=True, choices=[('self', 'Self'), ('parent', 'Parent'), ('wali', 'Wali'), ('kuasa', 'Kuasa')], default='', max_length=8)),
                    ('shown', models.CharField(blank=True, default='', max_length=160)),
                    ('due_at', models.DateTimeField()),
                    ('warned_at', models.DateTimeField(blank=True, null=True)),
                    ('late_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, default='', max_length=80)),
                    ('is_granted', models.BooleanField(blank=True, null=True)),
                    ('answer', models.CharField(blank=True, default='', max_length=1000)),
                ],
            ),
            migrations.CreateModel(
                name='EmergencyLook',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('life', 'Life'), ('missing', 'Missing'), ('disaster', 'Disaster')], max_length=10)),
                    ('reason', models.CharField(max_length=500)),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.CharField(max_length=80)),
                    ('unit_id', models.UUIDField()),
                    ('until', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('warned_at', models.DateTimeField(blank=True, null=True)),
                    ('late_at', models.DateTimeField(blank=True, null=True)),
                    ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                    ('reviewed_by', models.CharField(blank=True, default='', max_length=80)),
                    ('verdict', models.CharField(blank=True, choices=[('rightful', 'Rightful'), ('misuse', 'Misuse')], default='', max_length=10)),
                    ('findings', models.CharField(blank=True, default='', max_length=1000)),
                    ('follow_up', models.CharField(blank=True, default='', max_length=1000)),
                ],
            ),
            migrations.CreateModel(
                name='FactOrigin',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('field', models.CharField(max_length=40)),
                    ('origin', models.CharField(choices=[('SIAK-verified', 'Siak'), ('village-reported', 'Village'), ('resident-stated', 'Resident')], max_length=16)),
                    ('origin_on', models.DateField()),
                ],
            ),
            migrations.CreateModel(
                name='KnownLayout',
                fields=[
                    ('code', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=120)),
                    ('columns', models.JSONField()),
                    ('day_order', models.CharField(max_length=3)),
                ],
            ),
            migrations.CreateModel(
                name='LookReport',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('look_id', models.BigIntegerField(unique=True)),
                    ('words', models.CharField(blank=True, default='', max_length=500)),
                    ('reported_at', models.DateTimeField()),
                    ('reported_by', models.CharField(max_length=80)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, default='', max_length=80)),
                    ('answer', models.CharField(blank=True, default='', max_length=1000)),
                ],
            ),
            migrations.CreateModel(
                name='Party',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('person', 'Person'), ('organisation', 'Organisation')], max_length=12)),
                    ('name', models.CharField(max_length=160)),
                    ('name_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('name'), output_field=models.CharField(max_length=160))),
                    ('created_at', models.DateTimeField()),
                    ('restricted_at', models.DateTimeField(blank=True, null=True)),
                    ('restricted_facts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, null=True, size=None)),
                ],
            ),
            migrations.CreateModel(
                name='OrganisationOfficer',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('invited_nik', models.CharField(blank=True, default='', max_length=16)),
                    ('invited_name', models.CharField(blank=True, default='', max_length=160)),
                    ('title', models.CharField(max_length=80)),
                    ('rights', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('recorded_by', models.CharField(max_length=80)),
                ],
            ),
            migrations.CreateModel(
                name='ShownCode',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('at', models.DateTimeField()),
                    ('until', models.DateTimeField(db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name='SmallCells',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('from_on', models.DateField(unique=True)),
                    ('under', models.PositiveSmallIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='Tally',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('area_code', models.CharField(max_length=13)),
                    ('on', models.DateField()),
                    ('asked_at', models.DateTimeField()),
                    ('made_at', models.DateTimeField(null=True)),
                    ('expires_at', models.DateTimeField(db_index=True)),
                    ('tables', models.JSONField(default=dict)),
                ],
            ),
            migrations.CreateModel(
                name='AccountLink',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('level', models.PositiveSmallIntegerField()),
                    ('linked_at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='party_links', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Breach',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('reported', 'Reported'), ('declared', 'Declared'), ('closed', 'Closed'), ('dismissed', 'Dismissed')], default='reported', max_length=10)),
                    ('number', models.CharField(blank=True, max_length=20, null=True, unique=True)),
                    ('what', models.CharField(max_length=2000)),
                    ('data', models.CharField(blank=True, default='', max_length=1000)),
                    ('happened', models.CharField(blank=True, default='', max_length=300)),
                    ('reaches', models.CharField(blank=True, default='', max_length=1000)),
                    ('handling', models.CharField(blank=True, default='', max_length=2000)),
                    ('recovery', models.CharField(blank=True, default='', max_length=2000)),
                    ('reason', models.CharField(blank=True, default='', max_length=1000)),
                    ('reported_by', models.CharField(max_length=80)),
                    ('unit_id', models.UUIDField()),
                    ('reported_at', models.DateTimeField()),
                    ('known_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('warned_at', models.DateTimeField(blank=True, null=True)),
                    ('late_at', models.DateTimeField(blank=True, null=True)),
                    ('declared_at', models.DateTimeField(blank=True, null=True)),
                    ('persons_at', models.DateTimeField(blank=True, null=True)),
                    ('authority_at', models.DateTimeField(blank=True, null=True)),
                    ('authority_ref', models.CharField(blank=True, default='', max_length=160)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('paper', models.BinaryField(blank=True, null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['-reported_at', '-id'], name='residents_breach_newest'), models.Index(condition=models.Q(('state__in', ['reported', 'declared'])), fields=['due_at', 'id'], name='residents_breach_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('known_at'))), name='residents_breach_due_after_known'), models.CheckConstraint(condition=models.Q(('known_at__lte', models.F('reported_at'))), name='residents_breach_known_first'), models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('state__in', ['reported', 'dismissed'])), models.Q(('declared_at__isnull', False), ('number__isnull', False), ('state__in', ['declared', 'closed']), models.Q(('data', ''), _negated=True)), _connector='OR'), name='residents_breach_declared_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='residents_breach_dismissed_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('authority_at__isnull', False), ('persons_at__isnull', False)), _connector='OR'), name='residents_breach_closed_after_told')],
                },
            ),
            migrations.CreateModel(
                name='BreachPerson',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('added_at', models.DateTimeField()),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='residents.breach')),
                ],
            ),
            migrations.CreateModel(
                name='Consequence',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('enter', 'Enter'), ('birth', 'Birth'), ('death', 'Death'), ('marriage', 'Marriage'), ('divorce', 'Divorce'), ('move-out', 'Move Out'), ('move-in', 'Move In'), ('move-within', 'Move Within'), ('family-change', 'Family'), ('correction', 'Correction'), ('missing', 'Missing'), ('found', 'Found')], max_length=14)),
                    ('task', models.CharField(choices=[('family-card', 'Family Card'), ('child-card', 'Child Card'), ('aid', 'Aid'), ('health-insurance', 'Health Insurance'), ('record-by-hand', 'By Hand')], max_length=40)),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='DataCopy',
                fields=[
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='copy', serialize=False, to='residents.datarequest')),
                    ('sealed', models.BinaryField(blank=True, null=True)),
                    ('paper', models.BinaryField(blank=True, null=True)),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('taken_at', models.DateTimeField(blank=True, null=True)),
                ],
            ),
            migrations.CreateModel(
                name='EventStep',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('dilaporkan', 'Reported'), ('tercatat', 'Recorded'), ('dibatalkan', 'Cancelled')], max_length=10)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('reference', models.CharField(blank=True, default='', max_length=80)),
                    ('reference_on', models.DateField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, default='', max_length=500)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='residents.civilevent')),
                ],
            ),
            migrations.CreateModel(
                name='FactReport',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('field', models.CharField(max_length=40)),
                    ('words', models.CharField(max_length=500)),
                    ('should_be', models.CharField(blank=True, default='', max_length=200)),
                    ('about', models.UUIDField(blank=True, null=True)),
                    ('reported_at', models.DateTimeField()),
                    ('reported_by', models.CharField(max_length=80)),
                    ('number', models.CharField(default=satuatap.kernel.ids.receipt_number, max_length=16, unique=True)),
                    ('unit_id', models.UUIDField(blank=True, null=True)),
                    ('due_at', models.DateTimeField()),
                    ('warned_at', models.DateTimeField(blank=True, null=True)),
                    ('late_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_by', models.CharField(blank=True, default='', max_length=80)),
                    ('outcome', models.CharField(blank=True, default='', max_length=500)),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ],
            ),
            migrations.AddField(
                model_name='civilevent',
                name='report',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event', to='residents.factreport'),
            ),
            migrations.CreateModel(
                name='Family',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kk', models.CharField(max_length=16, unique=True)),
                    ('area_code', models.CharField(max_length=13)),
                    ('address', models.CharField(max_length=240)),
                    ('rt', models.CharField(blank=True, default='', max_length=3)),
                    ('rw', models.CharField(blank=True, default='', max_length=3)),
                    ('hamlet', models.CharField(blank=True, default='', max_length=80)),
                    ('postal_code', models.CharField(blank=True, default='', max_length=5)),
                    ('origin', models.CharField(choices=[('SIAK-verified', 'Siak'), ('village-reported', 'Village'), ('resident-stated', 'Resident')], max_length=16)),
                    ('origin_on', models.DateField()),
                ],
                options={
                    'indexes': [models.Index(fields=['area_code'], name='residents_family_by_area', opclasses=['varchar_pattern_ops'])],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kk__regex', '^[0-9]{16}$')), name='residents_family_kk_form')],
                },
            ),
            migrations.CreateModel(
                name='EventChange',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('facts', models.JSONField()),
                    ('before', models.JSONField(default=dict)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='residents.civilevent')),
                    ('family', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_changes', to='residents.family')),
                ],
            ),
            migrations.CreateModel(
                name='FamilyMember',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('relation', models.PositiveSmallIntegerField()),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='residents.family')),
                ],
            ),
            migrations.CreateModel(
                name='FollowUp',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('task', models.CharField(max_length=40)),
                    ('words', models.CharField(blank=True, default='', max_length=300)),
                    ('about', models.UUIDField(blank=True, null=True)),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_by', models.CharField(blank=True, default='', max_length=80)),
                    ('outcome', models.CharField(blank=True, choices=[('done', 'Done'), ('not-needed', 'Not Needed')], default='', max_length=10)),
                    ('reason', models.CharField(blank=True, default='', max_length=300)),
                    ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='residents.civilevent')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='ImportBatch',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('area_code', models.CharField(max_length=13)),
                    ('name', models.CharField(max_length=120)),
                    ('language', models.CharField(max_length=8)),
                    ('origin', models.CharField(choices=[('SIAK-verified', 'Siak'), ('village-reported', 'Village'), ('resident-stated', 'Resident')], max_length=16)),
                    ('state', models.CharField(choices=[('reading', 'Reading'), ('mapping', 'Mapping'), ('checking', 'Checking'), ('checked', 'Checked'), ('entering', 'Entering'), ('done', 'Done'), ('undoing', 'Undoing'), ('undone', 'Undone'), ('failed', 'Failed')], max_length=10)),
                    ('words', models.CharField(blank=True, default='', max_length=500)),
                    ('head', models.JSONField(default=list)),
                    ('header', models.PositiveSmallIntegerField(default=0)),
                    ('layout', models.CharField(blank=True, default='', max_length=120)),
                    ('columns', models.JSONField(default=dict)),
                    ('day_order', models.CharField(default='dmy', max_length=3)),
                    ('chosen', models.JSONField(default=dict)),
                    ('unknown', models.JSONField(default=dict)),
                    ('counts', models.JSONField(default=dict)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('brought_at', models.DateTimeField()),
                    ('entered_at', models.DateTimeField(null=True)),
                    ('entered_by', models.CharField(blank=True, default='', max_length=80)),
                    ('first_event', models.BigIntegerField(default=0)),
                    ('last_event', models.BigIntegerField(default=0)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('asked_at', models.DateTimeField(null=True)),
                    ('asked_by', models.UUIDField(null=True)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('keep_until', models.DateField(null=True)),
                    ('erased_at', models.DateTimeField(null=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='ImportBefore',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=8)),
                    ('subject', models.UUIDField()),
                    ('was', models.JSONField(null=True)),
                    ('after', models.CharField(blank=True, default='', max_length=32)),
                    ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='before', to='residents.importbatch')),
                ],
            ),
            migrations.CreateModel(
                name='ImportLayout',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('fingerprint', models.CharField(max_length=32)),
                    ('columns', models.JSONField()),
                    ('day_order', models.CharField(max_length=3)),
                    ('chosen', models.JSONField(default=dict)),
                    ('used_at', models.DateTimeField()),
                    ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='ImportLine',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('finding', models.CharField(choices=[('new', 'New'), ('changed', 'Changed'), ('moved', 'Moved'), ('same', 'Same'), ('double', 'Double'), ('refused', 'Refused')], max_length=8)),
                    ('kk', models.CharField(blank=True, default='', max_length=16)),
                    ('facts', models.JSONField(default=dict)),
                    ('problems', models.JSONField(default=list)),
                    ('changes', models.JSONField(default=dict)),
                    ('cells', models.JSONField(default=list)),
                    ('party', models.UUIDField(null=True)),
                    ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='residents.importbatch')),
                ],
            ),
            migrations.CreateModel(
                name='LookUpAgreement',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('purpose', models.CharField(max_length=120)),
                    ('reference', models.CharField(max_length=120)),
                    ('quota', models.PositiveIntegerField()),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='LookUp',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('asked_at', models.DateTimeField()),
                    ('asked_on', models.DateField()),
                    ('asked_by', models.CharField(max_length=80)),
                    ('outcome', models.CharField(blank=True, choices=[('match', 'Match'), ('no-match', 'No Match'), ('unusable', 'Unusable')], default='', max_length=8)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='look_ups', to='residents.lookupagreement')),
                ],
            ),
            migrations.CreateModel(
                name='Mandate',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('agent_name', models.CharField(blank=True, default='', max_length=160)),
                    ('agent_nik', models.CharField(blank=True, default='', max_length=16)),
                    ('kind', models.CharField(choices=[('parent', 'Parent'), ('wali', 'Wali'), ('kuasa', 'Kuasa'), ('assisted', 'Assisted')], max_length=10)),
                    ('scope', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                    ('abouts', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('how', models.CharField(choices=[('code', 'Code'), ('spoken', 'Spoken'), ('signed-slip', 'Signed Slip'), ('thumb-print', 'Thumb Print')], max_length=12)),
                    ('reference', models.CharField(blank=True, default='', max_length=80)),
                    ('stamp_serial', models.CharField(blank=True, default='', max_length=40)),
                    ('witness1', models.CharField(blank=True, default='', max_length=160)),
                    ('witness2', models.CharField(blank=True, default='', max_length=160)),
                    ('recorded_by', models.CharField(max_length=80)),
                    ('recorded_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('evidence_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='NeighbourhoodHead',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('area_code', models.CharField(max_length=13)),
                    ('rw', models.CharField(max_length=3)),
                    ('rt', models.CharField(blank=True, default='', max_length=3)),
                    ('name', models.CharField(max_length=160)),
                    ('phone', models.CharField(max_length=20)),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('recorded_by', models.CharField(max_length=80)),
                    ('recorded_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('area_code', 'rw', 'rt'), name='residents_neighbourhoodhead_one'), models.CheckConstraint(condition=models.Q(('rw__regex', '^\\d{3}$'), ('rt__regex', '^(\\d{3})?$')), name='residents_neighbourhoodhead_in_digits')],
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('party', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='organisation', serialize=False, to='residents.party')),
                    ('nib', models.CharField(blank=True, max_length=13, null=True, unique=True)),
                    ('npwp', models.CharField(blank=True, default='', max_length=16)),
                    ('form', models.CharField(max_length=40)),
                    ('address', models.CharField(blank=True, default='', max_length=240)),
                    ('area_code', models.CharField(blank=True, default='', max_length=13)),
                    ('phone', models.CharField(blank=True, default='', max_length=20)),
                    ('email', models.CharField(blank=True, default='', max_length=254)),
                    ('origin', models.CharField(choices=[('SIAK-verified', 'Siak'), ('village-reported', 'Village'), ('resident-stated', 'Resident')], max_length=16)),
                    ('origin_on', models.DateField()),
                ],
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('party', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='person', serialize=False, to='residents.party')),
                    ('nik', models.CharField(blank=True, max_length=16, null=True, unique=True)),
                    ('provisional', models.BooleanField(default=False)),
                    ('stated_nik', models.CharField(blank=True, default='', max_length=16)),
                    ('passport', models.CharField(blank=True, max_length=20, null=True, unique=True)),
                    ('sex', models.PositiveSmallIntegerField()),
                    ('born_on', models.DateField()),
                    ('birth_place', models.CharField(blank=True, default='', max_length=100)),
                    ('father_name', models.CharField(blank=True, default='', max_length=160)),
                    ('mother_name', models.CharField(blank=True, default='', max_length=160)),
                    ('religion', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('marital', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('occupation', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('education', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('citizenship', models.PositiveSmallIntegerField(default=1)),
                    ('blood', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('phone', models.CharField(blank=True, default='', max_length=20)),
                    ('email', models.CharField(blank=True, default='', max_length=254)),
                    ('address', models.CharField(blank=True, default='', max_length=240)),
                    ('area_code', models.CharField(blank=True, default='', max_length=13)),
                    ('elsewhere', models.CharField(blank=True, default='', max_length=100)),
                    ('status', models.PositiveSmallIntegerField(default=1)),
                    ('origin', models.CharField(choices=[('SIAK-verified', 'Siak'), ('village-reported', 'Village'), ('resident-stated', 'Resident')], max_length=16)),
                    ('origin_on', models.DateField()),
                    ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), blank=True, null=True, size=None)),
                ],
            ),
            migrations.AddIndex(
                model_name='party',
                index=models.Index(fields=['name_key'], name='residents_party_by_name', opclasses=['varchar_pattern_ops']),
            ),
            migrations.AddField(
                model_name='mandate',
                name='agent',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates_held', to='residents.party'),
            ),
            migrations.AddField(
                model_name='mandate',
                name='given_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party'),
            ),
            migrations.AddField(
                model_name='mandate',
                name='principal',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates_given', to='residents.party'),
            ),
            migrations.AddField(
                model_name='lookup',
                name='party',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party'),
            ),
            migrations.AddField(
                model_name='lookreport',
                name='party',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='look_reports', to='residents.party'),
            ),
            migrations.AddField(
                model_name='followup',
                name='party',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party'),
            ),
            migrations.AddField(
                model_name='factreport',
                name='party',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_reports', to='residents.party'),
            ),
            migrations.AddField(
                model_name='factorigin',
                name='party',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='fact_origins', to='residents.party'),
            ),
            migrations.AddField(
                model_name='eventchange',
                name='party',
                field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_changes', to='residents.party'),
            ),
            migrations.AddField(
                model_name='emergencylook',
                name='party',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergency_looks', to='residents.party'),
            ),
            migrations.AddField(
                model_name='datarequest',
                name='party',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='residents.party'),
            ),
            migrations.AddField(
                model_name='breachperson',
                name='party',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='residents.party'),
            ),
            migrations.AddField(
                model_name='accountlink',
                name='party',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_links', to='residents.party'),
            ),
            migrations.AddField(
                model_name='organisationofficer',
                name='organisation',
                field=models.ForeignKey(limit_choices_to={'kind': 'organisation'}, on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='residents.party'),
            ),
            migrations.AddField(
                model_name='organisationofficer',
                name='person',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='residents.party'),
            ),
            migrations.AddConstraint(
                model_name='smallcells',
                constraint=models.CheckConstraint(condition=models.Q(('under__gte', 2)), name='residents_smallcells_hide_somebody'),
            ),
            migrations.AddConstraint(
                model_name='tally',
                constraint=models.UniqueConstraint(fields=('area_code', 'on'), name='residents_tally_once_a_day'),
            ),
            migrations.AddConstraint(
                model_name='consequence',
                constraint=models.UniqueConstraint(fields=('kind', 'task'), name='residents_consequence_once'),
            ),
            migrations.AddIndex(
                model_name='datacopy',
                index=models.Index(condition=models.Q(('sealed__isnull', False)), fields=['expires_at'], name='residents_datacopy_kept'),
            ),
            migrations.AddConstraint(
                model_name='datacopy',
                constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='residents_datacopy_ends'),
            ),
            migrations.AddConstraint(
                model_name='eventstep',
                constraint=models.UniqueConstraint(fields=('event', 'state'), name='residents_eventstep_once'),
            ),
            migrations.AddConstraint(
                model_name='eventstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reference_on__isnull', False), ('state', 'tercatat'), models.Q(('reference', ''), _negated=True)), models.Q(('state', 'dibatalkan'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='residents_eventstep_says_why'),
            ),
            migrations.AddIndex(
                model_name='civilevent',
                index=models.Index(condition=models.Q(('kind', 'enter'), _negated=True), fields=['area_code', 'recorded_at', 'id'], name='residents_civilevent_by_area'),
            ),
            migrations.AddIndex(
                model_name='civilevent',
                index=models.Index(condition=models.Q(('kind', 'enter'), _negated=True), fields=['counts_from'], name='residents_civilevent_by_day'),
            ),
            migrations.AddConstraint(
                model_name='civilevent',
                constraint=models.UniqueConstraint(condition=models.Q(('about__isnull', False)), fields=('about', 'kind'), name='residents_civilevent_once_per_case'),
            ),
            migrations.AddConstraint(
                model_name='civilevent',
                constraint=models.CheckConstraint(condition=models.Q(('counts_from__gte', models.F('on'))), name='residents_civilevent_counts_from_its_day'),
            ),
            migrations.AddConstraint(
                model_name='civilevent',
                constraint=models.CheckConstraint(condition=models.Q(('report', None), models.Q(models.Q(('document', ''), _negated=True), ('document_on__isnull', False)), _connector='OR'), name='residents_civilevent_reported_has_document'),
            ),
            migrations.AddConstraint(
                model_name='civilevent',
                constraint=models.CheckConstraint(condition=models.Q(('first_state', 'dibatalkan'), _negated=True), name='residents_civilevent_first_state'),
            ),
            migrations.AddIndex(
                model_name='importbatch',
                index=models.Index(fields=['area_code', '-brought_at'], name='residents_importbatch_by_area'),
            ),
            migrations.AddConstraint(
                model_name='importbatch',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'undoing', 'undone']), _negated=True), ('entered_at__isnull', False), _connector='OR'), name='residents_importbatch_done_when_entered'),
            ),
            migrations.AddConstraint(
                model_name='importbefore',
                constraint=models.UniqueConstraint(fields=('batch', 'kind', 'subject'), name='residents_importbefore_once'),
            ),
            migrations.AddConstraint(
                model_name='importlayout',
                constraint=models.UniqueConstraint(fields=('unit', 'fingerprint'), name='residents_importlayout_once'),
            ),
            migrations.AddIndex(
                model_name='importline',
                index=models.Index(fields=['batch', 'finding', 'number'], name='residents_importline_found'),
            ),
            migrations.AddIndex(
                model_name='importline',
                index=models.Index(fields=['batch', 'kk', 'number'], name='residents_importline_card'),
            ),
            migrations.AddConstraint(
                model_name='importline',
                constraint=models.UniqueConstraint(fields=('batch', 'number'), name='residents_importline_once'),
            ),
            migrations.AddConstraint(
                model_name='lookupagreement',
                constraint=models.UniqueConstraint(fields=('unit', 'purpose', 'from_on'), name='residents_lookupagreement_once'),
            ),
            migrations.AddConstraint(
                model_name='lookupagreement',
                constraint=models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='residents_lookupagreement_in_order'),
            ),
            migrations.AddConstraint(
                model_name='lookupagreement',
                constraint=models.CheckConstraint(condition=models.Q(('quota__gt', 0)), name='residents_lookupagreement_quota'),
            ),
            migrations.AddConstraint(
                model_name='lookupagreement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('purpose', ''), _negated=True), models.Q(('reference', ''), _negated=True)), name='residents_lookupagreement_complete'),
            ),
            migrations.AddConstraint(
                model_name='organisation',
                constraint=models.CheckConstraint(condition=models.Q(('nib', None), ('nib__regex', '^[0-9]{13}$'), _connector='OR'), name='residents_organisation_nib_form'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(fields=['born_on'], name='residents_person_by_birth'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['keys'], name='residents_person_by_keys'),
            ),
            migrations.AddIndex(
                model_name='person',
                index=models.Index(condition=models.Q(('keys', None)), fields=['party'], name='residents_person_without_keys'),
            ),
            migrations.AddConstraint(
                model_name='person',
                constraint=models.CheckConstraint(condition=models.Q(('nik', None), ('nik__regex', '^[0-9]{16}$'), _connector='OR'), name='residents_person_nik_form'),
            ),
            migrations.AddConstraint(
                model_name='person',
                constraint=models.CheckConstraint(condition=models.Q(('provisional', False), ('nik__startswith', '0'), _connector='OR'), name='residents_person_provisional_has_number'),
            ),
            migrations.AddConstraint(
                model_name='person',
                constraint=models.CheckConstraint(condition=models.Q(('sex__in', [1, 2])), name='residents_person_sex'),
            ),
            migrations.AddField(
                model_name='familymember',
                name='person',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='residents.person'),
            ),
            migrations.AddIndex(
                model_name='mandate',
                index=models.Index(condition=models.Q(('agent_nik', ''), _negated=True), fields=['agent_nik'], name='residents_mandate_offered'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(('agent__isnull', False), models.Q(('agent_name', ''), _negated=True), _connector='OR'), name='residents_mandate_has_agent'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(('agent', models.F('principal')), _negated=True), name='residents_mandate_not_oneself'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', []), _negated=True), models.Q(('abouts', []), _negated=True), _connector='OR'), name='residents_mandate_has_scope'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(('agent_nik', ''), models.Q(('agent', None), ('kind', 'kuasa')), _connector='OR'), name='residents_mandate_named_or_taken'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(('given_by', None), models.Q(('kind', 'kuasa'), models.Q(('given_by', models.F('principal')), _negated=True)), _connector='OR'), name='residents_mandate_given_by_an_officer'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='residents_mandate_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'kuasa'), _negated=True), ('to_on__isnull', False), _connector='OR'), name='residents_mandate_kuasa_expires'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'wali'), _negated=True), models.Q(('reference', ''), _negated=True), _connector='OR'), name='residents_mandate_wali_has_court_order'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'thumb-print'), _negated=True), models.Q(models.Q(('witness1', ''), _negated=True), models.Q(('witness2', ''), _negated=True)), _connector='OR'), name='residents_mandate_thumb_print_has_two_witnesses'),
            ),
            migrations.AddConstraint(
                model_name='mandate',
                constraint=models.UniqueConstraint(condition=models.Q(('stamp_serial', ''), _negated=True), fields=('stamp_serial',), name='residents_mandate_stamp_once'),
            ),
            migrations.AddIndex(
                model_name='lookup',
                index=models.Index(fields=['agreement', 'asked_on'], name='residents_lookup_by_day'),
            ),
            migrations.AddConstraint(
                model_name='lookup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='residents_lookup_answered_together'),
            ),
            migrations.AddIndex(
                model_name='lookreport',
                index=models.Index(condition=models.Q(('answered_at', None)), fields=['reported_at', 'id'], name='residents_lookreport_open'),
            ),
            migrations.AddConstraint(
                model_name='lookreport',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', '')), models.Q(('answered_at__isnull', False), models.Q(('answered_by', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='residents_lookreport_answered_together'),
            ),
            migrations.AddIndex(
                model_name='followup',
                index=models.Index(condition=models.Q(('closed_at', None)), fields=['unit', 'opened_at', 'id'], name='residents_followup_open'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False)), fields=('event', 'task'), name='residents_followup_once_per_event'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.UniqueConstraint(condition=models.Q(('event', None)), fields=('about', 'task'), name='residents_followup_once_per_case'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', ''), ('outcome', ''), ('reason', '')), models.Q(('closed_at__isnull', False), models.Q(('closed_by', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='residents_followup_closed_together'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'not-needed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='residents_followup_not_needed_says_why'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.CheckConstraint(condition=models.Q(('event__isnull', False), ('about__isnull', False), _connector='OR'), name='residents_followup_of_something'),
            ),
            migrations.AddIndex(
                model_name='factreport',
                index=models.Index(condition=models.Q(('settled_at', None)), fields=['reported_at'], name='residents_factreport_open'),
            ),
            migrations.AddIndex(
                model_name='factreport',
                index=models.Index(condition=models.Q(('settled_at', None)), fields=['party'], name='residents_factreport_of_party'),
            ),
            migrations.AddConstraint(
                model_name='factreport',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at', None), ('settled_by', '')), models.Q(('settled_at__isnull', False), models.Q(('settled_by', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='residents_factreport_settled_at_and_by_together'),
            ),
            migrations.AddConstraint(
                model_name='factorigin',
                constraint=models.UniqueConstraint(fields=('party', 'field'), name='residents_factorigin_once_per_field'),
            ),
            migrations.AddIndex(
                model_name='eventchange',
                index=models.Index(condition=models.Q(('party__isnull', False)), fields=['party'], name='residents_eventchange_by_party'),
            ),
            migrations.AddIndex(
                model_name='eventchange',
                index=models.Index(condition=models.Q(('family__isnull', False)), fields=['family'], name='residents_eventchange_by_card'),
            ),
            migrations.AddConstraint(
                model_name='eventchange',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('family__isnull', False), ('party', None)), models.Q(('family', None), ('party__isnull', False)), _connector='OR'), name='residents_eventchange_of_one'),
            ),
            migrations.AddIndex(
                model_name='emergencylook',
                index=models.Index(condition=models.Q(('reviewed_at', None)), fields=['due_at', 'id'], name='residents_emergencylook_open'),
            ),
            migrations.AddIndex(
                model_name='emergencylook',
                index=models.Index(fields=['opened_by', 'opened_at'], name='residents_emergencylook_by'),
            ),
            migrations.AddConstraint(
                model_name='emergencylook',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('findings', ''), ('follow_up', ''), ('reviewed_at', None), ('reviewed_by', ''), ('verdict', '')), models.Q(('reviewed_at__isnull', False), models.Q(('reviewed_by', ''), _negated=True), models.Q(('verdict', ''), _negated=True), models.Q(('findings', ''), _negated=True)), _connector='OR'), name='residents_emergencylook_reviewed_together'),
            ),
            migrations.AddConstraint(
                model_name='emergencylook',
                constraint=models.CheckConstraint(condition=models.Q(('reviewed_at', None), models.Q(('reviewed_by', models.F('opened_by')), _negated=True), _connector='OR'), name='residents_emergencylook_by_another'),
            ),
            migrations.AddConstraint(
                model_name='emergencylook',
                constraint=models.CheckConstraint(condition=models.Q(('follow_up', ''), ('verdict', 'misuse'), _negated=True), name='residents_emergencylook_misuse_has_consequences'),
            ),
            migrations.AddConstraint(
                model_name='emergencylook',
                constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('until')), ('until__gt', models.F('opened_at'))), name='residents_emergencylook_ends'),
            ),
            migrations.AddIndex(
                model_name='datarequest',
                index=models.Index(condition=models.Q(('answered_at', None)), fields=['due_at', 'id'], name='residents_datarequest_open'),
            ),
            migrations.AddConstraint(
                model_name='datarequest',
                constraint=models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('party', 'kind'), name='residents_datarequest_one_open'),
            ),
            migrations.AddConstraint(
                model_name='datarequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', ''), ('is_granted', None)), models.Q(('answered_at__isnull', False), ('is_granted__isnull', False), models.Q(('answered_by', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='residents_datarequest_answered_together'),
            ),
            migrations.AddConstraint(
                model_name='datarequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('came', ''), ('shown', ''), ('unit_id', None)), models.Q(('unit_id__isnull', False), models.Q(('came', ''), _negated=True), models.Q(('shown', ''), _negated=True)), _connector='OR'), name='residents_datarequest_seen_at_a_counter'),
            ),
            migrations.AddConstraint(
                model_name='datarequest',
                constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='residents_datarequest_due_after_asked'),
            ),
            migrations.AddConstraint(
                model_name='breachperson',
                constraint=models.UniqueConstraint(fields=('breach', 'party'), name='residents_breachperson_once'),
            ),
            migrations.AddConstraint(
                model_name='accountlink',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('account',), name='residents_accountlink_one_person_per_account'),
            ),
            migrations.AddConstraint(
                model_name='accountlink',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('party',), name='residents_accountlink_one_account_per_person'),
            ),
            migrations.AddConstraint(
                model_name='accountlink',
                constraint=models.CheckConstraint(condition=models.Q(('level__lte', 2)), name='residents_accountlink_level'),
            ),
            migrations.AddConstraint(
                model_name='organisationofficer',
                constraint=models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('organisation', 'person'), name='residents_organisationofficer_one_open'),
            ),
            migrations.AddConstraint(
                model_name='organisationofficer',
                constraint=models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='residents_organisationofficer_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='organisationofficer',
                constraint=models.CheckConstraint(condition=models.Q(('rights', []), _negated=True), name='residents_organisationofficer_has_rights'),
            ),
            migrations.AddConstraint(
                model_name='organisationofficer',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('invited_nik', ''), ('person__isnull', False)), models.Q(('person', None), models.Q(('invited_nik', ''), _negated=True)), _connector='OR'), name='residents_organisationofficer_person_or_invited'),
            ),
            migrations.AddConstraint(
                model_name='organisationofficer',
                constraint=models.UniqueConstraint(condition=models.Q(('invited_nik', ''), _negated=True), fields=('invited_nik', 'organisation'), name='residents_organisationofficer_invited_once'),
            ),
            migrations.AddConstraint(
                model_name='familymember',
                constraint=models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('person',), name='residents_familymember_one_family_per_person'),
            ),
            migrations.AddConstraint(
                model_name='familymember',
                constraint=models.UniqueConstraint(condition=models.Q(('relation', 1), ('to_on', None)), fields=('family',), name='residents_familymember_one_head'),
            ),
            migrations.AddConstraint(
                model_name='familymember',
                constraint=models.CheckConstraint(condition=models.Q(('relation__range', (1, 11))), name='residents_familymember_relation'),
            ),
            migrations.AddConstraint(
                model_name='familymember',
                constraint=models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='residents_familymember_days_in_order'),
            ),
        ]),
        migrations.RunSQL(FORGET),
    ]
