"""Many pictures as one: side by side, each under its name."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

SHEET = """<!doctype html><meta charset="utf-8"><style>
  body {{ margin: 0; padding: 16px; background: #d9d5cc; font: 15px/1.5 sans-serif; color: #1d1b18; }}
  main {{ display: grid; grid-template-columns: repeat({columns}, 1fr); gap: 16px; align-items: start; }}
  figure {{ margin: 0; }}
  img {{ display: block; width: 100%; }}
</style><main>{figures}</main>"""
FIGURE = '<figure><img src="{address}"><figcaption>{name}</figcaption></figure>'


def lay_out(browser: Browser, pictures: Mapping[str, Path], sheet: Path, *, columns: int, width: int) -> None:
    """Write `sheet`, a JPEG file `width` pixels wide, of `pictures` in rows of `columns`, each under its name."""
    figures = [FIGURE.format(address=path.absolute().as_uri(), name=name) for name, path in pictures.items()]
    with TemporaryDirectory() as folder:
        source = Path(folder) / "sheet.html"
        source.write_text(SHEET.format(columns=columns, figures="".join(figures)), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 100})
        page.goto(source.as_uri())
        page.screenshot(path=sheet, type="jpeg", quality=60, full_page=True)
        page.close()
