"""Languages of the region, as its pack tells them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regions", "0002_home_extent")]

    operations = [
        migrations.CreateModel(
            name="Tongue",
            fields=[
                ("code", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("words", models.JSONField(blank=True, default=dict)),
                ("stamp", models.CharField(max_length=64)),
                ("known", models.PositiveIntegerField()),
                ("wanted", models.PositiveIntegerField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("is_offered", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(known__lte=models.F("wanted")), name="regions_tongue_known_of_wanted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(code__regex=r"^[a-z]{2,3}$"), name="regions_tongue_code_form"
                    ),
                ],
            },
        ),
    ]
