"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.conf import settings
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('documents', '0001_initial'),
        ('documents', '0002_title_in_lines'),
        ('documents', '0003_originals'),
        ('documents', '0004_batches'),
        ('documents', '0005_signing_modes'),
        ('documents', '0006_seal_decree'),
        ('documents', '0007_revocation'),
        ('documents', '0008_corrections'),
        ('documents', '0009_counting'),
        ('documents', '0010_leases'),
        ('documents', '0011_paper_numbers'),
        ('documents', '0012_letters_in'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('files', '0001_tables'),
        ('residents', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Lease',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('device', models.CharField(max_length=80)),
                    ('given_at', models.DateTimeField()),
                    ('given_by', models.CharField(max_length=60)),
                    ('returned_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('type', models.SlugField(max_length=60)),
                    ('about', models.UUIDField(db_index=True)),
                    ('title', models.CharField(max_length=200)),
                    ('holder', models.CharField(blank=True, max_length=160)),
                    ('content', models.JSONField()),
                    ('content_hash', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('draft', 'content is there, the preview is being made'), ('ready', 'can be read, waits for a signature'), ('signing', 'somebody has ordered the signature'), ('printed', 'numbered and printed, waits for the scan of what was signed on paper'), ('issued', 'numbered, signed, in force'), ('revoked', 'taken back'), ('replaced', 'another document stands in its place'), ('void', 'never became a document')], default='draft', max_length=8)),
                    ('problem', models.CharField(blank=True, max_length=200)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('series', models.CharField(max_length=60)),
                    ('pattern', models.CharField(max_length=120)),
                    ('classification', models.CharField(blank=True, max_length=20)),
                    ('number', models.CharField(blank=True, max_length=120)),
                    ('months', models.PositiveSmallIntegerField(null=True)),
                    ('token', models.CharField(default=satuatap.kernel.ids.token, max_length=22, unique=True)),
                    ('code', models.CharField(max_length=14, unique=True)),
                    ('mode', models.CharField(blank=True, max_length=8)),
                    ('sealed', models.BooleanField(default=False)),
                    ('chain', models.CharField(blank=True, max_length=8)),
                    ('authority', models.CharField(blank=True, max_length=120)),
                    ('signer_account', models.UUIDField(null=True)),
                    ('signer_name', models.CharField(blank=True, max_length=120)),
                    ('signer_title', models.CharField(blank=True, max_length=500)),
                    ('signer_nip', models.CharField(blank=True, max_length=18)),
                    ('capacity', models.CharField(blank=True, max_length=12)),
                    ('decree_number', models.CharField(blank=True, max_length=80)),
                    ('decree_on', models.DateField(null=True)),
                    ('is_sample', models.BooleanField(default=False)),
                    ('prepared_at', models.DateTimeField()),
                    ('prepared_by', models.CharField(max_length=60)),
                    ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                    ('signed_on', models.DateField(null=True)),
                    ('issued_at', models.DateTimeField(null=True)),
                    ('valid_until', models.DateField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('revoked_by', models.CharField(blank=True, max_length=60)),
                    ('revoked_by_name', models.CharField(blank=True, max_length=120)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('law', models.CharField(blank=True, max_length=200)),
                    ('explained', models.CharField(blank=True, max_length=500)),
                    ('ended_on', models.DateField(null=True)),
                    ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='documents.document')),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party')),
                    ('preview', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('print', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='documents.document')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Series',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=90)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('start', models.PositiveIntegerField(default=1)),
                    ('next_number', models.PositiveIntegerField(default=1)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
                options={
                    'verbose_name_plural': 'series',
                },
            ),
            migrations.CreateModel(
                name='NumberEntry',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField()),
                    ('text', models.CharField(blank=True, max_length=120)),
                    ('incoming', models.UUIDField(null=True)),
                    ('state', models.CharField(choices=[('reserved', 'kept for a document that is being signed'), ('used', 'stands on an issued document'), ('void', 'will never stand on a document'), ('paper', 'was used on paper, outside the system'), ('leased', 'in a block that a device may use while it has no line'), ('incoming', 'stands in the agenda for a letter that came in')], max_length=8)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('subject', models.CharField(blank=True, max_length=200)),
                    ('used_on', models.DateField(null=True)),
                    ('entered_at', models.DateTimeField()),
                    ('entered_by', models.CharField(max_length=60)),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='documents.document')),
                    ('lease', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='documents.lease')),
                    ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='documents.series')),
                ],
            ),
            migrations.AddField(
                model_name='lease',
                name='series',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leases', to='documents.series'),
            ),
            migrations.CreateModel(
                name='SigningBatch',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('secret', models.BinaryField(null=True)),
                    ('opened_at', models.DateTimeField()),
                    ('until', models.DateTimeField()),
                    ('round', models.PositiveSmallIntegerField(default=1)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='BatchLine',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('waiting', 'to be signed'), ('signed', 'signed'), ('failed', 'could not be signed; the batch can be taken up again'), ('pulled', 'taken out by the signer before')], default='waiting', max_length=8)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batch_lines', to='documents.document')),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='documents.signingbatch')),
                ],
            ),
            migrations.CreateModel(
                name='SigningOrder',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(db_index=True)),
                    ('ordered_by', models.CharField(max_length=60)),
                    ('opened_at', models.DateTimeField()),
                    ('until', models.DateTimeField()),
                    ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='documents.signingbatch')),
                ],
            ),
            migrations.CreateModel(
                name='SigningOrderLine',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('content_hash', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('waiting', 'to be signed'), ('done', 'signed'), ('lapsed', 'not signed: too late, or it could not be made')], default='waiting', max_length=8)),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_lines', to='documents.document')),
                    ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='documents.signingorder')),
                ],
            ),
            migrations.CreateModel(
                name='Template',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60)),
                    ('version', models.PositiveIntegerField()),
                    ('source', models.TextField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('created_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='documents_template_version_once')],
                },
            ),
            migrations.AddField(
                model_name='document',
                name='template',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.template'),
            ),
            migrations.CreateModel(
                name='Counting',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('series', models.SlugField(max_length=60)),
                    ('from_year', models.PositiveSmallIntegerField()),
                    ('mode', models.CharField(choices=[('letters', 'all letters of the series'), ('type', 'letters of one kind, told apart by their classification'), ('common', 'letters out, letters in and service letters together')], max_length=7)),
                    ('pattern', models.CharField(blank=True, max_length=120)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('unit', 'series', 'from_year'), name='documents_counting_once_a_year')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('by_holder', models.BooleanField()),
                    ('words', models.CharField(max_length=1000)),
                    ('state', models.CharField(choices=[('asked', 'to be looked into'), ('written', 'the corrected one waits for its signature'), ('declined', 'the document stays as it is'), ('done', 'the corrected one was issued')], default='asked', max_length=8)),
                    ('fields', models.JSONField(default=list)),
                    ('answer', models.CharField(blank=True, max_length=1000)),
                    ('asked_at', models.DateTimeField()),
                    ('asked_by', models.CharField(max_length=60)),
                    ('asked_by_name', models.CharField(blank=True, max_length=120)),
                    ('written_by', models.CharField(blank=True, max_length=60)),
                    ('written_by_name', models.CharField(blank=True, max_length=120)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='documents.document')),
                    ('draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'written'])), fields=('document',), name='documents_correction_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['written', 'done']), _negated=True), ('draft__isnull', False), _connector='OR'), name='documents_correction_written_has_a_draft'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['asked', 'written'])), models.Q(('ended_at__isnull', False), ('state__in', ['declined', 'done'])), _connector='OR'), name='documents_correction_ends'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='documents_correction_declined_says_why')],
                },
            ),
            migrations.CreateModel(
                name='Original',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('about', models.UUIDField(db_index=True)),
                    ('name', models.CharField(max_length=120)),
                    ('place', models.CharField(blank=True, default='', max_length=80)),
                    ('taken_at', models.DateTimeField()),
                    ('taken_by', models.CharField(max_length=80)),
                    ('returned_at', models.DateTimeField(blank=True, null=True)),
                    ('returned_to', models.CharField(blank=True, default='', max_length=160)),
                    ('returned_by', models.CharField(blank=True, default='', max_length=80)),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party')),
                    ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='originals', to='documents.document')),
                    ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('returned_at', None)), fields=['unit', 'taken_at', 'id'], name='documents_original_held')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('returned_at', None), ('returned_by', ''), ('returned_to', '')), models.Q(('returned_at__isnull', False), models.Q(('returned_to', ''), _negated=True), models.Q(('returned_by', ''), _negated=True)), _connector='OR'), name='documents_original_returned_by_name')],
                },
            ),
            migrations.CreateModel(
                name='SeenDraft',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('content_hash', models.CharField(max_length=64)),
                    ('seen_at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('document', 'account', 'content_hash'), name='documents_seendraft_once')],
                },
            ),
            migrations.AddConstraint(
                model_name='series',
                constraint=models.UniqueConstraint(fields=('code', 'unit', 'year'), name='documents_series_once_a_year'),
            ),
            migrations.AddConstraint(
                model_name='series',
                constraint=models.CheckConstraint(condition=models.Q(('next_number__gte', models.F('start')), ('start__gte', 1)), name='documents_series_counts_upwards'),
            ),
            migrations.AddConstraint(
                model_name='numberentry',
                constraint=models.UniqueConstraint(fields=('series', 'number'), name='documents_numberentry_once'),
            ),
            migrations.AddConstraint(
                model_name='numberentry',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['reserved', 'used'])), fields=('document',), name='documents_numberentry_one_per_document'),
            ),
            migrations.AddConstraint(
                model_name='numberentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('incoming', None), ('lease', None), ('state', 'paper')), models.Q(('document', None), ('incoming', None), ('lease__isnull', False), ('state', 'leased')), models.Q(('document__isnull', False), ('incoming', None), ('state__in', ['reserved', 'used'])), models.Q(('document', None), ('incoming__isnull', False), ('lease', None), ('state', 'incoming')), models.Q(('state', 'void'), models.Q(('document__isnull', False), ('lease__isnull', False), ('incoming__isnull', False), _connector='OR')), _connector='OR'), name='documents_numberentry_belongs_somewhere'),
            ),
            migrations.AddConstraint(
                model_name='numberentry',
                constraint=models.UniqueConstraint(fields=('incoming',), name='documents_numberentry_once_in'),
            ),
            migrations.AddConstraint(
                model_name='numberentry',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reserved', 'used', 'leased', 'incoming']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='documents_numberentry_says_why'),
            ),
            migrations.AddIndex(
                model_name='signingbatch',
                index=models.Index(fields=['account', '-opened_at'], name='documents_signingbatch_newest'),
            ),
            migrations.AddConstraint(
                model_name='signingbatch',
                constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('opened_at'))), name='documents_signingbatch_ends'),
            ),
            migrations.AddConstraint(
                model_name='batchline',
                constraint=models.UniqueConstraint(fields=('batch', 'document'), name='documents_batchline_once'),
            ),
            migrations.AddConstraint(
                model_name='batchline',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('document',), name='documents_batchline_one_waiting'),
            ),
            migrations.AddConstraint(
                model_name='batchline',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['failed', 'pulled']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='documents_batchline_says_why'),
            ),
            migrations.AddConstraint(
                model_name='signingorder',
                constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('opened_at'))), name='documents_signingorder_ends'),
            ),
            migrations.AddConstraint(
                model_name='signingorderline',
                constraint=models.UniqueConstraint(fields=('order', 'document'), name='documents_signingorderline_once'),
            ),
            migrations.AddConstraint(
                model_name='signingorderline',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('document',), name='documents_signingorderline_one_waiting'),
            ),
            migrations.AddIndex(
                model_name='document',
                index=models.Index(condition=models.Q(('state__in', ['draft', 'signing'])), fields=['prepared_at'], name='documents_document_under_way'),
            ),
            migrations.AddIndex(
                model_name='document',
                index=models.Index(condition=models.Q(('number', ''), _negated=True), fields=['number'], name='documents_document_by_number'),
            ),
            migrations.AddConstraint(
                model_name='document',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('issued_at__isnull', False), ('state__in', ['issued', 'replaced', 'revoked']), models.Q(('pdf_sha256', ''), _negated=True), models.Q(('number', ''), _negated=True), models.Q(('signer_name', ''), _negated=True)), models.Q(('file', None), ('issued_at', None), ('pdf_sha256', ''), models.Q(('state__in', ['issued', 'replaced', 'revoked']), _negated=True)), _connector='OR'), name='documents_document_issued_is_complete'),
            ),
            migrations.AddConstraint(
                model_name='document',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', False), ('state__in', ['revoked', 'replaced']), models.Q(('reason', ''), _negated=True)), models.Q(('revoked_at', None), models.Q(('state__in', ['revoked', 'replaced']), _negated=True)), _connector='OR'), name='documents_document_taken_back_says_why'),
            ),
            migrations.AddConstraint(
                model_name='document',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('replaced_by__isnull', False), ('state', 'replaced'), models.Q(('replaced_by', models.F('id')), _negated=True)), models.Q(('replaced_by', None), models.Q(('state', 'replaced'), _negated=True)), _connector='OR'), name='documents_document_replaced_by_another'),
            ),
            migrations.AddConstraint(
                model_name='document',
                constraint=models.UniqueConstraint(condition=models.Q(('pdf_sha256', ''), _negated=True), fields=('pdf_sha256',), name='documents_document_pdf_once'),
            ),
            migrations.AddConstraint(
                model_name='document',
                constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('unit', 'series', 'number'), name='documents_document_number_once'),
            ),
        ]),
    ]
