"""What inboxes may be ordered by is copied to their tasks: the arrival of the case and the name of its service."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

ORDERS = (("received_at", "arrival"), ("service_name", "service"))
FILL = """
    UPDATE cases_task t SET received_at = coalesce(c.submitted_at, t.opened_at), service_name = c.title
    FROM cases_case c WHERE c.id = t.case_id AND t.id = ANY(%s)
"""
AT_ONCE = 5000


def fill(apps: Any, schema_editor: Any) -> None:
    """In batches, so that nobody waits long for a row."""
    tasks = list(apps.get_model("cases", "Task").objects.values_list("pk", flat=True))
    with schema_editor.connection.cursor() as cursor:
        for start in range(0, len(tasks), AT_ONCE):
            cursor.execute(FILL, [tasks[start : start + AT_ONCE]])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0008_stamp")]
    operations = [
        migrations.AddField("task", "received_at", models.DateTimeField(null=True)),
        migrations.AddField("task", "service_name", models.CharField(max_length=200, default="", db_collation="C")),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("task", "received_at", models.DateTimeField()),
        migrations.AlterField("task", "service_name", models.CharField(max_length=200, db_collation="C")),
        *(
            migrations.AddIndex(
                "task",
                models.Index(fields=["unit", "role", column, "id"], name=f"cases_task_by_{name}", condition=Q(state="open")),
            )
            for column, name in ORDERS
        ),
    ]
