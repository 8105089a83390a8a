"""The table behind the shared cache. Unlogged: quick to write, empty after a power cut, which a cache may be."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE satuatap_cache (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX satuatap_cache_expires ON satuatap_cache (expires);
            """,
            "DROP TABLE satuatap_cache",
        )
    ]
