"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('retention', '0001_initial'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Census',
                fields=[
                    ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                    ('counted_at', models.DateTimeField()),
                    ('there', models.PositiveIntegerField()),
                    ('due', models.PositiveIntegerField()),
                    ('held', models.PositiveIntegerField()),
                    ('oldest', models.DateField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Destroyed',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('on', models.DateField()),
                    ('code', models.SlugField(max_length=40)),
                    ('number', models.PositiveIntegerField(default=0)),
                    ('oldest', models.DateField()),
                    ('newest', models.DateField()),
                    ('last_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('on', 'code'), name='retention_destroyed_once_a_day'), models.CheckConstraint(condition=models.Q(('oldest__lte', models.F('newest'))), name='retention_destroyed_in_order')],
                },
            ),
            migrations.CreateModel(
                name='DestructionList',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=40)),
                    ('state', models.CharField(choices=[('made', 'Made'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('refused', 'Refused'), ('done', 'Done')], default='made', max_length=9)),
                    ('made_at', models.DateTimeField()),
                    ('unit_id', models.UUIDField(null=True)),
                    ('submitted_at', models.DateTimeField(null=True)),
                    ('submitted_by', models.CharField(blank=True, default='', max_length=80)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_by', models.CharField(blank=True, default='', max_length=80)),
                    ('decided_name', models.CharField(blank=True, default='', max_length=120)),
                    ('words', models.CharField(blank=True, default='', max_length=500)),
                    ('done_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['made', 'submitted', 'approved'])), fields=('code',), name='retention_destructionlist_one'), models.CheckConstraint(condition=models.Q(('decided_by', ''), models.Q(models.Q(('submitted_by', ''), _negated=True), models.Q(('decided_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='retention_destructionlist_two')],
                },
            ),
            migrations.CreateModel(
                name='Hold',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('subject', models.CharField(choices=[('case', 'an application'), ('party', 'a person or organisation')], max_length=5)),
                    ('subject_id', models.UUIDField()),
                    ('label', models.CharField(max_length=40)),
                    ('cause', models.CharField(choices=[('dispute', 'a dispute or a trial'), ('breach', 'a breach of data is looked into'), ('inspection', 'an inspection or an audit'), ('request', 'a request about the data'), ('other', 'something else')], max_length=10)),
                    ('reason', models.CharField(max_length=500)),
                    ('set_at', models.DateTimeField()),
                    ('set_by', models.CharField(max_length=80)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ended_by', models.CharField(blank=True, default='', max_length=80)),
                    ('ended_why', models.CharField(blank=True, default='', max_length=500)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('subject', 'subject_id'), name='retention_hold_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_hold_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', ''), ('ended_why', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_by', ''), _negated=True), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='retention_hold_ended_together')],
                },
            ),
            migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=40)),
                    ('from_on', models.DateField()),
                    ('span', models.CharField(max_length=20)),
                    ('fate', models.CharField(choices=[('erase', 'the record goes'), ('anonymise', 'what tells of a person goes, the rest stays for counting'), ('keep', 'nothing goes')], max_length=9)),
                    ('basis', models.CharField(choices=[('own', 'a choice of this system or region'), ('general', 'general knowledge of the trade, not checked'), ('law', 'a rule that is named'), ('unknown', 'not known')], max_length=7)),
                    ('law', models.CharField(blank=True, default='', max_length=300)),
                    ('needs_decision', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'from_on'), name='retention_term_once'), models.CheckConstraint(condition=models.Q(('fate', 'keep'), models.Q(('span__in', ['permanent', 'unknown']), _negated=True), _connector='OR'), name='retention_term_unknown_is_kept'), models.CheckConstraint(condition=models.Q(models.Q(('basis', 'law'), _negated=True), models.Q(('law', ''), _negated=True), _connector='OR'), name='retention_term_names_its_law')],
                },
            ),
            migrations.CreateModel(
                name='ListItem',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('record_id', models.CharField(max_length=40)),
                    ('label', models.CharField(max_length=60)),
                    ('since', models.DateField()),
                    ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='retention.destructionlist')),
                ],
                options={
                    'indexes': [models.Index(fields=['record_id'], name='retention_listitem_record')],
                    'constraints': [models.UniqueConstraint(fields=('list', 'record_id'), name='retention_listitem_once')],
                },
            ),
        ]),
    ]
