"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('agencies', '0001_initial'),
        ('agencies', '0002_outage'),
        ('agencies', '0003_led_elsewhere'),
        ('agencies', '0004_tenants'),
        ('agencies', '0005_van'),
        ('agencies', '0006_outage_of_a_hall'),
        ('agencies', '0007_stop'),
    ]

    initial = True

    dependencies = [
        ('regions', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Site',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('short_name', models.CharField(max_length=60)),
                    ('address', models.CharField(blank=True, default='', max_length=240)),
                    ('zone', models.CharField(default='Asia/Jakarta', max_length=40)),
                    ('kind', models.CharField(choices=[('mall', 'Mall'), ('market', 'Market'), ('village', 'Village'), ('office', 'Office'), ('van', 'Van')], max_length=10)),
                    ('active', models.BooleanField(default=True)),
                    ('led_elsewhere', models.BooleanField(default=False)),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.area')),
                ],
            ),
            migrations.CreateModel(
                name='Emergency',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('reason', models.CharField(max_length=240)),
                    ('capacity', models.PositiveIntegerField(blank=True, null=True)),
                    ('booking_only', models.BooleanField(default=False)),
                    ('contact_free', models.BooleanField(default=False)),
                    ('until_on', models.DateField()),
                    ('begins_at', models.DateTimeField()),
                    ('begun_by', models.CharField(max_length=80)),
                    ('begun_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('lifted_at', models.DateTimeField(null=True)),
                    ('lifted_by', models.CharField(blank=True, default='', max_length=80)),
                    ('lifted_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Stop',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('on', models.DateField()),
                    ('opens', models.TimeField()),
                    ('closes', models.TimeField()),
                    ('location', models.CharField(max_length=160)),
                    ('services', models.JSONField(blank=True, default=list)),
                    ('is_example', models.BooleanField(default=False)),
                    ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.area')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('short_name', models.CharField(max_length=60)),
                    ('kind', models.CharField(choices=[('agency', 'Agency'), ('district', 'District'), ('kelurahan', 'Kelurahan'), ('desa', 'Desa'), ('vertical', 'Vertical'), ('company', 'Company'), ('mall', 'Mall')], max_length=10)),
                    ('office_code', models.CharField(blank=True, default='', max_length=20)),
                    ('head_title', models.CharField(blank=True, default='', max_length=120)),
                    ('address', models.CharField(blank=True, default='', max_length=240)),
                    ('contact', models.CharField(blank=True, default='', max_length=160)),
                    ('active', models.BooleanField(default=True)),
                    ('tenant_level', models.CharField(choices=[('queue', 'Queue'), ('reference', 'Reference'), ('full', 'Full')], default='full', max_length=10)),
                    ('week', models.CharField(choices=[('five', 'Five'), ('six', 'Six')], default='five', max_length=4)),
                    ('zone', models.CharField(default='Asia/Jakarta', max_length=40)),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.area')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Tenant',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('level', models.CharField(choices=[('queue', 'Queue'), ('reference', 'Reference'), ('full', 'Full')], max_length=10)),
                    ('agreement', models.CharField(blank=True, default='', max_length=120)),
                    ('from_on', models.DateField(blank=True, null=True)),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('weekdays', models.JSONField(blank=True, default=list)),
                    ('quota', models.PositiveIntegerField(blank=True, null=True)),
                    ('last_number_at', models.TimeField(blank=True, null=True)),
                    ('outside_rule', models.CharField(blank=True, choices=[('', 'Unknown'), ('ignored', 'Ignored'), ('taken', 'Taken'), ('only', 'Only')], default='', max_length=8)),
                    ('outside_system', models.CharField(blank=True, default='', max_length=80)),
                    ('active', models.BooleanField(default=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenants', to='agencies.site')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenancies', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Outage',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('system', 'System'), ('power', 'Power'), ('network', 'Network')], max_length=10)),
                    ('system', models.CharField(blank=True, default='', max_length=40)),
                    ('begins_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField(null=True)),
                    ('reason', models.CharField(max_length=240)),
                    ('evidence', models.CharField(blank=True, default='', max_length=240)),
                    ('declared_at', models.DateTimeField()),
                    ('declared_by', models.CharField(max_length=80)),
                    ('declared_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('lifted_at', models.DateTimeField(null=True)),
                    ('lifted_by', models.CharField(blank=True, default='', max_length=80)),
                    ('lifted_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='outages', to='agencies.site')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='outages', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='OpeningHours',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('week', models.CharField(blank=True, choices=[('five', 'Five'), ('six', 'Six')], default='', max_length=4)),
                    ('weekday', models.PositiveSmallIntegerField()),
                    ('opens', models.TimeField()),
                    ('closes', models.TimeField()),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('label', models.CharField(blank=True, default='', max_length=60)),
                    ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='agencies.site')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Counter',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=60)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='agencies.site')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='ClosedSpan',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('start', models.DateTimeField()),
                    ('end', models.DateTimeField()),
                    ('cause', models.CharField(max_length=160)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closed_spans', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Absence',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('absent', 'Absent'), ('late', 'Late'), ('closed', 'Closed')], max_length=8)),
                    ('begins_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('reason', models.CharField(max_length=240)),
                    ('noted_at', models.DateTimeField()),
                    ('noted_by', models.CharField(max_length=80)),
                    ('noted_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('lifted_at', models.DateTimeField(null=True)),
                    ('lifted_by', models.CharField(blank=True, default='', max_length=80)),
                    ('lifted_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('emergency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closures', to='agencies.emergency')),
                    ('moved_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.site')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='agencies.site')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Holiday',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('on', models.DateField()),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('national', 'National'), ('joint-leave', 'Joint Leave'), ('local', 'Local')], max_length=12)),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.area')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('on', 'area'), name='agencies_holiday_once_per_day_and_area', nulls_distinct=False)],
                },
            ),
            migrations.AddConstraint(
                model_name='emergency',
                constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('site',), name='agencies_emergency_one_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='emergency',
                constraint=models.CheckConstraint(condition=models.Q(('lifted_at', None), models.Q(('lifted_by', ''), _negated=True), _connector='XOR'), name='agencies_emergency_lifted'),
            ),
            migrations.AddConstraint(
                model_name='emergency',
                constraint=models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gte', 1), _connector='OR'), name='agencies_emergency_capacity'),
            ),
            migrations.AddIndex(
                model_name='stop',
                index=models.Index(fields=['on', 'opens'], name='agencies_stop_next'),
            ),
            migrations.AddConstraint(
                model_name='stop',
                constraint=models.UniqueConstraint(fields=('site', 'on', 'opens'), name='agencies_stop_once'),
            ),
            migrations.AddConstraint(
                model_name='stop',
                constraint=models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='agencies_stop_closes_after_opening'),
            ),
            migrations.AddConstraint(
                model_name='unit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['desa', 'kelurahan', 'district']), _negated=True), ('area__isnull', False), _connector='OR'), name='agencies_unit_village_has_area'),
            ),
            migrations.AddConstraint(
                model_name='unit',
                constraint=models.UniqueConstraint(condition=models.Q(('active', True), ('kind__in', ['desa', 'kelurahan'])), fields=('area',), name='agencies_unit_one_village_per_area'),
            ),
            migrations.AddConstraint(
                model_name='tenant',
                constraint=models.UniqueConstraint(fields=('site', 'unit'), name='agencies_tenant_once_per_site'),
            ),
            migrations.AddConstraint(
                model_name='tenant',
                constraint=models.CheckConstraint(condition=models.Q(('from_on', None), ('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='agencies_tenant_ends_after_it_begins'),
            ),
            migrations.AddIndex(
                model_name='outage',
                index=models.Index(fields=['unit', 'begins_at'], name='agencies_outage_of_unit'),
            ),
            migrations.AddIndex(
                model_name='outage',
                index=models.Index(fields=['-begins_at', '-id'], name='agencies_outage_newest'),
            ),
            migrations.AddConstraint(
                model_name='outage',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('begins_at')), _connector='OR'), name='agencies_outage_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='outage',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_at', None), ('lifted_at', None), ('lifted_by', '')), models.Q(('ends_at__isnull', False), ('lifted_at__isnull', False), models.Q(('lifted_by', ''), _negated=True)), _connector='OR'), name='agencies_outage_lifted_together'),
            ),
            migrations.AddConstraint(
                model_name='outage',
                constraint=models.CheckConstraint(condition=models.Q(('kind', 'system'), ('system', ''), _connector='XOR'), name='agencies_outage_system_is_named'),
            ),
            migrations.AddConstraint(
                model_name='outage',
                constraint=models.CheckConstraint(condition=models.Q(('site', None), models.Q(('unit', None), models.Q(('kind', 'system'), _negated=True)), _connector='OR'), name='agencies_outage_of_a_hall'),
            ),
            migrations.AddConstraint(
                model_name='outage',
                constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('kind', 'system', 'unit', 'site'), name='agencies_outage_declared_once', nulls_distinct=False),
            ),
            migrations.AddIndex(
                model_name='openinghours',
                index=models.Index(condition=models.Q(('week', ''), _negated=True), fields=['week', 'valid_from'], name='agencies_openinghours_of_week'),
            ),
            migrations.AddConstraint(
                model_name='openinghours',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('site', None), ('unit__isnull', False), ('week', '')), models.Q(('site__isnull', False), ('unit', None), ('week', '')), models.Q(('site', None), ('unit', None), ('week__in', ['five', 'six'])), _connector='OR'), name='agencies_openinghours_one_owner'),
            ),
            migrations.AddConstraint(
                model_name='openinghours',
                constraint=models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='agencies_openinghours_weekday'),
            ),
            migrations.AddConstraint(
                model_name='openinghours',
                constraint=models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='agencies_openinghours_closes_after_opening'),
            ),
            migrations.AddConstraint(
                model_name='openinghours',
                constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='agencies_openinghours_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='counter',
                constraint=models.UniqueConstraint(fields=('site', 'name'), name='agencies_counter_name_once_per_site'),
            ),
            migrations.AddIndex(
                model_name='closedspan',
                index=models.Index(fields=['unit', 'end'], name='agencies_closedspan_of_unit'),
            ),
            migrations.AddConstraint(
                model_name='closedspan',
                constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='agencies_closedspan_ends_after_it_begins'),
            ),
            migrations.AddIndex(
                model_name='absence',
                index=models.Index(condition=models.Q(('lifted_at', None)), fields=['site', 'ends_at'], name='agencies_absence_standing'),
            ),
            migrations.AddIndex(
                model_name='absence',
                index=models.Index(fields=['site', 'begins_at'], name='agencies_absence_of_site'),
            ),
            migrations.AddConstraint(
                model_name='absence',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='agencies_absence_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='absence',
                constraint=models.CheckConstraint(condition=models.Q(('lifted_at', None), models.Q(('lifted_by', ''), _negated=True), _connector='XOR'), name='agencies_absence_lifted'),
            ),
            migrations.AddConstraint(
                model_name='absence',
                constraint=models.CheckConstraint(condition=models.Q(('emergency', None), ('kind', 'closed'), _connector='XOR'), name='agencies_absence_closed_by_an_emergency'),
            ),
        ]),
    ]
