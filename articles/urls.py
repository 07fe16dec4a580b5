"""Addresses of the reading site. All of them are there to be read: whatever is not GET or HEAD is refused."""

from django.urls import path
from django.views.decorators.http import require_safe

from articles.views.articles import article_detail, article_list
from articles.views.figures import figure_list
from articles.views.home import home
from articles.views.hospitals import branch_detail, hospital_detail, hospital_list
from articles.views.pages import page_detail
from articles.views.practices import (
    initiative_detail,
    initiative_list,
    policy_detail,
    policy_list,
    practice_list,
    theme_detail,
    theme_list,
)
from articles.views.robots import favicon, robots
from articles.views.search import search_help, suggestions

ADDRESSES = (
    ("", home, "home"),
    ("articles/", article_list, "articles"),
    ("articles/<slug:public_id>/", article_detail, "article"),
    ("hospitals/", hospital_list, "hospitals"),
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
    ("pages/<slug:public_id>/", page_detail, "page"),
    ("search/help/", search_help, "search-help"),
    ("search/suggestions/", suggestions, "suggest"),
    ("robots.txt", robots, "robots"),
    ("favicon.ico", favicon, "favicon"),
)
urlpatterns = [path(route, require_safe(view), name=name) for route, view, name in ADDRESSES]
