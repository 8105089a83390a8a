"""The number of an outside booking counts once on a day."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Of two that were kept with one number, the later stays without a day."""
    booking, errand = apps.get_model("visits", "OutsideBooking"), apps.get_model("visits", "Errand")
    firsts = booking.objects.order_by("system", "reference", "errand__day", "id").distinct(
        "system", "reference", "errand__day"
    )
    day = errand.objects.filter(pk=OuterRef("errand_id")).values("day")
    booking.objects.filter(pk__in=list(firsts.values_list("pk", flat=True))).update(day=Subquery(day))


class Migration(migrations.Migration):
    dependencies = [("visits", "0013_kiosk_rests")]
    operations = [
        migrations.AddField("outsidebooking", "day", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            "outsidebooking",
            models.UniqueConstraint(fields=["system", "reference", "day"], name="visits_outsidebooking_once_a_day"),
        ),
    ]
