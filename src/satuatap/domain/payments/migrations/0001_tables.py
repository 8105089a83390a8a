"""All tables of the room as they were when version 0.1.0 was made ready: what was built step by step before is one step."""

import django.db.models.deletion
import satuatap.kernel.ids
from django.db import migrations, models

from satuatap.kernel.tables import CreateTables


# Bill numbers come from a sequence (gaps do no harm: people see them scrambled). What is closed stays closed, what was
# receipted is never written again.
RULES = """
CREATE SEQUENCE payments_bill_number;
CREATE FUNCTION payments_bill_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'open' OR NEW.total <> OLD.total OR NEW.party_id <> OLD.party_id
        OR NEW.treasury_id <> OLD.treasury_id THEN
        RAISE EXCEPTION 'bill % is closed, or what it asks for would change', OLD.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_bill_final BEFORE UPDATE ON payments_bill
    FOR EACH ROW EXECUTE FUNCTION payments_bill_is_final();
CREATE FUNCTION payments_receipt_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'receipts are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER payments_receipt_final BEFORE UPDATE OR DELETE ON payments_receipt
    FOR EACH ROW EXECUTE FUNCTION payments_receipt_is_final();
"""


class Migration(migrations.Migration):

    replaces = [
        ('payments', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_tables'),
        ('files', '0001_tables'),
        ('residents', '0001_tables'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Payment',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('gateway', models.CharField(max_length=40)),
                    ('merchant', models.CharField(max_length=80)),
                    ('gateway_ref', models.CharField(blank=True, default='', max_length=100)),
                    ('page', models.URLField(blank=True, default='', max_length=500)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                    ('state', models.CharField(choices=[('starting', 'Starting'), ('waiting', 'Waiting'), ('paid', 'Paid'), ('closed', 'Closed')], default='starting', max_length=10)),
                    ('transaction', models.CharField(blank=True, default='', max_length=100)),
                    ('return_to', models.URLField(blank=True, default='', max_length=500)),
                    ('started_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('asked', models.PositiveSmallIntegerField(default=0)),
                    ('ask_at', models.DateTimeField()),
                    ('key', models.CharField(max_length=120, unique=True)),
                ],
            ),
            migrations.CreateModel(
                name='Bill',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=24, unique=True)),
                    ('about', models.UUIDField(db_index=True)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('settled', 'Settled'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                    ('total', models.DecimalField(decimal_places=2, max_digits=18)),
                    ('opened_at', models.DateTimeField()),
                    ('due_on', models.DateField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('key', models.CharField(max_length=120, unique=True)),
                    ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='residents.party')),
                    ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Treasury',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=160)),
                    ('gateway', models.CharField(blank=True, default='', max_length=40)),
                    ('merchant', models.CharField(blank=True, default='', max_length=80)),
                    ('takes_cash', models.BooleanField(default=True)),
                    ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
                options={
                    'verbose_name_plural': 'treasuries',
                },
            ),
            migrations.CreateModel(
                name='Series',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('last', models.PositiveIntegerField(default=0)),
                    ('treasury', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.treasury')),
                ],
                options={
                    'verbose_name_plural': 'series',
                },
            ),
            migrations.CreateModel(
                name='Receipt',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('serial', models.PositiveIntegerField()),
                    ('number', models.CharField(max_length=100, unique=True)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                    ('at', models.DateTimeField()),
                    ('method', models.CharField(choices=[('cash', 'Cash'), ('gateway', 'Gateway'), ('outside', 'Outside')], max_length=10)),
                    ('by', models.CharField(max_length=80)),
                    ('by_name', models.CharField(blank=True, default='', max_length=120)),
                    ('received_from', models.CharField(max_length=200)),
                    ('reference', models.CharField(blank=True, default='', max_length=80)),
                    ('paid_on', models.DateField(blank=True, null=True)),
                    ('key', models.CharField(max_length=120, unique=True)),
                    ('bill', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='payments.bill')),
                    ('evidence', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='payments.payment')),
                    ('treasury', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.treasury')),
                ],
            ),
            migrations.AddField(
                model_name='payment',
                name='treasury',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.treasury'),
            ),
            migrations.AddField(
                model_name='bill',
                name='treasury',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='payments.treasury'),
            ),
            migrations.CreateModel(
                name='Unmatched',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('gateway', models.CharField(max_length=40)),
                    ('gateway_ref', models.CharField(max_length=100)),
                    ('transaction', models.CharField(blank=True, default='', max_length=100)),
                    ('merchant', models.CharField(max_length=80)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                    ('cause', models.CharField(choices=[('unknown', 'Unknown'), ('mismatch', 'Mismatch'), ('amount', 'Amount'), ('double', 'Double'), ('late', 'Late')], max_length=10)),
                    ('at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('resolved', 'Resolved')], default='waiting', max_length=10)),
                    ('resolved_at', models.DateTimeField(blank=True, null=True)),
                    ('resolved_by', models.CharField(blank=True, default='', max_length=80)),
                    ('resolution', models.CharField(blank=True, default='', max_length=240)),
                    ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='unmatched', to='payments.payment')),
                    ('treasury', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.treasury')),
                ],
                options={
                    'verbose_name_plural': 'unmatched',
                },
            ),
            migrations.CreateModel(
                name='BillLine',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('label', models.CharField(max_length=200)),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=18)),
                    ('law', models.CharField(blank=True, default='', max_length=240)),
                    ('bill', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='payments.bill')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('bill', 'position'), name='payments_billline_position_once')],
                },
            ),
            migrations.CreateModel(
                name='Share',
                fields=[
                    ('id', models.UUIDField(default=satuatap.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('live', models.BooleanField(default=True)),
                    ('bill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='payments.bill')),
                    ('payment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='payments.payment')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('payment', 'bill'), name='payments_share_once'), models.UniqueConstraint(condition=models.Q(('live', True)), fields=('bill',), name='payments_share_one_live')],
                },
            ),
            migrations.AddConstraint(
                model_name='treasury',
                constraint=models.CheckConstraint(condition=models.Q(('gateway', ''), models.Q(('merchant', ''), _negated=True), _connector='OR'), name='payments_treasury_gateway_has_merchant'),
            ),
            migrations.AddConstraint(
                model_name='treasury',
                constraint=models.UniqueConstraint(condition=models.Q(('gateway', ''), _negated=True), fields=('gateway', 'merchant'), name='payments_treasury_merchant_is_its_own'),
            ),
            migrations.AddConstraint(
                model_name='series',
                constraint=models.UniqueConstraint(fields=('treasury', 'year'), name='payments_series_once'),
            ),
            migrations.AddConstraint(
                model_name='receipt',
                constraint=models.UniqueConstraint(fields=('treasury', 'year', 'serial'), name='payments_receipt_serial_once'),
            ),
            migrations.AddConstraint(
                model_name='receipt',
                constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('treasury', 'reference'), name='payments_receipt_reference_once'),
            ),
            migrations.AddConstraint(
                model_name='receipt',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payments_receipt_amount'),
            ),
            migrations.AddConstraint(
                model_name='receipt',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('evidence', None), ('method', 'cash'), ('paid_on', None), ('payment', None), ('reference', '')), models.Q(('evidence', None), ('method', 'gateway'), ('paid_on', None), ('payment__isnull', False), ('reference', '')), models.Q(('evidence__isnull', False), ('method', 'outside'), ('paid_on__isnull', False), ('payment', None), models.Q(('reference', ''), _negated=True)), _connector='OR'), name='payments_receipt_method_has_its_proof'),
            ),
            migrations.AddIndex(
                model_name='payment',
                index=models.Index(condition=models.Q(('state__in', ['starting', 'waiting'])), fields=['ask_at'], name='payments_payment_silent'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.UniqueConstraint(condition=models.Q(('gateway_ref', ''), _negated=True), fields=('gateway', 'gateway_ref'), name='payments_payment_ref_once'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.UniqueConstraint(condition=models.Q(('transaction', ''), _negated=True), fields=('gateway', 'transaction'), name='payments_payment_money_once'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payments_payment_amount'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['starting', 'waiting', 'paid', 'closed'])), name='payments_payment_known_state'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), models.Q(('transaction', ''), _negated=True)), models.Q(models.Q(('state', 'paid'), _negated=True), ('transaction', '')), _connector='OR'), name='payments_payment_paid_has_transaction'),
            ),
            migrations.AddIndex(
                model_name='bill',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['unit', 'opened_at', 'id'], name='payments_bill_open'),
            ),
            migrations.AddConstraint(
                model_name='bill',
                constraint=models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='payments_bill_asks_for_something'),
            ),
            migrations.AddConstraint(
                model_name='bill',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'settled', 'cancelled'])), name='payments_bill_known_state'),
            ),
            migrations.AddConstraint(
                model_name='bill',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='payments_bill_closed_when_not_open'),
            ),
            migrations.AddIndex(
                model_name='unmatched',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['treasury', 'at', 'id'], name='payments_unmatched_waiting'),
            ),
            migrations.AddConstraint(
                model_name='unmatched',
                constraint=models.UniqueConstraint(fields=('gateway', 'gateway_ref', 'transaction'), name='payments_unmatched_money_once'),
            ),
            migrations.AddConstraint(
                model_name='unmatched',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolution', ''), ('resolved_at', None), ('resolved_by', ''), ('state', 'waiting')), models.Q(('resolved_at__isnull', False), ('state', 'resolved'), models.Q(('resolved_by', ''), _negated=True), models.Q(('resolution', ''), _negated=True)), _connector='OR'), name='payments_unmatched_resolved_by_whom_and_how'),
            ),
        ]),
        migrations.RunSQL(RULES),
    ]
