"""What readers can narrow articles by: one read for each filter, every one of them "any of these values".

Each takes the values as they stand in an address; a value that means nothing finds nothing.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.visibility import live_claim

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


def is_record(way: str, public_ids) -> Q:
    """Condition: the record at the end of `way` has one of these ids, or had before a merge."""
    return Q(**{f"{way}__public_id__in": public_ids}) | Q(**{f"{way}__merged__public_id__in": public_ids})


class ArticleNarrowing:
    """Reads of `ArticleQuerySet` that filters name."""

    def naming_any_of(self, hospital_ids):
        """Articles in which one of the hospitals is named. An id from before a merge finds the hospital of today."""
        return self._claiming("hospitalmentions", is_record("passages__hospitalmentions__hospital", hospital_ids))

    def telling_of_any(self, initiative_ids):
        return self._claiming(
            "initiativementions", is_record("passages__initiativementions__initiative", initiative_ids)
        )

    def practising_any(self, practice_ids):
        """Articles that tell of an initiative of one of the practices."""
        return self._claiming(
            "initiativementions", passages__initiativementions__initiative__practice__public_id__in=practice_ids
        )

    def citing_any(self, policy_ids):
        return self._claiming("policymentions", is_record("passages__policymentions__policy", policy_ids))

    def on_any_theme(self, slugs):
        return self._where(live_claim("theme_links__"), theme_links__theme__slug__in=slugs)

    def in_provinces(self, provinces):
        """Articles about a hospital of one of the provinces."""
        return self._claiming(
            "hospitalmentions",
            passages__hospitalmentions__is_subject=True,
            passages__hospitalmentions__hospital__province__in=provinces,
        )

    def in_cities(self, cities):
        """Articles about a hospital of one of the cities."""
        return self._claiming(
            "hospitalmentions",
            passages__hospitalmentions__is_subject=True,
            passages__hospitalmentions__hospital__city__in=cities,
        )

    def in_scope(self, scopes):
        """`party` narrows to what is about Party building; any other word is everything."""
        return self.about_party_building() if "party" in scopes else self.all()

    def of_kinds(self, kinds):
        return self.filter(kind__in=kinds)

    def issued_in(self, years):
        """Articles by year of issue (text); `UNKNOWN_YEAR` stands for those without a date. Nonsense finds nothing."""
        numbers = [int(year) for year in years if year.isdecimal() and len(year) == 4]
        known = Q(page__issue_date__year__in=numbers)
        return self.filter(known | Q(page__issue_date__isnull=True) if UNKNOWN_YEAR in years else known)

    def giving_figures(self, answers):
        """Articles with a figure of Party building (`YES`), or without one (`NO`)."""
        giving = self._claiming("figures", passages__figures__scope="party")
        return self._either(answers, {YES: giving, NO: self.exclude(pk__in=giving.order_by().values("pk"))})

    def as_complete_as(self, answers):
        """Articles of which nothing is known to be missing (`WHOLE`), or something is (`IN_PART`)."""
        part = self._where(is_incomplete())
        return self._either(answers, {IN_PART: part, WHOLE: self.exclude(pk__in=part.order_by().values("pk"))})

    def _either(self, answers, reads):
        """The reads of those `answers` that are known; both of two together are everything."""
        asked = [rows for answer, rows in reads.items() if answer in answers]
        if len(asked) == len(reads):
            return self.all()
        return asked[0] if asked else self.none()

    def _claiming(self, claims, *conditions, **lookups):
        """Articles with a passage of which one live claim, of the relation `claims`, meets everything given."""
        return self._where(live_claim(f"passages__{claims}__"), *conditions, **lookups)

    def _where(self, *conditions, **lookups):
        """Articles of which one related row meets everything given; a subquery, so that rows do not multiply."""
        matching = self.model._default_manager.filter(*conditions, **lookups)
        return self.filter(pk__in=matching.order_by().values("pk"))
