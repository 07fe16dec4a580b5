"""People, the documents that articles cite, and honours."""

from django.contrib import admin

from articles.admin.authorities import AuthorityAdmin
from articles.models import Honour, Person, Policy


@admin.register(Person)
class PersonAdmin(AuthorityAdmin):
    list_display = ("name", "organisation", "hospital", "mention_count", "created_at")
    list_filter = ("hospital__province", *AuthorityAdmin.list_filter)
    list_select_related = ("hospital",)
    search_fields = ("name", "organisation", "hospital__name", "=public_id")
    fields = ("name", "organisation", "hospital", *AuthorityAdmin.record_fields)


@admin.register(Policy)
class PolicyAdmin(AuthorityAdmin):
    list_display = ("name", "mention_count", "created_at")
    search_fields = ("name", "=public_id")
    fields = ("name", *AuthorityAdmin.record_fields)


@admin.register(Honour)
class HonourAdmin(AuthorityAdmin):
    list_display = ("name", "issuer", "year", "mention_count", "created_at")
    list_filter = ("year", *AuthorityAdmin.list_filter)
    search_fields = ("name", "issuer", "=public_id")
    fields = ("name", ("issuer", "year"), *AuthorityAdmin.record_fields)
