"""The pictures of docs/editors.md: `python -m tests.back_office_pictures`.

Makes an archive of the sample pages in a folder of its own, serves it, and photographs the back office as an editor
sees it. The pictures go to docs/images, in few colours, so that they stay small.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "pictures-for-the-manual"
SIZE = {"width": 1280, "height": 800}
QUALITY = 60
SECONDS = 60


def review(page: Page) -> None:
    page.goto("/admin/articles/article/?review__exact=waiting")
    page.locator("#result_list tbody th a").nth(3).click()
    page.wait_for_selector(".claim.current")
    for _ in range(6):
        page.keyboard.press("j")


def keys(page: Page) -> None:
    page.keyboard.press("?")


def correct(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.wait_for_selector(".claim-form")


def workbench(page: Page) -> None:
    page.reload()
    page.keyboard.press("w")
    page.locator("#workbench").scroll_into_view_if_needed()


def bulk(page: Page) -> None:
    page.goto("/admin/articles/article/?kind__exact=brief")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("edit_many")
    page.locator("#changelist-actions button[name=index]").click()
    page.select_option("#id_review", "in_review")
    page.fill("#id_page_label", "第3版")
    page.get_by_role("button", name="查看将改动的内容").click()
    page.wait_for_selector("#preview-heading")


def reprints(page: Page) -> None:
    page.goto("/admin/articles/likelyreprint/")
    page.locator("#result_list tbody th a").first.click()


def at(address: str) -> Callable[[Page], None]:
    return lambda page: page.goto(address) and None


PICTURES: dict[str, Callable[[Page], None]] = {
    "start": at("/admin/"),
    "upload": at("/admin/articles/ingestrun/upload/"),
    "articles": at("/admin/articles/article/"),
    "review": review,
    "keys": keys,
    "correct": correct,
    "workbench": workbench,
    "bulk": bulk,
    "merge": at("/admin/articles/hospital/2/merge/?into=3"),
    "reprints": reprints,
}
"""Name of the picture → how to come to what it shows, from the picture before."""


@contextmanager
def served() -> Iterator[None]:
    """An archive of the sample pages, unpublished, on a port of this machine."""
    with tempfile.TemporaryDirectory(prefix="archive-pictures-") as var:
        environment = {**os.environ, "ARCHIVE_VAR": var}
        manage = [sys.executable, str(ROOT / "manage.py")]
        quickstart = [*manage, "quickstart", "--no-serve", "--password", PASSWORD]
        subprocess.run(quickstart, env=environment, check=True, capture_output=True)
        again = [*manage, "ingest", str(shortened_page(Path(var)))]
        subprocess.run(again, env=environment, check=True, capture_output=True)
        server = subprocess.Popen([*manage, "runserver", "--noreload", f"127.0.0.1:{PORT}"], env=environment)
        try:
            wait_for(SITE)
            yield
        finally:
            server.terminate()
            server.wait()


def shortened_page(folder: Path) -> Path:
    """The shortest sample page without its last lines, as another newspaper might print it."""
    page = min((ROOT / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    lines = page.read_text(encoding="utf-8").splitlines()
    shortened = folder / "shortened.txt"
    shortened.write_text("\n".join(lines[: len(lines) * 3 // 4]), encoding="utf-8")
    return shortened


def wait_for(address: str) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=1)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(f"{address} does not answer")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with served(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        page = browser.new_page(base_url=SITE, viewport=SIZE)
        page.goto("/admin/login/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        for name, go in PICTURES.items():
            go(page)
            page.wait_for_timeout(600)
            page.screenshot(path=FOLDER / f"office-{name}.jpg", type="jpeg", quality=QUALITY)
        browser.close()


if __name__ == "__main__":
    main()
