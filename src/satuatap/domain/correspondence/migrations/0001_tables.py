"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.contrib.postgres.fields
import django.db.models.deletion
import satuatap.kernel.ids
from django.conf import settings
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('correspondence', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('documents', '0001_tables'),
        ('files', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Instruction',
                fields=[
                    ('code', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=160)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('from_on', models.DateField(null=True)),
                    ('to_on', models.DateField(null=True)),
                    ('active', models.BooleanField(default=True)),
                ],
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('due_on', models.DateField(null=True)),
                    ('state', models.CharField(choices=[('open', 'to be done'), ('done', 'reported'), ('handed', 'handed on to others')], default='open', max_length=6)),
                    ('report', models.CharField(blank=True, default='', max_length=1000)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Disposition',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('instructions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                    ('words', models.CharField(blank=True, max_length=1000)),
                    ('due_on', models.DateField(null=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=60)),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handed', to='correspondence.assignment')),
                ],
            ),
            migrations.AddField(
                model_name='assignment',
                name='disposition',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='correspondence.disposition'),
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('body', models.CharField(blank=True, choices=[('', 'the office'), ('bpd', 'the council of the village (BPD)')], default='', max_length=3)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('number', models.PositiveIntegerField()),
                    ('state', models.CharField(choices=[('new', 'registered, waits for the head'), ('open', 'disposed; somebody has it to do'), ('done', 'everybody has reported, or it was handed to the body it is for'), ('filed', 'put away without anything to do'), ('void', 'registered by mistake; its number stays')], default='new', max_length=5)),
                    ('place', models.CharField(blank=True, default='', max_length=120)),
                    ('archive_code', models.CharField(blank=True, default='', max_length=60)),
                    ('reason', models.CharField(blank=True, default='', max_length=300)),
                    ('registered_at', models.DateTimeField()),
                    ('registered_by', models.CharField(max_length=60)),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.AddField(
                model_name='disposition',
                name='letter',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispositions', to='correspondence.letter'),
            ),
            migrations.AddField(
                model_name='assignment',
                name='letter',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='correspondence.letter'),
            ),
            migrations.CreateModel(
                name='Sending',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('body', models.CharField(blank=True, choices=[('', 'the office'), ('bpd', 'the council of the village (BPD)')], default='', max_length=3)),
                    ('is_answer', models.BooleanField()),
                    ('number', models.CharField(max_length=120)),
                    ('dated_on', models.DateField(null=True)),
                    ('subject', models.CharField(max_length=300)),
                    ('to', models.CharField(max_length=160)),
                    ('sent_on', models.DateField(null=True)),
                    ('received_by', models.CharField(blank=True, default='', max_length=160)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=60)),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='correspondence.letter')),
                    ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Sheet',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('set_aside', models.CharField(blank=True, default='', max_length=300)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=60)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='correspondence.letter')),
                ],
            ),
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('received_on', models.DateField()),
                    ('sender', models.CharField(max_length=160)),
                    ('sender_number', models.CharField(blank=True, max_length=120)),
                    ('dated_on', models.DateField(null=True)),
                    ('subject', models.CharField(max_length=300)),
                    ('nature', models.CharField(choices=[('biasa', 'ordinary'), ('segera', 'soon'), ('penting', 'important'), ('rahasia', 'for the head and those it is disposed to')], max_length=7)),
                    ('carried', models.CharField(choices=[('pos', 'by post or courier'), ('langsung', 'somebody brought it'), ('surel', 'by e-mail'), ('pesan', 'by a message on the telephone'), ('sistem', 'issued by an office in this system')], max_length=8)),
                    ('enclosures', models.CharField(blank=True, max_length=120)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=60)),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='correspondence.letter')),
                ],
            ),
            migrations.AddField(
                model_name='letter',
                name='version',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='current_of', to='correspondence.version'),
            ),
            migrations.AddConstraint(
                model_name='disposition',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('instructions', []), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='correspondence_disposition_asks'),
            ),
            migrations.AddIndex(
                model_name='assignment',
                index=models.Index(fields=['account', '-id'], name='correspondence_assignment_own'),
            ),
            migrations.AddIndex(
                model_name='assignment',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['account', 'due_on'], name='correspondence_assignment_due'),
            ),
            migrations.AddConstraint(
                model_name='assignment',
                constraint=models.UniqueConstraint(fields=('disposition', 'account'), name='correspondence_assignment_once'),
            ),
            migrations.AddConstraint(
                model_name='assignment',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('closed_at__isnull', False), _connector='XOR'), name='correspondence_assignment_closed'),
            ),
            migrations.AddIndex(
                model_name='sending',
                index=models.Index(condition=models.Q(('sent_on__isnull', False)), fields=['unit', '-sent_on', '-id'], name='correspondence_sending_sent'),
            ),
            migrations.AddConstraint(
                model_name='version',
                constraint=models.UniqueConstraint(fields=('letter', 'order'), name='correspondence_version_once'),
            ),
            migrations.AddConstraint(
                model_name='version',
                constraint=models.CheckConstraint(condition=models.Q(('order', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='correspondence_version_says_why'),
            ),
            migrations.AddIndex(
                model_name='letter',
                index=models.Index(fields=['unit', '-id'], name='correspondence_letter_newest'),
            ),
            migrations.AddIndex(
                model_name='letter',
                index=models.Index(condition=models.Q(('state__in', ['new', 'open'])), fields=['unit', 'state'], name='correspondence_letter_live'),
            ),
            migrations.AddConstraint(
                model_name='letter',
                constraint=models.UniqueConstraint(fields=('unit', 'body', 'year', 'number'), name='correspondence_letter_once'),
            ),
            migrations.AddConstraint(
                model_name='letter',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='correspondence_letter_void_says_why'),
            ),
        ]),
    ]
