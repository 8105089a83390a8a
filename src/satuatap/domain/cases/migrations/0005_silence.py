import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_outside_calls'),
    ]

    operations = [
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
            options={
                'indexes': [models.Index(condition=models.Q(('told_at', None)), fields=['tell_at'], name='cases_silence_to_tell'), models.Index(condition=models.Q(('took_effect_at', None)), fields=['ends_at'], name='cases_silence_to_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('took_effect_at', None), models.Q(('ends_at__isnull', False), ('took_effect_at__gte', models.F('ends_at'))), _connector='OR'), name='cases_silence_takes_effect_at_its_end')],
            },
        ),
    ]
