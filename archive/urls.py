"""Addresses of the whole site; the archive's own are in articles/urls.py."""

from django.contrib import admin
from django.urls import include, path

from archive.language import choose_language

urlpatterns = [
    path("admin/", admin.site.urls),
    path("language/<slug:code>/", choose_language, name="language"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("articles.urls")),
]
