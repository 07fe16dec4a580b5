"""The tables of the pair index on SQLite; nothing on other databases."""

from django.db import migrations

from articles.search import sqlite


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            sqlite.create(cursor)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            sqlite.drop(cursor)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_search_documents")]
    operations = [migrations.RunPython(forwards, backwards)]
