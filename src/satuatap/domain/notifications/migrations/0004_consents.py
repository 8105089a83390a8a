"""What rests on consent moves to the register of consents: WhatsApp, e-mail, and the browsers of accounts."""

from django.db import migrations, models
from django.utils import timezone

BEFORE = "system:migration"
FIRST = 1  # the words people saw so far are the first version of the shipped pack


def move(apps, schema_editor):
    Preference = apps.get_model("notifications", "Preference")
    Browser = apps.get_model("notifications", "Browser")
    Consent = apps.get_model("consents", "Consent")
    moved = Preference.objects.filter(channel__in=["whatsapp", "email"])
    Consent.objects.bulk_create(
        [
            Consent(
                purpose=row.channel, version=FIRST, given=row.wanted, subject=row.address, how=row.how, by=BEFORE, at=row.at
            )
            for row in moved.order_by("at").iterator()
        ],
        batch_size=1000,
    )
    moved.delete()
    Preference.objects.exclude(channel="sms").delete()
    Consent.objects.bulk_create(
        [
            Consent(
                purpose="push", version=FIRST, given=True, subject=str(row.about_id), account_id=row.about_id, how="browser",
                by=BEFORE, at=timezone.now(),
            )
            for row in Browser.objects.filter(about_kind="identity.account").iterator()
        ],
        batch_size=1000,
    )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('consents', '0001_initial'),
        ('notifications', '0003_browsers'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.CheckConstraint(condition=models.Q(('channel', 'sms')), name='notifications_preference_of_sms'),
        ),
    ]
