"""`manage.py sync_roles`: the groups of the back office."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.management.console import require_database
from articles.roles import sync_roles

HELP = gettext_noop("""Make the groups 编辑 (edit, confirm), 审核 (publish, delete too), 检索 (read drafts too).

Each gets exactly the permissions that articles/roles.py lists. Safe to repeat: members stay.""")


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)

    def handle(self, *args, verbosity: int, **options) -> None:
        require_database()
        for role, count in sync_roles().items():
            if verbosity:
                self.stdout.write(f"{role}\t{count}")
