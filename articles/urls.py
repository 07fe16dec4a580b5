"""Addresses of the reading site."""

urlpatterns = []
