"""What the frame of a page needs: its navigation, its full address, and what it says to machines that read it."""

import json
from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()

NAVIGATION = (
    ("articles", _("Articles"), {"article"}),
    ("hospitals", _("Hospitals"), {"hospital", "branch", "compare"}),
    ("themes", _("Themes"), {"theme"}),
    ("initiatives", _("Initiatives"), {"initiative"}),
    ("practices", _("Practices"), {"practice"}),
    ("figures", _("Figures"), set()),
    ("policies", _("Policies"), {"policy"}),
    ("people", _("People"), {"person"}),
)
"""Address, label, and the addresses below it."""
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""As in Django's own json_script: nothing in the data can end the element that holds it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation. `current`: the page itself, something below it, or neither."""

    address: str
    label: str
    current: str


@register.filter
def navigation(request: HttpRequest | None) -> list[Entry]:
    match = getattr(request, "resolver_match", None)
    here = match.url_name if match else ""
    return [
        Entry(reverse(name), label, "page" if here == name else "true" if here in below else "")
        for name, label, below in NAVIGATION
    ]


@register.filter
def site_address(request: HttpRequest | None) -> str:
    """The address of the site itself, without a slash at its end; none for a page made without a request."""
    return f"{request.scheme}://{request.get_host()}" if request else ""


@register.filter
def linked_data(data: dict) -> SafeString:
    """A description of the page in the vocabulary of schema.org (JSON-LD), as an element. It runs nothing."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    # Everything that could end the element is escaped above.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
