"""Layouts by lot: every page draws its own kinds of articles, its style and its damage from the whole space.

A page is set in one style, as a newspaper sets it: its widths, where its titles and bylines stand, what is between its
paragraphs. On top of it, articles and the page are damaged by lot. The same number gives the same page.
"""

from collections.abc import Mapping
from random import Random

from tests.page_maker.maker import Layout, MadePage, Slot, lay_out
from tests.page_maker.samples import Draft, Kind, Pool, samples
from tests.page_maker.topics import compose, forum, topics

PAGES: tuple[tuple[Kind, ...], ...] = (
    ("feature", "brief", "brief", "brief"),
    ("feature", "news"),
    ("feature", "feature"),
    ("feature", "commentary", "news"),
    ("news", "news", "news", "brief"),
    ("news", "brief", "brief", "brief", "brief", "brief"),
    ("commentary", "commentary", "commentary"),
    ("commentary", "news", "brief", "brief"),
    ("forum", "news"),
    ("forum",),
    ("feature",),
)
WIDTHS = (8, 12), (13, 18), (13, 18), (15, 20), (19, 26), (27, 40)
SPREADS = (0, 2)
"""By how much the columns of an article are narrower or wider than those of the page: often all are as wide."""

BRIEFS = "only briefs"
STYLE: tuple[Mapping[str, float], ...] = (
    {"title_after_body": 1.0},
    {"title_after_body": 1.0, BRIEFS: 1.0},
    {"head_and_lead_after_body": 1.0},
    {"head_and_lead_after_body": 1.0},
    {"title_amid_body": 0.3},
    {"wrapped_titles": 0.9},
    {"heads_without_blanks": 0.9},
    {"byline_in_another_form": 0.9},
    {"byline_in_brackets": 0.8},
    {"byline_runs_in": 0.8},
    {"byline_missing": 0.9},
    {"byline_missing": 0.9},
    {"dateline_in_another_form": 0.8},
    {"author_note": 0.9},
    {"byline_ends_the_text": 0.7},
    {"byline_above_title": 0.8},
    {"byline_after_body": 0.8},
    {"captions_first": 0.7},
    {"captions_between_paragraphs": 0.8},
    {"caption_inside_paragraph": 0.6},
    {"captions_without_blanks": 0.8},
    {"captions_at_end_of_page": 1.0},
)
"""Habits of a page; each is drawn by itself."""
SPACING: tuple[Mapping[str, float], ...] = (
    {},
    {},
    {"printed_indents": 1.0},
    {"no_blank_between_paragraphs": 1.0},
    {"no_blank_between_paragraphs": 1.0, "printed_indents": 1.0},
    {"blank_after_every_line": 1.0},
    {"blank_after_everything": 1.0},
    {"one_paragraph_per_line": 1.0},
    {"one_paragraph_per_line": 1.0, "no_blank_between_paragraphs": 1.0},
    {"indents_missing": 1.0},
    {"indents_missing": 1.0, "blank_after_every_line": 1.0},
)
"""How paragraphs are told apart; each page draws one."""
DAMAGE: tuple[Mapping[str, float], ...] = (
    {"letter_spaced_lines": 0.6},
    {"half_spaced_lines": 0.6},
    {"spaces_before_marks": 0.5},
    {"spaces_around_numbers": 0.8},
    {"space_before_numbers": 0.8},
    {"hyphenated_latin": 0.8},
    {"shadowed_titles": 0.6},
    {"tripled_titles": 0.6},
    {"asymmetric_subtitles": 0.8},
    {"shadowed_captions": 0.8},
    {"shadowed_leads": 0.6},
    {"shadowed_headings": 0.7},
    {"copies_on_next_line": 0.6},
    {"doubled_section_letters": 0.8},
    {"column_breaks": 0.7},
    {"blank_before_quotes": 0.7},
    {"blank_line_late": 0.7},
    {"width_changes": 0.4},
    {"sections_out_of_order": 0.5},
    {"continued_from_another_page": 0.4},
    {"continues_on_another_page": 0.4},
    {"text_breaks_off": 0.5},
    {"text_breaks_off": 0.5},
    {"photo_credit": 0.6},
    {"untitled": 0.3},
    {"title_glued_to_next": 0.7},
    {"columns_interleaved": 0.5},
    {"end_of_article_elsewhere": 0.5},
    {"end_of_paragraph_elsewhere": 0.5},
    {"caption_amid_another": 0.6},
    {"imprint_at_end": 1.0},
    {"imprint_between_articles": 0.8},
    {"running_head": 1.0},
    {"folio_amid_page": 0.8},
    {"form_feeds": 0.6},
    {"zero_width_characters": 0.6},
    {"private_use_glyphs": 0.4},
    {"full_width_letters_and_digits": 0.4},
    {"mixed_width_numbers": 0.4},
    {"windows_line_ends": 0.4},
    {"gb18030": 0.3},
)
HABITS, HARMS = (0, 4), (0, 6)
"""How many habits and kinds of damage a page draws, at least and at most."""


def lottery_page(number: int, *, held_out: bool = False) -> MadePage:
    """The page of that number, from the topics for development or from those held out."""
    name = "held out" if held_out else "lottery"
    rng = Random(f"{name} {number}")
    layout = draw(name, rng)
    return lay_out(layout, drafts(layout, rng, held_out=held_out), f"{name} {number}.txt", rng)


def lottery_pages(count: int, *, held_out: bool = False, first: int = 0) -> list[MadePage]:
    return [lottery_page(number, held_out=held_out) for number in range(first, first + count)]


def sample_page(number: int, *, held_out: bool = False) -> MadePage:
    """A page laid out by lot on which all articles are whole samples, and so on one subject at large."""
    name = "whole held out" if held_out else "whole"
    rng = Random(f"{name} {number}")
    layout = draw(name, rng)
    return lay_out(layout, whole(layout, "held_out" if held_out else "development", rng), f"{name} {number}.txt", rng)


def sample_pages(count: int, *, held_out: bool = False, first: int = 0) -> list[MadePage]:
    return [sample_page(number, held_out=held_out) for number in range(first, first + count)]


def whole(layout: Layout, pool: Pool, rng: Random) -> list[Draft]:
    """A sample for each slot, none twice; forums are put together of speakers for development."""
    chosen: list[Draft] = []
    for slot in layout.slots:
        fitting = [draft for draft in samples(pool) if draft.kind == slot.kind and draft not in chosen]
        chosen.append(forum(rng) if slot.kind == "forum" else rng.choice(fitting))
    return chosen


def draw(name: str, rng: Random) -> Layout:
    """A layout by lot."""
    chances = dict(rng.choice(SPACING))
    for table, (least, most) in ((STYLE, HABITS), (DAMAGE, HARMS)):
        for entry in rng.sample(table, rng.randint(least, most)):
            chances |= entry
    least, most = rng.choice(WIDTHS)
    width, spread = rng.randint(least, most), rng.choice(SPREADS)
    wraps = rng.random() < 0.5
    widths = max(8, width - spread), width + spread
    slots = [Slot(kind, widths, chances_of(kind, chances), wraps) for kind in rng.choice(PAGES)]
    rng.shuffle(slots)
    return Layout(name, "Drawn by lot.", tuple(slots), chances)


def chances_of(kind: Kind, chances: Mapping[str, float]) -> Mapping[str, float]:
    """The chances of an article: on some pages only the briefs have their titles below."""
    if kind == "brief" or not {BRIEFS, "head_and_lead_after_body"} & chances.keys():
        return chances
    return {**chances, "title_after_body": 0.0}


def drafts(layout: Layout, rng: Random, *, held_out: bool) -> list[Draft]:
    """An article for each slot, no two of one topic."""
    chosen = iter(rng.sample(topics(held_out=held_out), len(layout.slots)))
    return [forum(rng) if slot.kind == "forum" else compose(next(chosen), slot.kind, rng) for slot in layout.slots]
