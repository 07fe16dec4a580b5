"""Claims: what was read in passages, each with the sentence that it stands on, and the themes of articles."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MachineAdmin
from articles.admin.filters import InOneArticle
from articles.admin.forms import ClaimForm
from articles.admin.judging import JudgedAdmin
from articles.admin.show import link, sentence_of, what_is_counted
from articles.models import (
    ArticleTheme,
    BranchMention,
    Claim,
    Figure,
    FigureCheck,
    HonourMention,
    HospitalMention,
    InitiativeMention,
    PersonMention,
    PolicyMention,
)


class ClaimAdmin(JudgedAdmin):
    """A claim. A subclass names the fields of what it says, in `details`, as lines of the form.

    The passage of a claim is settled when it is made: another passage would be another claim.
    """

    form = ClaimForm
    details: tuple = ()
    list_filter = ("status", "is_adrift", "rule", "passage__article__review", InOneArticle)
    search_fields = ("quote", "passage__article__title")

    def get_list_display(self, request: HttpRequest) -> tuple:
        return ("words", "status", "sentence", *self.flat_details(), "in_article", "rule", "confidence")

    def get_fields(self, request: HttpRequest, obj: Claim | None = None) -> tuple:
        asked = ("passage", "words", *self.details)
        return (*asked, "sentence", *self.judged_fields, "is_adrift", "in_article") if obj else asked

    def get_readonly_fields(self, request: HttpRequest, obj: Claim | None = None) -> tuple:
        shown = (*self.readonly_fields, "sentence", "is_adrift", "in_article")
        return (*shown, "passage") if obj else shown

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        related = [name for name in self.flat_details() if self.opts.get_field(name).is_relation]
        return super().get_queryset(request).select_related("passage__article", "decided_by", *related)

    @classmethod
    def flat_details(cls) -> list[str]:
        return [name for line in cls.details for name in ([line] if isinstance(line, str) else line)]

    @admin.display(description=_("printed words"), ordering="start")
    def words(self, claim: Claim) -> str:
        return claim.printed

    @admin.display(description=_("sentence"), ordering="quote")
    def sentence(self, claim: Claim) -> SafeString | str:
        return sentence_of(claim)

    @admin.display(description=_("article"), ordering="passage__article")
    def in_article(self, claim: Claim) -> SafeString | str:
        return link(claim.passage.article)


@admin.register(HospitalMention)
class HospitalMentionAdmin(ClaimAdmin):
    details = ("hospital", "is_subject")
    list_filter = (*ClaimAdmin.list_filter, "is_subject", "hospital__province")
    search_fields = (*ClaimAdmin.search_fields, "hospital__name", "hospital__names__name")


@admin.register(BranchMention)
class BranchMentionAdmin(ClaimAdmin):
    details = ("branch",)
    list_filter = (*ClaimAdmin.list_filter, "branch__level", "branch__is_layer")
    search_fields = (*ClaimAdmin.search_fields, "branch__name", "branch__hospital__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return super().get_queryset(request).select_related("branch__hospital")


@admin.register(InitiativeMention)
class InitiativeMentionAdmin(ClaimAdmin):
    details = ("initiative",)
    list_filter = (*ClaimAdmin.list_filter, "initiative__is_named", "initiative__stage")
    search_fields = (*ClaimAdmin.search_fields, "initiative__name", "initiative__hospital__name")


@admin.register(PolicyMention)
class PolicyMentionAdmin(ClaimAdmin):
    details = ("policy",)
    search_fields = (*ClaimAdmin.search_fields, "policy__name")


@admin.register(PersonMention)
class PersonMentionAdmin(ClaimAdmin):
    details = ("person", "position")
    search_fields = (*ClaimAdmin.search_fields, "person__name", "person__organisation", "position")


@admin.register(HonourMention)
class HonourMentionAdmin(ClaimAdmin):
    details = ("honour", ("hospital", "recipient"))
    search_fields = (*ClaimAdmin.search_fields, "honour__name", "hospital__name", "recipient")


@admin.register(Figure)
class FigureAdmin(ClaimAdmin):
    details = (
        "hospital",
        ("measure", "label", "scope"),
        ("value", "value_to", "unit"),
        ("approximate", "as_of", "superseded"),
    )
    list_filter = (*ClaimAdmin.list_filter, "measure", "scope", "superseded", "hospital__province")
    search_fields = (*ClaimAdmin.search_fields, "hospital__name", "measure", "label")

    def get_list_display(self, request: HttpRequest) -> tuple:
        return ("words", "status", "sentence", "hospital", "what", "superseded", "in_article", "rule", "confidence")

    @admin.display(description=_("what it counts"), ordering="measure")
    def what(self, figure: Figure) -> str:
        return what_is_counted(figure)


@admin.register(FigureCheck)
class FigureCheckAdmin(MachineAdmin):
    list_display = ("__str__", "agrees", "kind", "in_article")
    list_filter = ("agrees", "kind", "article__review", "article__publication")
    list_select_related = ("article",)
    search_fields = ("label", "article__title")
    fields = ("kind", "agrees", "label", "stated", "computed", "in_article")

    @admin.display(description=_("article"), ordering="article")
    def in_article(self, check: FigureCheck) -> SafeString | str:
        return link(check.article)


@admin.register(ArticleTheme)
class ArticleThemeAdmin(JudgedAdmin):
    list_display = ("theme", "in_article", "spoken_for_by", "status", "rule", "confidence", "decided_by")
    list_filter = ("status", ("theme", admin.RelatedOnlyFieldListFilter), "rule", "article__review")
    list_select_related = ("theme", "article", "decided_by")
    search_fields = ("theme__name", "article__title")

    def get_fields(self, request: HttpRequest, obj: ArticleTheme | None = None) -> tuple:
        return ("article", "theme", "spoken_for_by", *self.judged_fields) if obj else ("article", "theme")

    def get_readonly_fields(self, request: HttpRequest, obj: ArticleTheme | None = None) -> tuple:
        shown = (*self.readonly_fields, "spoken_for_by")
        return (*shown, "article") if obj else shown

    @admin.display(description=_("article"), ordering="article")
    def in_article(self, claim: ArticleTheme) -> SafeString | str:
        return link(claim.article)

    @admin.display(description=_("words"))
    def spoken_for_by(self, claim: ArticleTheme) -> str:
        return " ".join(f"{word} × {times}" for word, times in claim.words)
