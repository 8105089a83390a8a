"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import satuatap.kernel.ids
from django.conf import settings
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('identity', '0001_initial'),
        ('identity', '0002_account_recovered'),
        ('identity', '0003_title_lines'),
        ('identity', '0004_quick_desk'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Account',
                fields=[
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('email', models.EmailField(blank=True, max_length=254, null=True)),
                    ('email_proven_at', models.DateTimeField(blank=True, null=True)),
                    ('phone', models.CharField(blank=True, max_length=20, null=True, unique=True)),
                    ('phone_proven_at', models.DateTimeField(blank=True, null=True)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('proof_level', models.PositiveSmallIntegerField(default=0)),
                    ('proof_by', models.CharField(blank=True, max_length=60)),
                    ('proof_at', models.DateTimeField(blank=True, null=True)),
                    ('proof_where', models.CharField(blank=True, max_length=60)),
                    ('recovered_at', models.DateTimeField(blank=True, null=True)),
                    ('language', models.CharField(default='id', max_length=8)),
                    ('theme', models.CharField(blank=True, max_length=8)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name='Deputy',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('role', models.CharField(max_length=40)),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField()),
                    ('named_by', models.CharField(max_length=60)),
                    ('named_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name_plural': 'deputies',
                },
            ),
            migrations.CreateModel(
                name='ProofRecord',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('level', models.PositiveSmallIntegerField()),
                    ('how', models.CharField(choices=[('nik', 'NIK matched'), ('seen', 'seen in person'), ('digital-id', 'national digital identity'), ('withdrawn', 'withdrawn')], max_length=12)),
                    ('party_id', models.UUIDField(null=True)),
                    ('by', models.CharField(max_length=60)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='QuickDesk',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('computer', models.CharField(max_length=64)),
                    ('opened_at', models.DateTimeField()),
                    ('until', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='RoleHolding',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('role', models.CharField(max_length=40)),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('capacity', models.CharField(default='definitif', max_length=12)),
                    ('decree_number', models.CharField(blank=True, max_length=80)),
                    ('granted_by', models.CharField(max_length=60)),
                    ('granted_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                    ('session_data', models.TextField(verbose_name='session data')),
                    ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ],
                options={
                    'verbose_name': 'session',
                    'verbose_name_plural': 'sessions',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SigningAuthority',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('capacity', models.CharField(default='definitif', max_length=12)),
                    ('title_line', models.CharField(max_length=160)),
                    ('behalf_of', models.CharField(blank=True, max_length=160)),
                    ('through', models.CharField(blank=True, max_length=160)),
                    ('nip', models.CharField(blank=True, max_length=18)),
                    ('decree_number', models.CharField(max_length=80)),
                    ('decree_on', models.DateField()),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('includes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                    ('excludes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                    ('mode', models.CharField(choices=[('basah', 'ink and stamp'), ('internal', 'own certificate authority'), ('bsre', 'national certificate authority')], default='internal', max_length=8)),
                    ('put_by', models.CharField(max_length=60)),
                    ('put_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name_plural': 'signing authorities',
                },
            ),
            migrations.CreateModel(
                name='Pin',
                fields=[
                    ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pin', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('digest', models.CharField(max_length=160)),
                    ('failures', models.PositiveSmallIntegerField(default=0)),
                    ('set_at', models.DateTimeField()),
                    ('locked_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.AddConstraint(
                model_name='account',
                constraint=models.UniqueConstraint(fields=('email',), name='identity_account_email_once'),
            ),
            migrations.AddConstraint(
                model_name='account',
                constraint=models.CheckConstraint(condition=models.Q(('email', None), models.Q(('email', django.db.models.functions.text.Lower('email')), models.Q(('email', ''), _negated=True)), _connector='OR'), name='identity_account_email_in_small_letters'),
            ),
            migrations.AddConstraint(
                model_name='account',
                constraint=models.CheckConstraint(condition=models.Q(('phone', None), ('phone__regex', '^\\+[1-9][0-9]{6,14}$'), _connector='OR'), name='identity_account_phone_e164'),
            ),
            migrations.AddConstraint(
                model_name='account',
                constraint=models.CheckConstraint(condition=models.Q(('phone_proven_at', None), models.Q(('phone', None), _negated=True), _connector='OR'), name='identity_account_proven_phone_is_there'),
            ),
            migrations.AddConstraint(
                model_name='account',
                constraint=models.CheckConstraint(condition=models.Q(('email_proven_at', None), models.Q(('email', None), _negated=True), _connector='OR'), name='identity_account_proven_email_is_there'),
            ),
            migrations.AddConstraint(
                model_name='account',
                constraint=models.CheckConstraint(condition=models.Q(('proof_level__lte', 2)), name='identity_account_proof_level'),
            ),
            migrations.AddConstraint(
                model_name='account',
                constraint=models.CheckConstraint(condition=models.Q(('proof_level', 0), models.Q(models.Q(('proof_by', ''), _negated=True), ('proof_at__isnull', False)), _connector='OR'), name='identity_account_proof_has_a_source'),
            ),
            migrations.AddField(
                model_name='deputy',
                name='account',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='deputy',
                name='deputy',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputyships', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='deputy',
                name='unit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit'),
            ),
            migrations.AddField(
                model_name='proofrecord',
                name='account',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='proofrecord',
                name='unit',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit'),
            ),
            migrations.AddField(
                model_name='quickdesk',
                name='account',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='roleholding',
                name='account',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='roleholding',
                name='unit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit'),
            ),
            migrations.AddField(
                model_name='session',
                name='account',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='signingauthority',
                name='account',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorities', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='signingauthority',
                name='unit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit'),
            ),
            migrations.AddConstraint(
                model_name='deputy',
                constraint=models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='identity_deputy_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='deputy',
                constraint=models.CheckConstraint(condition=models.Q(('deputy', models.F('account')), _negated=True), name='identity_deputy_is_another'),
            ),
            migrations.AddConstraint(
                model_name='deputy',
                constraint=models.UniqueConstraint(fields=('account', 'unit', 'role', 'deputy', 'from_on'), name='identity_deputy_once'),
            ),
            migrations.AddIndex(
                model_name='proofrecord',
                index=models.Index(fields=['account', '-at'], name='identity_proofrecord_latest'),
            ),
            migrations.AddConstraint(
                model_name='proofrecord',
                constraint=models.CheckConstraint(condition=models.Q(('level__lte', 2)), name='identity_proofrecord_level'),
            ),
            migrations.AddConstraint(
                model_name='proofrecord',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'seen'), _negated=True), ('unit__isnull', False), _connector='OR'), name='identity_proofrecord_seen_somewhere'),
            ),
            migrations.AddConstraint(
                model_name='quickdesk',
                constraint=models.UniqueConstraint(fields=('computer', 'account'), name='identity_quickdesk_once'),
            ),
            migrations.AddIndex(
                model_name='roleholding',
                index=models.Index(fields=['unit', 'role'], name='identity_roleholding_at_unit'),
            ),
            migrations.AddConstraint(
                model_name='roleholding',
                constraint=models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='identity_roleholding_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='roleholding',
                constraint=models.CheckConstraint(condition=models.Q(('role', ''), _negated=True), name='identity_roleholding_has_role'),
            ),
            migrations.AddConstraint(
                model_name='roleholding',
                constraint=models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('account', 'unit', 'role'), name='identity_roleholding_open_once'),
            ),
            migrations.AddIndex(
                model_name='signingauthority',
                index=models.Index(fields=['unit', 'from_on'], name='identity_signingauthority_unit'),
            ),
            migrations.AddConstraint(
                model_name='signingauthority',
                constraint=models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='identity_signingauthority_days_in_order'),
            ),
            migrations.AddConstraint(
                model_name='signingauthority',
                constraint=models.CheckConstraint(condition=models.Q(('decree_number', ''), _negated=True), name='identity_signingauthority_has_decree'),
            ),
            migrations.AddConstraint(
                model_name='signingauthority',
                constraint=models.CheckConstraint(condition=models.Q(('title_line', ''), _negated=True), name='identity_signingauthority_has_title'),
            ),
            migrations.AddConstraint(
                model_name='signingauthority',
                constraint=models.UniqueConstraint(fields=('account', 'unit', 'decree_number', 'capacity'), name='identity_signingauthority_decree_once'),
            ),
        ]),
    ]
