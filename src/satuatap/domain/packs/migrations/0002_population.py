from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('packs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Population',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('area_code', models.CharField(blank=True, default='', max_length=13)),
                ('size', models.PositiveIntegerField()),
                ('seed', models.PositiveIntegerField()),
                ('blocks', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('begun_by', models.CharField(max_length=80)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=Q(id=1), name='packs_population_one_row'),
                    models.CheckConstraint(condition=Q(people__lte=F('size')), name='packs_population_no_more_than_asked'),
                ],
            },
        ),
    ]
