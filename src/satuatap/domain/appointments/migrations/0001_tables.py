"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('appointments', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('residents', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Plan',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60)),
                    ('name', models.CharField(max_length=120)),
                    ('every', models.PositiveSmallIntegerField()),
                    ('places', models.PositiveSmallIntegerField()),
                    ('share', models.PositiveSmallIntegerField()),
                    ('ahead', models.PositiveSmallIntegerField()),
                    ('release', models.TimeField()),
                    ('early', models.PositiveSmallIntegerField()),
                    ('late', models.PositiveSmallIntegerField()),
                    ('head_start', models.PositiveSmallIntegerField()),
                    ('active', models.BooleanField(default=True)),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booking_plans', to='agencies.site')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booking_plans', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Booking',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('starts_at', models.DateTimeField()),
                    ('place', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('booked', 'Booked'), ('here', 'Here'), ('cancelled', 'Cancelled'), ('called-off', 'Called Off'), ('missed', 'Missed')], default='booked', max_length=10)),
                    ('holder', models.CharField(max_length=80)),
                    ('account_id', models.UUIDField(blank=True, null=True)),
                    ('phone', models.CharField(blank=True, default='', max_length=20)),
                    ('language', models.CharField(default='id', max_length=8)),
                    ('token', models.CharField(default=satuatap.kernel.ids.token, max_length=32, unique=True)),
                    ('code', models.CharField(default=satuatap.kernel.ids.short_code, max_length=12, unique=True)),
                    ('key', models.UUIDField(unique=True)),
                    ('booked_at', models.DateTimeField()),
                    ('arrived_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('reminded', models.PositiveSmallIntegerField(default=0)),
                    ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='appointments.plan')),
                ],
            ),
            migrations.AddConstraint(
                model_name='plan',
                constraint=models.UniqueConstraint(fields=('site', 'code'), name='appointments_plan_once_per_lane'),
            ),
            migrations.AddConstraint(
                model_name='plan',
                constraint=models.CheckConstraint(condition=models.Q(('every__gte', 1), ('places__gte', 1)), name='appointments_plan_takes_time'),
            ),
            migrations.AddConstraint(
                model_name='plan',
                constraint=models.CheckConstraint(condition=models.Q(('share__gte', 1), ('share__lte', 100)), name='appointments_plan_share'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(condition=models.Q(('state', 'booked')), fields=['starts_at'], name='appointments_booking_to_come'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(fields=['plan', 'day'], name='appointments_booking_day'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(fields=['holder', 'starts_at'], name='appointments_booking_holder'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['booked', 'here'])), fields=('plan', 'starts_at', 'place'), name='appointments_booking_place_once'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['booked', 'here'])), fields=('plan', 'day', 'holder'), name='appointments_booking_one_a_day'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.CheckConstraint(condition=models.Q(('place__gte', 1)), name='appointments_booking_place'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.CheckConstraint(condition=models.Q(('arrived_at', None), ('state', 'here'), _connector='XOR'), name='appointments_booking_arrived'),
            ),
        ]),
    ]
