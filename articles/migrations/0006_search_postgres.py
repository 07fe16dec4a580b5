"""The tables of the pair index on PostgreSQL; nothing on other databases."""

from django.db import migrations

from articles.search import postgres


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            postgres.create(cursor)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            postgres.drop(cursor)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_search_sqlite")]
    operations = [migrations.RunPython(forwards, backwards)]
