"""What the records that mentions resolve to have in common."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import IsMerged, ReviewedAdmin
from articles.admin.counting import number_of
from articles.admin.exchange import ExchangeAdmin
from articles.admin.merging import MergeAdmin
from articles.admin.searching import offered
from articles.admin.show import list_url
from articles.models.identity import Authority


class AuthorityAdmin(MergeAdmin, ExchangeAdmin, ReviewedAdmin):
    """A record that mentions resolve to. `record_fields` close every form: what it is in the archive."""

    list_filter = (("merged_into", IsMerged),)
    record_fields = ("mention_list", "merged_into", "public_id", "created_at")
    readonly_fields = record_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authority]:
        relation = self.model._meta.get_field("mentions")
        mentions = number_of(relation.related_model, relation.field.name)
        return super().get_queryset(request).annotate(mention_count=mentions)

    def get_search_results(self, request: HttpRequest, records: QuerySet, term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, offered(request, records), term)

    @admin.display(description=_("mentions"), ordering="mention_count")
    def mention_count(self, record: Authority) -> int:
        return record.mention_count

    @admin.display(description=_("mentions"))
    def mention_list(self, record: Authority) -> SafeString:
        relation = self.model._meta.get_field("mentions")
        address = list_url(relation.related_model, **{f"{relation.field.name}__id__exact": record.pk})
        return format_html('<a href="{}">{}</a>', address, record.mention_count)
