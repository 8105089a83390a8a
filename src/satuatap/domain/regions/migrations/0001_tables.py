"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import datetime
import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('regions', '0001_initial'),
        ('regions', '0002_home_extent'),
        ('regions', '0003_tongue'),
        ('regions', '0004_known_districts'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Home',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=13)),
                    ('name', models.CharField(max_length=120)),
                    ('short_name', models.CharField(max_length=60)),
                    ('government', models.CharField(max_length=160)),
                    ('prefix', models.CharField(max_length=3)),
                    ('look', models.SlugField(max_length=40)),
                    ('whatsapp', models.CharField(blank=True, default='', max_length=20)),
                    ('phone', models.CharField(blank=True, default='', max_length=20)),
                    ('hours', models.CharField(blank=True, default='', max_length=80)),
                    ('website', models.URLField(blank=True, default='')),
                    ('is_sample', models.BooleanField(default=True)),
                    ('extent', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='regions_home_one_row'), models.CheckConstraint(condition=models.Q(('prefix__regex', '^[A-Z]{3}$')), name='regions_home_prefix_form')],
                },
            ),
            migrations.CreateModel(
                name='KnownDistrict',
                fields=[
                    ('digits', models.CharField(max_length=6, primary_key=True, serialize=False)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('digits__regex', '^(\\d{2}|\\d{4}|\\d{6})$')), name='regions_knowndistrict_form')],
                },
            ),
            migrations.CreateModel(
                name='Tongue',
                fields=[
                    ('code', models.CharField(max_length=8, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=40)),
                    ('words', models.JSONField(blank=True, default=dict)),
                    ('stamp', models.CharField(max_length=64)),
                    ('known', models.PositiveIntegerField()),
                    ('wanted', models.PositiveIntegerField()),
                    ('reviewed_on', models.DateField(blank=True, null=True)),
                    ('is_offered', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('known__lte', models.F('wanted'))), name='regions_tongue_known_of_wanted'), models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z]{2,3}$')), name='regions_tongue_code_form')],
                },
            ),
            migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=13)),
                    ('name', models.CharField(max_length=100)),
                    ('level', models.CharField(choices=[('province', 'Province'), ('regency', 'Regency'), ('district', 'District'), ('village', 'Village')], max_length=10)),
                    ('kind', models.CharField(blank=True, default='', max_length=20)),
                    ('bps_code', models.CharField(blank=True, default='', max_length=10)),
                    ('office_code', models.CharField(blank=True, default='', max_length=20)),
                    ('valid_from', models.DateField(default=datetime.date(1945, 8, 17))),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='regions.area')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='regions_area_version_once'), models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('code',), name='regions_area_one_open_version'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='regions_area_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?$')), name='regions_area_code_form')],
                },
            ),
        ]),
    ]
