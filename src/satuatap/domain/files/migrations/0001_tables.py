"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('files', '0001_initial'),
        ('files', '0002_stamp'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Stamp',
                fields=[
                    ('serial', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('owner_kind', models.CharField(max_length=40)),
                    ('owner_id', models.CharField(max_length=40)),
                    ('part', models.CharField(blank=True, default='', max_length=60)),
                    ('used_at', models.DateTimeField()),
                    ('used_by', models.CharField(max_length=60)),
                ],
                options={
                    'indexes': [models.Index(fields=['owner_kind', 'owner_id'], name='files_stamp_of_owner')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('serial__regex', '^[A-Z0-9-]{6,40}$')), name='files_stamp_serial_form')],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('owner_kind', models.CharField(max_length=40)),
                    ('owner_id', models.CharField(max_length=40)),
                    ('name', models.CharField(max_length=120)),
                    ('media_type', models.CharField(max_length=40)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('key_id', models.PositiveIntegerField()),
                    ('wrapped_key', models.BinaryField(max_length=64)),
                    ('purpose', models.CharField(blank=True, max_length=60)),
                    ('scanned', models.CharField(choices=[('none', 'no scanner looked at it'), ('clean', 'a scanner found nothing')], default='none', max_length=8)),
                    ('stored_at', models.DateTimeField()),
                    ('stored_by', models.CharField(max_length=60)),
                ],
                options={
                    'indexes': [models.Index(fields=['owner_kind', 'owner_id'], name='files_storedfile_of_owner'), models.Index(fields=['key_id'], name='files_storedfile_by_key')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='files_storedfile_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('owner_kind', ''), _negated=True), models.Q(('owner_id', ''), _negated=True)), name='files_storedfile_has_owner'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='files_storedfile_sha256')],
                },
            ),
        ]),
    ]
