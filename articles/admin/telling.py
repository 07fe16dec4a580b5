"""What came of an act is said in words: what it changed, or why it was refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import review
from articles.models import Decision


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """Tell the person why an act of `articles.review` was refused, and go on. Nothing of the act is written."""
    try:
        yield
    except review.RefusedError as refusal:
        messages.error(request, str(refusal))


def say_done(request: HttpRequest, decision: Decision | None) -> None:
    """Tell a person how many records an act changed."""
    count = decision.changes.count() if decision else 0
    if count:
        text = ngettext("%(kind)s: %(count)d record.", "%(kind)s: %(count)d records.", count)
        messages.success(request, text % {"kind": decision.get_kind_display(), "count": count})
    else:
        messages.info(request, _("Nothing had to be changed."))
