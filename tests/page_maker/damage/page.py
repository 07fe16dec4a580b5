"""Columns of several articles that stand on the page in another order than they are read, and what stands between."""

from random import Random

from tests.page_maker.parts import Columns, Part, Parts, any_cut

IMPRINTS = (
    ("责任编辑：张三 版式设计：李四",),
    ("本版编辑 王五 电话：000-00000000", "投稿邮箱：news@example.com"),
    ("主办单位：市医院协会 承办单位：市健康教育中心 联系电话：000-00000000",),
    ("第5版 党建专刊",),
)


def end_of_article_elsewhere(page: Columns, rng: Random) -> Columns:
    """An article breaks off inside a sentence; the rest of it stands after another article."""
    found = any_tear(page[:-1], rng)
    if not found:
        return page
    i, before, after = found
    place = rng.randint(i + 2, len(page))
    return (*page[:i], before, *page[i + 1 : place], after, *page[place:])


def end_of_paragraph_elsewhere(page: Columns, rng: Random) -> Columns:
    """A paragraph breaks off inside a sentence; its last lines stand after another article, the text goes on here."""
    found = any_tear(page[:-1], rng)
    if not found:
        return page
    i, before, (end, *after) = found
    place = rng.randint(i + 2, len(page))
    return (*page[:i], (*before, *after), *page[i + 1 : place], (end.but(gap=True),), *page[place:])


def columns_interleaved(page: Columns, rng: Random) -> Columns:
    """Two neighbours alternate: a column of the one, a column of the other, the rest of the one, of the other."""
    i = rng.randrange(max(1, len(page) - 1))
    found = [any_tear((column,), rng) for column in page[i : i + 2]]
    if len(found) < 2 or None in found:
        return page
    (_, one, one_rest), (_, other, other_rest) = found
    return (*page[:i], one, other, one_rest, other_rest, *page[i + 2 :])


def title_glued_to_next(page: Columns, rng: Random) -> Columns:
    """A title after its body and the first line of the next article are one line."""
    glued = list(page)
    for i in range(1, len(glued)):
        title, first = glued[i - 1][-1], glued[i][0]
        if title.role == "title" and first.role in ("paragraph", "lead") and is_plain(title) and is_plain(first):
            line = f"{title.lines[0]} {first.lines[0]}"
            glued[i - 1] = glued[i - 1][:-1]
            glued[i] = (first.but(lines=(line, *first.lines[1:])), *glued[i][1:])
            break
    return tuple(glued)


def imprint_at_end(page: Columns, rng: Random) -> Columns:
    """The people who made the page, or its organisers, are named at its foot."""
    return (*page, (Part("imprint", rng.choice(IMPRINTS)),))


def imprint_between_articles(page: Columns, rng: Random) -> Columns:
    """An imprint stands between two articles."""
    place = rng.randrange(len(page))
    return (*page[:place], (Part("imprint", rng.choice(IMPRINTS)),), *page[place:])


def any_tear(columns: Columns, rng: Random) -> tuple[int, Parts, Parts] | None:
    """One of the columns that are still whole, torn inside a sentence: which, what comes before and after."""
    whole = [i for i, column in enumerate(columns) if not any(part.torn for part in column)]
    found = [(i, cut) for i in whole if (cut := any_cut(columns[i], rng))]
    if not found:
        return None
    i, (place, cut) = rng.choice(found)
    before, after = (piece.but(torn=True) for piece in columns[i][place].cut(cut))
    return i, (*columns[i][:place], before), (after, *columns[i][place + 1 :])


def is_plain(part: Part) -> bool:
    return not part.shadowed and (part.role != "title" or len(part.lines) == 1)


DAMAGES = (
    title_glued_to_next, columns_interleaved, end_of_article_elsewhere, end_of_paragraph_elsewhere, imprint_at_end,
    imprint_between_articles,
)  # fmt: skip
