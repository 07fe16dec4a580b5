"""Print how well made pages are read: `python -m tests.page_maker [SET] [--pages N]`."""

import argparse
import sys

from tests.page_maker.handset import handset_pages
from tests.page_maker.kept_aside import KEPT_ASIDE
from tests.page_maker.layouts import LAYOUTS, SINGLE
from tests.page_maker.lottery import lottery_pages, sample_pages
from tests.page_maker.maker import MadePage, make_pages
from tests.page_maker.measure import MEASURES, by_damage, by_layout, read_all, report, table

SETS = {
    "development": lambda count: make_pages(LAYOUTS, count),
    "kept-aside": lambda count: make_pages(KEPT_ASIDE, count),
    "single": lambda count: make_pages(SINGLE, count),
    "lottery": lottery_pages,
    "whole": sample_pages,
    "held-out": lambda count: lottery_pages(count, held_out=True),
    "whole-held-out": lambda count: sample_pages(count, held_out=True),
    "handset": lambda _: list(handset_pages("development")),
    "handset-kept-aside": lambda _: list(handset_pages("kept_aside")),
}
HELP = (
    "development and kept-aside layouts; single: pages with one kind of damage each; lottery: pages whose layout is "
    "drawn by lot; held-out: the same with texts that nothing was fitted on; whole, whole-held-out: the same with "
    "whole articles, all about hospitals, where the others are put together of parts; handset, handset-kept-aside: "
    "pages that were written and set by hand"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.page_maker", description=__doc__)
    parser.add_argument("set", nargs="?", choices=SETS, default="development", help=HELP)
    parser.add_argument("--pages", type=int, default=200, help="how many pages to make, over all layouts of the set")
    parser.add_argument("--show", metavar="PAGE", help='print one page, as "forum 3", instead of measuring')
    parser.add_argument("--missed", metavar="LAYOUT", help="list what was missed and extra in one layout")
    options = parser.parse_args()
    if options.set.endswith("kept-aside") and (options.show or options.missed):
        parser.error("kept-aside pages are measured, not looked at")
    pages = SETS[options.set](options.pages)
    if options.show:
        lines = shown(next(page for page in pages if page.source == f"{options.show}.txt"))
    elif options.missed:
        lines = differences([page for page in pages if page.layout == options.missed])
    else:
        lines = tables(pages, with_damage=options.set != "single")
    sys.stdout.writelines(f"{line}\n" for line in lines)


def tables(pages: list[MadePage], with_damage: bool) -> list[str]:
    results = read_all(pages)
    layouts = list(table(by_layout(pages), results))
    return [*layouts, "", *table(by_damage(pages), results)] if with_damage else layouts


def shown(page: MadePage) -> list[str]:
    """A page as it came, and the damage done to it."""
    return [page.text, f"Damage: {', '.join(sorted(page.damage))}"]


def differences(pages: list[MadePage]) -> list[str]:
    result = report(pages, read_all(pages))
    return [
        f"{measure} {word}: {item}"
        for measure in MEASURES
        for word, items in (("missed", result.missed), ("extra", result.extra))
        for item in items.get(measure, ())
    ]


if __name__ == "__main__":
    main()
