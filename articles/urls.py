"""Addresses of the reading site."""

from django.urls import path

from articles.views.articles import article_detail, article_list
from articles.views.figures import figure_list
from articles.views.home import home
from articles.views.hospitals import branch_detail, hospital_detail, hospital_list
from articles.views.pages import page_detail
from articles.views.practices import (
    initiative_detail,
    initiative_list,
    policy_list,
    practice_list,
    theme_detail,
    theme_list,
)

urlpatterns = [
    path("", home, name="home"),
    path("articles/", article_list, name="articles"),
    path("articles/<slug:public_id>/", article_detail, name="article"),
    path("hospitals/", hospital_list, name="hospitals"),
    path("hospitals/<slug:public_id>/", hospital_detail, name="hospital"),
    path("branches/<slug:public_id>/", branch_detail, name="branch"),
    path("initiatives/", initiative_list, name="initiatives"),
    path("initiatives/<slug:public_id>/", initiative_detail, name="initiative"),
    path("practices/", practice_list, name="practices"),
    path("themes/", theme_list, name="themes"),
    path("themes/<slug:slug>/", theme_detail, name="theme"),
    path("figures/", figure_list, name="figures"),
    path("policies/", policy_list, name="policies"),
    path("pages/<slug:public_id>/", page_detail, name="page"),
]
