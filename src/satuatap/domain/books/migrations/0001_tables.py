"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.contrib.postgres.fields
import django.db.models.deletion
import satuatap.kernel.ids
from django.conf import settings
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('books', '0001_initial'),
        ('books', '0002_copies'),
        ('books', '0003_books_of_numbers'),
        ('books', '0004_sheets_and_months'),
        ('books', '0005_copies_of_many'),
        ('books', '0006_books_of_letters'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Book',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('number', models.CharField(max_length=6)),
                    ('group', models.CharField(max_length=12)),
                    ('name', models.CharField(max_length=300)),
                    ('filled', models.CharField(choices=[('entries', 'written by the office'), ('letters', 'letters in and out, by their numbers'), ('council', 'letters in for the council of the village'), ('sent', 'what was sent because of letters in; other errands are written'), ('sent-bpd', 'what the council sent because of letters in; other errands are written'), ('residents', 'who stands in the register'), ('changes', 'what happened to people'), ('numbers', 'how many people there are, month by month'), ('export', 'who stands in the register, as another system reads it'), ('later', 'waits for something that is not there yet')], max_length=9)),
                    ('waits', models.CharField(blank=True, max_length=300)),
                    ('offices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                    ('law', models.CharField(blank=True, max_length=300)),
                    ('layout', models.CharField(max_length=11)),
                    ('columns', models.JSONField(default=list)),
                    ('sheets', models.JSONField(default=list)),
                    ('active', models.BooleanField(default=True)),
                ],
            ),
            migrations.CreateModel(
                name='CopyLimit',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('from_on', models.DateField(unique=True)),
                    ('above', models.PositiveIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='Volume',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('next_number', models.PositiveIntegerField(default=1)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('closed_by', models.CharField(blank=True, max_length=60)),
                    ('head', models.CharField(blank=True, max_length=160)),
                    ('secretary', models.CharField(blank=True, max_length=160)),
                    ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='volumes', to='books.book')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('number', models.PositiveIntegerField()),
                    ('values', models.JSONField()),
                    ('entered_at', models.DateTimeField()),
                    ('entered_by', models.CharField(max_length=60)),
                    ('volume', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='books.volume')),
                ],
            ),
            migrations.CreateModel(
                name='Copy',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('month', models.PositiveSmallIntegerField(default=0)),
                    ('format', models.CharField(choices=[('pdf', 'Pdf'), ('xlsx', 'Xlsx'), ('csv', 'Csv')], max_length=4)),
                    ('purpose', models.CharField(max_length=200)),
                    ('reason', models.CharField(blank=True, default='', max_length=300)),
                    ('people', models.PositiveIntegerField(default=0)),
                    ('needs_other', models.BooleanField(default=False)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('is_allowed', models.BooleanField(null=True)),
                    ('words', models.CharField(blank=True, default='', max_length=300)),
                    ('asked_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('ready_at', models.DateTimeField(null=True)),
                    ('content', models.BinaryField(null=True)),
                    ('problem', models.CharField(blank=True, max_length=20)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='books.book')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
                options={
                    'indexes': [models.Index(fields=['expires_at'], name='books_copy_to_drop'), models.Index(condition=models.Q(('decided_at', None), ('needs_other', True)), fields=['asked_at'], name='books_copy_to_decide')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('account')), _negated=True), _connector='OR'), name='books_copy_two_people'), models.CheckConstraint(condition=models.Q(('needs_other', False), models.Q(('is_allowed', True), ('is_allowed__isnull', False)), models.Q(('content', None), ('ready_at', None)), _connector='OR'), name='books_copy_made_when_allowed'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('is_allowed', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_allowed__isnull', False)), _connector='OR'), name='books_copy_decided_together')],
                },
            ),
            migrations.CreateModel(
                name='Strike',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('reason', models.CharField(max_length=300)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=60)),
                    ('instead', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrects', to='books.line')),
                    ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='strike', to='books.line')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='books_strike_says_why')],
                },
            ),
            migrations.AddConstraint(
                model_name='volume',
                constraint=models.UniqueConstraint(fields=('book', 'unit', 'year'), name='books_volume_once_a_year'),
            ),
            migrations.AddConstraint(
                model_name='volume',
                constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(models.Q(('head', ''), _negated=True), models.Q(('secretary', ''), _negated=True)), _connector='OR'), name='books_volume_closed_names_signers'),
            ),
            migrations.AddConstraint(
                model_name='line',
                constraint=models.UniqueConstraint(fields=('volume', 'number'), name='books_line_number_once'),
            ),
        ]),
    ]
