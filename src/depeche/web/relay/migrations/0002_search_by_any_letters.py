"""Searching people by any letters of a word, on PostgreSQL: SQLite reads the whole index as fast as it needs to."""

from django.db import ProgrammingError, migrations, transaction

EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
INDEX = "CREATE INDEX participant_trigrams ON relay_participant USING gin (search gin_trgm_ops)"


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute(EXTENSION)
            schema_editor.execute(INDEX)
    except ProgrammingError:  # our role may not create extensions: search works, only slower (docs/operating.md)
        return


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS participant_trigrams")


class Migration(migrations.Migration):
    dependencies = [("relay", "0001_initial")]
    operations = [migrations.RunPython(add, drop)]
