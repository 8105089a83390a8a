from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_signing_modes")]

    operations = [
        migrations.AddField(model_name="document", name="decree_on", field=models.DateField(null=True)),
    ]
