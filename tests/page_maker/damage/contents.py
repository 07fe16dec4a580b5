"""What happens to an article before it is set: where its byline stands, what of it is on another page."""

from random import Random

from tests.page_maker.samples import Draft
from tests.page_maker.setting import is_inner_break

REPORTERS = ("记者", "特约记者", "通讯员")


def byline_runs_in(draft: Draft, rng: Random) -> Draft:
    """The byline opens the first paragraph: 本报讯 （记者张三 通讯员李四）近日…"""
    first = draft.body[0]
    if draft.signed or not first.is_paragraph or any(role not in REPORTERS for role, _ in draft.contributors):
        return draft
    names = f"（{by_role(draft, role_gap='')}）" if draft.contributors else ""
    return draft.with_block(0, first.but(text=f"本报讯 {names}{first.text}")).but(signed=True)


def byline_in_brackets(draft: Draft, rng: Random) -> Draft:
    """The names alone, in brackets, on a line after the body: （张三 李四）."""
    if draft.signed or not draft.contributors:
        return draft
    return as_authors(draft).but(signature=bracketed(draft), signed=True)


def byline_ends_the_text(draft: Draft, rng: Random) -> Draft:
    """The names alone, in brackets, at the end of the last paragraph: …补货一次。 （张三）. Briefs keep 本报讯."""
    if draft.signed or not draft.contributors or not draft.body[-1].is_paragraph:
        return draft
    last = draft.body[-1]
    ended = draft.with_block(len(draft.body) - 1, last.but(text=f"{last.text} {bracketed(draft)}"))
    nameless = byline_runs_in(ended.but(contributors=()), rng) if draft.kind == "brief" else ended
    return nameless.but(contributors=as_authors(draft).contributors, signed=True)


def photo_credit(draft: Draft, rng: Random) -> Draft:
    """A line that says whose the pictures are: 图片由医院宣传科提供."""
    if not draft.captions:
        return draft
    source = rng.choice(("医院宣传科", "受访单位", "医院党委办公室"))
    return draft.but(credit=f"图片由{source}提供", contributors=(*draft.contributors, ("摄影", source)))


def continued_from_another_page(draft: Draft, rng: Random) -> Draft:
    """The text begins on another page: （上接第1版）, then its second half, from a heading on."""
    headings = [i for i, block in enumerate(draft.body) if block.kind == "heading"]
    if not headings or not draft.body[0].is_paragraph or draft.signed:
        return draft
    return draft.but(body=draft.body[headings[0] :], continued_from=f"第{rng.randint(1, 2)}版")


def continues_on_another_page(draft: Draft, rng: Random) -> Draft:
    """The text goes on elsewhere: it ends with a paragraph, and （下转第3版）."""
    inner = [i for i in draft.paragraphs[2:-1] if draft.body[i - 1].is_paragraph]
    if not inner or draft.continued_from:
        return draft
    return draft.but(body=draft.body[: rng.choice(inner) + 1], continued_on=f"第{rng.randint(3, 8)}版")


def text_breaks_off(draft: Draft, rng: Random) -> Draft:
    """The end of a text, or of what a speaker of a forum said, is missing: it stops inside a sentence."""
    lasts = [i for i in draft.paragraphs if i + 1 == len(draft.body) or draft.body[i + 1].kind == "speaker"]
    place = rng.choice(lasts)
    block = draft.body[place]
    stops = [i for i in range(len(block.text) // 2, len(block.text) - 4) if is_inner_break(block.text, i)]
    if len(block.text) < 90 or not stops or draft.continued_on or block.text.endswith("）"):
        return draft
    return draft.with_block(place, block.but(text=block.text[: rng.choice(stops)], truncated=True))


def printed_byline(draft: Draft, rng: Random) -> Draft:
    """Not a damage: a byline that has no place yet gets the usual one."""
    if draft.kind == "brief":
        return byline_runs_in(draft, rng)
    if draft.signed or not draft.contributors:
        return draft
    role, name = draft.contributors[0]
    if role == "整理":
        return draft.but(signature=f"本报记者{name}整理", signed=True)
    if role == "作者":
        return draft.but(signature=bracketed(draft), signed=True)
    return draft.but(
        byline=f"本报{by_role(draft)}".replace("本报特约", "特约").replace("本报通讯", "通讯"), signed=True
    )


def by_role(draft: Draft, role_gap: str = " ") -> str:
    """The names behind their roles: 记者 张三 通讯员 李四 王五."""
    return " ".join(
        f"{role}{role_gap}{' '.join(name for other, name in draft.contributors if other == role)}"
        for role in REPORTERS
        if any(other == role for other, _ in draft.contributors)
    )


def writers(draft: Draft) -> list[str]:
    return [name for role, name in draft.contributors if role != "摄影"]


def bracketed(draft: Draft) -> str:
    return f"（{' '.join(writers(draft))}）"


def as_authors(draft: Draft) -> Draft:
    """Names in brackets have lost their roles."""
    return draft.but(contributors=tuple(("作者", name) for name in writers(draft)))


DAMAGES = (
    continued_from_another_page, continues_on_another_page, text_breaks_off, byline_runs_in, byline_in_brackets,
    byline_ends_the_text, photo_credit,
)  # fmt: skip
