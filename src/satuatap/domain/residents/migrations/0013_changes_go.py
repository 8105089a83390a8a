"""The history of facts is that of events now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("residents", "0012_changes_are_events")]

    operations = [migrations.DeleteModel(name="FactChange")]
