"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.conf import settings
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('outboxes', '0001_devices_and_sendings'),
        ('outboxes', '0002_leased_numbers'),
        ('outboxes', '0003_what_differs'),
        ('outboxes', '0004_photos_of_papers'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('cases', '0001_tables'),
        ('documents', '0001_tables'),
        ('files', '0001_tables'),
        ('residents', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Device',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField(unique=True)),
                    ('name', models.CharField(max_length=80)),
                    ('recovery', models.BinaryField()),
                    ('unsent', models.PositiveIntegerField(default=0)),
                    ('registered_at', models.DateTimeField()),
                    ('heard_at', models.DateTimeField()),
                    ('taken_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ended_for', models.CharField(blank=True, choices=[('signed-off', 'Signed Off'), ('lost', 'Lost'), ('replaced', 'Replaced')], default='', max_length=10)),
                    ('ended_by', models.CharField(blank=True, default='', max_length=80)),
                    ('wiped_at', models.DateTimeField(null=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Sending',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('slip', models.CharField(max_length=20)),
                    ('service_code', models.CharField(max_length=80)),
                    ('title', models.CharField(max_length=200)),
                    ('leased_number', models.PositiveIntegerField(null=True)),
                    ('is_numbered', models.BooleanField(default=False)),
                    ('body_hash', models.CharField(max_length=64)),
                    ('typed', models.JSONField(default=dict)),
                    ('differs', models.JSONField(default=list)),
                    ('written_at', models.DateTimeField()),
                    ('received_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('sent', 'Sent'), ('aside', 'Aside'), ('settled', 'Settled')], max_length=8)),
                    ('problem', models.CharField(blank=True, choices=[('gone', 'Gone'), ('double', 'Double'), ('revision', 'Revision'), ('incomplete', 'Incomplete'), ('changed', 'Changed'), ('number', 'Number'), ('refused', 'Refused')], default='', max_length=12)),
                    ('words', models.CharField(blank=True, default='', max_length=400)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('settled_by', models.CharField(blank=True, default='', max_length=80)),
                    ('note', models.CharField(blank=True, default='', max_length=300)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='outboxes.device')),
                    ('lease', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.lease')),
                    ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party')),
                ],
            ),
            migrations.CreateModel(
                name='Sheet',
                fields=[
                    ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                    ('item', models.UUIDField()),
                    ('paper', models.CharField(max_length=80)),
                    ('received_at', models.DateTimeField()),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='outboxes.device')),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ],
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(fields=['unit', '-registered_at'], name='outboxes_device_of_unit'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', ''), ('ended_for', '')), models.Q(('ended_at__isnull', False), ('recovery', b''), models.Q(('ended_for', ''), _negated=True), models.Q(('ended_by', ''), _negated=True)), _connector='OR'), name='outboxes_device_ended_for_something'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.CheckConstraint(condition=models.Q(('wiped_at', None), ('ended_at__isnull', False), _connector='OR'), name='outboxes_device_wiped_when_ended'),
            ),
            migrations.AddIndex(
                model_name='sending',
                index=models.Index(fields=['device', '-received_at'], name='outboxes_sending_of_device'),
            ),
            migrations.AddIndex(
                model_name='sending',
                index=models.Index(condition=models.Q(('state', 'aside')), fields=['received_at'], name='outboxes_sending_aside'),
            ),
            migrations.AddConstraint(
                model_name='sending',
                constraint=models.UniqueConstraint(fields=('device', 'slip'), name='outboxes_sending_slip_once'),
            ),
            migrations.AddConstraint(
                model_name='sending',
                constraint=models.UniqueConstraint(fields=('lease', 'leased_number'), name='outboxes_sending_number_once'),
            ),
            migrations.AddConstraint(
                model_name='sending',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('case__isnull', False), ('problem', '')), _connector='OR'), name='outboxes_sending_sent_is_a_case'),
            ),
            migrations.AddConstraint(
                model_name='sending',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'aside'), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='outboxes_sending_aside_for_something'),
            ),
            migrations.AddConstraint(
                model_name='sending',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'settled'), _negated=True), models.Q(('settled_at__isnull', False), models.Q(('settled_by', ''), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='outboxes_sending_settled_by_somebody'),
            ),
            migrations.AddIndex(
                model_name='sheet',
                index=models.Index(fields=['item'], name='outboxes_sheet_of_item'),
            ),
        ]),
    ]
