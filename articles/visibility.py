"""Who may see what, as conditions that every read starts from: articles that are public, claims that stand.

A condition names the relations that lead to the article or the claim, so this module imports no model.
"""

from django.db.models import Q

LIVE = ("proposed", "confirmed")
"""States of a claim that stands. A rejected claim is kept only so that it does not come back."""


PUBLIC_RIGHTS = ("full", "summary")
"""Rights levels under which anybody may know what a page says."""


def public_article(prefix: str = "") -> Q:
    """Condition: the article at the end of `prefix` (such as "passage__article__") is one that anybody may see.

    Says what must be, never what must not: Django reads a negation over several rows as "none of the rows".
    """
    return Q(**{f"{prefix}publication": "published", f"{prefix}page__rights__in": PUBLIC_RIGHTS})


def live_claim(prefix: str = "") -> Q:
    """Condition: the claim at the end of `prefix` stands."""
    return Q(**{f"{prefix}status__in": LIVE})


def public_claim(prefix: str = "") -> Q:
    """Condition: the claim at the end of `prefix` stands, in an article that anybody may see."""
    return live_claim(prefix) & public_article(f"{prefix}passage__article__")
