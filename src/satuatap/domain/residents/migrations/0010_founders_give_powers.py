"""Whoever could do everything for an organisation until now, as who enters one can, can give its powers too."""

from typing import Any

from django.db import migrations

ALL_BEFORE = ["apply", "pay", "appoint"]


def add(apps: Any, schema_editor: Any) -> None:
    for office in apps.get_model("residents", "OrganisationOfficer").objects.filter(rights__contains=ALL_BEFORE):
        if "empower" not in office.rights:
            office.rights = [*office.rights, "empower"]
            office.save(update_fields=["rights"])


def take_away(apps: Any, schema_editor: Any) -> None:
    """An office with no other right cannot stand without it."""
    offices = apps.get_model("residents", "OrganisationOfficer").objects
    offices.filter(rights=["empower"]).delete()
    for office in offices.filter(rights__contains=["empower"]):
        office.rights = [right for right in office.rights if right != "empower"]
        office.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("residents", "0009_powers_of_organisations")]

    operations = [migrations.RunPython(add, take_away)]
