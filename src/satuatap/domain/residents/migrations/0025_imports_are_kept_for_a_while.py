from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0024_steps_of_imports")]

    operations = [
        migrations.AddField("importbatch", "keep_until", models.DateField(null=True)),
        migrations.AddField("importbatch", "erased_at", models.DateTimeField(null=True)),
        migrations.RunSQL(
            "UPDATE residents_importbatch SET keep_until = brought_at::date + 30", migrations.RunSQL.noop
        ),
    ]
