"""Tasks from before inboxes were ordered by the nearest limit: what waits for a payment waits, and every rank is that of
its limits. Nothing is undone backwards: the old ranks meant nothing that could be read again."""

from typing import Any

from django.db import migrations

WAIT = """
    UPDATE cases_task SET state = 'waiting', due_at = NULL, assignee_id = NULL
    WHERE kind = 'pay' AND state = 'open' AND id = ANY(%s)
"""
RANK = """
    UPDATE cases_task t SET rank_at = told.rank_at
    FROM (
        SELECT o.id, coalesce(
            least(
                o.due_at,
                CASE WHEN c.ready_at IS NOT NULL THEN NULL
                     WHEN c.accepted_at IS NOT NULL THEN c.due_at ELSE c.accept_due_at END
            ),
            o.opened_at + interval '3650 days'
        ) AS rank_at
        FROM cases_task o JOIN cases_case c ON c.id = o.case_id WHERE o.id = ANY(%s)
    ) told
    WHERE t.id = told.id AND t.rank_at <> told.rank_at
"""
AT_ONCE = 5000


def rank(apps: Any, schema_editor: Any) -> None:
    """In batches, so that nobody waits long for a row."""
    tasks = list(apps.get_model("cases", "Task").objects.exclude(state="closed").values_list("pk", flat=True))
    with schema_editor.connection.cursor() as cursor:
        for start in range(0, len(tasks), AT_ONCE):
            some = tasks[start : start + AT_ONCE]
            cursor.execute(WAIT, [some])
            cursor.execute(RANK, [some])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0014_bundle")]
    operations = [migrations.RunPython(rank, migrations.RunPython.noop)]
