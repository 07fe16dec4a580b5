"""The addresses of the site, and two whose pages tell of a mistake that no reader can make on purpose.

To be used as ROOT_URLCONF, with `MISTAKES` beside the other page types.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from archive.urls import urlpatterns as site


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose, to see its page")


MISTAKES = {"refused": "/refused/", "broken": "/broken/"}
urlpatterns = [*site, path("refused/", refuse), path("broken/", break_down)]
