"""`manage.py sync_roles`: the groups of the back office."""

from django.core.management.base import BaseCommand, CommandError

from articles.roles import sync_roles

HELP = """Make the groups 编辑 (edit, confirm), 审核 (publish, delete too) and 检索 (read, drafts included).

Each gets exactly the permissions that articles/roles.py lists. Safe to repeat: members stay."""


class Command(BaseCommand):
    help = HELP

    def handle(self, *args, verbosity: int, **options) -> None:
        try:
            counts = sync_roles()
        except LookupError as error:
            raise CommandError(f"{error}. Run `manage.py migrate` first.") from error
        if verbosity:
            for role, count in counts.items():
                self.stdout.write(f"{role}\t{count}")
