"""When a machine of a hall was seen last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0016_paper")]
    operations = [migrations.AddField("device", "seen_at", models.DateTimeField(null=True))]
