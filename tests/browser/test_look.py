"""What can be measured of the look: nothing overflows, everything can be read, nothing comes from elsewhere."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tests.factories import make_user
from tests.pages import STATUS

CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = rgba(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const node of document.body.querySelectorAll("*")) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
    const style = getComputedStyle(node);
    if (!node.checkVisibility() || style.opacity === "0" || node.closest(".visually-hidden")) continue;
    const [a, b] = [luminance(rgba(style.color)), luminance(behind(node))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const enough = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < enough) weak.push(`${node.className || node.tagName}: ${ratio.toFixed(2)}`);
  }
  return weak;
}"""


@pytest.mark.parametrize("viewport", [WIDE, PHONE, {"width": 320, "height": 640}], ids=["wide", "phone", "narrow"])
def test_nothing_overflows(open_page, library, viewport):
    page = open_page(viewport=viewport)
    wide = []
    for name, address in library.items():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
            wide.append(name)
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(open_page, library, scheme):
    page = open_page(color_scheme=scheme)
    weak = {}
    for name, address in library.items():
        page.goto(address)
        if found := page.evaluate(CONTRASTS):
            weak[name] = found
    assert weak == {}


SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 200))"""


def test_nothing_moves_while_a_page_loads(open_page, library):
    page, moving = open_page(), {}
    for name, address in library.items():
        page.goto(address, wait_until="load")
        if (shift := page.evaluate(SHIFTS)) > 0:
            moving[name] = shift
    assert moving == {}


def test_dark_is_dark(open_page, library):
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = (open_page(color_scheme=scheme).evaluate(background) for scheme in ("light", "dark"))
    assert light != dark


def test_nothing_comes_from_another_site(open_page, live_server, library):
    page = open_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    for address in library.values():
        page.goto(address)
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert failed == [live_server.url + library[name] for name in library if name in STATUS]


def test_nothing_on_a_page_is_against_its_security_policy(open_page, library):
    page = open_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    for address in library.values():
        page.goto(address)
    assert [text for text in said if "Content Security Policy" in text] == []


def test_script_in_a_page_does_not_run(open_page, library):
    page = open_page(library["article"])
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken over'";
      document.body.append(script);
      const picture = document.createElement("img");
      picture.setAttribute("onerror", script.textContent);
      picture.src = "/nothing.png";
      document.body.append(picture);
    }""")
    page.wait_for_timeout(300)
    assert "taken over" not in page.title()


def test_back_office_works_under_its_security_policy(open_page, library):
    make_user("editor", is_staff=True, is_superuser=True)
    page = open_page("/admin/")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.fill("#id_username", "editor")
    page.fill("#id_password", "not-a-secret")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    for name in ("article", "hospital", "figure", "sourcepage"):
        page.goto(f"/admin/articles/{name}/")
        page.locator("#result_list tbody th a").first.click()
        page.wait_for_url(re.compile("/(change|review)/"))
    hospitals = page.locator("#nav-sidebar a[href='/admin/articles/hospital/']")
    assert not hospitals.is_visible()
    page.locator("#nav-sidebar h2", has_text="Organisations").click()
    hospitals.wait_for(state="visible")
    assert [text for text in said if "Content Security Policy" in text] == []


def test_print_shows_the_text_and_not_the_site(open_page, library):
    page = open_page(library["article"])
    page.emulate_media(media="print")
    assert page.locator(".article-text").is_visible()
    for part in ("nav[aria-label]", ".search", ".language"):
        assert not page.locator(part).first.is_visible(), part


def test_paper_shows_what_the_screen_folds(open_page, library):
    page = open_page(library["article"])
    group = page.locator("details.fact-group").first
    group.locator("summary").first.click()
    folded = group.locator(".fact-name").first
    expect(folded).not_to_be_visible()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()


def test_scan_keeps_its_place_beside_the_lines(open_page, library):
    page = open_page(library["page"])
    scan, lines = page.locator(".scan img"), page.locator(".page-lines")
    expect(scan).to_have_js_property("complete", True)
    assert scan.evaluate("image => image.naturalWidth") > 0
    assert lines.bounding_box()["x"] > scan.bounding_box()["x"] + scan.bounding_box()["width"]


def test_facts_stand_beside_the_text_on_a_wide_screen_and_below_it_on_a_phone(open_page, library):
    def places(viewport):
        page = open_page(library["article"], viewport=viewport)
        return [page.locator(part).bounding_box() for part in (".article-text", ".facts")]

    text, facts = places(WIDE)
    assert facts["x"] >= text["x"] + text["width"]
    text, facts = places(PHONE)
    assert facts["y"] >= text["y"] + text["height"]
