"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('notifications', '0001_initial'),
        ('notifications', '0002_ladder'),
        ('notifications', '0003_browsers'),
        ('notifications', '0004_consents'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
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
            migrations.CreateModel(
                name='Manner',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('quiet_from', models.TimeField(null=True)),
                    ('quiet_to', models.TimeField(null=True)),
                    ('whatsapp_minutes', models.PositiveIntegerField(default=15)),
                    ('sms_minutes', models.PositiveIntegerField(default=120)),
                    ('bundle_seconds', models.PositiveIntegerField(default=0)),
                    ('most_a_day', models.PositiveIntegerField(default=20)),
                    ('stop_words', models.JSONField(default=list)),
                    ('start_words', models.JSONField(default=list)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='notifications_manner_one'), models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_to', None)), models.Q(('quiet_from__isnull', False), ('quiet_to__isnull', False)), _connector='OR'), name='notifications_manner_quiet_together')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('key', models.CharField(max_length=160)),
                    ('channel', models.CharField(choices=[('inapp', 'Inapp'), ('whatsapp', 'Whatsapp'), ('sms', 'Sms'), ('email', 'Email'), ('slip', 'Slip'), ('push', 'Push')], max_length=10)),
                    ('rung', models.PositiveSmallIntegerField(default=0)),
                    ('account_id', models.UUIDField(blank=True, null=True)),
                    ('party_id', models.UUIDField(blank=True, null=True)),
                    ('address', models.CharField(blank=True, default='', max_length=254)),
                    ('template', models.SlugField(max_length=60)),
                    ('language', models.CharField(max_length=8)),
                    ('title', models.CharField(blank=True, default='', max_length=160)),
                    ('text', models.TextField()),
                    ('sealed', models.BinaryField(blank=True, null=True)),
                    ('path', models.CharField(blank=True, default='', max_length=240)),
                    ('about_kind', models.CharField(blank=True, default='', max_length=40)),
                    ('about_id', models.UUIDField(blank=True, null=True)),
                    ('state', models.CharField(choices=[('held', 'Held'), ('queued', 'Queued'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('read', 'Read'), ('failed', 'Failed'), ('skipped', 'Skipped')], max_length=10)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('gateway_ref', models.CharField(blank=True, default='', max_length=100)),
                    ('approved', models.CharField(blank=True, default='', max_length=80)),
                    ('short', models.CharField(blank=True, default='', max_length=12)),
                    ('joined_key', models.CharField(blank=True, default='', max_length=160)),
                    ('joins', models.PositiveSmallIntegerField(default=0)),
                    ('unit_id', models.UUIDField(blank=True, null=True)),
                    ('area_code', models.CharField(blank=True, default='', max_length=13)),
                    ('created_at', models.DateTimeField()),
                    ('send_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('report_by', models.DateTimeField(blank=True, null=True)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('channel', 'inapp')), fields=['account_id', '-created_at', '-id'], name='notifications_message_inbox'), models.Index(condition=models.Q(('account_id', None), ('channel', 'inapp')), fields=['party_id', '-created_at'], name='notifications_message_of_party'), models.Index(condition=models.Q(('channel', 'slip'), ('state__in', ['queued', 'sent'])), fields=['unit_id', 'created_at'], name='notifications_message_slips'), models.Index(fields=['about_id', 'created_at'], name='notifications_message_about'), models.Index(condition=models.Q(('address', ''), _negated=True), fields=['address', '-created_at'], name='notifications_message_to'), models.Index(condition=models.Q(('short', ''), _negated=True), fields=['short'], name='notifications_message_short'), models.Index(condition=models.Q(('report_by__isnull', False)), fields=['report_by'], name='notifications_message_unheard')],
                    'constraints': [models.UniqueConstraint(fields=('key', 'channel'), name='notifications_message_told_once'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'queued', 'sent', 'delivered', 'read', 'failed', 'skipped'])), name='notifications_message_known_state'), models.CheckConstraint(condition=models.Q(('channel__in', ['inapp', 'slip']), models.Q(('address', ''), _negated=True), _connector='OR'), name='notifications_message_goes_somewhere'), models.CheckConstraint(condition=models.Q(('sealed', None), ('state__in', ['held', 'queued']), _connector='OR'), name='notifications_message_code_not_kept')],
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('sent', 'the gateway took it'), ('down', 'the gateway did not answer'), ('refused', 'the gateway cannot deliver it'), ('delivered', 'reported as delivered'), ('read', 'reported as read'), ('failed', 'reported as failed'), ('unheard', 'no report in time'), ('expired', 'too old to be of use'), ('asked', 'told to the person'), ('joined', 'told along with another'), ('listed', 'on the list of slips'), ('printed', 'printed'), ('given', 'handed over on paper')], max_length=10)),
                    ('detail', models.CharField(blank=True, default='', max_length=200)),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notifications.message')),
                ],
            ),
            migrations.CreateModel(
                name='MessageTemplate',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60)),
                    ('channel', models.CharField(default='any', max_length=10)),
                    ('lang', models.CharField(max_length=8)),
                    ('title', models.CharField(blank=True, default='', max_length=120)),
                    ('text', models.TextField()),
                    ('approved', models.CharField(blank=True, default='', max_length=80)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'channel', 'lang'), name='notifications_messagetemplate_once'), models.CheckConstraint(condition=models.Q(('channel__in', ['any', 'sms'])), name='notifications_messagetemplate_channel')],
                },
            ),
            migrations.CreateModel(
                name='Preference',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('address', models.CharField(max_length=254)),
                    ('channel', models.CharField(choices=[('inapp', 'Inapp'), ('whatsapp', 'Whatsapp'), ('sms', 'Sms'), ('email', 'Email'), ('slip', 'Slip'), ('push', 'Push')], max_length=10)),
                    ('wanted', models.BooleanField()),
                    ('how', models.CharField(choices=[('page', 'on the account page'), ('word', 'by answering STOP or MULAI')], max_length=5)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('address', 'channel'), name='notifications_preference_once'), models.CheckConstraint(condition=models.Q(('channel', 'sms')), name='notifications_preference_of_sms')],
                },
            ),
            migrations.CreateModel(
                name='Reply',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('channel', models.CharField(choices=[('inapp', 'Inapp'), ('whatsapp', 'Whatsapp'), ('sms', 'Sms'), ('email', 'Email'), ('slip', 'Slip'), ('push', 'Push')], max_length=10)),
                    ('gateway_key', models.CharField(max_length=100)),
                    ('address', models.CharField(max_length=254)),
                    ('text', models.TextField()),
                    ('state', models.CharField(choices=[('new', 'New'), ('placed', 'Placed'), ('lost', 'Lost'), ('word', 'Word'), ('done', 'Done')], max_length=6)),
                    ('about_id', models.UUIDField(blank=True, null=True)),
                    ('unit_id', models.UUIDField(blank=True, null=True)),
                    ('at', models.DateTimeField()),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('done_by', models.CharField(blank=True, default='', max_length=80)),
                    ('remark', models.CharField(blank=True, default='', max_length=240)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'lost')), fields=['at', 'id'], name='notifications_reply_lost')],
                    'constraints': [models.UniqueConstraint(fields=('channel', 'gateway_key'), name='notifications_reply_once'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done'), models.Q(('done_by', ''), _negated=True)), models.Q(models.Q(('state', 'done'), _negated=True), ('done_at', None), ('done_by', '')), _connector='OR'), name='notifications_reply_done_together')],
                },
            ),
        ]),
    ]
