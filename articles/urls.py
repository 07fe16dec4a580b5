"""Addresses of the reading site. All of them are there to be read: whatever is not GET or HEAD is refused."""

from functools import partial

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from articles.feeds import ArticleFeed
from articles.views import api
from articles.views.articles import article_detail, article_list
from articles.views.compare import hospital_compare
from articles.views.figures import figure_list
from articles.views.home import home
from articles.views.hospitals import branch_detail, hospital_detail, hospital_list
from articles.views.pages import page_detail, page_scan
from articles.views.people import person_detail, person_list
from articles.views.practices import (
    initiative_detail,
    initiative_list,
    policy_detail,
    policy_list,
    practice_list,
)
from articles.views.robots import favicon, robots
from articles.views.search import search_help, suggestions
from articles.views.sitemaps import SITEMAPS
from articles.views.themes import theme_detail, theme_list

ADDRESSES = (
    ("", home, "home"),
    ("articles/", article_list, "articles"),
    ("articles/<slug:public_id>/", article_detail, "article"),
    ("hospitals/", hospital_list, "hospitals"),
    ("hospitals/compare/", hospital_compare, "compare"),
    ("hospitals/<slug:public_id>/", hospital_detail, "hospital"),
    ("branches/<slug:public_id>/", branch_detail, "branch"),
    ("initiatives/", initiative_list, "initiatives"),
    ("initiatives/<slug:public_id>/", initiative_detail, "initiative"),
    ("practices/", practice_list, "practices"),
    ("themes/", theme_list, "themes"),
    ("themes/<slug:slug>/", theme_detail, "theme"),
    ("figures/", figure_list, "figures"),
    ("policies/", policy_list, "policies"),
    ("policies/<slug:public_id>/", policy_detail, "policy"),
    ("people/", person_list, "people"),
    ("people/<slug:public_id>/", person_detail, "person"),
    ("pages/<slug:public_id>/", page_detail, "page"),
    ("pages/<slug:public_id>/scan/", page_scan, "scan"),
    ("search/help/", search_help, "search-help"),
    ("search/suggestions/", suggestions, "suggest"),
    ("feed/", ArticleFeed(), "feed"),
    ("sitemap.xml", partial(index, sitemaps=SITEMAPS, sitemap_url_name="sitemap"), "sitemaps"),
    ("sitemap-<slug:section>.xml", partial(sitemap, sitemaps=SITEMAPS), "sitemap"),
    ("api/v1/", api.root, "api"),
    ("api/v1/articles/", api.articles, "api-articles"),
    ("api/v1/articles/<slug:public_id>/", api.article, "api-article"),
    ("api/v1/hospitals/", api.hospitals, "api-hospitals"),
    ("api/v1/hospitals/<slug:public_id>/", api.hospital, "api-hospital"),
    ("api/v1/themes/", api.themes, "api-themes"),
    ("robots.txt", robots, "robots"),
    ("favicon.ico", favicon, "favicon"),
)
urlpatterns = [path(route, require_safe(view), name=name) for route, view, name in ADDRESSES]
