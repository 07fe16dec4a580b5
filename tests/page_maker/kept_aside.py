"""The layouts that restoration is measured on. They were written before it was tuned and are never edited afterwards.

Their texts, too, are kept aside: no development layout uses them. Nobody should look at single pages of these layouts
to improve the reader; what is learnt here is only how well it reads pages that nobody has seen.
"""

from tests.page_maker.maker import Layout, Slot


def kept_aside(name: str, about: str, slots: tuple[Slot, ...], chances: dict[str, float]) -> Layout:
    return Layout(name, about, slots, chances, pool="kept_aside")


KEPT_ASIDE = (
    kept_aside(
        "city edition",
        "A narrow news story, a feature with its box below, briefs; justified, with captions inside the columns.",
        (
            Slot("news", (11, 13), {"letter_spaced_lines": 0.8, "spaces_around_numbers": 0.8, "byline_runs_in": 0.5}),
            Slot(
                "feature",
                (17, 20),
                {
                    "head_and_lead_after_body": 0.7,
                    "half_spaced_lines": 0.6,
                    "captions_between_paragraphs": 0.6,
                    "shadowed_titles": 0.5,
                    "column_breaks": 0.5,
                },
            ),
            Slot("brief", (13, 15), {"half_spaced_lines": 0.5}),
            Slot("brief", (13, 15), {"byline_ends_the_text": 0.5}),
        ),
        {"imprint_at_end": 0.5},
    ),
    kept_aside(
        "theory page",
        "Two commentaries with numbered sections, one of them turned round, a shadowed lead, and a news story.",
        (
            Slot(
                "commentary",
                (15, 18),
                {
                    "sections_out_of_order": 0.6,
                    "doubled_section_letters": 0.6,
                    "shadowed_leads": 0.5,
                    "shadowed_titles": 0.5,
                    "column_breaks": 0.5,
                },
            ),
            Slot("commentary", (18, 22), {"blank_before_quotes": 1, "blank_line_late": 0.5, "title_after_body": 0.3}),
            Slot("news", (12, 14), {"width_changes": 0.6, "letter_spaced_lines": 0.5, "spaces_before_marks": 0.4}),
        ),
        {"imprint_between_articles": 0.3, "form_feeds": 0.3},
    ),
    kept_aside(
        "conference special",
        "A forum in wrapped columns with a text that breaks off, a caption inside, a round-up; Windows files.",
        (
            Slot(
                "forum",
                (18, 24),
                {
                    "column_breaks": 0.7,
                    "text_breaks_off": 0.4,
                    "captions_between_paragraphs": 0.4,
                    "shadowed_captions": 0.5,
                    "space_before_numbers": 0.5,
                },
            ),
            Slot("roundup", (14, 17), {"blank_before_quotes": 0.7, "caption_inside_paragraph": 0.6}),
            Slot("brief", (14, 17), {"letter_spaced_lines": 0.4}),
        ),
        {"windows_line_ends": 0.6, "byte_order_mark": 0.5, "imprint_at_end": 0.7, "end_of_paragraph_elsewhere": 0.3},
    ),
    kept_aside(
        "short news column",
        "Five briefs and a news story, all titles below, one of them glued to the next text, bylines in all places.",
        (
            Slot("news", (13, 15), {"title_after_body": 1, "byline_runs_in": 1, "column_breaks": 0.5}),
            *[
                Slot(
                    "brief",
                    (13, 15),
                    {
                        "title_after_body": 1,
                        "byline_ends_the_text": 0.3,
                        "column_breaks": 0.3,
                        "half_spaced_lines": 0.4,
                    },
                )
            ]
            * 5,
        ),
        {"title_glued_to_next": 0.5, "imprint_at_end": 0.4},
    ),
    kept_aside(
        "web copy",
        "One line for each paragraph, broken by columns and captions, with odd characters and another encoding.",
        (
            Slot(
                "feature",
                chances={
                    "one_paragraph_per_line": 1,
                    "caption_inside_paragraph": 0.6,
                    "copies_on_next_line": 0.3,
                    "photo_credit": 0.4,
                },
            ),
            Slot("forum", chances={"one_paragraph_per_line": 1, "captions_first": 0.4, "text_breaks_off": 0.3}),
            Slot("news", chances={"one_paragraph_per_line": 1, "spaces_around_numbers": 0.7}),
        ),
        {"zero_width_characters": 0.5, "full_width_letters_and_digits": 0.3, "gb18030": 0.4, "imprint_at_end": 0.4},
    ),
    kept_aside(
        "front page",
        "A feature that goes on elsewhere, a round-up from another page, news; their columns are out of order.",
        (
            Slot(
                "feature",
                (14, 17),
                {"continues_on_another_page": 0.8, "asymmetric_subtitles": 0.5, "column_breaks": 0.4},
            ),
            Slot("roundup", (15, 18), {"continued_from_another_page": 0.7, "captions_between_paragraphs": 0.4}),
            Slot("news", (12, 15), {"spaces_around_numbers": 0.5, "letter_spaced_lines": 0.4}),
        ),
        {"end_of_article_elsewhere": 0.4, "columns_interleaved": 0.3, "imprint_between_articles": 0.4},
    ),
    kept_aside(
        "tight columns",
        "Hardly a blank line: paragraphs show by their indents; one article is double-spaced, captions are doubled.",
        (
            Slot(
                "feature",
                (16, 20),
                {"no_blank_between_paragraphs": 0.8, "shadowed_captions": 0.6, "captions_between_paragraphs": 0.5},
            ),
            Slot("commentary", (15, 18), {"blank_after_every_line": 0.7, "byline_in_brackets": 0.5}),
            Slot("brief", (13, 16), {"no_blank_between_paragraphs": 0.6, "printed_indents": 0.5}),
            Slot("brief", (13, 16), {"no_blank_between_paragraphs": 0.6, "printed_indents": 0.5}),
        ),
        {"private_use_glyphs": 0.3, "form_feeds": 0.3},
    ),
    kept_aside(
        "sunday magazine",
        "Two features in wide columns with big shadowed headlines, pictures first, and a forum that lost a column.",
        (
            Slot(
                "feature",
                (20, 25),
                {
                    "tripled_titles": 0.5,
                    "shadowed_headings": 0.4,
                    "captions_first": 0.6,
                    "hyphenated_latin": 0.8,
                    "width_changes": 0.4,
                },
            ),
            Slot("feature", (17, 20), {"shadowed_leads": 0.5, "head_and_lead_after_body": 0.4, "column_breaks": 0.5}),
            Slot("forum", (20, 26), {"blank_line_late": 0.5, "column_breaks": 0.5}),
        ),
        {"mixed_width_numbers": 0.3, "end_of_article_elsewhere": 0.3, "byte_order_mark": 0.3},
    ),
)
