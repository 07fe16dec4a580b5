"""What axe-core finds of barriers: nothing serious or critical on any page type, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PHONE, WIDE

BARRIERS = {"serious", "critical"}
RULES = {"rules": {"target-size": {"enabled": True}}}
"""Beyond axe's own choice: what is touched is large enough, or stands apart (WCAG 2.2, 2.5.8)."""
MANNERS = [
    pytest.param({"color_scheme": "light", "viewport": WIDE}, id="light"),
    pytest.param({"color_scheme": "dark", "viewport": PHONE}, id="dark-phone"),
]


@pytest.mark.parametrize("manner", MANNERS)
def test_no_page_has_a_barrier(open_page, library, manner):
    page, found = open_page(**manner), {}
    for name, address in library.items():
        page.goto(address)
        barriers = [
            (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in Axe().run(page, options=RULES).response["violations"]
            if one["impact"] in BARRIERS
        ]
        if barriers:
            found[name] = barriers
    assert found == {}


def test_axe_would_find_a_barrier(open_page, library):
    """A check of the check: a picture without a text, a field without a label."""
    page = open_page(library["home"])
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/favicon.ico\"><input>'")
    found = {one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in BARRIERS}
    assert {"image-alt", "label"} <= found
