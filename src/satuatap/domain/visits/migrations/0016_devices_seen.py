"""When a machine of a hall was seen last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0015_help_from_a_kiosk")]
    operations = [migrations.AddField("device", "seen_at", models.DateTimeField(null=True))]
