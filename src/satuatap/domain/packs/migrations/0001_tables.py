"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('packs', '0001_initial'),
        ('packs', '0002_population'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='PackInstall',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('name', models.SlugField(max_length=60)),
                    ('version', models.CharField(max_length=20)),
                    ('digest', models.CharField(max_length=64)),
                    ('words_digest', models.CharField(blank=True, default='', max_length=64)),
                    ('installed_at', models.DateTimeField()),
                    ('installed_by', models.CharField(max_length=80)),
                ],
                options={
                    'indexes': [models.Index(fields=['name', '-installed_at'], name='packs_packinstall_latest')],
                },
            ),
            migrations.CreateModel(
                name='Population',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                    ('area_code', models.CharField(blank=True, default='', max_length=13)),
                    ('size', models.PositiveIntegerField()),
                    ('seed', models.PositiveIntegerField()),
                    ('blocks', models.PositiveIntegerField(default=0)),
                    ('people', models.PositiveIntegerField(default=0)),
                    ('begun_at', models.DateTimeField()),
                    ('begun_by', models.CharField(max_length=80)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='packs_population_one_row'), models.CheckConstraint(condition=models.Q(('people__lte', models.F('size'))), name='packs_population_no_more_than_asked')],
                },
            ),
        ]),
    ]
