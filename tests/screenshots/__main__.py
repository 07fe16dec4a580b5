"""Pictures of every page type: wide, on a phone, dark, on paper.

    python -m tests.screenshots FOLDER                    the sample pages
    python -m tests.screenshots FOLDER --articles 5000    an archive of made-up articles
    python -m tests.screenshots FOLDER --only home article --language en
    python -m tests.screenshots docs/images --small --only home article hospital practices page --manner wide
    python -m tests.screenshots docs/images --sheet       all page types on one picture, for each manner: pages-wide.jpg

The archive is made in a temporary folder and thrown away.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from playwright.sync_api import Browser, sync_playwright

from tests.screenshots.sheet import lay_out

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
MANNERS = {
    "wide": {"viewport": WIDE},
    "phone": {"viewport": PHONE, "device_scale_factor": 2, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}},
}
"""How a page is shown; paper is A4 at 96 dots an inch."""
SMALL = {"device_scale_factor": 0.6}
COLUMNS = {"wide": 5, "phone": 8, "dark": 5, "print": 6}
SHEET_WIDTH = 1600
"""How many pages stand side by side on a sheet, and how wide it is, in pixels."""


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests at once, as browsers ask."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, *_answer) -> None:
        pass


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="Pictures of every page type.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--articles", type=int, metavar="N", help="N made-up articles instead of the sample pages")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these page types alone")
    parser.add_argument("--manner", nargs="+", choices=MANNERS, default=list(MANNERS), help="these manners alone")
    parser.add_argument("--language", default="zh-hans", help="language of the interface (default: zh-hans)")
    parser.add_argument("--top", action="store_true", help="what a reader sees first, not the whole page")
    parser.add_argument("--sheet", action="store_true", help="what a reader sees first of all pages, on one picture")
    parser.add_argument("--small", action="store_true", help="the same, small and compressed: for documentation")
    return parser.parse_args()


def make_records(count: int | None) -> dict[str, str]:
    """An archive, and the addresses of its page types."""
    from django.core.management import call_command

    from tests.factories import make_article
    from tests.many import make_archive
    from tests.mistakes import MISTAKES
    from tests.pages import looked_at

    if count is None:
        call_command("quickstart", no_serve=True, stdout=sys.stderr)
        make_article("撤回的文章", publication="withdrawn")  # the one page type of which the samples have none
    else:
        call_command("migrate", verbosity=0)
        make_archive(count)
    return looked_at() | MISTAKES


@contextmanager
def serving() -> Iterator[str]:
    """The site on a free port of this machine; gives its address."""
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def take(site: str, addresses: dict[str, str], asked: argparse.Namespace) -> None:
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for manner in asked.manner:
            if asked.sheet:
                take_sheet(browser, site, addresses, asked, manner)
            else:
                take_manner(browser, site, addresses, asked, manner)


def take_manner(browser: Browser, site: str, addresses: dict[str, str], asked: argparse.Namespace, manner: str) -> None:
    """A picture of each page, shown in one manner."""
    context = browser.new_context(base_url=site, **MANNERS[manner] | (SMALL if asked.small else {}))
    context.add_cookies([{"name": "django_language", "value": asked.language, "url": site}])
    page = context.new_page()
    page.emulate_media(media="print" if manner == "print" else "screen")
    for name, address in addresses.items():
        page.goto(address)
        picture = asked.folder / f"{name}-{manner}"
        if asked.small:
            page.screenshot(path=picture.with_suffix(".jpg"), type="jpeg", quality=70)
        else:
            page.screenshot(path=picture.with_suffix(".png"), full_page=not asked.top)
    context.close()


def take_sheet(browser: Browser, site: str, addresses: dict[str, str], asked: argparse.Namespace, manner: str) -> None:
    """One picture of what a reader first sees of each page."""
    with tempfile.TemporaryDirectory() as folder:
        single = argparse.Namespace(folder=Path(folder), language=asked.language, small=False, top=True)
        take_manner(browser, site, addresses, single, manner)
        pictures = {name: Path(folder) / f"{name}-{manner}.png" for name in addresses}
        sheet = asked.folder / f"pages-{manner}.jpg"
        lay_out(browser, pictures, sheet, columns=COLUMNS[manner], width=SHEET_WIDTH)


def main() -> None:
    asked = arguments()
    asked.folder.mkdir(parents=True, exist_ok=True)
    # Read by Django's settings: nothing of Django may be imported before.
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    with tempfile.TemporaryDirectory(prefix="archive-screenshots-") as folder:
        os.environ["ARCHIVE_VAR"] = folder
        import django.conf

        django.setup()
        django.conf.settings.ROOT_URLCONF = "tests.mistakes"
        addresses = make_records(asked.articles)
        chosen = {name: addresses[name] for name in asked.only or addresses}
        with serving() as site:
            take(site, chosen, asked)


if __name__ == "__main__":
    main()
