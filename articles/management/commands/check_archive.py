"""`manage.py check_archive`: whether the archive holds together."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.checking import check_archive
from articles.management.console import require_database

HELP = gettext_noop("""Check that the archive holds together.

What a passage owns lies on its page, every character is owned once, claims stand on their sentences, merged and joined
records lead somewhere, nothing is left over, the search index says what the archive says. Each finding is printed; with
any left, the command ends with status 1.""")


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument("--fix", action="store_true", help=_("mend what needs no decision of a person"))

    def handle(self, *args, fix: bool, **options) -> None:
        require_database()
        left = 0
        for finding in list(check_archive()):
            is_mended = fix and finding.mend is not None
            if is_mended:
                with transaction.atomic():
                    finding.mend()
            left += not is_mended
            state = _("(mended)") if is_mended else ""
            self.stdout.write(f"{finding} {state}".rstrip())
        if left:
            raise CommandError(_("%(count)d findings are left.") % {"count": left})
        self.stdout.write(self.style.SUCCESS(_("The archive holds together.")))
