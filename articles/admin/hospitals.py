"""Hospitals, their names, and the Party organisations inside them."""

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms import ChoiceField
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import review
from articles.admin.authorities import AuthorityAdmin
from articles.admin.base import ReviewedAdmin, ReviewedInline
from articles.admin.forms import NestedForm
from articles.admin.searching import SearchedHospitals
from articles.admin.show import list_url
from articles.admin.telling import say_done, told
from articles.models import Figure, Hospital, HospitalName, Initiative, PartyBranch, Person


class HospitalNameInline(ReviewedInline):
    """Names that hold everywhere. Those of one article are listed by themselves."""

    model = HospitalName
    fields = ("name", "kind")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HospitalName]:
        return super().get_queryset(request).filter(article__isnull=True)

    def formfield_for_choice_field(self, db_field: Field, request: HttpRequest, **kwargs) -> ChoiceField:
        everywhere = [(kind, label) for kind, label in db_field.choices if kind != HospitalName.Kind.CONTEXTUAL]
        return super().formfield_for_choice_field(db_field, request, choices=everywhere, **kwargs)


@admin.register(Hospital)
class HospitalAdmin(SearchedHospitals, AuthorityAdmin):
    list_display = ("name", "province", "city", "district", "level", "founded", "mention_count", "created_at")
    list_filter = ("province", "level", *AuthorityAdmin.list_filter)
    search_fields = ("name", "names__name", "city", "district", "=public_id")
    fields = (
        "name",
        ("province", "city", "district"),
        ("level", "founded"),
        "holdings",
        *AuthorityAdmin.record_fields,
    )
    readonly_fields = ("holdings", *AuthorityAdmin.readonly_fields)
    inlines = (HospitalNameInline,)

    @admin.display(description=_("what it has"))
    def holdings(self, hospital: Hospital) -> SafeString:
        kinds = (PartyBranch, Initiative, Person, Figure)
        rows = ((list_url(kind, hospital__id__exact=hospital.pk), kind._meta.verbose_name_plural) for kind in kinds)
        return format_html_join(" · ", '<a href="{}">{}</a>', rows)


@admin.register(HospitalName)
class HospitalNameAdmin(ReviewedAdmin):
    list_display = ("name", "kind", "hospital", "article")
    list_filter = ("kind",)
    list_select_related = ("hospital", "article")
    search_fields = ("name", "hospital__name")
    ordering = ("name", "pk")
    actions = ("split_off",)

    @admin.action(description=_("Make a hospital of its own of it"), permissions=["delete"])
    def split_off(self, request: HttpRequest, names: QuerySet) -> None:
        for name in names.order_by("pk"):
            with told(request):
                say_done(request, review.split_alias(name=name, by=request.user))


@admin.register(PartyBranch)
class PartyBranchAdmin(AuthorityAdmin):
    form = NestedForm
    list_display = ("name", "level", "hospital", "organiser", "is_layer", "parent_name", "mention_count")
    list_filter = ("level", "is_layer", "hospital__province", *AuthorityAdmin.list_filter)
    search_fields = ("name", "organiser", "hospital__name", "=public_id")
    fields = (
        ("hospital", "organiser"),
        ("name", "level"),
        ("is_layer", "parent"),
        *AuthorityAdmin.record_fields,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartyBranch]:
        return super().get_queryset(request).select_related("hospital", "parent__hospital")

    @admin.display(description=_("parent"), ordering="parent__name")
    def parent_name(self, branch: PartyBranch) -> str:
        return branch.parent.name if branch.parent else ""
