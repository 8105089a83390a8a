"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('visits', '0001_initial'),
        ('visits', '0002_devices'),
        ('visits', '0003_forecast'),
        ('visits', '0004_told'),
        ('visits', '0005_booked'),
        ('visits', '0006_papers_seen'),
        ('visits', '0007_printers'),
        ('visits', '0008_detours_and_splits'),
        ('visits', '0009_outside_booking'),
        ('visits', '0010_acts'),
        ('visits', '0011_help_calls'),
        ('visits', '0012_opening_checks'),
        ('visits', '0013_kiosk_rests'),
        ('visits', '0014_outside_once_a_day'),
        ('visits', '0015_help_from_a_kiosk'),
        ('visits', '0016_paper'),
        ('visits', '0017_devices_seen'),
        ('visits', '0018_remote_numbers'),
        ('visits', '0019_ratings'),
        ('visits', '0020_names_by_language'),
        ('visits', '0021_told_in'),
        ('visits', '0022_slip_corrections'),
        ('visits', '0023_readers'),
        ('visits', '0024_blank_slips_on_rolls'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('residents', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Priority',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=40, unique=True)),
                    ('name', models.CharField(max_length=80)),
                    ('head_start', models.PositiveSmallIntegerField()),
                    ('law', models.CharField(blank=True, default='', max_length=240)),
                    ('active', models.BooleanField(default=True)),
                ],
            ),
            migrations.CreateModel(
                name='Device',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('display', 'Display'), ('kiosk', 'Kiosk')], max_length=8)),
                    ('name', models.CharField(max_length=80)),
                    ('zones', models.JSONField(blank=True, default=list)),
                    ('secret_hash', models.CharField(max_length=64, unique=True)),
                    ('active', models.BooleanField(default=True)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Lane',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60)),
                    ('letter', models.CharField(max_length=2)),
                    ('name', models.CharField(max_length=120)),
                    ('names', models.JSONField(blank=True, default=dict)),
                    ('is_quick', models.BooleanField(default=False)),
                    ('services', models.JSONField(blank=True, default=list)),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('quota', models.PositiveIntegerField(blank=True, null=True)),
                    ('last_number_at', models.TimeField(blank=True, null=True)),
                    ('active', models.BooleanField(default=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lanes', to='agencies.site')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lanes', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Errand',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('length', models.CharField(choices=[('quick', 'Quick'), ('normal', 'Normal'), ('long', 'Long')], default='normal', max_length=6)),
                    ('service', models.CharField(blank=True, default='', max_length=80)),
                    ('about', models.UUIDField(blank=True, null=True)),
                    ('papers', models.JSONField(blank=True, null=True)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('waiting', 'Waiting'), ('called', 'Called'), ('serving', 'Serving'), ('parked', 'Parked'), ('done', 'Done'), ('dropped', 'Dropped')], default='planned', max_length=8)),
                    ('rank_at', models.DateTimeField(null=True)),
                    ('turn_at', models.DateTimeField(null=True)),
                    ('waits_since', models.DateTimeField(null=True)),
                    ('called_at', models.DateTimeField(null=True)),
                    ('times_called', models.PositiveSmallIntegerField(default=0)),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ahead', models.PositiveSmallIntegerField(null=True)),
                    ('open_counters', models.PositiveSmallIntegerField(null=True)),
                    ('expected', models.FloatField(null=True)),
                    ('told_low', models.PositiveSmallIntegerField(null=True)),
                    ('told_median', models.PositiveSmallIntegerField(null=True)),
                    ('told_high', models.PositiveSmallIntegerField(null=True)),
                    ('waited', models.PositiveIntegerField(null=True)),
                    ('measured', models.BooleanField(default=False)),
                    ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.errand')),
                    ('counter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.counter')),
                    ('lane', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errands', to='visits.lane')),
                ],
            ),
            migrations.CreateModel(
                name='Act',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('verb', models.CharField(max_length=10)),
                    ('by', models.CharField(max_length=80)),
                    ('at', models.DateTimeField()),
                    ('was_state', models.CharField(choices=[('planned', 'Planned'), ('waiting', 'Waiting'), ('called', 'Called'), ('serving', 'Serving'), ('parked', 'Parked'), ('done', 'Done'), ('dropped', 'Dropped')], max_length=8)),
                    ('was_times_called', models.PositiveSmallIntegerField()),
                    ('was_began_at', models.DateTimeField(null=True)),
                    ('was_rank_at', models.DateTimeField(null=True)),
                    ('was_waits_since', models.DateTimeField(null=True)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, default='', max_length=300)),
                    ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.counter')),
                    ('errand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='visits.errand')),
                    ('was_lane', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.lane')),
                ],
            ),
            migrations.CreateModel(
                name='OpeningCheck',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('item', models.CharField(choices=[('counters', 'Counters'), ('tenants', 'Tenants'), ('machines', 'Machines'), ('paper', 'Paper'), ('door', 'Door')], max_length=10)),
                    ('note', models.CharField(blank=True, default='', max_length=240)),
                    ('checked_at', models.DateTimeField()),
                    ('checked_by', models.CharField(max_length=80)),
                    ('checked_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opening_checks', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='OutsideBooking',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField(null=True)),
                    ('system', models.CharField(max_length=80)),
                    ('reference', models.CharField(max_length=60)),
                    ('errand', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outside', to='visits.errand')),
                ],
            ),
            migrations.CreateModel(
                name='Pace',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('hour', models.PositiveSmallIntegerField(null=True)),
                    ('band', models.PositiveSmallIntegerField(null=True)),
                    ('recent', models.JSONField(default=list)),
                    ('n', models.PositiveSmallIntegerField(default=0)),
                    ('mean', models.FloatField(null=True)),
                    ('low', models.FloatField(null=True)),
                    ('median', models.FloatField(null=True)),
                    ('high', models.FloatField(null=True)),
                    ('lane', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paces', to='visits.lane')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='PaperBlock',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('first', models.PositiveIntegerField()),
                    ('last', models.PositiveIntegerField()),
                    ('printed_at', models.DateTimeField()),
                    ('printed_by', models.CharField(max_length=80)),
                    ('printed_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_blocks', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='PaperSlip',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('day', models.DateField(null=True)),
                    ('reason', models.CharField(blank=True, default='', max_length=160)),
                    ('entered_at', models.DateTimeField()),
                    ('entered_by', models.CharField(max_length=80)),
                    ('entered_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='visits.paperblock')),
                ],
            ),
            migrations.CreateModel(
                name='Printer',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=80)),
                    ('address', models.CharField(max_length=60)),
                    ('width', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('ready', 'Ready'), ('low', 'Low'), ('empty', 'Empty'), ('open', 'Open'), ('jammed', 'Jammed'), ('away', 'Away')], default='away', max_length=6)),
                    ('asked_at', models.DateTimeField(null=True)),
                    ('active', models.BooleanField(default=True)),
                    ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printers', to='visits.device')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printers', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='BlankPrinting',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('state', models.CharField(choices=[('sending', 'Sending'), ('printed', 'Printed'), ('failed', 'Failed'), ('unsure', 'Unsure')], default='sending', max_length=7)),
                    ('trouble', models.CharField(blank=True, choices=[('ready', 'Ready'), ('low', 'Low'), ('empty', 'Empty'), ('open', 'Open'), ('jammed', 'Jammed'), ('away', 'Away')], default='', max_length=6)),
                    ('at', models.DateTimeField()),
                    ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printings', to='visits.paperblock')),
                    ('printer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.printer')),
                ],
            ),
            migrations.CreateModel(
                name='Rating',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('value', models.PositiveSmallIntegerField()),
                    ('comment', models.CharField(blank=True, default='', max_length=300)),
                    ('said_at', models.DateTimeField()),
                    ('errand', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='visits.errand')),
                ],
            ),
            migrations.CreateModel(
                name='Reader',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('card', 'Card'), ('code', 'Code')], max_length=4)),
                    ('address', models.CharField(blank=True, default='', max_length=60)),
                    ('ready', models.BooleanField(default=False)),
                    ('asked_at', models.DateTimeField(null=True)),
                    ('active', models.BooleanField(default=True)),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='visits.device')),
                ],
            ),
            migrations.CreateModel(
                name='Remote',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('each', models.PositiveSmallIntegerField()),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('late', models.PositiveSmallIntegerField()),
                    ('head_start', models.PositiveSmallIntegerField()),
                    ('share', models.PositiveSmallIntegerField()),
                    ('begins', models.TimeField()),
                    ('ends', models.TimeField()),
                    ('active', models.BooleanField(default=True)),
                    ('site', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='remote', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Rest',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('words', models.CharField(max_length=200)),
                    ('began_at', models.DateTimeField()),
                    ('over_at', models.DateTimeField(blank=True, null=True)),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rests', to='visits.device')),
                ],
            ),
            migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('told', models.PositiveIntegerField(default=0)),
                    ('came_true', models.PositiveIntegerField(default=0)),
                    ('lane', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='visits.lane')),
                ],
            ),
            migrations.CreateModel(
                name='Series',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('letter', models.CharField(max_length=2)),
                    ('last', models.PositiveIntegerField(default=0)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Sitting',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('officer', models.CharField(max_length=80)),
                    ('officer_name', models.CharField(blank=True, default='', max_length=120)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('break', 'Break'), ('closed', 'Closed')], default='open', max_length=6)),
                    ('opened_at', models.DateTimeField()),
                    ('break_until', models.DateTimeField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='agencies.counter')),
                ],
            ),
            migrations.CreateModel(
                name='SlipCorrection',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('day', models.DateField()),
                    ('came_at', models.DateTimeField()),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField()),
                    ('reason', models.CharField(max_length=160)),
                    ('corrected_at', models.DateTimeField()),
                    ('corrected_by', models.CharField(max_length=80)),
                    ('corrected_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('counter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.counter')),
                    ('lane', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.lane')),
                    ('slip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='visits.paperslip')),
                ],
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('letter', models.CharField(max_length=2)),
                    ('number', models.PositiveIntegerField()),
                    ('token', models.CharField(default=satuatap.kernel.ids.token, max_length=32, unique=True)),
                    ('key', models.UUIDField(unique=True)),
                    ('state', models.CharField(choices=[('pending', 'Pending'), ('open', 'Open'), ('done', 'Done'), ('left', 'Left'), ('void', 'Void')], default='pending', max_length=8)),
                    ('channel', models.CharField(choices=[('kiosk', 'Kiosk'), ('guide', 'Guide'), ('phone', 'Phone'), ('booking', 'Booking'), ('paper', 'Paper')], max_length=8)),
                    ('priority_by', models.CharField(blank=True, default='', max_length=80)),
                    ('contact', models.CharField(blank=True, default='', max_length=20)),
                    ('language', models.CharField(default='id', max_length=8)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('needs', models.JSONField(blank=True, default=list)),
                    ('came_at', models.DateTimeField()),
                    ('handed_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='residents.party')),
                    ('priority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.priority')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Split',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='splits', to='visits.visit')),
                    ('visit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='split', to='visits.visit')),
                ],
            ),
            migrations.CreateModel(
                name='RemoteTicket',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(default=satuatap.kernel.ids.short_code, max_length=8, unique=True)),
                    ('holder', models.CharField(blank=True, max_length=64)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('is_out', models.BooleanField(default=True)),
                    ('asked_at', models.DateTimeField()),
                    ('until', models.DateTimeField()),
                    ('lapses_at', models.DateTimeField()),
                    ('here_at', models.DateTimeField(null=True)),
                    ('visit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='remote', to='visits.visit')),
                ],
            ),
            migrations.CreateModel(
                name='Printing',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('state', models.CharField(choices=[('sending', 'Sending'), ('printed', 'Printed'), ('failed', 'Failed'), ('unsure', 'Unsure')], default='sending', max_length=7)),
                    ('trouble', models.CharField(blank=True, choices=[('ready', 'Ready'), ('low', 'Low'), ('empty', 'Empty'), ('open', 'Open'), ('jammed', 'Jammed'), ('away', 'Away')], default='', max_length=6)),
                    ('at', models.DateTimeField()),
                    ('printer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.printer')),
                    ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printings', to='visits.visit')),
                ],
            ),
            migrations.CreateModel(
                name='HelpCall',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('officer_name', models.CharField(blank=True, default='', max_length=120)),
                    ('about', models.CharField(blank=True, default='', max_length=200)),
                    ('asked_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, default='', max_length=80)),
                    ('answered_name', models.CharField(blank=True, default='', max_length=120)),
                    ('over_at', models.DateTimeField(blank=True, null=True)),
                    ('counter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='help_calls', to='agencies.counter')),
                    ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='help_calls', to='visits.device')),
                    ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit')),
                ],
            ),
            migrations.AddField(
                model_name='errand',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errands', to='visits.visit'),
            ),
            migrations.CreateModel(
                name='Detour',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('is_closed', models.BooleanField()),
                    ('at', models.DateTimeField()),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.site')),
                    ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.errand')),
                    ('left', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.errand')),
                    ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='detours', to='visits.visit')),
                ],
            ),
            migrations.CreateModel(
                name='Zone',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=40)),
                    ('name', models.CharField(max_length=80)),
                    ('names', models.JSONField(blank=True, default=dict)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='zones', to='agencies.site')),
                ],
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('weight', models.PositiveSmallIntegerField(default=1)),
                    ('place', models.CharField(blank=True, default='', max_length=80)),
                    ('is_accessible', models.BooleanField(default=False)),
                    ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='agencies.counter')),
                    ('lane', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='visits.lane')),
                    ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='visits.zone')),
                ],
            ),
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('times', models.PositiveSmallIntegerField()),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('key', models.UUIDField(unique=True)),
                    ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.counter')),
                    ('errand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='visits.errand')),
                    ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='visits.zone')),
                ],
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.UniqueConstraint(fields=('site', 'name'), name='visits_device_once_per_site'),
            ),
            migrations.AddConstraint(
                model_name='lane',
                constraint=models.UniqueConstraint(fields=('site', 'code'), name='visits_lane_once_per_site'),
            ),
            migrations.AddConstraint(
                model_name='lane',
                constraint=models.CheckConstraint(condition=models.Q(('letter__regex', '^[A-Z]{1,2}$')), name='visits_lane_letter'),
            ),
            migrations.AddConstraint(
                model_name='lane',
                constraint=models.CheckConstraint(condition=models.Q(('letter', 'SK'), _negated=True), name='visits_lane_letter_not_of_paper'),
            ),
            migrations.AddConstraint(
                model_name='lane',
                constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 1)), name='visits_lane_takes_time'),
            ),
            migrations.AddIndex(
                model_name='act',
                index=models.Index(condition=models.Q(('undone_at', None)), fields=['counter', '-at', '-id'], name='visits_act_last'),
            ),
            migrations.AddConstraint(
                model_name='act',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('undone_at', None)), models.Q(('undone_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='visits_act_undone_with_reason'),
            ),
            migrations.AddConstraint(
                model_name='openingcheck',
                constraint=models.UniqueConstraint(fields=('site', 'day', 'item'), name='visits_openingcheck_once_a_day'),
            ),
            migrations.AddConstraint(
                model_name='outsidebooking',
                constraint=models.UniqueConstraint(fields=('system', 'reference', 'day'), name='visits_outsidebooking_once_a_day'),
            ),
            migrations.AddConstraint(
                model_name='pace',
                constraint=models.UniqueConstraint(fields=('site', 'lane', 'hour', 'band'), name='visits_pace_once', nulls_distinct=False),
            ),
            migrations.AddConstraint(
                model_name='pace',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('band', None), ('lane__isnull', False), ('low', None)), models.Q(('hour', None), ('lane', None), ('mean', None)), _connector='OR'), name='visits_pace_of_lane_or_site'),
            ),
            migrations.AddConstraint(
                model_name='paperblock',
                constraint=models.UniqueConstraint(fields=('site', 'first'), name='visits_paperblock_first_once'),
            ),
            migrations.AddConstraint(
                model_name='paperblock',
                constraint=models.CheckConstraint(condition=models.Q(('first__gte', 1), ('last__gte', models.F('first'))), name='visits_paperblock_runs_up'),
            ),
            migrations.AddIndex(
                model_name='paperslip',
                index=models.Index(fields=['day'], name='visits_paperslip_of_day'),
            ),
            migrations.AddConstraint(
                model_name='paperslip',
                constraint=models.UniqueConstraint(fields=('block', 'number'), name='visits_paperslip_once'),
            ),
            migrations.AddConstraint(
                model_name='paperslip',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', False), ('reason', '')), models.Q(('day', None), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='visits_paperslip_used_or_void'),
            ),
            migrations.AddConstraint(
                model_name='printer',
                constraint=models.UniqueConstraint(fields=('site', 'name'), name='visits_printer_once_per_site'),
            ),
            migrations.AddConstraint(
                model_name='printer',
                constraint=models.UniqueConstraint(condition=models.Q(('active', True), ('device__isnull', False)), fields=('device',), name='visits_printer_one_for_a_kiosk'),
            ),
            migrations.AddConstraint(
                model_name='printer',
                constraint=models.CheckConstraint(condition=models.Q(('width__in', [58, 80])), name='visits_printer_width'),
            ),
            migrations.AddConstraint(
                model_name='blankprinting',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['sending', 'printed', 'unsure'])), fields=('block', 'number'), name='visits_blankprinting_once'),
            ),
            migrations.AddConstraint(
                model_name='blankprinting',
                constraint=models.CheckConstraint(condition=models.Q(('trouble', ''), ('state__in', ['failed', 'unsure']), _connector='OR'), name='visits_blankprinting_trouble'),
            ),
            migrations.AddConstraint(
                model_name='rating',
                constraint=models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 4)), name='visits_rating_one_to_four'),
            ),
            migrations.AddConstraint(
                model_name='reader',
                constraint=models.UniqueConstraint(fields=('device', 'kind'), name='visits_reader_one_of_a_kind'),
            ),
            migrations.AddConstraint(
                model_name='reader',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'card'), models.Q(('address', ''), _negated=True)), models.Q(('address', ''), ('kind', 'code')), _connector='OR'), name='visits_reader_address'),
            ),
            migrations.AddConstraint(
                model_name='remote',
                constraint=models.CheckConstraint(condition=models.Q(('each__gte', 1), ('minutes__gte', 1), ('share__gte', 1), ('share__lte', 100)), name='visits_remote_some'),
            ),
            migrations.AddConstraint(
                model_name='remote',
                constraint=models.CheckConstraint(condition=models.Q(('begins__lt', models.F('ends'))), name='visits_remote_hours'),
            ),
            migrations.AddConstraint(
                model_name='rest',
                constraint=models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('device',), name='visits_rest_one_of_a_device'),
            ),
            migrations.AddConstraint(
                model_name='rest',
                constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='visits_rest_with_words'),
            ),
            migrations.AddConstraint(
                model_name='score',
                constraint=models.UniqueConstraint(fields=('lane', 'day'), name='visits_score_once_a_day'),
            ),
            migrations.AddConstraint(
                model_name='score',
                constraint=models.CheckConstraint(condition=models.Q(('came_true__lte', models.F('told'))), name='visits_score_of_told'),
            ),
            migrations.AddConstraint(
                model_name='series',
                constraint=models.UniqueConstraint(fields=('site', 'day', 'letter'), name='visits_series_once_a_day'),
            ),
            migrations.AddConstraint(
                model_name='sitting',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('counter',), name='visits_sitting_one_at_a_counter'),
            ),
            migrations.AddConstraint(
                model_name='sitting',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('officer',), name='visits_sitting_one_for_an_officer'),
            ),
            migrations.AddConstraint(
                model_name='sitting',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), ('state', 'closed'), _connector='XOR'), name='visits_sitting_closed'),
            ),
            migrations.AddConstraint(
                model_name='sitting',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='visits_sitting_closed_after_opening'),
            ),
            migrations.AddConstraint(
                model_name='slipcorrection',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='visits_slipcorrection_with_reason'),
            ),
            migrations.AddIndex(
                model_name='visit',
                index=models.Index(condition=models.Q(models.Q(('contact', ''), _negated=True), ('told_at', None)), fields=['id'], name='visits_visit_to_tell'),
            ),
            migrations.AddIndex(
                model_name='visit',
                index=models.Index(condition=models.Q(('state__in', ['pending', 'open'])), fields=['day'], name='visits_visit_unfinished'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.UniqueConstraint(fields=('site', 'day', 'letter', 'number'), name='visits_visit_number_once'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('contact', ''), ('state__in', ['pending', 'open']), _connector='OR'), name='visits_visit_no_contact_after_the_end'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at', None), ('state__in', ['pending', 'void'])), models.Q(('handed_at__isnull', False), ('state__in', ['open', 'done', 'left'])), _connector='OR'), name='visits_visit_handed_out'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['pending', 'open'])), models.Q(('ended_at__isnull', False), ('state__in', ['done', 'left', 'void'])), _connector='OR'), name='visits_visit_ended'),
            ),
            migrations.AddConstraint(
                model_name='split',
                constraint=models.CheckConstraint(condition=models.Q(('visit', models.F('of')), _negated=True), name='visits_split_of_another_visit'),
            ),
            migrations.AddIndex(
                model_name='remoteticket',
                index=models.Index(condition=models.Q(('is_out', True)), fields=['lapses_at'], name='visits_remoteticket_out'),
            ),
            migrations.AddIndex(
                model_name='remoteticket',
                index=models.Index(condition=models.Q(('holder', ''), _negated=True), fields=['holder'], name='visits_remoteticket_holder'),
            ),
            migrations.AddConstraint(
                model_name='remoteticket',
                constraint=models.UniqueConstraint(condition=models.Q(('is_out', True)), fields=('holder', 'place'), name='visits_remoteticket_place_once'),
            ),
            migrations.AddConstraint(
                model_name='remoteticket',
                constraint=models.CheckConstraint(condition=models.Q(('place__gte', 1)), name='visits_remoteticket_place'),
            ),
            migrations.AddConstraint(
                model_name='remoteticket',
                constraint=models.CheckConstraint(condition=models.Q(('is_out', False), ('here_at', None), _connector='OR'), name='visits_remoteticket_out'),
            ),
            migrations.AddConstraint(
                model_name='remoteticket',
                constraint=models.CheckConstraint(condition=models.Q(('asked_at__lte', models.F('until')), ('until__lte', models.F('lapses_at'))), name='visits_remoteticket_lapses'),
            ),
            migrations.AddIndex(
                model_name='printing',
                index=models.Index(condition=models.Q(('state__in', ['sending', 'unsure'])), fields=['at'], name='visits_printing_open'),
            ),
            migrations.AddConstraint(
                model_name='printing',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'sending')), fields=('visit',), name='visits_printing_one_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='printing',
                constraint=models.CheckConstraint(condition=models.Q(('trouble', ''), ('state__in', ['failed', 'unsure']), _connector='OR'), name='visits_printing_trouble'),
            ),
            migrations.AddConstraint(
                model_name='helpcall',
                constraint=models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('counter',), name='visits_helpcall_one_at_a_counter'),
            ),
            migrations.AddConstraint(
                model_name='helpcall',
                constraint=models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('device',), name='visits_helpcall_one_at_a_kiosk'),
            ),
            migrations.AddConstraint(
                model_name='helpcall',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('counter__isnull', False), ('device', None)), models.Q(('counter', None), ('device__isnull', False)), _connector='OR'), name='visits_helpcall_from_a_counter_or_a_kiosk'),
            ),
            migrations.AddConstraint(
                model_name='helpcall',
                constraint=models.CheckConstraint(condition=models.Q(('device', None), models.Q(('about', ''), ('officer_name', ''), ('visit', None)), _connector='OR'), name='visits_helpcall_nobody_named_at_a_kiosk'),
            ),
            migrations.AddConstraint(
                model_name='helpcall',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', '')), models.Q(('answered_at__isnull', False), models.Q(('answered_by', ''), _negated=True)), _connector='OR'), name='visits_helpcall_answered_at_and_by_together'),
            ),
            migrations.AddIndex(
                model_name='errand',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['lane', 'day', 'rank_at', 'id'], name='visits_errand_next'),
            ),
            migrations.AddIndex(
                model_name='errand',
                index=models.Index(condition=models.Q(('state', 'done')), fields=['lane', 'ended_at'], name='visits_errand_served'),
            ),
            migrations.AddIndex(
                model_name='errand',
                index=models.Index(condition=models.Q(('state', 'parked')), fields=['lane', 'day'], name='visits_errand_parked'),
            ),
            migrations.AddIndex(
                model_name='errand',
                index=models.Index(condition=models.Q(('called_at__isnull', False)), fields=['lane', 'day', '-called_at'], name='visits_errand_called'),
            ),
            migrations.AddIndex(
                model_name='errand',
                index=models.Index(condition=models.Q(('state', 'done')), fields=['counter', 'day'], name='visits_errand_at_counter'),
            ),
            migrations.AddIndex(
                model_name='errand',
                index=models.Index(condition=models.Q(('ahead__isnull', False), ('measured', False), ('waited__isnull', False)), fields=['called_at'], name='visits_errand_unmeasured'),
            ),
            migrations.AddConstraint(
                model_name='errand',
                constraint=models.UniqueConstraint(fields=('visit', 'position'), name='visits_errand_position_once'),
            ),
            migrations.AddConstraint(
                model_name='errand',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'called', 'serving'])), fields=('visit',), name='visits_errand_one_place_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='errand',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['called', 'serving'])), fields=('counter',), name='visits_errand_one_at_a_counter'),
            ),
            migrations.AddConstraint(
                model_name='errand',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), models.Q(('rank_at__isnull', False), ('waits_since__isnull', False)), _connector='OR'), name='visits_errand_waits_with_rank'),
            ),
            migrations.AddConstraint(
                model_name='errand',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['called', 'serving', 'parked', 'done']), _negated=True), ('counter__isnull', False), _connector='OR'), name='visits_errand_counter_known'),
            ),
            migrations.AddConstraint(
                model_name='errand',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('state__in', ['done', 'dropped']), _connector='XOR'), name='visits_errand_ended'),
            ),
            migrations.AddConstraint(
                model_name='errand',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_high', None), ('told_low', None)), models.Q(('expected__isnull', False), ('told_low__isnull', False), ('told_low__lte', models.F('told_high'))), _connector='OR'), name='visits_errand_range_told'),
            ),
            migrations.AddIndex(
                model_name='detour',
                index=models.Index(fields=['site', '-at'], name='visits_detour_last_at_site'),
            ),
            migrations.AddConstraint(
                model_name='detour',
                constraint=models.CheckConstraint(condition=models.Q(('left', models.F('first')), _negated=True), name='visits_detour_to_another_errand'),
            ),
            migrations.AddConstraint(
                model_name='zone',
                constraint=models.UniqueConstraint(fields=('site', 'code'), name='visits_zone_once_per_site'),
            ),
            migrations.AddConstraint(
                model_name='post',
                constraint=models.UniqueConstraint(fields=('counter', 'lane'), name='visits_post_once_per_lane'),
            ),
            migrations.AddConstraint(
                model_name='post',
                constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 1)), name='visits_post_weight'),
            ),
            migrations.AddIndex(
                model_name='call',
                index=models.Index(fields=['zone', '-at', '-id'], name='visits_call_last_in_zone'),
            ),
        ]),
    ]
