"""Kinds of damage, one module for each thing that they are done to. A damage is known by the name of its function.

Every damage takes the thing and a random generator, and gives the damaged thing, or the same if it finds nothing to
damage. The tables are in the order in which damage happens: to the article, to its columns, to its printed parts, to
the page, to the text of the page.
"""

from tests.page_maker.damage import breaks, characters, columns, contents, order, page, shadows, spaces, styles

TO_DRAFT = (*styles.TO_DRAFT, *contents.DAMAGES)
TO_COLUMN = (*columns.DAMAGES, *styles.TO_COLUMN)
TO_PARTS = (
    *styles.TO_PARTS[:3],
    *order.DAMAGES,
    *spaces.DAMAGES,
    *shadows.DAMAGES,
    *breaks.DAMAGES,
    *styles.TO_PARTS[3:],
)
TO_PAGE = (*page.DAMAGES, *styles.TO_PAGE)
TO_TEXT = characters.DAMAGES
TO_BYTES = characters.ENCODINGS

TO_ARTICLE_NAMES = tuple(damage.__name__ for damage in (*TO_DRAFT, *TO_COLUMN, *TO_PARTS))
TO_PAGE_NAMES = tuple(damage.__name__ for damage in (*TO_PAGE, *TO_TEXT, *TO_BYTES))
NAMES = (*TO_ARTICLE_NAMES, *TO_PAGE_NAMES)

LATER = frozenset((*styles.TO_DRAFT, *styles.TO_COLUMN, *styles.TO_PARTS, *styles.TO_PAGE))
"""Damage that draws no lot where a layout does not ask for it, so that pages made without it stay as they were."""
