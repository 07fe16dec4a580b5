"""Parts of an article that are printed in another order than they are read."""

import re
from random import Random

from tests.page_maker.parts import HEAD, TEXT, Parts, any_cut, body_span, split_by

NUMBERED = re.compile(r"[一二三四五六]、|[A-F](?![A-Za-z])")


def title_after_body(parts: Parts, rng: Random) -> Parts:
    """The title comes after the body, as briefs often have it; the byline under it comes along."""
    head, rest = split_by(parts, (*HEAD, "byline"))
    end = after_body(rest)
    return (*rest[:end], *head, *rest[end:])


def head_and_lead_after_body(parts: Parts, rng: Random) -> Parts:
    """Title, byline and lead stand in a box that is read after the columns of the body."""
    box, rest = split_by(parts, (*HEAD, "byline", "lead"))
    if not any(part.role == "lead" for part in box):
        return parts
    end = after_body(rest)
    return (*rest[:end], *box, *rest[end:])


def sections_out_of_order(parts: Parts, rng: Random) -> Parts:
    """Sections that are numbered 一、二、三 or lettered A B C are printed in another order."""
    start, end = body_span(parts)
    begins = [i for i in range(start, end) if parts[i].role == "heading" and NUMBERED.match(parts[i].lines[0])]
    if len(begins) < 2:
        return parts
    sections = [parts[i:j] for i, j in zip(begins, [*begins[1:], end], strict=True)]
    turn = rng.randint(1, len(sections) - 1)
    turned = (part for section in (*sections[turn:], *sections[:turn]) for part in section)
    return (*parts[: begins[0]], *turned, *parts[end:])


def captions_between_paragraphs(parts: Parts, rng: Random) -> Parts:
    """Each caption stands behind some paragraph."""
    captions, rest = split_by(parts, ("caption",))
    for caption in captions:
        place = rng.choice([i for i, part in enumerate(rest, 1) if part.role in TEXT])
        rest = (*rest[:place], caption, *rest[place:])
    return rest


def caption_inside_paragraph(parts: Parts, rng: Random) -> Parts:
    """A caption cuts a paragraph inside a sentence."""
    captions, rest = split_by(parts, ("caption",))
    found = any_cut(rest, rng)
    if not captions or not found:
        return parts
    place, cut = found
    before, after = rest[place].cut(cut)
    return (*rest[:place], before, captions[0], after, *rest[place + 1 :], *captions[1:])


def captions_first(parts: Parts, rng: Random) -> Parts:
    """The captions come before anything else of their article."""
    captions, rest = split_by(parts, ("caption",))
    return (*captions, *rest)


def after_body(parts: Parts) -> int:
    """The place behind the body and what closes it: a notice, a signature."""
    end = body_span(parts)[1]
    return end + sum(part.role in ("notice", "signature") for part in parts[end:])


DAMAGES = (
    sections_out_of_order, head_and_lead_after_body, title_after_body, captions_first, captions_between_paragraphs,
    caption_inside_paragraph,
)  # fmt: skip
