"""*M.* is *Muhammad*: who has it in the name gets new keys from the job that writes missing ones."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    apps.get_model("residents", "Person").objects.filter(keys__contains=["nm"]).update(keys=None)


class Migration(migrations.Migration):
    dependencies = [("residents", "0032_look_ups")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
