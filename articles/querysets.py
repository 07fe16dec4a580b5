"""Every named read of the archive. Whatever is not public is left out here, and nowhere else.

The classes are attached to the models, so they name relations by their paths and import no model.
"""

from functools import reduce
from operator import or_

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Substr

from articles.measures import MEASURES
from articles.recognise.places import divisions
from articles.visibility import live_claim, public_article, public_claim


class SourcePageQuerySet(QuerySet):
    """Reads of source pages."""

    def public(self):
        """Pages whose full text anybody may read: one of their articles is published, and the rights allow it."""
        return self.filter(rights="full", articles__publication="published").distinct()


class ChangeQuerySet(QuerySet):
    """Reads of what decisions changed."""

    def deleted_from(self, page, article_ids):
        """What people deleted from `page`: articles of it, and passages of those that it still has, `article_ids`."""
        article = Q(model="article", before__page_id=page.pk)
        passage = Q(model="passage", before__article_id__in=list(article_ids))
        return self.filter(article | passage, after__isnull=True)

    def of(self, model):
        """Changes of the rows of one model."""
        return self.filter(model=model._meta.model_name)

    def standing(self):
        """Changes by decisions that hold: nobody undid them, and they are no undoing themselves."""
        return self.filter(decision__undone_by__isnull=True).exclude(decision__kind="undo")


LEAD_LENGTH = 160
"""Characters of the first paragraph that a list shows."""


class RelatedQuerySet(QuerySet):
    """Reads that ask for rows at the end of relations."""

    def _where(self, *conditions, **lookups):
        """Rows of which one related row meets everything given; a subquery, so that rows do not multiply."""
        matching = self.model._default_manager.filter(*conditions, **lookups)
        return self.filter(pk__in=matching.order_by().values("pk"))


class ArticleQuerySet(RelatedQuerySet):
    """Reads of articles. A reader's code starts from `published()`."""

    def published(self):
        """What anybody may see."""
        return self.filter(public_article())

    def printings_of(self, article):
        """The other articles that print the same as `article`: what it reprints, and what reprints either."""
        original = article.reprint_of_id or article.pk
        return self.filter(Q(pk=original) | Q(reprint_of=original)).exclude(pk=article.pk)

    def withdrawn(self):
        """What anybody could see once, and no longer can."""
        return self.filter(publication="withdrawn").exclude(page__rights="internal")

    def joined(self):
        """What holds no text any more, because a person joined it into another article."""
        return self.filter(joined_into__isnull=False)

    def awaiting_review(self):
        return self.filter(review="waiting", joined_into__isnull=True)

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

    def on_any_theme(self, slugs):
        return self._where(live_claim("theme_links__"), theme_links__theme__slug__in=slugs)

    def in_provinces(self, provinces):
        """Articles about a hospital of one of the provinces."""
        return self._where(
            live_claim("passages__hospitalmentions__"),
            passages__hospitalmentions__is_subject=True,
            passages__hospitalmentions__hospital__province__in=provinces,
        )

    def whose_figures(self, *, agree):
        """Articles of which some figures agree, or contradict each other."""
        return self._where(figure_checks__agrees=agree)

    def newest_first(self):
        """By issue date, unknown dates last; then as they came into the archive, newest first."""
        return self.order_by(F("page__issue_date").desc(nulls_last=True), "-created_at", "page", "order")

    def latest_published(self):
        return self.order_by("-published_at", "page", "order")

    def as_cards(self):
        """What a list shows of each article: its page, its live themes, and `lead`, the beginning of its text."""
        return self.select_related("page").with_lead().with_themes()

    def for_reading(self):
        """What the head of an article's page shows: its page, live themes, contributors and reasons for review."""
        return self.select_related("page").with_themes().prefetch_related("contributors", "review_reasons")

    def with_themes(self):
        """Brings along the live links to themes, the surest first."""
        links = self.model._meta.get_field("theme_links").related_model.objects.live().select_related("theme")
        return self.prefetch_related(Prefetch("theme_links", links.order_by("-confidence", "theme")))

    def with_lead(self):
        """Adds `lead`, the beginning of the first paragraph; empty where the rights keep the text back."""
        paragraphs = self.model._meta.get_field("passages").related_model.objects
        first = paragraphs.filter(article=OuterRef("pk"), kind="paragraph").order_by("order")
        text = first.annotate(lead=Substr(Coalesce("correction", "machine_text"), 1, LEAD_LENGTH)).values("lead")[:1]
        return self.annotate(lead=Case(When(page__rights="full", then=Subquery(text)), default=Value("")))


class PassageQuerySet(QuerySet):
    """Reads of passages."""

    def saying(self, words):
        """Passages in whose text, as readers see it, `words` stand."""
        return self.alias(shown=Coalesce("correction", "machine_text")).filter(shown__contains=words)


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

    def printing(self):
        """Adds `printed`, the words on which a claim stands that did not lose them."""
        shown = Coalesce("passage__correction", "passage__machine_text")
        return self.alias(printed=Substr(shown, F("start") + 1, F("end") - F("start")))

    def with_source(self):
        """Brings along what a sentence needs to be shown and checked: its passage, article and page."""
        return self.select_related("passage__article__page")

    def best_first(self):
        """What a person confirmed first, then in the order of reading."""
        return self.order_by("status", "passage__article", "passage__order", "start", "pk")


class FigureQuerySet(ClaimQuerySet):
    """Reads of figures."""

    def in_scope(self, scopes):
        """`party` narrows to figures of Party building; any other word is everything."""
        return self.filter(scope="party") if "party" in scopes else self.all()

    def by_measure(self):
        """Party building first, and there the core measures in their order; the largest value first."""
        others = Case(When(scope="party", then=Value(0)), default=Value(1))
        ranks = [When(measure=code, then=Value(rank)) for rank, code in enumerate(MEASURES)]
        return self.order_by(others, Case(*ranks, default=Value(len(ranks))), "measure", "-value", "pk")

    def measuring(self, measures):
        return self.filter(measure__in=measures)

    def of_any_hospital(self, hospital_ids):
        return self.filter(
            Q(hospital__public_id__in=hospital_ids) | Q(hospital__merged__public_id__in=hospital_ids)
        ).distinct()


class FigureCheckQuerySet(QuerySet):
    """Reads of what figures say about each other."""

    def contradicting(self):
        return self.filter(agrees=False)

    def of(self, figures):
        """The checks in the articles of `figures`, which come with their passages."""
        return self.filter(article__in={figure.passage.article_id for figure in figures})


class LikelyReprintQuerySet(QuerySet):
    """Reads of pairs of articles that print much the same."""

    def undecided(self):
        """Pairs that nobody has linked, directly or through a third, or told apart."""
        distinctions = self.model._meta.apps.get_model("articles", "Distinction").objects.filter(model="article")
        told_apart = distinctions.filter(first=OuterRef("first"), second=OuterRef("second"))
        one, other = Coalesce("first__reprint_of", "first"), Coalesce("second__reprint_of", "second")
        return self.alias(one=one, other=other).exclude(one=F("other")).exclude(Exists(told_apart))

    def of(self, article):
        """Pairs of which `article` is one."""
        return self.filter(Q(first=article) | Q(second=article))

    def with_sources(self):
        """Brings along both articles with their pages."""
        return self.select_related("first__page", "second__page")


class AuthorityQuerySet(RelatedQuerySet):
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


HOSPITAL_FACTS = (
    "mentions__",
    "figures__",
    "honours__",
    "branches__mentions__",
    "initiatives__mentions__",
    "people__mentions__",
)
"""Ways from a hospital to the claims that stand on it, and from whose pages readers come to it."""


class HospitalQuerySet(AuthorityQuerySet):
    """Reads of hospitals."""

    def public(self):
        """Current hospitals that any public fact stands on: a figure keeps its hospital when no mention is left.

        `article_count` is the number of published articles that name the hospital, and may be 0.
        """
        itself = self.model._default_manager.filter(pk=OuterRef("pk"))
        known = [Exists(itself.filter(public_claim(way))) for way in HOSPITAL_FACTS]
        return self.current().annotate(article_count=self.published_articles()).filter(reduce(or_, known))

    def with_case_count(self):
        """Adds `case_count`: published articles whose subject the hospital is."""
        subject = public_claim("mentions__") & Q(mentions__is_subject=True)
        return self.annotate(case_count=Count("mentions__passage__article", filter=subject, distinct=True))

    def with_most_cases(self):
        """Hospitals that a published article is about, those with most of them first."""
        return self.with_case_count().filter(case_count__gt=0).order_by("-case_count", "name")

    def by_place(self):
        """By province, as the country's own register has them, and city; hospitals whose place is not known last."""
        provinces = [division.name for division in divisions().values() if division.level == "province"]
        ranks = [When(province=name, then=Value(rank)) for rank, name in enumerate(provinces)]
        unknown = When(province="", then=Value(len(ranks) + 1))
        return self.order_by(Case(*ranks, unknown, default=Value(len(ranks))), "province", "city", "name")

    def called(self, text):
        """Hospitals with `text` in their name, or in one of those that readers see beside it."""
        names = self.model._meta.get_field("names").related_model.objects.public()
        return self.filter(Q(name__icontains=text) | Q(pk__in=names.filter(name__icontains=text).values("hospital")))

    def subjects_of(self, articles):
        """The hospitals that `articles` are about, one row for each pair, the article's key as `article_id`."""
        return (
            self.filter(live_claim("mentions__"), mentions__is_subject=True, mentions__passage__article__in=articles)
            .annotate(article_id=F("mentions__passage__article"))
            .order_by("article_id", "name")
            .distinct()
        )


class HospitalNameQuerySet(QuerySet):
    """Reads of other names of hospitals."""

    def public(self):
        """Names that hold everywhere, and stand in a public sentence that names the hospital or came from a person.

        Machines learn names from drafts too; those wait until somebody may read them.
        """
        models = self.model._meta.apps
        mentions = models.get_model("articles", "HospitalMention").objects.public()
        changes = models.get_model("articles", "Change").objects.of(self.model)
        printed = Exists(mentions.filter(hospital=OuterRef("hospital"), quote__contains=OuterRef("name")))
        written = Exists(changes.filter(object_pk=OuterRef("pk")))
        return self.filter(printed | written, article__isnull=True)

    def vouched_for(self):
        """Names that hold everywhere, and of which a person said so: who wrote the name, or confirmed a mention of the
        hospital that is printed so. What only a machine learnt must not change what other pages mean.
        """
        models = self.model._meta.apps
        mentions = models.get_model("articles", "HospitalMention").objects.filter(status="confirmed", is_adrift=False)
        printed = mentions.printing().filter(hospital=OuterRef("hospital"), printed=OuterRef("name"))
        changes = models.get_model("articles", "Change").objects.of(self.model).standing()
        written = changes.filter(object_pk=OuterRef("pk"))
        return self.filter(Exists(printed) | Exists(written), article__isnull=True)


class PersonQuerySet(AuthorityQuerySet):
    """Reads of people."""

    def called(self, text):
        """People with `text` in their name, or in that of their organisation."""
        return self.filter(Q(name__icontains=text) | Q(organisation__icontains=text))


class InitiativeQuerySet(AuthorityQuerySet):
    """Reads of initiatives."""

    def on_any_theme(self, slugs):
        return self._where(themes__slug__in=slugs)

    def by_any_hospital(self, hospital_ids):
        return self._where(Q(hospital__public_id__in=hospital_ids) | Q(hospital__merged__public_id__in=hospital_ids))

    def as_rows(self):
        """What a list shows of each initiative: who, how, on what; those that several articles tell of first."""
        mentions = self.model._meta.apps.get_model("articles", "InitiativeMention").objects.public()
        told = Prefetch("mentions", mentions, to_attr="public_mentions")
        rows = self.select_related("hospital", "practice").prefetch_related("themes", told)
        return rows.order_by("-is_named", "-article_count", "name", "pk")

    def of_any_practice(self, practice_ids):
        return self.filter(practice__public_id__in=practice_ids)


class ThemeQuerySet(QuerySet):
    """Reads of themes."""

    def current(self):
        """Themes that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_article_count(self):
        """Adds `article_count`: published articles on the theme."""
        return self.annotate(article_count=Count("article_links__article", filter=self._told(), distinct=True))

    def article_keys(self):
        """Pairs of keys: each theme with every published article on it."""
        return self.filter(self._told()).order_by().values_list("pk", "article_links__article")

    @staticmethod
    def _told():
        """Condition: a live link to a published article."""
        return live_claim("article_links__") & public_article("article_links__article__")


class PracticeQuerySet(QuerySet):
    """Reads of practices."""

    def current(self):
        """Practices that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def public(self):
        """Practices that a published article tells of, with `initiative_count` and `hospital_count`."""
        told = public_claim("initiatives__mentions__") & Q(initiatives__merged_into__isnull=True)
        return self.annotate(
            initiative_count=Count("initiatives", filter=told, distinct=True),
            hospital_count=Count("initiatives__hospital", filter=told, distinct=True),
        ).filter(initiative_count__gt=0)
