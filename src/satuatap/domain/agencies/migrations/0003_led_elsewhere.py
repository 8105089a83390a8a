from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_outage")]

    operations = [
        migrations.AddField(model_name="site", name="led_elsewhere", field=models.BooleanField(default=False)),
    ]
