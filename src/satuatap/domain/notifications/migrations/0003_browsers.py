"""Browsers that are told of one thing, and the channel that leads to them."""

import satuatap.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_ladder'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='channel',
            field=models.CharField(choices=[('inapp', 'Inapp'), ('whatsapp', 'Whatsapp'), ('sms', 'Sms'), ('email', 'Email'), ('slip', 'Slip'), ('push', 'Push')], max_length=10),
        ),
        migrations.AlterField(
            model_name='preference',
            name='channel',
            field=models.CharField(choices=[('inapp', 'Inapp'), ('whatsapp', 'Whatsapp'), ('sms', 'Sms'), ('email', 'Email'), ('slip', 'Slip'), ('push', 'Push')], max_length=10),
        ),
        migrations.AlterField(
            model_name='reply',
            name='channel',
            field=models.CharField(choices=[('inapp', 'Inapp'), ('whatsapp', 'Whatsapp'), ('sms', 'Sms'), ('email', 'Email'), ('slip', 'Slip'), ('push', 'Push')], max_length=10),
        ),
        migrations.CreateModel(
            name='Browser',
            fields=[
                ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('endpoint', models.CharField(max_length=1000)),
                ('p256dh', models.CharField(max_length=100)),
                ('auth', models.CharField(max_length=40)),
                ('until', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['until'], name='notifications_browser_until')],
                'constraints': [models.UniqueConstraint(fields=('about_kind', 'about_id'), name='notifications_browser_once')],
            },
        ),
    ]
