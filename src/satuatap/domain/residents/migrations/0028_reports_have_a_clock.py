"""Reports of wrong facts have the law's limit, a receipt and somebody who answers; requests about data a receipt."""

import secrets
from datetime import timedelta

from django.db import migrations, models

import satuatap.kernel.ids

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fill(apps, schema_editor):
    """What was reported before has its limit from then on, and a receipt of its own; civil registration answers."""
    reports = apps.get_model("residents", "FactReport")
    reports.objects.filter(due_at=None).update(due_at=models.F("reported_at") + timedelta(hours=72))
    for model in (reports, apps.get_model("residents", "DataRequest")):
        rows = list(model.objects.filter(number=None).only("pk"))
        for row in rows:
            row.number = "DP-" + "".join(secrets.choice(LETTERS) for _ in range(10))
        model.objects.bulk_update(rows, ["number"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("residents", "0027_neighbourhood_heads")]

    operations = [
        migrations.AddField("datarequest", "number", models.CharField(max_length=16, null=True)),
        migrations.AddField("factreport", "number", models.CharField(max_length=16, null=True)),
        migrations.AddField("factreport", "unit_id", models.UUIDField(blank=True, null=True)),
        migrations.AddField("factreport", "due_at", models.DateTimeField(null=True)),
        migrations.AddField("factreport", "warned_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("factreport", "late_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("factreport", "due_at", models.DateTimeField()),
        migrations.AlterField(
            "factreport",
            "number",
            models.CharField(
                default=satuatap.kernel.ids.receipt_number, max_length=16, unique=True
            ),
        ),
        migrations.AlterField(
            "datarequest",
            "number",
            models.CharField(
                default=satuatap.kernel.ids.receipt_number, max_length=16, unique=True
            ),
        ),
    ]
