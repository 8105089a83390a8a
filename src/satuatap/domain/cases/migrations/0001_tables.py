"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.conf import settings
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


KEEP_COMMANDS = """
CREATE FUNCTION cases_command_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a command that was carried out is never changed or deleted';
END $$;
CREATE TRIGGER cases_command_kept BEFORE UPDATE OR DELETE ON cases_command
    FOR EACH ROW EXECUTE FUNCTION cases_command_is_kept();
CREATE TRIGGER cases_command_not_emptied BEFORE TRUNCATE ON cases_command
    FOR EACH STATEMENT EXECUTE FUNCTION cases_command_is_kept();
"""


class Migration(migrations.Migration):

    replaces = [
        ('cases', '0001_initial'),
        ('cases', '0002_count_tasks'),
        ('cases', '0003_mark'),
        ('cases', '0004_outside_calls'),
        ('cases', '0005_silence'),
        ('cases', '0006_talk'),
        ('cases', '0007_handed'),
        ('cases', '0008_stamp'),
        ('cases', '0009_inbox_orders'),
        ('cases', '0010_saved_filter'),
        ('cases', '0011_inspections'),
        ('cases', '0012_papers_again_and_forgotten_drafts'),
        ('cases', '0013_export'),
        ('cases', '0014_bundle'),
        ('cases', '0015_ranks_anew'),
        ('cases', '0016_asking_meter'),
        ('cases', '0017_open_at_the_desk'),
        ('cases', '0018_confirmations'),
        ('cases', '0019_objections'),
        ('cases', '0020_filed_by_a_village'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('catalog', '0001_tables'),
        ('documents', '0001_tables'),
        ('files', '0001_tables'),
        ('residents', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=24, unique=True)),
                    ('applicant_kind', models.CharField(max_length=20)),
                    ('filed_by', models.CharField(max_length=80)),
                    ('taken_up_at', models.DateTimeField(null=True)),
                    ('channel', models.CharField(max_length=10)),
                    ('language', models.CharField(default='id', max_length=8)),
                    ('title', models.CharField(max_length=200)),
                    ('applicant_name', models.CharField(max_length=120)),
                    ('area_code', models.CharField(blank=True, default='', max_length=13)),
                    ('uses_register', models.BooleanField(default=False)),
                    ('state', models.CharField(choices=[('draft', 'Draf'), ('submitted', 'Baru'), ('returned', 'Perlu perbaikan'), ('accepted', 'Diproses'), ('approved', 'Disetujui'), ('refused', 'Ditolak'), ('completed', 'Selesai'), ('withdrawn', 'Ditarik'), ('lapsed', 'Gugur')], default='draft', max_length=10)),
                    ('place', models.JSONField(default=dict)),
                    ('answers', models.JSONField(default=dict)),
                    ('draft', models.JSONField(null=True)),
                    ('facts', models.JSONField(default=dict)),
                    ('results', models.JSONField(default=dict)),
                    ('pages_done', models.JSONField(default=list)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('started_at', models.DateTimeField()),
                    ('goes_at', models.DateTimeField(null=True)),
                    ('told_goes_at', models.DateTimeField(null=True)),
                    ('submitted_at', models.DateTimeField(null=True)),
                    ('accept_due_at', models.DateTimeField(null=True)),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('due_at', models.DateTimeField(null=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('ready_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('waiting_for', models.CharField(blank=True, default='', max_length=10)),
                    ('correct_by', models.DateTimeField(null=True)),
                    ('refusal', models.TextField(blank=True, default='')),
                    ('refusal_law', models.CharField(blank=True, default='', max_length=200)),
                    ('bundle_place', models.PositiveSmallIntegerField(default=0)),
                    ('handed', models.JSONField(default=dict)),
                    ('filed_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                    ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='cases.case')),
                    ('mandate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.mandate')),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party')),
                    ('retakes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='retaken_as', to='cases.case')),
                    ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.revision')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.service')),
                    ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.site')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Bundle',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('event', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=80)),
                    ('filed_by', models.CharField(max_length=80)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('started_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party')),
                ],
            ),
            migrations.CreateModel(
                name='AskedCase',
                fields=[
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.AddField(
                model_name='case',
                name='bundle',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.bundle'),
            ),
            migrations.CreateModel(
                name='Command',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('seq', models.PositiveIntegerField()),
                    ('key', models.UUIDField(unique=True)),
                    ('verb', models.CharField(max_length=20)),
                    ('step', models.CharField(blank=True, default='', max_length=60)),
                    ('payload', models.JSONField(default=dict)),
                    ('body_hash', models.CharField(max_length=64)),
                    ('by', models.CharField(max_length=80)),
                    ('by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commands', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Confirmation',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('paper', models.SlugField(max_length=60)),
                    ('post', models.CharField(max_length=40)),
                    ('head_name', models.CharField(max_length=160)),
                    ('head_phone', models.CharField(max_length=20)),
                    ('link_hash', models.CharField(max_length=64, unique=True)),
                    ('asked_at', models.DateTimeField()),
                    ('asked_by', models.CharField(max_length=80)),
                    ('until', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('is_confirmed', models.BooleanField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, default='', max_length=500)),
                    ('waived_at', models.DateTimeField(blank=True, null=True)),
                    ('waived_by', models.CharField(blank=True, default='', max_length=80)),
                    ('waived_reason', models.CharField(blank=True, default='', max_length=500)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Defect',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('step', models.CharField(max_length=60)),
                    ('about', models.CharField(max_length=120)),
                    ('reason', models.CharField(blank=True, default='', max_length=60)),
                    ('text', models.TextField()),
                    ('found_at', models.DateTimeField()),
                    ('found_by', models.CharField(max_length=80)),
                    ('was_there', models.BooleanField(default=False)),
                    ('mended_at', models.DateTimeField(null=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='defects', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='DueChange',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('old', models.DateTimeField(null=True)),
                    ('new', models.DateTimeField(null=True)),
                    ('cause', models.CharField(max_length=20)),
                    ('at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='due_changes', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Export',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('filters', models.JSONField()),
                    ('language', models.CharField(max_length=8)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('content', models.BinaryField(null=True)),
                    ('asked_at', models.DateTimeField()),
                    ('ready_at', models.DateTimeField(null=True)),
                    ('expires_at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='HandOver',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('how', models.CharField(max_length=10)),
                    ('collector', models.CharField(max_length=120)),
                    ('relation', models.CharField(max_length=20)),
                    ('note', models.CharField(blank=True, default='', max_length=200)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='hand_over', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Inspection',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('planned_on', models.DateField(null=True)),
                    ('planned_time', models.TimeField(null=True)),
                    ('moved_why', models.CharField(blank=True, default='', max_length=200)),
                    ('companions', models.CharField(blank=True, default='', max_length=200)),
                    ('no_position', models.CharField(blank=True, default='', max_length=200)),
                    ('reported_at', models.DateTimeField(null=True)),
                    ('reported_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inspections', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('item', models.CharField(max_length=60)),
                    ('verdict', models.CharField(blank=True, choices=[('ok', 'Ok'), ('not-ok', 'Not Ok'), ('na', 'None'), ('', 'Open')], default='', max_length=8)),
                    ('number', models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                    ('remark', models.TextField(blank=True, default='')),
                    ('noted_at', models.DateTimeField()),
                    ('saved_at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='cases.inspection')),
                ],
            ),
            migrations.CreateModel(
                name='Keeping',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('place', models.CharField(choices=[('shelf', 'Shelf'), ('courier', 'Courier'), ('village', 'Village')], max_length=8)),
                    ('note', models.CharField(blank=True, default='', max_length=80)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keepings', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Mark',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('about', models.CharField(max_length=120)),
                    ('fits', models.BooleanField()),
                    ('note', models.TextField(blank=True, default='')),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('text', models.TextField()),
                    ('by', models.CharField(max_length=80)),
                    ('by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Objection',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('words', models.CharField(max_length=2000)),
                    ('filed_at', models.DateTimeField()),
                    ('filed_by', models.CharField(max_length=80)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, default='', max_length=80)),
                    ('is_upheld', models.BooleanField(blank=True, null=True)),
                    ('answer', models.CharField(blank=True, default='', max_length=2000)),
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='objection', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Opinion',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('role', models.CharField(blank=True, default='', max_length=40)),
                    ('question', models.TextField()),
                    ('asked_by', models.CharField(max_length=80)),
                    ('asked_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('asked_at', models.DateTimeField()),
                    ('answer', models.TextField(blank=True, default='')),
                    ('answered_by', models.CharField(blank=True, default='', max_length=80)),
                    ('answered_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='cases.case')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='OutsideCall',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('step', models.CharField(max_length=60)),
                    ('adapter', models.CharField(max_length=40)),
                    ('key', models.UUIDField(unique=True)),
                    ('state', models.CharField(choices=[('asking', 'Menunggu jawaban'), ('stuck', 'Perlu diisi petugas'), ('answered', 'Terjawab'), ('by-hand', 'Diisi petugas, menunggu pencocokan'), ('agreed', 'Diisi petugas, sudah cocok'), ('differs', 'Berbeda dari sistem luar'), ('unconfirmed', 'Diisi petugas, tidak terkonfirmasi'), ('dropped', 'Tidak diperlukan lagi')], default='asking', max_length=12)),
                    ('asked', models.JSONField(default=list)),
                    ('tried', models.PositiveIntegerField(default=0)),
                    ('problem', models.CharField(blank=True, default='', max_length=20)),
                    ('opened_at', models.DateTimeField()),
                    ('ask_at', models.DateTimeField(null=True)),
                    ('give_up_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('answer', models.JSONField(default=dict)),
                    ('typed', models.JSONField(default=dict)),
                    ('note', models.CharField(blank=True, default='', max_length=300)),
                    ('differs', models.JSONField(default=list)),
                    ('typed_by', models.CharField(blank=True, default='', max_length=80)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outside_calls', to='cases.case')),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='OutsideRecord',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('step', models.CharField(max_length=60)),
                    ('system', models.CharField(max_length=40)),
                    ('number', models.CharField(max_length=80)),
                    ('is_signed', models.BooleanField(default=False)),
                    ('is_intact', models.BooleanField(default=False)),
                    ('is_trusted', models.BooleanField(default=False)),
                    ('signer', models.CharField(blank=True, default='', max_length=200)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=80)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outside_records', to='cases.case')),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.CharField(max_length=60)),
                    ('instead', models.CharField(blank=True, default='', max_length=60)),
                    ('current', models.BooleanField(default=True)),
                    ('stamp_serial', models.CharField(blank=True, default='', max_length=40)),
                    ('is_again', models.BooleanField(default=False)),
                    ('attached_at', models.DateTimeField()),
                    ('attached_by', models.CharField(max_length=80)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='cases.case')),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='Pause',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('cause', models.CharField(max_length=20)),
                    ('begins_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField(null=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Photo',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('item', models.CharField(max_length=60)),
                    ('taken_at', models.DateTimeField(null=True)),
                    ('latitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                    ('longitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                    ('accuracy', models.PositiveIntegerField(null=True)),
                    ('saved_at', models.DateTimeField()),
                    ('by', models.CharField(max_length=80)),
                    ('by_name', models.CharField(max_length=120)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='cases.inspection')),
                ],
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.UUIDField(unique=True)),
                    ('is_from_applicant', models.BooleanField()),
                    ('channel', models.CharField(choices=[('portal', 'Portal'), ('desk', 'Desk'), ('whatsapp', 'Whatsapp'), ('sms', 'Sms')], max_length=10)),
                    ('text', models.TextField()),
                    ('by', models.CharField(max_length=80)),
                    ('by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('answered_by', models.CharField(blank=True, default='', max_length=80)),
                    ('answered_by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='cases.case')),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='Reminder',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('template', models.CharField(max_length=40)),
                    ('due_on', models.DateField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=40)),
                    ('query', models.CharField(max_length=400)),
                    ('saved_at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Silence',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('rule', models.CharField(max_length=20)),
                    ('law', models.CharField(max_length=200)),
                    ('ends_at', models.DateTimeField(null=True)),
                    ('tell_at', models.DateTimeField(null=True)),
                    ('told_at', models.DateTimeField(null=True)),
                    ('took_effect_at', models.DateTimeField(null=True)),
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='silence', to='cases.case')),
                ],
            ),
            migrations.CreateModel(
                name='Task',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('step', models.CharField(max_length=60)),
                    ('kind', models.CharField(max_length=20)),
                    ('name', models.CharField(max_length=160)),
                    ('role', models.CharField(max_length=40)),
                    ('state', models.CharField(choices=[('open', 'Terbuka'), ('waiting', 'Menunggu'), ('closed', 'Selesai')], default='open', max_length=8)),
                    ('opened_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField(null=True)),
                    ('rank_at', models.DateTimeField()),
                    ('received_at', models.DateTimeField()),
                    ('service_name', models.CharField(db_collation='C', max_length=200)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('closed_by', models.CharField(blank=True, default='', max_length=80)),
                    ('outcome', models.CharField(blank=True, default='', max_length=20)),
                    ('told_late_at', models.DateTimeField(null=True)),
                    ('handed_by', models.CharField(blank=True, default='', max_length=120)),
                    ('handed_why', models.CharField(blank=True, default='', max_length=200)),
                    ('assignee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='cases.case')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.AddField(
                model_name='inspection',
                name='task',
                field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='inspection', to='cases.task'),
            ),
            migrations.CreateModel(
                name='AskedTally',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('month', models.DateField()),
                    ('pointer', models.CharField(blank=True, default='', max_length=200)),
                    ('source', models.CharField(blank=True, default='', max_length=80)),
                    ('times', models.PositiveIntegerField(default=0)),
                    ('unproven', models.PositiveIntegerField(default=0)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.service')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.unit')),
                ],
                options={
                    'indexes': [models.Index(fields=['month', 'unit'], name='cases_askedtally_by_month')],
                    'constraints': [models.UniqueConstraint(fields=('service', 'unit', 'month', 'pointer', 'source'), name='cases_askedtally_once'), models.CheckConstraint(condition=models.Q(('unproven__lte', models.F('times'))), name='cases_askedtally_unproven_among_all')],
                },
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['party', '-started_at', '-id'], name='cases_case_of_party'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['unit', '-submitted_at', '-id'], name='cases_case_of_unit'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('channel', 'desk'), ('closed_at', None)), fields=['filed_by'], name='cases_case_at_desk'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('filed_unit', None), _negated=True), fields=['filed_unit', '-submitted_at', '-id'], name='cases_case_filed'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('state', 'draft')), fields=['goes_at'], name='cases_case_forgotten'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(condition=models.Q(('correct_by__isnull', False)), fields=['correct_by'], name='cases_case_to_lapse'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), _negated=True), ('submitted_at', None), _connector='OR'), name='cases_case_draft_not_submitted'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'approved', 'completed']), _negated=True), ('accepted_at__isnull', False), _connector='OR'), name='cases_case_accepted_when_decided'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['refused', 'completed', 'withdrawn', 'lapsed'])), models.Q(models.Q(('state__in', ['refused', 'completed', 'withdrawn', 'lapsed']), _negated=True), ('closed_at', None)), _connector='OR'), name='cases_case_closed_at_the_end'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(('follows', None), models.Q(('bundle__isnull', False), models.Q(('follows', models.F('id')), _negated=True)), _connector='OR'), name='cases_case_follows_within_a_bundle'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(models.Q(('refusal', ''), _negated=True), models.Q(('refusal_law', ''), _negated=True)), _connector='OR'), name='cases_case_refusal_has_ground'),
            ),
            migrations.AddConstraint(
                model_name='bundle',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at', None), ('sent_at__gte', models.F('started_at')), _connector='OR'), name='cases_bundle_sent_after_start'),
            ),
            migrations.AddConstraint(
                model_name='command',
                constraint=models.UniqueConstraint(fields=('case', 'seq'), name='cases_command_in_order'),
            ),
            migrations.AddConstraint(
                model_name='confirmation',
                constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('asked_at'))), name='cases_confirmation_until_after_asked'),
            ),
            migrations.AddConstraint(
                model_name='confirmation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('is_confirmed', None), ('reason', '')), models.Q(('answered_at__isnull', False), ('is_confirmed', True)), models.Q(('answered_at__isnull', False), ('is_confirmed', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='cases_confirmation_answered_together'),
            ),
            migrations.AddConstraint(
                model_name='confirmation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('waived_at', None), ('waived_by', ''), ('waived_reason', '')), models.Q(('waived_at__isnull', False), models.Q(('waived_by', ''), _negated=True), models.Q(('waived_reason', ''), _negated=True)), _connector='OR'), name='cases_confirmation_waived_with_reason'),
            ),
            migrations.AddIndex(
                model_name='defect',
                index=models.Index(fields=['case', 'found_at'], name='cases_defect_of_case'),
            ),
            migrations.AddIndex(
                model_name='duechange',
                index=models.Index(fields=['case', 'at'], name='cases_duechange_of_case'),
            ),
            migrations.AddIndex(
                model_name='export',
                index=models.Index(fields=['expires_at'], name='cases_export_to_drop'),
            ),
            migrations.AddConstraint(
                model_name='export',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('content', None), ('ready_at', None)), models.Q(('content__isnull', False), ('ready_at__isnull', False)), _connector='OR'), name='cases_export_ready_with_content'),
            ),
            migrations.AddConstraint(
                model_name='finding',
                constraint=models.UniqueConstraint(fields=('inspection', 'item'), name='cases_finding_once'),
            ),
            migrations.AddIndex(
                model_name='keeping',
                index=models.Index(fields=['case', '-at'], name='cases_keeping_of_case'),
            ),
            migrations.AddConstraint(
                model_name='mark',
                constraint=models.UniqueConstraint(fields=('case', 'account', 'about'), name='cases_mark_once'),
            ),
            migrations.AddConstraint(
                model_name='mark',
                constraint=models.CheckConstraint(condition=models.Q(('fits', False), ('note', ''), _connector='OR'), name='cases_mark_what_fits_needs_no_words'),
            ),
            migrations.AddIndex(
                model_name='note',
                index=models.Index(fields=['case', 'at'], name='cases_note_of_case'),
            ),
            migrations.AddIndex(
                model_name='objection',
                index=models.Index(condition=models.Q(('answered_at', None)), fields=['filed_at'], name='cases_objection_open'),
            ),
            migrations.AddConstraint(
                model_name='objection',
                constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='cases_objection_has_words'),
            ),
            migrations.AddConstraint(
                model_name='objection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', ''), ('is_upheld', None)), models.Q(('answered_at__isnull', False), ('is_upheld__isnull', False), models.Q(('answered_by', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='cases_objection_answered_together'),
            ),
            migrations.AddIndex(
                model_name='opinion',
                index=models.Index(fields=['case', 'asked_at'], name='cases_opinion_of_case'),
            ),
            migrations.AddIndex(
                model_name='opinion',
                index=models.Index(condition=models.Q(('answered_at', None)), fields=['account', 'asked_at'], name='cases_opinion_of_person'),
            ),
            migrations.AddIndex(
                model_name='opinion',
                index=models.Index(condition=models.Q(('answered_at', None)), fields=['unit', 'role', 'asked_at'], name='cases_opinion_of_role'),
            ),
            migrations.AddConstraint(
                model_name='opinion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('account', None), models.Q(('role', ''), _negated=True)), models.Q(('account__isnull', False), ('role', '')), _connector='OR'), name='cases_opinion_asked_of_somebody'),
            ),
            migrations.AddConstraint(
                model_name='opinion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', '')), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True), models.Q(('answered_by', ''), _negated=True)), _connector='OR'), name='cases_opinion_answered_together'),
            ),
            migrations.AddIndex(
                model_name='outsidecall',
                index=models.Index(condition=models.Q(('ask_at__isnull', False)), fields=['ask_at'], name='cases_outsidecall_due'),
            ),
            migrations.AddIndex(
                model_name='outsidecall',
                index=models.Index(fields=['case', 'opened_at'], name='cases_outsidecall_of_case'),
            ),
            migrations.AddConstraint(
                model_name='outsidecall',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asking', 'stuck'])), fields=('case', 'step'), name='cases_outsidecall_one_alive'),
            ),
            migrations.AddConstraint(
                model_name='outsidecall',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['by-hand', 'agreed', 'differs', 'unconfirmed']), _negated=True), models.Q(('note', ''), _negated=True), ('file__isnull', False), _connector='OR'), name='cases_outsidecall_by_hand_with_evidence'),
            ),
            migrations.AddConstraint(
                model_name='outsiderecord',
                constraint=models.UniqueConstraint(fields=('system', 'number'), name='cases_outsiderecord_once'),
            ),
            migrations.AddIndex(
                model_name='paper',
                index=models.Index(fields=['case', 'key'], name='cases_paper_of_case'),
            ),
            migrations.AddConstraint(
                model_name='pause',
                constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('case',), name='cases_pause_one_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='pause',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('begins_at')), _connector='OR'), name='cases_pause_ends_after_it_begins'),
            ),
            migrations.AddConstraint(
                model_name='photo',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='cases_photo_position_together'),
            ),
            migrations.AddIndex(
                model_name='post',
                index=models.Index(fields=['case', 'at'], name='cases_post_of_case'),
            ),
            migrations.AddIndex(
                model_name='post',
                index=models.Index(condition=models.Q(('answered_at', None), ('is_from_applicant', True)), fields=['at'], name='cases_post_unanswered'),
            ),
            migrations.AddConstraint(
                model_name='post',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', '')), models.Q(('answered_at__isnull', False), models.Q(('answered_by', ''), _negated=True)), _connector='OR'), name='cases_post_answered_together'),
            ),
            migrations.AddConstraint(
                model_name='post',
                constraint=models.CheckConstraint(condition=models.Q(('is_from_applicant', True), ('answered_at', None), _connector='OR'), name='cases_post_only_the_applicant_is_answered'),
            ),
            migrations.AddIndex(
                model_name='reminder',
                index=models.Index(condition=models.Q(('sent_at', None)), fields=['due_on'], name='cases_reminder_due'),
            ),
            migrations.AddConstraint(
                model_name='reminder',
                constraint=models.UniqueConstraint(fields=('case', 'template'), name='cases_reminder_once'),
            ),
            migrations.AddConstraint(
                model_name='savedfilter',
                constraint=models.UniqueConstraint(fields=('account', 'name'), name='cases_savedfilter_name_once'),
            ),
            migrations.AddIndex(
                model_name='silence',
                index=models.Index(condition=models.Q(('told_at', None)), fields=['tell_at'], name='cases_silence_to_tell'),
            ),
            migrations.AddIndex(
                model_name='silence',
                index=models.Index(condition=models.Q(('took_effect_at', None)), fields=['ends_at'], name='cases_silence_to_end'),
            ),
            migrations.AddConstraint(
                model_name='silence',
                constraint=models.CheckConstraint(condition=models.Q(('took_effect_at', None), models.Q(('ends_at__isnull', False), ('took_effect_at__gte', models.F('ends_at'))), _connector='OR'), name='cases_silence_takes_effect_at_its_end'),
            ),
            migrations.AddIndex(
                model_name='task',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['unit', 'role', 'rank_at', 'id'], name='cases_task_inbox'),
            ),
            migrations.AddIndex(
                model_name='task',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['unit', 'role', 'received_at', 'id'], name='cases_task_by_arrival'),
            ),
            migrations.AddIndex(
                model_name='task',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['unit', 'role', 'service_name', 'id'], name='cases_task_by_service'),
            ),
            migrations.AddIndex(
                model_name='task',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['assignee', 'rank_at', 'id'], name='cases_task_mine'),
            ),
            migrations.AddIndex(
                model_name='task',
                index=models.Index(condition=models.Q(('state', 'open'), ('told_late_at', None)), fields=['due_at'], name='cases_task_late'),
            ),
            migrations.AddIndex(
                model_name='task',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['unit', 'role'], name='cases_task_waiting'),
            ),
            migrations.AddIndex(
                model_name='task',
                index=models.Index(condition=models.Q(('state', 'closed')), fields=['closed_by', 'closed_at'], name='cases_task_done'),
            ),
            migrations.AddConstraint(
                model_name='task',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('case', 'step'), name='cases_task_one_open_per_step'),
            ),
            migrations.AddConstraint(
                model_name='task',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None)), _connector='OR'), name='cases_task_closed_together'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(('planned_time', None), ('planned_on__isnull', False), _connector='OR'), name='cases_inspection_time_has_a_day'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported_at', None), ('reported_by_name', '')), models.Q(('reported_at__isnull', False), models.Q(('reported_by_name', ''), _negated=True)), _connector='OR'), name='cases_inspection_reported_together'),
            ),
        ]),
        migrations.RunSQL("CREATE SEQUENCE cases_case_number"),
        migrations.RunSQL(KEEP_COMMANDS),
    ]
