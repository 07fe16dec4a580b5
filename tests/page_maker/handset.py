"""Pages that were written and set by hand, in the manner of real newspapers, by people who did not know the reader.

Each is a text with what a careful reader finds in it beside it, in the page schema. Those for development may be looked
at; those kept aside are measured and nothing else.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.page_maker.maker import MadePage

PAGES = Path(__file__).parent / "handset"
ROOT = Path(__file__).parents[2]


def handset_pages(which: str) -> Iterator[MadePage]:
    """The pages `development` or `kept_aside`, as the page maker's own."""
    for path in sorted((PAGES / which).glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield MadePage(path.name, f"handset {path.stem.split('_')[0]}", path.read_bytes(), gold, frozenset(), ())


def seed_pages() -> Iterator[MadePage]:
    """The seed pages in the same form."""
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield MadePage(gold["source"], "seeds", (ROOT / "seeds" / gold["source"]).read_bytes(), gold, frozenset(), ())
