"""A warning from `check --database default`, and from `migrate`, when the index is not what the code makes."""

from django.core import checks
from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.search.rebuild import is_behind

BEHIND = "articles.W001"


@checks.register(checks.Tags.database)
def index_is_current(databases=None, **kwargs) -> list[checks.Warning]:
    """Nothing to say before the tables are there."""
    if not databases:
        return []
    try:
        behind = is_behind()
    except DatabaseError:
        return []
    hint = _("Run: python manage.py reindex. The site may go on serving meanwhile.")
    return (
        [checks.Warning(_("The search index is behind the archive or the code."), hint=hint, id=BEHIND)]
        if behind
        else []
    )
