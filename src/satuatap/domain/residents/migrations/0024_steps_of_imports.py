from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0023_data_copies")]

    operations = [
        migrations.AddField("importbatch", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField("importbatch", "asked_by", models.UUIDField(null=True)),
        migrations.AddField("importbatch", "tries", models.PositiveSmallIntegerField(default=0)),
        migrations.RunSQL(
            "UPDATE residents_importbatch SET asked_at = brought_at, asked_by = account_id", migrations.RunSQL.noop
        ),
    ]
