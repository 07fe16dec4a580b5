"""The page maker itself: its pages are the same each time, and hold what their gold asks for."""

import re
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from articles.restore.segment import weights as fitted_weights
from tests.page_maker.damage import NAMES
from tests.page_maker.fit import weights
from tests.page_maker.fitted import source
from tests.page_maker.kept_aside import KEPT_ASIDE
from tests.page_maker.layouts import LAYOUTS, UNDAMAGED, only
from tests.page_maker.lottery import lottery_page, sample_page
from tests.page_maker.maker import Json, MadePage, make_page
from tests.page_maker.samples import Draft, samples
from tests.page_maker.topics import topics
from tests.page_maker.truth import lines_truth, passages_of, spots_of

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


@pytest.mark.parametrize("make", [lottery_page, sample_page])
@pytest.mark.parametrize("number", range(2 * TRIES))
def test_pages_by_lot_hold_their_gold_and_say_whose_each_line_is(number, make):
    page = make(number)
    assert page == make(number)
    assert not Counter(bare("".join(gold_texts(page)))) - Counter(bare(page.text))
    for line, part in zip(page.text.replace("\f", "").splitlines(), page.owners, strict=True):
        assert (part is None) == (not bare(line))


def test_pages_by_lot_differ_in_their_damage():
    seen = Counter(name for number in range(200) for name in lottery_page(number).damage)
    assert len(seen) > 0.8 * len(set(NAMES) - {"columns_interleaved"})
    assert len({lottery_page(number).damage for number in range(50)}) > 45


def test_topics_held_out_are_no_others():
    development, held_out = (
        {text for topic in topics(held_out=side) for text in (*topic["titles"], *topic["paragraphs"])}
        for side in (False, True)
    )
    assert development
    assert held_out
    assert not development & held_out


def test_the_truth_of_a_clean_page_is_what_it_prints():
    page = make_page(UNDAMAGED, 1)
    truth = lines_truth(page)
    roles = [(*truth(passage), passage.text) for passage in passages_of(page.data)]
    for number, article in enumerate(page.gold["articles"]):
        assert ("title", number, article["title"]) in roles
    assert sum(spot.starts for spot in spots_of(page)) == len(page.gold["articles"])


def test_the_weights_are_as_they_were_fitted():
    """A weight changed by hand is where the next fit starts from; the file must be one that it could have written."""
    assert Path(fitted_weights.__file__).read_text(encoding="utf-8") == source(weights())


@pytest.mark.parametrize("layout", KEPT_ASIDE, ids=lambda layout: layout.name)
def test_layouts_kept_aside_are_hard(layout):
    kinds = set(layout.chances).union(*(slot.chances for slot in layout.slots))
    assert len(layout.slots) >= 3
    assert len(kinds) >= 4
    assert kinds <= set(NAMES)


@pytest.mark.parametrize(("one", "other"), list(combinations(("development", "held_out", "kept_aside"), 2)))
def test_texts_of_one_pool_are_used_in_no_other(one, other):
    def texts(pool: tuple[Draft, ...]) -> set[str]:
        return {block.text for draft in pool for block in draft.body if block.is_paragraph} | {d.title for d in pool}

    assert texts(samples(one))
    assert not texts(samples(one)) & texts(samples(other))


def test_layouts_take_their_texts_from_their_own_pool():
    assert {layout.pool for layout in LAYOUTS} == {"development"}
    assert {layout.pool for layout in KEPT_ASIDE} == {"kept_aside"}
