"""The layouts that restoration is developed against. Texts: the development pool."""

from tests.page_maker.damage import NAMES, TO_ARTICLE_NAMES
from tests.page_maker.maker import Layout, Slot

SPACING = {"letter_spaced_lines": 0.6, "half_spaced_lines": 0.6, "spaces_before_marks": 0.3}
CAPTIONS = {"captions_between_paragraphs": 0.5, "shadowed_captions": 0.4}

LAYOUTS = (
    Layout(
        "plain columns",
        "Titles first, every paragraph wrapped and followed by a blank line: hardly damaged.",
        (Slot("feature", (14, 18)), Slot("news", (13, 16)), Slot("brief", (13, 16)), Slot("brief", (13, 16))),
        {"imprint_at_end": 0.5},
    ),
    Layout(
        "justified columns",
        "Narrow columns justified with spaces, columns breaking inside paragraphs, two kinds of width.",
        (
            Slot("news", (10, 12), {**SPACING, "spaces_around_numbers": 0.7, "column_breaks": 0.7}),
            Slot("feature", (12, 16), {**SPACING, "spaces_around_numbers": 0.7, "width_changes": 0.5}),
            Slot("commentary", (14, 18), {**SPACING, "column_breaks": 0.7}),
        ),
    ),
    Layout(
        "briefs with titles below",
        "A feature, then a column of briefs whose titles come after them; one title runs into the next brief.",
        (
            Slot("feature", (15, 18), {"blank_before_quotes": 1, "column_breaks": 0.5, "byline_in_brackets": 0.4}),
            *[Slot("brief", (14, 16), {"title_after_body": 1, "byline_ends_the_text": 0.2})] * 4,
        ),
        {"title_glued_to_next": 0.6},
    ),
    Layout(
        "box after the columns",
        "A feature whose title, byline and lead stand after its body, with doubled captions.",
        (
            Slot(
                "feature",
                (16, 19),
                {
                    "head_and_lead_after_body": 1,
                    "tripled_titles": 0.4,
                    "shadowed_titles": 0.5,
                    "asymmetric_subtitles": 0.5,
                    "shadowed_captions": 0.8,
                    "blank_before_quotes": 0.6,
                    "space_before_numbers": 0.7,
                },
            ),
            Slot("brief", (16, 19)),
            Slot("brief", (16, 19)),
        ),
    ),
    Layout(
        "one paragraph per line",
        "Nothing wrapped; columns break some paragraphs, captions cut others.",
        (
            Slot(
                "feature",
                chances={
                    "one_paragraph_per_line": 1,
                    "caption_inside_paragraph": 0.6,
                    "captions_between_paragraphs": 0.3,
                    "spaces_around_numbers": 0.6,
                },
            ),
            Slot("roundup", chances={"one_paragraph_per_line": 1, "captions_between_paragraphs": 0.6}),
            Slot("brief", chances={"one_paragraph_per_line": 1}),
        ),
        {"imprint_at_end": 0.4},
    ),
    Layout(
        "forum",
        "Speakers under one headline, a line for each paragraph, the end of one text elsewhere, another breaking off.",
        (
            Slot("forum", chances={"one_paragraph_per_line": 1, "text_breaks_off": 0.4}),
            Slot("news", (15, 18), {"column_breaks": 0.5, "byline_runs_in": 0.5}),
        ),
        {"end_of_paragraph_elsewhere": 0.6, "imprint_at_end": 0.8},
    ),
    Layout(
        "forum in columns",
        "The same in wrapped columns, without blank lines between paragraphs.",
        (
            Slot("forum", (16, 22), {"no_blank_between_paragraphs": 0.4, "column_breaks": 0.5, **CAPTIONS}),
            Slot("brief", (14, 16)),
            Slot("brief", (14, 16)),
        ),
        {"form_feeds": 0.4},
    ),
    Layout(
        "lettered commentary",
        "A commentary in sections out of order, with doubled letters and a shadowed lead, beside news and briefs.",
        (
            Slot(
                "commentary",
                (14, 17),
                {
                    "sections_out_of_order": 0.7,
                    "doubled_section_letters": 0.8,
                    "shadowed_leads": 0.7,
                    "column_breaks": 0.6,
                    "shadowed_titles": 0.6,
                    "letter_spaced_lines": 0.3,
                },
            ),
            Slot("news", (11, 13), {"spaces_around_numbers": 1, "letter_spaced_lines": 0.7}),
            Slot("brief", (14, 17)),
        ),
    ),
    Layout(
        "continued pages",
        "A text that comes from another page, one that goes on elsewhere, and a short one.",
        (
            Slot("roundup", (15, 17), {"continued_from_another_page": 1, "title_after_body": 0.5}),
            Slot("feature", (15, 17), {"continues_on_another_page": 0.8, "column_breaks": 0.6}),
            Slot("news", (12, 15), {"byline_runs_in": 0.5, **CAPTIONS}),
        ),
        {"imprint_between_articles": 0.4, "windows_line_ends": 0.4, "byte_order_mark": 0.4},
    ),
    Layout(
        "double-spaced",
        "A blank line after every line of some articles, blank lines that come a line late in others.",
        (
            Slot("feature", (16, 18), {"blank_after_every_line": 0.7, "space_before_numbers": 0.5, **CAPTIONS}),
            Slot("commentary", (15, 18), {"blank_line_late": 0.9, "column_breaks": 0.4}),
            Slot("brief", (13, 16), {"blank_after_every_line": 0.3}),
        ),
    ),
    Layout(
        "columns out of order",
        "The end of an article stands after another one, or two articles alternate.",
        (
            Slot("feature", (15, 18), {"column_breaks": 0.4}),
            Slot("news", (13, 16), CAPTIONS),
            Slot("commentary", (15, 18)),
        ),
        {"end_of_article_elsewhere": 0.6, "columns_interleaved": 0.4, "imprint_at_end": 0.3},
    ),
    Layout(
        "bad characters",
        "Full-width digits, invisible characters, symbol glyphs, hyphens, another encoding.",
        (
            Slot("feature", (14, 18), {"hyphenated_latin": 1, "printed_indents": 0.6, "column_breaks": 0.3}),
            Slot("roundup", (14, 18), {"hyphenated_latin": 1, "printed_indents": 0.6, "byline_runs_in": 0.3}),
            Slot("brief", (14, 18), {"printed_indents": 0.6}),
        ),
        {
            "full_width_letters_and_digits": 0.4,
            "mixed_width_numbers": 0.4,
            "zero_width_characters": 0.6,
            "private_use_glyphs": 0.5,
            "form_feeds": 0.5,
            "windows_line_ends": 0.3,
            "byte_order_mark": 0.3,
            "gb18030": 0.3,
        },
    ),
    Layout(
        "dense page",
        "Five articles with indents but without blank lines between paragraphs, captions between and inside.",
        (
            Slot("news", (14, 17), {"no_blank_between_paragraphs": 1, "printed_indents": 0.7, **CAPTIONS}),
            Slot("feature", (15, 19), {"no_blank_between_paragraphs": 1, "caption_inside_paragraph": 0.6}),
            *[Slot("brief", (14, 17), {"no_blank_between_paragraphs": 1, "byline_ends_the_text": 0.4})] * 3,
        ),
        {"imprint_between_articles": 0.3},
    ),
    Layout(
        "picture page",
        "Captions first or between columns, doubled by phrase or on a second line, with a credit.",
        (
            Slot(
                "feature",
                (15, 19),
                {"captions_first": 0.5, "shadowed_captions": 0.5, "copies_on_next_line": 0.3, "photo_credit": 0.6},
            ),
            Slot("roundup", (15, 19), {**CAPTIONS, "copies_on_next_line": 0.3, "shadowed_headings": 0.5}),
            Slot("news", (15, 19), {"caption_inside_paragraph": 0.5, "text_breaks_off": 0.2}),
        ),
    ),
)

BASE = (Slot("feature"), Slot("commentary"), Slot("brief"), Slot("forum"))


NEEDS = {"title_glued_to_next": "title_after_body"}
"""Damage that only another damage makes possible."""


def only(name: str) -> Layout:
    """An otherwise undamaged page of four articles with one kind of damage wherever it can be done."""
    chances = {each: 1.0 for each in (name, NEEDS.get(name)) if each}
    inside = {each: chance for each, chance in chances.items() if each in TO_ARTICLE_NAMES}
    slots = tuple(Slot(slot.kind, slot.widths, inside) for slot in BASE)
    return Layout(name, f"Only {name}.", slots, {each: 1.0 for each in chances if each not in inside}, series="single")


UNDAMAGED = Layout("undamaged", "Wrapped columns and nothing else.", BASE, series="single")
SINGLE = (UNDAMAGED, *(only(name) for name in NAMES))
"""One layout for each kind of damage: what each costs by itself."""
