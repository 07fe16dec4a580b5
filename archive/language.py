"""Which language a visitor reads: the one they chose, Chinese otherwise.

Django's own middleware would follow the browser's list of languages. The archive is a Chinese one: it speaks Chinese
to everybody who did not ask for something else on the site itself.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


def chosen_language_middleware(get_response: Callable[[HttpRequest], HttpResponse]):
    """Serve each request in the language that the visitor's cookie names."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
