"""Every named read of the archive. Whatever is not public is left out here, and nowhere else.

The classes are attached to the models, so they name relations by their paths and import no model.
"""

from django.db.models import Count, F, Q, QuerySet

LIVE = ("proposed", "confirmed")
"""States of a claim that stands. A rejected claim is kept only so that it does not come back."""


def public_article(prefix: str = "") -> Q:
    """Condition: the article at the end of `prefix` (such as "passage__article__") is one that anybody may see."""
    return Q(**{f"{prefix}publication": "published"}) & ~Q(**{f"{prefix}page__rights": "internal"})


def live_claim(prefix: str = "") -> Q:
    """Condition: the claim at the end of `prefix` stands."""
    return Q(**{f"{prefix}status__in": LIVE})


def public_claim(prefix: str = "") -> Q:
    """Condition: the claim at the end of `prefix` stands, in an article that anybody may see."""
    return live_claim(prefix) & public_article(f"{prefix}passage__article__")


class SourcePageQuerySet(QuerySet):
    """Reads of source pages."""

    def public(self):
        """Pages whose full text anybody may read: one of their articles is published, and the rights allow it."""
        return self.filter(rights="full", articles__publication="published").distinct()


class ArticleQuerySet(QuerySet):
    """Reads of articles. A reader's code starts from `published()`."""

    def published(self):
        """What anybody may see."""
        return self.filter(public_article())

    def awaiting_review(self):
        return self.filter(review="waiting")

    def about_party_building(self):
        return self.filter(about_party_building=True)

    def about(self, hospital):
        """Articles whose subject is `hospital`."""
        return self.filter(
            live_claim("passages__hospitalmentions__"),
            passages__hospitalmentions__hospital=hospital,
            passages__hospitalmentions__is_subject=True,
        ).distinct()

    def naming(self, hospital):
        """Articles in which `hospital` is named, as their subject or in passing."""
        return self.filter(
            live_claim("passages__hospitalmentions__"), passages__hospitalmentions__hospital=hospital
        ).distinct()

    def on_theme(self, theme):
        return self.filter(live_claim("theme_links__"), theme_links__theme=theme).distinct()

    def newest_first(self):
        """By issue date, unknown dates last; then as they came into the archive, newest first."""
        return self.order_by(F("page__issue_date").desc(nulls_last=True), "-created_at", "page", "order")


class ClaimQuerySet(QuerySet):
    """Reads of claims."""

    def live(self):
        """Claims that stand: proposed or confirmed."""
        return self.filter(live_claim())

    def public(self):
        """Live claims of articles that anybody may see."""
        return self.filter(public_claim())

    def in_article(self, article):
        return self.filter(passage__article=article)


class AuthorityQuerySet(QuerySet):
    """Reads of authority records that are reached through `mentions`."""

    def current(self):
        """Records that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def public(self):
        """Current records that a published article mentions, with the number of such articles as `article_count`."""
        return self.current().annotate(article_count=self.published_articles()).filter(article_count__gt=0)

    @staticmethod
    def published_articles() -> Count:
        return Count("mentions__passage__article", filter=public_claim("mentions__"), distinct=True)


class HospitalQuerySet(AuthorityQuerySet):
    """Reads of hospitals."""

    def with_case_count(self):
        """Adds `case_count`: published articles whose subject the hospital is."""
        subject = public_claim("mentions__") & Q(mentions__is_subject=True)
        return self.annotate(case_count=Count("mentions__passage__article", filter=subject, distinct=True))
