import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_mark'),
        ('files', '0001_initial'),
    ]

    operations = [
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
            options={
                'indexes': [models.Index(condition=models.Q(('ask_at__isnull', False)), fields=['ask_at'], name='cases_outsidecall_due'), models.Index(fields=['case', 'opened_at'], name='cases_outsidecall_of_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asking', 'stuck'])), fields=('case', 'step'), name='cases_outsidecall_one_alive'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['by-hand', 'agreed', 'differs', 'unconfirmed']), _negated=True), models.Q(('note', ''), _negated=True), ('file__isnull', False), _connector='OR'), name='cases_outsidecall_by_hand_with_evidence')],
            },
        ),
    ]
