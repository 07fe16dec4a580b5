"""Habits that other layouts lack, for the lottery: forms of bylines, titles amid the text, running heads."""

from dataclasses import replace
from random import Random

from tests.page_maker.damage.contents import as_authors, by_role, writers
from tests.page_maker.damage.page import IMPRINTS
from tests.page_maker.parts import HEAD, TEXT, Columns, Part, Parts, any_cut, body_span, in_roles, split_by
from tests.page_maker.samples import Draft
from tests.page_maker.setting import Column

RUNNING_HEADS = (
    ("2031年6月18日 星期五", "责任编辑：张三 美编：李四", "要闻 A3"),
    ("第5版 综合新闻",),
    ("A07 专题",),
    ("4版 党建专刊", "2031年3月6日 星期二"),
    ("值班编委 王五 责编 赵六 校对 孙七",),
    ("要闻 2",),
)
OTHER_BYLINES = (
    "□{roles}",
    "■本报{roles}",
    "本报{tight}",
    "{roles} 文/图",
    "本报{roles}报道",
    "{roles} 摄影报道",
)
UNROLED_BYLINES = ("□{names}", "●{names}", "文/{names}", "作者：{names}", "撰文 {names}", "{names}")


def byline_in_another_form(draft: Draft, rng: Random) -> Draft:
    """The byline under the title has one of the other forms: □ 张三, 本报记者张三 文/图, 文/张三, 张三 李四."""
    if draft.signed or not draft.contributors:
        return draft
    if draft.contributors[0][0] != "作者" and rng.random() < 0.6:
        form = rng.choice(OTHER_BYLINES)
        line = form.format(roles=by_role(draft), tight=by_role(draft, role_gap=""))
        return draft.but(byline=line.replace("本报特约", "特约").replace("本报通讯", "通讯"), signed=True)
    author = as_authors(draft)
    line = rng.choice(UNROLED_BYLINES).format(names=" ".join(writers(draft)))
    return author.but(byline=line, signed=True)


def byline_missing(draft: Draft, rng: Random) -> Draft:
    """Nobody is named."""
    return draft if draft.signed else draft.but(contributors=(), signed=True)


def dateline_in_another_form(draft: Draft, rng: Random) -> Draft:
    """The text opens with a place and a day, or names its writer without brackets: 本报望河6月3日讯 记者张三报道."""
    first = draft.body[0]
    if draft.signed or not first.is_paragraph or any(role not in ("记者", "通讯员") for role, _ in draft.contributors):
        return draft
    names = f"（{by_role(draft)}）" if draft.contributors else " "
    newsroom = rng.choice(("本报讯 {}", "本报望河6月3日讯 {}", "望河讯{}", "本网讯 {}", "本报记者站讯{}"))
    return draft.with_block(0, first.but(text=newsroom.format(names) + first.text)).but(signed=True)


def author_note(draft: Draft, rng: Random) -> Draft:
    """Behind a commentary stands who wrote it: （作者系某市人民医院党委书记）."""
    if draft.signature or draft.signed or draft.kind != "commentary" or len(draft.contributors) != 1:
        return draft
    return draft.but(byline=draft.contributors[0][1], signature="（作者系望河市人民医院党委书记）", signed=True)


def untitled(draft: Draft, rng: Random) -> Draft:
    """The title was a picture: the page has none."""
    return draft.but(title="", subtitle="", kicker="")


def indents_missing(column: Column, rng: Random) -> Column:
    """First lines are as wide as the others."""
    return replace(column, indent=0.0)


def wrapped_titles(column: Column, rng: Random) -> Column:
    """Titles are wrapped where their box ends, be it inside a phrase."""
    return replace(column, title_width=rng.randint(6, 14))


def title_amid_body(parts: Parts, rng: Random) -> Parts:
    """Title, subtitle and byline stand over the columns in the middle: some text is printed before, most after."""
    head, rest = split_by(parts, (*HEAD, "byline"))
    start, end = body_span(rest)
    places = [i for i in range(start + 1, end) if rest[i - 1].role in TEXT and rest[i].role in TEXT]
    if not places:
        return parts
    place = places[0]
    return (*rest[:place], *head, *rest[place:])


def byline_above_title(parts: Parts, rng: Random) -> Parts:
    """The byline is printed before the title."""
    byline, rest = split_by(parts, ("byline",))
    return (*byline, *rest)


def byline_after_body(parts: Parts, rng: Random) -> Parts:
    """The byline is printed after the text."""
    byline, rest = split_by(parts, ("byline",))
    end = body_span(rest)[1]
    return (*rest[:end], *byline, *rest[end:])


def captions_without_blanks(parts: Parts, rng: Random) -> Parts:
    """No blank line between a caption and what follows."""
    return in_roles(parts, ("caption",), lambda part: part.but(gap=False))


def blank_after_everything(parts: Parts, rng: Random) -> Parts:
    """A blank line after every line of whatever kind."""
    return tuple(part.but(loose=True) for part in parts)


def heads_without_blanks(parts: Parts, rng: Random) -> Parts:
    """No blank line between the parts of a head and the text."""
    return in_roles(parts, (*HEAD, "byline", "heading"), lambda part: part.but(gap=False))


def running_head(page: Columns, rng: Random) -> Columns:
    """The page begins with day, number and name of the page."""
    return (tuple(Part("imprint", (line,), gap=rng.random() < 0.5) for line in rng.choice(RUNNING_HEADS)), *page)


def folio_amid_page(page: Columns, rng: Random) -> Columns:
    """The name of the page, or who made it, stands amid an article."""
    i = rng.randrange(len(page))
    places = [n for n in range(1, len(page[i])) if page[i][n - 1].role in TEXT]
    if not places:
        return page
    place = rng.choice(places)
    folio = Part("imprint", rng.choice((*RUNNING_HEADS, *IMPRINTS)))
    return (*page[:i], (*page[i][:place], folio, *page[i][place:]), *page[i + 1 :])


def captions_at_end_of_page(page: Columns, rng: Random) -> Columns:
    """The captions of all articles stand at the end of the page."""
    split = [split_by(parts, ("caption",)) for parts in page]
    return (*(rest for _, rest in split), *(captions for captions, _ in split if captions))


def caption_amid_another(page: Columns, rng: Random) -> Columns:
    """A caption stands inside the text of another article."""
    owners = [i for i, parts in enumerate(page) if any(part.role == "caption" for part in parts)]
    if not owners or len(page) < 2:
        return page
    i = rng.choice(owners)
    k = rng.choice([k for k in range(len(page)) if k != i])
    found = any_cut(page[k], rng)
    caption = next(part for part in page[i] if part.role == "caption")
    if not found:
        return page
    place, cut = found
    before, after = page[k][place].cut(cut)
    changed = list(page)
    changed[i] = tuple(part for part in page[i] if part is not caption)
    changed[k] = (*page[k][:place], before, caption, after, *page[k][place + 1 :])
    return tuple(changed)


TO_DRAFT = (untitled, byline_missing, dateline_in_another_form, author_note, byline_in_another_form)
TO_COLUMN = (indents_missing, wrapped_titles)
TO_PARTS = (
    title_amid_body, byline_above_title, byline_after_body, captions_without_blanks, heads_without_blanks,
    blank_after_everything,
)  # fmt: skip
TO_PAGE = (caption_amid_another, captions_at_end_of_page, folio_amid_page, running_head)
