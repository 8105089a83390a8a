"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('consents', '0001_initial'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Activity',
                fields=[
                    ('code', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('covers', models.CharField(max_length=8)),
                    ('call', models.SlugField(blank=True, default='', max_length=60)),
                    ('texts', models.JSONField()),
                ],
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('purpose', models.SlugField(max_length=40)),
                    ('version', models.PositiveSmallIntegerField()),
                    ('given', models.BooleanField()),
                    ('subject', models.CharField(max_length=254)),
                    ('account_id', models.UUIDField(blank=True, null=True)),
                    ('party_id', models.UUIDField(blank=True, null=True)),
                    ('how', models.CharField(choices=[('page', 'Page'), ('browser', 'Browser'), ('word', 'Word'), ('counter', 'Counter'), ('void', 'Void')], max_length=7)),
                    ('ground', models.CharField(choices=[('self', 'Self'), ('parent', 'Parent'), ('wali', 'Wali'), ('kuasa', 'Kuasa')], default='self', max_length=6)),
                    ('language', models.CharField(blank=True, default='', max_length=8)),
                    ('unit_id', models.UUIDField(blank=True, null=True)),
                    ('agreed', models.CharField(blank=True, choices=[('code', 'Code'), ('spoken', 'Spoken'), ('signed-slip', 'Signed Slip'), ('thumb-print', 'Thumb Print')], default='', max_length=11)),
                    ('shown', models.CharField(blank=True, default='', max_length=160)),
                    ('witness1', models.CharField(blank=True, default='', max_length=160)),
                    ('witness2', models.CharField(blank=True, default='', max_length=160)),
                    ('by', models.CharField(max_length=80)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['subject', 'purpose', '-id'], name='consents_consent_latest'), models.Index(fields=['account_id'], name='consents_consent_account'), models.Index(fields=['party_id'], name='consents_consent_party')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='consents_consent_of_something'), models.CheckConstraint(condition=models.Q(('given', True), ('how', 'void'), _negated=True), name='consents_consent_void_is_no_yes'), models.CheckConstraint(condition=models.Q(models.Q(('how', 'counter'), _negated=True), models.Q(('unit_id__isnull', False), models.Q(('agreed', ''), _negated=True), models.Q(('shown', ''), _negated=True)), _connector='OR'), name='consents_consent_seen_at_counter'), models.CheckConstraint(condition=models.Q(models.Q(('agreed', 'thumb-print'), _negated=True), models.Q(models.Q(('witness1', ''), _negated=True), models.Q(('witness2', ''), _negated=True)), _connector='OR'), name='consents_consent_two_witnesses')],
                },
            ),
            migrations.CreateModel(
                name='Wording',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('purpose', models.SlugField(max_length=40)),
                    ('version', models.PositiveSmallIntegerField()),
                    ('from_on', models.DateField()),
                    ('adult_from', models.PositiveSmallIntegerField()),
                    ('texts', models.JSONField()),
                    ('source', models.CharField(max_length=80)),
                    ('is_offered', models.BooleanField(default=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('purpose', 'version'), name='consents_wording_once'), models.UniqueConstraint(fields=('purpose', 'from_on'), name='consents_wording_one_a_day')],
                },
            ),
            migrations.CreateModel(
                name='Basis',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('from_on', models.DateField()),
                    ('basis', models.CharField(max_length=20)),
                    ('law', models.CharField(blank=True, default='', max_length=300)),
                    ('source', models.CharField(max_length=60)),
                    ('is_checked', models.BooleanField()),
                    ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='consents.activity')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('activity', 'from_on'), name='consents_basis_one_a_day')],
                },
            ),
        ]),
    ]
