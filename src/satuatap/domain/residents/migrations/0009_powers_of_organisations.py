# A power of an organisation names the officer who gave it.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_stamp'),
        ('residents', '0008_fact_change'),
    ]

    operations = [
        migrations.AddField(
            model_name='mandate',
            name='given_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('given_by', None), models.Q(('kind', 'kuasa'), models.Q(('given_by', models.F('principal')), _negated=True)), _connector='OR'), name='residents_mandate_given_by_an_officer'),
        ),
    ]
