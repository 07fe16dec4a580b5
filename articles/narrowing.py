"""Answers that readers can narrow articles by, as they stand in addresses and as readers see them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

UNKNOWN_YEAR = "unknown"
"""How an address asks for articles without an issue date."""

INCOMPLETE_REASONS = ("truncated", "continuation_missing", "section_missing")
"""Reasons for review that say that readers do not get the whole article."""
WHOLE, IN_PART = "whole", "part"
"""`complete=whole`: nothing is known to be missing; `complete=part`: the text breaks off, or goes on elsewhere."""
YES, NO = "yes", "no"
"""`figures=yes`: with a figure of Party building; `figures=no`: without one."""
FIGURES = {YES: _("with figures of Party building"), NO: _("without")}
COMPLETENESS = {WHOLE: _("as printed, nothing missing"), IN_PART: _("a part is missing")}
"""Answers, and what readers see of them."""


def is_incomplete() -> Q:
    """Condition: readers do not get the whole of the article, as far as anybody knows."""
    continued = ~Q(continued_from="") | ~Q(continued_on="")
    return continued | Q(review_reasons__code__in=INCOMPLETE_REASONS) | Q(passages__truncated=True)


def lacks_something(article, passages, reasons) -> bool:
    """The same of an article in memory, with its passages and reasons for review."""
    continued = article.continued_from or article.continued_on
    missing = any(reason.code in INCOMPLETE_REASONS for reason in reasons)
    return bool(continued) or missing or any(passage.truncated for passage in passages)
