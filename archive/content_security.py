"""What browsers may load and do on pages of this site: nothing that does not come from the site itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

SHARED = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
READING = f"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; {SHARED}"
"""The reading site is text with its stylesheets. Its few scripts are files of its own and talk to the site alone."""
BACK_OFFICE = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    f"object-src 'none'; {SHARED}"
)
"""The admin has scripts of its own, whose library (Alpine) reads expressions out of the markup, and some styles there.

No script may stand in the markup itself: what somebody smuggled into a page as text is never run."""


def content_security_middleware(get_response: Callable[[HttpRequest], HttpResponse]):
    """Send the policy that fits the page. Django's own error pages, in development, bring styles and scripts along."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (settings.DEBUG and response.status_code >= 400):
            in_back_office = request.path.startswith(reverse("admin:index"))
            response.headers.setdefault("Content-Security-Policy", BACK_OFFICE if in_back_office else READING)
        return response

    return middleware
