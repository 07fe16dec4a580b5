"""`manage.py quickstart`: from an empty folder to a served archive with an editor account."""

import secrets
import socket

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.management.console import positive_number

HOST = "127.0.0.1"
HIGHEST_PORT = 65535
EDITOR = "editor"
EDITOR_GROUPS = ("编辑", "审核")

HELP = gettext_noop("""Make a working archive on this machine and serve it.

Makes the database and the groups, an editor account (its password is shown once), reads the sample pages in seeds/
and puts their articles online, then serves the site to this machine only. Running it again keeps all data and the
account.""")


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument("--no-serve", action="store_true", help=_("prepare everything, but do not serve"))
        parser.add_argument(
            "--port", type=positive_number, default=8000, metavar="N", help=_("port to serve on (default: 8000)")
        )
        parser.add_argument(
            "--password", help=_("password of a new editor account (default: a random one, shown once)")
        )

    def handle(self, *args, no_serve: bool, port: int, password: str | None, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("quickstart is for one machine; docs/configuration.md says how to set up production."))
        if not no_serve:
            _require_free(port)
        self._step(_("Preparing the database"))
        call_command("migrate", verbosity=0, interactive=False)
        call_command("sync_roles", verbosity=0)
        self._make_editor(password)
        self._step(_("Reading the sample pages"))
        call_command("ingest", str(settings.BASE_DIR / "seeds"), publish=True, stdout=self.stdout, stderr=self.stderr)
        if no_serve:
            self._step(_("Ready. Serve the archive with: python manage.py quickstart --port %d") % port)
            return
        self._step(_("Serving http://127.0.0.1:%(port)d/ (editors: /admin/). Stop with Ctrl+C.") % {"port": port})
        call_command("runserver", f"{HOST}:{port}", use_reloader=False)

    def _make_editor(self, password: str | None) -> None:
        """Make the editor account, once. An account that exists is left as it is, its password included."""
        model = get_user_model()
        if model.objects.filter(username=EDITOR).exists():
            self._step(_("The account %(name)s is kept as it is.") % {"name": EDITOR})
            return
        if password:
            _require_strong(password)
        chosen = password or secrets.token_urlsafe(12)
        user = model.objects.create_user(EDITOR, password=chosen, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=EDITOR_GROUPS))
        if password:
            self._step(_("Editor account: name %(name)s, with the password you gave") % {"name": EDITOR})
        else:
            shown = {"name": EDITOR, "password": chosen}
            self._step(_("Editor account: name %(name)s, password %(password)s (shown only now)") % shown)

    def _step(self, text: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(text))


def _require_free(port: int) -> None:
    """Stop before anything is done where the site could not be served in the end."""
    if port > HIGHEST_PORT:
        raise CommandError(_("There is no port %(port)d; the highest is 65535.") % {"port": port})
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            text = _("Port %(port)d is taken or not allowed; choose another with --port.") % {"port": port}
            raise CommandError(text) from error


def _require_strong(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
