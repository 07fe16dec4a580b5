"""The page maker itself: its pages are the same each time, and hold what their gold asks for."""

import re
import unicodedata
from collections import Counter

import pytest

from tests.page_maker.damage import NAMES
from tests.page_maker.kept_aside import KEPT_ASIDE
from tests.page_maker.layouts import LAYOUTS, UNDAMAGED, only
from tests.page_maker.maker import Json, MadePage, make_page
from tests.page_maker.samples import Draft, samples

ALL_LAYOUTS = (*LAYOUTS, *KEPT_ASIDE)
TRIES = 12


def bare(text: str) -> str:
    """The characters of a text without white space, in one width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def gold_texts(page: MadePage) -> list[str]:
    return [text for article in page.gold["articles"] for text in article_texts(article)]


def article_texts(article: Json) -> list[str]:
    head = (article[part] for part in ("kicker", "title", "subtitle") if article[part])
    return [*head, *(block["text"] for block in article["body"])]


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.name)
def test_the_same_number_gives_the_same_page(layout):
    assert make_page(layout, 3) == make_page(layout, 3)
    assert make_page(layout, 3).data != make_page(layout, 4).data


@pytest.mark.parametrize("number", range(TRIES))
def test_an_undamaged_page_holds_its_gold_in_reading_order(number):
    page = make_page(UNDAMAGED, number)
    remaining = bare(page.text)
    for text in gold_texts(page):
        _, found, remaining = remaining.partition(bare(text))
        assert found, text
    assert page.damage == frozenset()


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_of_damage_changes_the_page(name):
    pages = [(make_page(only(name), number), make_page(UNDAMAGED, number)) for number in range(TRIES)]
    assert any(name in page.damage and page.data != undamaged.data for page, undamaged in pages)


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.name)
def test_every_character_of_the_gold_is_on_the_page(layout):
    for number in range(TRIES):
        page = make_page(layout, number)
        missing = Counter(bare("".join(gold_texts(page)))) - Counter(bare(page.text))
        assert not missing, f"{page.source}: {missing}"


@pytest.mark.parametrize("layout", KEPT_ASIDE, ids=lambda layout: layout.name)
def test_layouts_kept_aside_are_hard(layout):
    kinds = set(layout.chances).union(*(slot.chances for slot in layout.slots))
    assert len(layout.slots) >= 3
    assert len(kinds) >= 4
    assert kinds <= set(NAMES)


def test_texts_kept_aside_are_used_nowhere_else():
    def paragraphs(pool: tuple[Draft, ...]) -> set[str]:
        return {block.text for draft in pool for block in draft.body if block.is_paragraph}

    development, kept = samples("development"), samples("kept_aside")
    assert {layout.pool for layout in LAYOUTS} == {"development"}
    assert {layout.pool for layout in KEPT_ASIDE} == {"kept_aside"}
    assert not paragraphs(development) & paragraphs(kept)
    assert not {draft.title for draft in development} & {draft.title for draft in kept}
